"""Passages to what they are searched by in meaning: a vector, and tokens for late interaction."""

from __future__ import annotations

from collections.abc import Sequence

from index.beside import Work
from index.bundled_tokens import unpacked
from index.encoded import Encoded
from index.encoders import Encoder
from index.encoders.static import StaticEncoder, is_bundled, open_bundled


class PassageEncoding:
    """Encodes passages with an encoder. Tokens come from that encoder when it has a vector for
    each of them, else from the bundled one: the same rule as when questions are answered."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.static = encoder if isinstance(encoder, StaticEncoder) else open_bundled()

    def __call__(self, texts: Sequence[str], work: Work | None = None) -> Encoded:
        """The texts encoded; `work` finds their tokens, where it can: other
        threads go on meanwhile."""
        if work and is_bundled(self.static):
            tokens = unpacked(work.submit("bundled tokens", list(texts)).result())
        else:
            tokens = self.static.token_ids(texts)
        if self.static is self.encoder:  # finding the tokens is most of the work: done once
            return Encoded(self.static.encode_tokens(tokens), tokens)
        return Encoded(self.encoder.encode_passages(texts), tokens)

    @property
    def facts(self) -> dict[str, str]:
        """What an archive remembers of the encoding it was built with."""
        return {
            "encoder": self.encoder.fingerprint,
            "dimension": str(self.encoder.dimension),
            "tokens": self.static.fingerprint,
        }
