"""What is trained on in an epoch: sets of pairs from which batches are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training.bags import Bags, Numbers, bags_of, stacked, tokenised
from training.sources import Pair
from training.translation import Lexicon, rewritten

LONGEST_PASSAGE = 160  # tokens of a passage in training; longer ones lose their end
AROUND = (20, 80)  # tokens kept on each side of a cloze, from and to
PIVOTS = ("zh", "en")  # languages drawn more often than the others


@dataclass(frozen=True, slots=True)
class PairSet:
    """Pairs of one kind. Batches never mix kinds: a negative in another language is too easy."""

    name: str
    left: Bags
    right: Bags
    left_ids: Numbers  # equal numbers are the same text, which is no negative of itself
    right_ids: Numbers
    topics: Numbers | None = None  # pairs of one topic share a batch
    wrong: Bags | None = None  # a wrong passage for each left text
    wrong_ids: Numbers = field(default_factory=lambda: np.zeros(0, np.int64))  # -1: none

    def __len__(self) -> int:
        return len(self.left)


def numbered(texts: Sequence[str]) -> Numbers:
    """Equal numbers for equal texts."""
    known: dict[str, int] = {}
    return np.asarray([known.setdefault(text, len(known)) for text in texts], np.int64)


def pair_set(name: str, pairs: Sequence[Pair], tokenizer: Tokenizer) -> PairSet:
    """The pairs of one source, tokenised."""
    left, right = [pair.a for pair in pairs], [pair.b for pair in pairs]
    return PairSet(
        name,
        tokenised(tokenizer, left),
        tokenised(tokenizer, right),
        numbered(left),
        numbered(right),
    )


def picked(pairs: PairSet, limit: int, chance: np.random.Generator) -> PairSet:
    """At most `limit` of the pairs, in a new order."""
    order = chance.permutation(len(pairs))[:limit]
    return replace(
        pairs,
        left=pairs.left.taken(order),
        right=pairs.right.taken(order, LONGEST_PASSAGE),
        left_ids=pairs.left_ids[order],
        right_ids=pairs.right_ids[order],
        topics=None if pairs.topics is None else pairs.topics[order],
        wrong=None if pairs.wrong is None else pairs.wrong.taken(order, LONGEST_PASSAGE),
        wrong_ids=pairs.wrong_ids if pairs.wrong is None else pairs.wrong_ids[order],
    )


def abroad(
    pairs: PairSet,
    words: Lexicon,
    shared: NDArray[np.bool_],
    chance: np.random.Generator,
    side: str = "left",
) -> PairSet:
    """The pairs with one side translated word by word.

    A word of the source language without translation is dropped; `shared` marks tokens, such as
    figures, that read the same in both.
    """
    name = f"{pairs.name}, {side} translated"
    if side == "left":
        return replace(pairs, name=name, left=rewritten(pairs.left, words, chance, kept=shared))
    wrong = None if pairs.wrong is None else rewritten(pairs.wrong, words, chance, kept=shared)
    right = rewritten(pairs.right, words, chance, kept=shared)
    return replace(pairs, name=name, right=right, wrong=wrong)


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
    """The distinct right texts of some pairs, in the order of their numbers."""
    _, firsts = np.unique(pairs.right_ids, return_index=True)
    return pairs.right.taken(firsts)


def _drawn(count: int, limit: int, chance: np.random.Generator) -> Numbers:
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


def many_to_many(sentences: Mapping[str, Bags], limit: int, chance: np.random.Generator) -> PairSet:
    """The same sentence in two languages drawn at random, Chinese and English more often.

    Sentence `i` of every language means the same.
    """
    languages = list(sentences)
    count = min((len(bags) for bags in sentences.values()), default=0)
    weights = np.asarray([4.0 if name in PIVOTS else 1.0 for name in languages])
    drawn = _drawn(count, limit, chance) if len(languages) > 1 else np.zeros(0, np.int64)
    odds = chance.random((len(drawn), len(languages))) ** (1 / weights)
    first, second = np.argsort(-odds, axis=1)[:, :2].T if len(drawn) else (drawn, drawn)
    rows = stacked([bags.taken(np.arange(count)) for bags in sentences.values()])
    return PairSet(
        "many to many",
        rows.taken(first * count + drawn),
        rows.taken(second * count + drawn),
        drawn,
        drawn,
    )
