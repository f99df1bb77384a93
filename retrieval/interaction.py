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


class KnownCosines:
    """The cosines of a question's tokens to those of passages, found once for each kind of token:
    the passages that are ranked, marked and judged have most of their tokens in common. Of one
    question and one table; for one thread."""

    __slots__ = ("_places", "_rows")

    def __init__(self) -> None:
        self._places: NDArray[np.int32] | None = None  # of every kind of token in the rows, or -1
        self._rows: Floats | None = None

    def of(
        self, vectors: Floats, tokens: Tokens, table: Floats
    ) -> tuple[Floats, NDArray[np.int32]]:
        """Rows of cosines to each of the question's `vectors`, and the row of each token."""
        if self._places is None or self._rows is None:
            self._places = np.full(len(table), -1, np.int32)
            self._rows = np.zeros((0, len(vectors)), np.float32)
        fresh = np.zeros(len(table), np.bool_)
        fresh[tokens] = True
        fresh &= self._places < 0
        kinds = np.flatnonzero(fresh)
        if len(kinds):
            self._places[kinds] = np.arange(len(kinds), dtype=np.int32) + len(self._rows)
            self._rows = np.concatenate([self._rows, _cosines(vectors, table.take(kinds, axis=0))])
        return self._rows, self._places.take(tokens)


@dataclass(frozen=True, slots=True)
class QuestionTokens:
    """The tokens of a question that carry meaning: unit vectors, and weights that sum to 1."""

    vectors: Floats
    weights: Floats
    known: KnownCosines = field(default_factory=KnownCosines, repr=False, compare=False)


def question_tokens(tokens: Tokens, table: NDArray[np.float32]) -> QuestionTokens | None:
    """The tokens of a question as vectors out of the encoder's table; None when none has one."""
    vectors = table[np.unique(tokens)]
    lengths = np.linalg.norm(vectors, axis=1)
    kept = lengths > _TINY
    if not kept.any():
        return None
    vectors, lengths = vectors[kept], lengths[kept]
    return QuestionTokens(vectors / lengths[:, None], lengths / lengths.sum())


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


def _cosines(vectors: Floats, others: Floats) -> Floats:
    """The cosine of each of some vectors, a row each, to each of some unit vectors."""
    lengths = np.sqrt(np.einsum("td,td->t", others, others))
    found: Floats = (others @ vectors.T) / np.maximum(lengths, _TINY)[:, None]
    return found
