"""How well one stretch of Chinese text goes on where another ends, from what newspapers print.

The table `affinity.npz` holds how often characters, pairs and triples stand in the news articles
it was counted from (training/affinity.py makes it). A seam inside a sentence has pairs and triples
that are found far more often than their characters would meet by chance.
"""

from __future__ import annotations

import math
import zlib
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

TABLE = Path(__file__).with_name("affinity.npz")
BITS = 28  # of the hash; one gram in three hundred is taken for another
STEPS = 2  # of the stored logarithm, for every doubling
_UNSEEN = 0.5, 1.0  # the count that pairs, and triples, too rare for the table are given
_FULL = str.maketrans(",:;!?()", "，：；！？（）") | dict.fromkeys(map(ord, "123456789"), "0")


class _Counts(NamedTuple):
    hashes: NDArray[np.uint32]
    levels: NDArray[np.uint8]
    total: int


def folded(text: str) -> str:
    """The text as the table counts it: no blanks, every number 0, marks at full width."""
    return "".join(text.split()).translate(_FULL)


def hashed(gram: str) -> int:
    """The place of a gram in the table."""
    return zlib.crc32(gram.encode("utf-8", "replace")) >> 32 - BITS


def affinity(left: str, right: str) -> float:
    """The logarithm of how much likelier than chance `right` follows `left`, by the last and the
    first two characters; 0 where the table does not tell."""
    return _affinity(folded(left[-6:])[-2:], folded(right[:6])[:2])


@lru_cache(1 << 16)
def _affinity(left: str, right: str) -> float:
    if not left or not right or '"' in (left[-1], right[0]):
        return 0.0  # a straight mark does not say whether it opens or closes
    last, first = left[-1], right[0]
    pair = _count(last + first)
    met = _over(pair, _count(last) * _count(first) / _counts().total, _UNSEEN[0])
    before = after = 0.0
    if len(left) > 1 and _count(last):
        before = _over(_count(left + first), _count(left) * pair / _count(last), _UNSEEN[1])
    if len(right) > 1 and _count(first):
        after = _over(_count(last + right), pair * _count(right) / _count(first), _UNSEEN[1])
    return met + before + after


def _over(found: float, chance: float, unseen: float) -> float:
    return math.log((found + unseen) / (chance + unseen))


@lru_cache(1 << 16)
def _count(gram: str) -> float:
    counts, place = _counts(), hashed(gram)
    at = int(np.searchsorted(counts.hashes, place))
    if at == len(counts.hashes) or counts.hashes[at] != place:
        return 0.0
    return float(2.0 ** (int(counts.levels[at]) / STEPS))


@cache
def _counts() -> _Counts:
    with np.load(TABLE) as table:
        hashes = np.cumsum(table["gaps"], dtype=np.uint32)
        return _Counts(hashes, table["levels"], int(table["total"]))
