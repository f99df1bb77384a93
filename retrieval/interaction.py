"""Late interaction on the bundled static encoder: does the passage have a counterpart for every
word of the question? (The sum of best matches of ColBERT, Khattab & Zaharia 2020, over static
token vectors, each question token weighted by the length of its vector: rare words are long.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Tokens = NDArray[np.uint16]

WINDOW = 20  # tokens; a sentence is about two of them
_TINY = 1e-6
_WEIGHTY, _LEAST = 5, 2
_BLOCK = 256  # vectors gathered at a time: they stay in the processor's cache until multiplied


class KnownCosines:
    """The cosines of a question's tokens to those of passages, found once for each kind of token:
    the passages that are ranked, marked and judged have most of their tokens in common. Of one
    question and one table; for one thread. `norms` are the lengths of the table's vectors."""

    __slots__ = ("_norms", "_places", "_rows")

    def __init__(self, norms: Floats | None = None) -> None:
        self._norms = norms
        self._places: NDArray[np.int32] | None = None  # of every kind of token in the rows, or -1
        self._rows: Floats | None = None

    def of(
        self, vectors: Floats, tokens: Tokens, table: Floats
    ) -> tuple[Floats, NDArray[np.int32]]:
        """Rows of cosines to each of the question's `vectors`, and the row of each token."""
        if self._places is None or self._rows is None:
            self._places = np.full(len(table), -1, np.int32)
            self._rows = np.zeros((0, len(vectors)), np.float32)
        places = self._places.take(tokens)
        if len(tokens) and places.min() < 0:
            fresh = np.zeros(len(table), np.bool_)
            fresh[tokens] = True
            fresh &= self._places < 0
            kinds = np.flatnonzero(fresh)
            self._places[kinds] = np.arange(len(kinds), dtype=np.int32) + len(self._rows)
            found = _cosines(vectors, kinds, table, self._norms)
            self._rows = np.concatenate([self._rows, found])
            places = self._places.take(tokens)
        return self._rows, places


@dataclass(frozen=True, slots=True)
class QuestionTokens:
    """The tokens of a question that carry meaning: unit vectors, and weights that sum to 1."""

    vectors: Floats
    weights: Floats
    known: KnownCosines = field(default_factory=KnownCosines, repr=False, compare=False)


def question_tokens(
    tokens: Tokens, table: NDArray[np.float32], norms: Floats | None = None
) -> QuestionTokens | None:
    """The tokens of a question as vectors out of the encoder's table, and `norms`, if known, the
    lengths of all of the table's; None when none has one."""
    vectors = table[np.unique(tokens)]
    lengths = np.linalg.norm(vectors, axis=1)
    kept = lengths > _TINY
    if not kept.any():
        return None
    vectors, lengths = vectors[kept], lengths[kept]
    known = KnownCosines(norms)
    return QuestionTokens(vectors / lengths[:, None], lengths / lengths.sum(), known)


def interaction(
    question: QuestionTokens, passages: Sequence[Tokens], table: NDArray[np.float32]
) -> tuple[Floats, Floats]:
    """How well each passage, and its best window of two sentence halves, covers the question, by
    the table the question's tokens are from.

    Two arrays of cosines averaged over the question's tokens, higher is closer, about 0 to 1.
    """
    whole = np.zeros(len(passages), np.float32)
    closest = np.zeros(len(passages), np.float32)
    filled = [at for at, tokens in enumerate(passages) if len(tokens)]
    if not filled:
        return whole, closest
    best, firsts = _best_by_window(question, [passages[at] for at in filled], table)
    whole[filled] = _weighted(np.maximum.reduceat(best, firsts, axis=0), question)
    after = np.arange(1, len(best) + 1)  # every window's right-hand neighbour; the last has none
    after[np.append(firsts[1:], len(best)) - 1] -= 1
    both = np.maximum(best, best.take(after, axis=0))
    closest[filled] = np.maximum.reduceat(_weighted(both, question), firsts)
    return whole, closest


def weakest(question: QuestionTokens, passage: Tokens, table: NDArray[np.float32]) -> float:
    """How near a passage comes to the two of the question's five weightiest tokens that it matches
    least: a mean of cosines, low when something the question is about is not in the passage."""
    if not len(passage):
        return 0.0
    rows, places = question.known.of(question.vectors, passage, table)
    best = rows.take(places, axis=0).max(axis=0)
    weighty = np.argsort(-question.weights, kind="stable")[:_WEIGHTY]
    return float(np.sort(best[weighty])[:_LEAST].mean())


def _best_by_window(
    question: QuestionTokens, passages: Sequence[Tokens], table: NDArray[np.float32]
) -> tuple[Floats, NDArray[np.intp]]:
    """The best cosine of every question token in every window, one row a window, and which windows
    are the first of their passages."""
    rows, places = question.known.of(question.vectors, np.concatenate(passages), table)
    lengths = np.fromiter(map(len, passages), np.intp, len(passages))
    counts = -(-lengths // WINDOW)
    firsts = np.cumsum(counts) - counts
    ends = np.cumsum(lengths)
    begins = np.repeat(ends - lengths - firsts * WINDOW, counts) + np.arange(counts.sum()) * WINDOW
    # All windows side by side, a short one filled up with its last token.
    at = np.minimum(begins + np.arange(WINDOW)[:, None], np.repeat(ends - 1, counts))
    return rows.take(places.take(at), axis=0).max(axis=0), firsts


def _weighted(best: Floats, question: QuestionTokens) -> Floats:
    """The weighted mean of each row."""
    mean: Floats = np.einsum("wq,q->w", best, question.weights)
    return mean


def _cosines(
    vectors: Floats, kinds: NDArray[np.intp], table: Floats, norms: Floats | None
) -> Floats:
    """The cosine of each of some unit vectors, a column each, to each kind of token, a row each."""
    found = np.empty((len(kinds), len(vectors)), np.float32)
    for at in range(0, len(kinds), _BLOCK):
        block = slice(at, at + _BLOCK)
        others = table.take(kinds[block], axis=0)
        lengths = (
            np.sqrt(np.einsum("td,td->t", others, others)) if norms is None else norms[kinds[block]]
        )
        found[block] = (others @ vectors.T) / np.maximum(lengths, _TINY)[:, None]
    return found
