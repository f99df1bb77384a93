"""Pulling the two texts of a pair together, pushing the other texts of the batch away.

The loss is InfoNCE (van den Oord et al. 2018) in both directions with in-batch negatives, on the
cosine times `scale`. Only the rows of tokens seen in a batch move (SparseAdam).
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

from training.bags import Bags
from training.pairs import PairSet


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to learn."""

    epochs: int = 4
    batch: int = 2_048
    rate: float = 2e-3
    last_rate: float = 0.05  # share of `rate` left at the end, reached along half a cosine
    scale: float = 20.0
    seed: int = 0


Epoch = Callable[[int], Sequence[PairSet]]  # the pair sets of the n-th epoch, counted from 0


def batches(
    sets: Sequence[PairSet], size: int, chance: np.random.Generator
) -> Iterator[tuple[PairSet, NDArray[np.int64]]]:
    """Batches of one set each, all sets shuffled together; a rest under half a batch is left."""
    jobs: list[tuple[PairSet, NDArray[np.int64]]] = []
    for pairs in sets:
        order = chance.permutation(len(pairs))
        whole = max(1, round(len(pairs) / size)) if len(pairs) else 0
        jobs.extend((pairs, part) for part in np.array_split(order, whole) if len(part) > 1)
    for at in chance.permutation(len(jobs)):
        yield jobs[at]


def pooled(table: Tensor, bags: Bags, chosen: NDArray[np.int64]) -> tuple[Tensor, Tensor, Tensor]:
    """Unit vectors of the chosen bags, with the table's rows they use and those rows' numbers."""
    rows = [bags[at] for at in chosen]
    ids = np.concatenate(rows)
    starts = np.zeros(len(rows), np.int64)
    np.cumsum([len(row) for row in rows[:-1]], out=starts[1:])
    used, places = np.unique(ids, return_inverse=True)
    numbers = torch.from_numpy(used.astype(np.int64))
    own = table[numbers].requires_grad_()
    sums = functional.embedding_bag(
        torch.from_numpy(places.astype(np.int64)), own, torch.from_numpy(starts), mode="sum"
    )
    return functional.normalize(sums, dim=1), own, numbers


def loss_of(
    left: Tensor, right: Tensor, left_ids: Tensor, right_ids: Tensor, scale: float
) -> Tensor:
    """InfoNCE both ways; a pair sharing a text with another is not its negative."""
    scores = scale * left @ right.T
    same = (left_ids[:, None] == left_ids[None]) | (right_ids[:, None] == right_ids[None])
    same.fill_diagonal_(False)
    scores = scores.masked_fill(same, -torch.inf)
    truth = torch.arange(len(scores))
    there = functional.cross_entropy(scores, truth)
    back = functional.cross_entropy(scores.T, truth)
    return (there + back) / 2


def _gradient(table: Tensor, parts: Sequence[tuple[Tensor, Tensor]]) -> Tensor:
    """The rows' gradients as one sparse tensor, which SparseAdam asks for."""
    numbers = torch.cat([rows for _, rows in parts])
    slopes = torch.cat([own.grad for own, _ in parts if own.grad is not None])
    shape = tuple(table.shape)
    # False is the default, but said aloud: left unsaid, torch warns about it.
    return torch.sparse_coo_tensor(numbers[None], slopes, shape, check_invariants=False).coalesce()


def rate_at(step: int, steps: int, schedule: Schedule) -> float:
    """The learning rate of a step: half a cosine from `rate` to `rate * last_rate`."""
    way = 0.5 * (1 + math.cos(math.pi * min(1.0, step / max(1, steps))))
    return schedule.rate * (schedule.last_rate + (1 - schedule.last_rate) * way)


def contrast(
    vectors: NDArray[np.float32],
    epoch: Epoch,
    schedule: Schedule = Schedule(),
    report: Callable[[str], None] = print,
) -> tuple[NDArray[np.float32], list[float]]:
    """The trained vectors, and the mean loss of each epoch."""
    chance = np.random.default_rng(schedule.seed)
    table = torch.nn.Parameter(torch.from_numpy(vectors.copy()))
    adam = torch.optim.SparseAdam([table], lr=schedule.rate)
    means: list[float] = []
    for number in range(schedule.epochs):
        sets = epoch(number)
        jobs = list(batches(sets, schedule.batch, chance))
        started = time.monotonic()
        losses: list[float] = []
        kinds: dict[str, list[float]] = {}
        for at, (pairs, chosen) in enumerate(jobs):
            done = number * len(jobs) + at
            adam.param_groups[0]["lr"] = rate_at(done, schedule.epochs * len(jobs), schedule)
            left, own_left, rows_left = pooled(table.detach(), pairs.left, chosen)
            right, own_right, rows_right = pooled(table.detach(), pairs.right, chosen)
            numbers = (
                torch.from_numpy(pairs.left_ids[chosen]),
                torch.from_numpy(pairs.right_ids[chosen]),
            )
            loss = loss_of(left, right, *numbers, schedule.scale)
            loss.backward()  # type: ignore[no-untyped-call]
            table.grad = _gradient(table, [(own_left, rows_left), (own_right, rows_right)])
            adam.step()  # type: ignore[no-untyped-call]
            losses.append(loss.item())
            kinds.setdefault(pairs.name, []).append(losses[-1])
        means.append(float(np.mean(losses)))
        report(f"epoch {number}: {len(jobs)} batches, loss {means[-1]:.3f}, "
               f"{time.monotonic() - started:.0f} s")  # fmt: skip
        for name, values in kinds.items():
            report(f"    {name}: {np.mean(values):.3f} over {len(values)}")
    return table.detach().numpy(), means
