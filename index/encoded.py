"""What passages are searched by in meaning, and who makes it of their texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from index.beside import Work
from index.encoders import Vectors
from index.encoders.static import TokenLists


class Encoded(NamedTuple):
    """Passages as they are searched by meaning: a vector each, and the tokens of the static
    encoder for late interaction."""

    vectors: Vectors
    tokens: TokenLists


class EncodePassages(Protocol):
    """Makes of texts what they are searched by."""

    def __call__(self, texts: Sequence[str], work: Work | None = None) -> Encoded:
        """The texts encoded; `work`, given where there are many, may find their tokens."""
