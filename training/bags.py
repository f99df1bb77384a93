"""Texts as token ids, laid end to end: what training and scoring run on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Ids = NDArray[np.int32]
Numbers = NDArray[np.int64]
BLOCK = 4_096  # texts tokenised at a time, to bound memory


@dataclass(frozen=True, slots=True)
class Bags:
    """Token ids of many texts; text `i` is `ids[starts[i]:starts[i + 1]]`."""

    ids: Ids
    starts: Numbers

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, at: int) -> Ids:
        return self.ids[self.starts[at] : self.starts[at + 1]]

    @property
    def sizes(self) -> Numbers:
        """The number of tokens of each text."""
        return np.diff(self.starts)

    @property
    def owners(self) -> Numbers:
        """The number of the text that each token stands in."""
        return np.repeat(np.arange(len(self)), self.sizes)

    def taken(self, order: Numbers, longest: int | None = None) -> Bags:
        """The texts of these numbers in this order, each cut after `longest` tokens."""
        firsts, sizes = self.starts[order], self.sizes[order]
        if longest is not None:
            sizes = np.minimum(sizes, longest)
        starts = starts_of(sizes)
        places = np.repeat(firsts - starts[:-1], sizes) + np.arange(starts[-1])
        return Bags(self.ids[places], starts)

    def masked(self, kept: NDArray[np.bool_]) -> Bags:
        """The texts without the tokens where `kept`, one truth a token, is false."""
        before = np.concatenate([[0], np.cumsum(kept)])
        return Bags(self.ids[kept], before[self.starts])


def starts_of(sizes: Sequence[int] | Numbers) -> Numbers:
    """Where texts of these sizes start when laid end to end, and where the last one ends."""
    starts = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=starts[1:])
    return starts


def bags_of(rows: Iterable[Ids]) -> Bags:
    """The rows laid end to end."""
    kept = list(rows)
    ids = np.concatenate([*kept, np.zeros(0, np.int32)]).astype(np.int32)
    return Bags(ids, starts_of([len(row) for row in kept]))


def stacked(parts: Sequence[Bags]) -> Bags:
    """The texts of all parts, one part after the other."""
    ids = np.concatenate([*(part.ids for part in parts), np.zeros(0, np.int32)])
    sizes = np.concatenate([*(part.sizes for part in parts), np.zeros(0, np.int64)])
    return Bags(ids.astype(np.int32), starts_of(sizes))


def tokenised(tokenizer: Tokenizer, texts: Sequence[str]) -> Bags:
    """The known tokens of each text; the unknown one (id 0) is left out."""
    rows: list[Ids] = []
    for first in range(0, len(texts), BLOCK):
        for encoding in tokenizer.encode_batch_fast(
            list(texts[first : first + BLOCK]), add_special_tokens=False
        ):
            ids = np.asarray(encoding.ids, np.int32)
            rows.append(ids[ids != 0])
    return bags_of(rows)
