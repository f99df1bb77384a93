"""Texts as token ids, laid end to end: what training and scoring run on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Ids = NDArray[np.int32]
BLOCK = 4_096  # texts tokenised at a time, to bound memory


@dataclass(frozen=True, slots=True)
class Bags:
    """Token ids of many texts; text `i` is `ids[starts[i]:starts[i + 1]]`."""

    ids: Ids
    starts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, at: int) -> Ids:
        return self.ids[self.starts[at] : self.starts[at + 1]]


def bags_of(rows: Iterable[Ids]) -> Bags:
    """The rows laid end to end."""
    kept = list(rows)
    starts = np.zeros(len(kept) + 1, np.int64)
    np.cumsum([len(row) for row in kept], out=starts[1:])
    return Bags(np.concatenate([*kept, np.zeros(0, np.int32)]).astype(np.int32), starts)


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
