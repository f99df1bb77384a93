"""Passages that look right and are wrong: the nearest by words (BM25) and by the encoder itself."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse  # type: ignore[import-untyped]

from training.bags import Bags, Numbers

NEAREST = 12  # candidates of each kind for a question
TOO_CLOSE = 0.97  # of the right passage's own score: what scores more may be right as well
STEP = 512  # questions at a time


def counted(bags: Bags, tokens: int) -> sparse.csr_array:
    """How often each token stands in each text, shape (texts, tokens)."""
    ones = np.ones(len(bags.ids), np.float32)
    shape = len(bags), tokens
    found = sparse.csr_array((ones, bags.ids, bags.starts), shape=shape, copy=True)
    found.sum_duplicates()  # in place: the bags must not share its memory
    return found


def bm25(passages: Bags, tokens: int, k: float = 1.2, b: float = 0.75) -> sparse.csr_array:
    """The BM25 weight of each token in each passage (Robertson & Zaragoza 2009)."""
    found = counted(passages, tokens)
    lengths = passages.sizes.astype(np.float32)
    spread = k * (1 - b + b * lengths / max(1.0, float(lengths.mean())))
    owners = np.repeat(np.arange(len(passages)), np.diff(found.indptr))
    with_it = np.bincount(found.indices, minlength=tokens)
    rarity = np.log1p((len(passages) - with_it + 0.5) / (with_it + 0.5)).astype(np.float32)
    found.data *= (k + 1) / (found.data + spread[owners]) * rarity[found.indices]
    return found


def means(table: NDArray[np.float32], bags: Bags) -> NDArray[np.float32]:
    """Unit vectors of the texts, shape (texts, dimension)."""
    rows: NDArray[np.float32] = counted(bags, len(table)) @ table
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return rows


def mined(questions: Bags, right: Numbers, passages: Bags, table: NDArray[np.float32]) -> Numbers:
    """For each question the numbers of wrong passages, shape (questions, 2 * NEAREST).

    `right` is the number of each question's passage. What the encoder takes for nearly as right
    as that is left out: it may answer too. Where there is nothing, the number is -1.
    """
    weights = bm25(passages, len(table)).T.tocsc()
    asked, vectors, rows = (
        counted(questions, len(table)),
        means(table, questions),
        means(table, passages),
    )
    asked.data[:] = 1
    found = np.full((len(questions), 2 * NEAREST), -1, np.int64)
    for first in range(0, len(questions), STEP):
        some = slice(first, first + STEP)
        close = vectors[some] @ rows.T
        truth = right[some]
        own = np.take_along_axis(close, truth[:, None], 1)
        wrong = close < TOO_CLOSE * own
        for at, scores in enumerate((close, (asked[some] @ weights).toarray())):
            scores = np.where(wrong, scores, -np.inf)
            best = np.argpartition(-scores, NEAREST, axis=1)[:, :NEAREST]
            fine = np.take_along_axis(scores, best, 1) > 0
            found[some, at * NEAREST : (at + 1) * NEAREST] = np.where(fine, best, -1)
    return found


def drawn(found: Numbers, chance: np.random.Generator) -> Numbers:
    """One of the wrong passages of each question; -1 where there is none."""
    pick = chance.integers(0, found.shape[1], len(found))
    return found[np.arange(len(found)), pick]
