"""Late interaction on the bundled static encoder: does the passage have a counterpart for every
word of the question? (The sum of best matches of ColBERT, Khattab & Zaharia 2020, over static
token vectors, each question token weighted by the length of its vector: rare words are long.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Tokens = NDArray[np.uint16]

WINDOW = 20  # tokens; a sentence is about two of them
_TINY = 1e-6
_WEIGHTY, _LEAST = 5, 2


@dataclass(frozen=True, slots=True)
class QuestionTokens:
    """The tokens of a question that carry meaning: unit vectors, and weights that sum to 1."""

    vectors: Floats
    weights: Floats


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
    """How well each passage, and its best window of two sentence halves, covers the question.

    Two arrays of cosines averaged over the question's tokens, higher is closer, about 0 to 1.
    """
    whole = np.zeros(len(passages), np.float32)
    closest = np.zeros(len(passages), np.float32)
    filled = [at for at, tokens in enumerate(passages) if len(tokens)]
    if not filled:
        return whole, closest
    best, owners = _best_by_window(question, [passages[at] for at in filled], table)
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    whole[filled] = question.weights @ np.maximum.reduceat(best, starts, axis=1)
    closest[filled] = np.maximum.reduceat(
        question.weights @ np.maximum(best, _next_of_same(best, owners)), starts
    )
    return whole, closest


def weakest(question: QuestionTokens, passage: Tokens, table: NDArray[np.float32]) -> float:
    """How near a passage comes to the two of the question's five weightiest tokens that it matches
    least: a mean of cosines, low when something the question is about is not in the passage."""
    if not len(passage):
        return 0.0
    best = _best_by_window(question, [passage], table)[0].max(axis=1)
    weighty = np.argsort(-question.weights, kind="stable")[:_WEIGHTY]
    return float(np.sort(best[weighty])[:_LEAST].mean())


def _best_by_window(
    question: QuestionTokens, passages: Sequence[Tokens], table: NDArray[np.float32]
) -> tuple[Floats, NDArray[np.intp]]:
    """The best cosine of every question token in every window, and whose window it is."""
    flat = np.concatenate(passages)
    kinds, places = _kinds(flat, len(table))
    vectors = table[kinds]
    lengths = np.sqrt(np.einsum("td,td->t", vectors, vectors))
    cosines = (question.vectors @ vectors.T) / np.maximum(lengths, _TINY)
    cosines = cosines[:, places]
    starts: list[int] = []
    owners: list[int] = []
    begin = 0
    for owner, tokens in enumerate(passages):
        for at in range(0, len(tokens), WINDOW):
            starts.append(begin + at)
            owners.append(owner)
        begin += len(tokens)
    return np.maximum.reduceat(cosines, starts, axis=1), np.asarray(owners, np.intp)


def _kinds(tokens: Tokens, vocabulary: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The different tokens, rising, and where each of `tokens` stands among them. (What np.unique
    gives, without sorting: the vocabulary is small.)"""
    seen = np.zeros(vocabulary, np.bool_)
    seen[tokens] = True
    kinds = np.flatnonzero(seen)
    place = np.zeros(vocabulary, np.intp)
    place[kinds] = np.arange(len(kinds))
    return kinds, place[tokens]


def _next_of_same(best: Floats, owners: NDArray[np.intp]) -> Floats:
    """Every window's right-hand neighbour in its passage, or the window itself at the end."""
    following = np.arange(len(owners)) + 1
    following[-1] = len(owners) - 1
    same = owners[following] == owners
    return best[:, np.where(same, following, np.arange(len(owners)))]
