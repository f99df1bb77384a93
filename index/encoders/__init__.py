"""Text to vectors. Adding an encoder: one file here, one line in ENCODERS."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]  # shape (texts, dimension), every row of length 1, or all zeros


class Encoder(Protocol):
    """Turns passages and questions into unit vectors (cosine: higher is closer)."""

    name: str
    fingerprint: str  # changes when the vectors would: weights, tokenizer, prompts
    dimension: int

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One row a text; no text gives shape (0, dimension); an empty text a zero row."""

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """The vector of a question, shape (dimension,)."""


def open_encoder(name: str = "bundled", **options: Any) -> Encoder:
    """The encoder of that name: `bundled`, or any sentence-transformers name or local folder, with
    the options of `open_sentence_transformer`, which mean nothing to the bundled one.

    Raises EncoderMissing when it cannot be loaded.
    """
    if name == "bundled":
        from index.encoders.static import open_bundled

        return open_bundled()
    from index.encoders.sentence_transformer import open_sentence_transformer

    return open_sentence_transformer(name, **options)
