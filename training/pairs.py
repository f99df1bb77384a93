"""What is trained on in an epoch: sets of pairs from which batches are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training.bags import Bags, Ids, bags_of, tokenised
from training.sources import Pair
from training.translation import Lexicon, translated

LONGEST_PASSAGE = 256  # tokens of a passage in training; longer ones lose their end
AROUND = (20, 80)  # tokens kept on each side of a cloze, from and to


@dataclass(frozen=True, slots=True)
class PairSet:
    """Pairs of one kind. Batches never mix kinds: a negative in another language is too easy."""

    name: str
    left: Bags
    right: Bags
    left_ids: NDArray[np.int64]  # equal numbers are the same text, which is no negative of itself
    right_ids: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.left)


def _numbers(texts: Sequence[str]) -> NDArray[np.int64]:
    known: dict[str, int] = {}
    return np.asarray([known.setdefault(text, len(known)) for text in texts], np.int64)


def pair_set(name: str, pairs: Sequence[Pair], tokenizer: Tokenizer) -> PairSet:
    """The pairs of one source, tokenised."""
    left, right = [pair.a for pair in pairs], [pair.b for pair in pairs]
    return PairSet(
        name,
        tokenised(tokenizer, left),
        tokenised(tokenizer, right),
        _numbers(left),
        _numbers(right),
    )


def picked(pairs: PairSet, limit: int, chance: np.random.Generator) -> PairSet:
    """At most `limit` of the pairs, in a new order."""
    order = chance.permutation(len(pairs))[:limit]
    return PairSet(
        pairs.name,
        bags_of(pairs.left[at] for at in order),
        bags_of(pairs.right[at][:LONGEST_PASSAGE] for at in order),
        pairs.left_ids[order],
        pairs.right_ids[order],
    )


def abroad(
    pairs: PairSet,
    lexicon: Lexicon,
    shared: NDArray[np.bool_],
    chance: np.random.Generator,
    side: str = "left",
) -> PairSet:
    """The pairs with one side translated word by word."""

    def side_of(bags: Bags, translate: bool) -> Bags:
        if not translate:
            return bags
        return bags_of(translated(row, lexicon, shared, chance) for row in _rows(bags))

    return PairSet(
        f"{pairs.name}, {side} translated",
        side_of(pairs.left, side == "left"),
        side_of(pairs.right, side == "right"),
        pairs.left_ids,
        pairs.right_ids,
    )


def _rows(bags: Bags) -> Iterator[Ids]:
    return (bags[at] for at in range(len(bags)))


def cloze(news: Bags, limit: int, chance: np.random.Generator) -> PairSet:
    """Inverse cloze: some words of an article, and the words around them.

    In nine of ten the words are cut out of the passage (Lee et al. 2019), and up to half of them
    are forgotten, because a question never repeats the whole sentence.
    """
    left, right, used = [], [], []
    for article in _drawn(len(news), limit, chance):
        row = news[article]
        if len(row) < 48:
            continue
        size = int(chance.integers(6, 25))
        at = int(chance.integers(0, len(row) - size))
        words = row[at : at + size]
        around_words = int(chance.integers(*AROUND)), int(chance.integers(*AROUND))
        first, last = max(0, at - around_words[0]), at + size + around_words[1]
        cut = chance.random() < 0.9
        around = np.concatenate([row[first:at], row[at + size : last]]) if cut else row[first:last]
        left.append(words[chance.random(size) > chance.uniform(0, 0.5)])
        right.append(around)
        used.append(article)
    numbers = np.asarray(used, np.int64)
    return PairSet("cloze", bags_of(left), bags_of(right), numbers, numbers)


def passages_of(pairs: PairSet) -> Bags:
    """The distinct right texts of some pairs."""
    _, firsts = np.unique(pairs.right_ids, return_index=True)
    return bags_of(pairs.right[at] for at in firsts)


def _drawn(count: int, limit: int, chance: np.random.Generator) -> NDArray[np.int64]:
    """Numbers below `count` in random order, `limit` of them: each as often as any other."""
    if not count:
        return np.zeros(0, np.int64)
    rounds = -(-min(limit, 8 * count) // count)  # no text more than eight times
    return np.concatenate([chance.permutation(count) for _ in range(rounds)])[:limit]


def leads(news: Bags, limit: int, chance: np.random.Generator) -> PairSet:
    """The first words of an article, and what follows them."""
    left, right, used = [], [], []
    for article in chance.permutation(len(news))[:limit]:
        row = news[article]
        if len(row) < 60:
            continue
        size = int(chance.integers(12, 32))
        left.append(row[:size])
        right.append(row[size : size + 128])
        used.append(article)
    numbers = np.asarray(used, np.int64)
    return PairSet("lead", bags_of(left), bags_of(right), numbers, numbers)
