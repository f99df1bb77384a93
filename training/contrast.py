"""Pulling the two texts of a pair together, pushing the other texts of the batch away.

The loss is InfoNCE (van den Oord et al. 2018) in both directions, on the cosine times `scale`.
Negatives are the other texts of the batch, and the wrong passages that were mined for its
questions. Only the rows of tokens seen in a batch move (Adam, with lazy moments).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from training.bags import Bags, Numbers, stacked
from training.pairs import PairSet

FADING = (0.9, 0.999)  # Adam's
TOPICS_TOGETHER = 128  # pairs of a topic that stay together in a batch


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to learn."""

    epochs: int = 3
    batch: int = 1_024
    rate: float = 5e-3
    last_rate: float = 0.05  # share of `rate` left at the end, reached along half a cosine
    scale: float = 20.0
    seed: int = 0


Epoch = Callable[[int, NDArray[np.float32]], Sequence[PairSet]]
"""The pair sets of the n-th epoch, counted from 0, given the vectors learned so far."""


def batches(
    sets: Sequence[PairSet], size: int, chance: np.random.Generator
) -> Iterator[tuple[PairSet, Numbers]]:
    """Batches of one set each, all sets shuffled together; pairs of one topic stand together."""
    jobs: list[tuple[PairSet, Numbers]] = []
    for pairs in sets:
        order = chance.permutation(len(pairs))
        if pairs.topics is not None:
            order = order[np.argsort(pairs.topics[order], kind="stable")]
            blocks = np.array_split(order, max(1, len(order) // TOPICS_TOGETHER))
            order = np.concatenate([blocks[at] for at in chance.permutation(len(blocks))])
        whole = max(1, round(len(pairs) / size)) if len(pairs) else 0
        jobs.extend((pairs, part) for part in np.array_split(order, whole) if len(part) > 1)
    for at in chance.permutation(len(jobs)):
        yield jobs[at]


def loss_of(
    left: Tensor, right: Tensor, left_ids: Tensor, right_ids: Tensor, scale: float
) -> Tensor:
    """InfoNCE both ways; a pair sharing a text with another is not its negative.

    `right` and `right_ids` may be longer than `left`: the rest are wrong passages.
    """
    count = len(left)
    scores = scale * left @ right.T
    same = right_ids[:count, None] == right_ids[None]
    same[:, :count] |= left_ids[:, None] == left_ids[None]
    same[:, :count].fill_diagonal_(False)
    scores = scores.masked_fill(same, -torch.inf)
    truth = torch.arange(count)
    there = functional.cross_entropy(scores, truth)
    back = functional.cross_entropy(scores[:, :count].T, truth)
    return (there + back) / 2


def rate_at(step: int, steps: int, schedule: Schedule) -> float:
    """The learning rate of a step: half a cosine from `rate` to `rate * last_rate`."""
    way = 0.5 * (1 + math.cos(math.pi * min(1.0, step / max(1, steps))))
    return schedule.rate * (schedule.last_rate + (1 - schedule.last_rate) * way)


class Learner:
    """The vectors and Adam's moments of each of their rows."""

    def __init__(self, vectors: NDArray[np.float32], scale: float) -> None:
        self.table = torch.from_numpy(vectors.copy())
        self._slope = torch.zeros_like(self.table)
        self._square = torch.zeros_like(self.table)
        self._place = np.zeros(len(vectors), np.int64)
        self._scale = scale
        self._steps = 0

    def learn(self, pairs: PairSet, chosen: Numbers, rate: float) -> float:
        """One step on the chosen pairs; returns the loss."""
        parts = [pairs.left.taken(chosen), pairs.right.taken(chosen)]
        right_ids = pairs.right_ids[chosen]
        if pairs.wrong is not None:
            there = pairs.wrong_ids[chosen] >= 0
            parts.append(pairs.wrong.taken(chosen[there]))
            right_ids = np.concatenate([right_ids, pairs.wrong_ids[chosen[there]]])
        rows, own, used = self._pooled(stacked(parts))
        numbers = torch.from_numpy(pairs.left_ids[chosen]), torch.from_numpy(right_ids)
        loss = loss_of(rows[: len(chosen)], rows[len(chosen) :], *numbers, self._scale)
        loss.backward()  # type: ignore[no-untyped-call]
        if own.grad is not None:
            self._move(used, own.grad, rate)
        return loss.item()

    def _pooled(self, bags: Bags) -> tuple[Tensor, Tensor, Tensor]:
        """Unit vectors of the bags, the table's rows they use, and those rows' numbers."""
        seen = np.zeros(len(self.table), np.bool_)
        seen[bags.ids] = True
        used = np.flatnonzero(seen)
        self._place[used] = np.arange(len(used))
        numbers = torch.from_numpy(used)
        own = self.table[numbers].requires_grad_()
        places = torch.from_numpy(self._place[bags.ids])
        starts = torch.from_numpy(bags.starts[:-1])
        sums = functional.embedding_bag(places, own, starts, mode="sum")
        return functional.normalize(sums, dim=1), own, numbers

    def _move(self, used: Tensor, slope: Tensor, rate: float) -> None:
        """Adam on these rows (Kingma & Ba 2015); the moments of all others stand still."""
        self._steps += 1
        first, second = FADING
        mean = self._slope[used].mul_(first).add_(slope, alpha=1 - first)
        square = self._square[used].mul_(second).addcmul_(slope, slope, value=1 - second)
        self._slope[used], self._square[used] = mean, square
        fresh = (1 - second**self._steps) ** 0.5
        step = rate * fresh / (1 - first**self._steps)
        self.table[used] -= mean.div_(square.sqrt_().add_(1e-8 * fresh)).mul_(step)


def contrast(
    vectors: NDArray[np.float32],
    epoch: Epoch,
    schedule: Schedule = Schedule(),
    report: Callable[[str], None] = print,
) -> tuple[NDArray[np.float32], list[float]]:
    """The trained vectors, and the mean loss of each epoch."""
    chance = np.random.default_rng(schedule.seed)
    learner = Learner(vectors, schedule.scale)
    means: list[float] = []
    for number in range(schedule.epochs):
        started = time.monotonic()
        jobs = list(batches(epoch(number, learner.table.numpy()), schedule.batch, chance))
        drawn = time.monotonic() - started
        kinds: dict[str, list[float]] = {}
        for at, (pairs, chosen) in enumerate(jobs):
            done = number * len(jobs) + at
            rate = rate_at(done, schedule.epochs * len(jobs), schedule)
            kinds.setdefault(pairs.name, []).append(learner.learn(pairs, chosen, rate))
        means.append(float(np.mean([loss for losses in kinds.values() for loss in losses])))
        report(f"epoch {number}: {len(jobs)} batches, loss {means[-1]:.3f}, "
               f"{time.monotonic() - started:.0f} s, of which drawing {drawn:.0f} s")  # fmt: skip
        for name, values in kinds.items():
            report(f"    {name}: {np.mean(values):.3f} over {len(values)}")
    return learner.table.numpy(), means
