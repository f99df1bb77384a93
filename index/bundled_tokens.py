"""The tokens of the bundled encoder, found in a process beside the one that wants them."""

from __future__ import annotations

from functools import cache

import numpy as np

from index.encoders.static import StaticEncoder, TokenLists, open_bundled

Packed = tuple[bytes, bytes]  # `ids` and `starts` of TokenLists, in this machine's byte order


def bundled_tokens(texts: list[str]) -> Packed:
    """The tokens of each text."""
    found = _encoder().token_ids(texts)
    return found.ids.tobytes(), found.starts.tobytes()


def unpacked(packed: Packed) -> TokenLists:
    """The lists that were packed."""
    ids, starts = packed
    return TokenLists(np.frombuffer(ids, np.uint16), np.frombuffer(starts, np.int64))


@cache
def _encoder() -> StaticEncoder:
    return open_bundled()
