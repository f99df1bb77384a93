"""A tiny encoder that learns nothing: for tests that need vectors, but no model."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.encoders import Vectors


class HashingEncoder:
    """Counts the characters and character pairs of a text in hashed slots.

    Texts that share characters lie close, so a test can foresee what is found. The same on every
    machine and in every process, because crc32 is not salted as `hash` is.
    """

    name = "hashing"

    def __init__(self, dimension: int = 64) -> None:
        self.dimension = dimension
        self.fingerprint = f"hashing-{dimension}"

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One unit row a text, shape (texts, dimension); a text of only spaces is a zero row."""
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(rows, texts, strict=True):
            self._count(text, row)
        return rows

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question, shape (dimension,)."""
        row: NDArray[np.float32] = self.encode_passages([text])[0]
        return row

    def _count(self, text: str, row: NDArray[np.float32]) -> None:
        letters = "".join(text.lower().split())
        for gram in [*letters, *map("".join, pairwise(letters))]:
            row[zlib.crc32(gram.encode("utf-8", "replace")) % self.dimension] += 1
        if letters:
            row /= np.linalg.norm(row)
