"""A text in a few numbers, by which another printing of it is found among millions.

The numbers are the smallest hashes of a text's overlapping windows of letters (Broder's bottom-k
sketch, 1997). A shortened printing keeps them where its text is kept, whatever was cut off; that
is why this is no MinHash with a fixed number of permutations, which compares whole texts only.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.tokens import fold

Letters = NDArray[np.uint32]

HAN_WINDOW, WINDOW = 6, 16  # letters of a window: a phrase, in Han and in alphabets
_LEAST = 10  # windows' length below which a text says too little to be known again
_FEWEST, _MOST = 8, 32  # numbers kept of a text
_EACH = 100  # letters for each number kept, between the two
_FACTORS = {HAN_WINDOW: (3, 2), WINDOW: (4, 4)}
# Fixed for ever: the numbers are stored. Odd, bits spread evenly (of SplitMix64's mixer).
_STEP, _MIXER = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)
_BLOCK = 32  # texts at a time: their hashes stay in the processor's cache
_KEPT_BITS = 47  # of 64: SQLite stores those in six bytes, and none is negative


def letters(text: str) -> tuple[Letters, NDArray[np.int64]]:
    """The letters and figures of a text as they are compared (width, case, accents and script
    levelled, one code for each), and where each stands in it."""
    codes = _folded(text)
    at = np.flatnonzero(codes)
    return codes.take(at), at


def window_of(codes: Letters) -> int:
    """How many letters of such a text make a window."""
    return HAN_WINDOW if 2 * np.count_nonzero(_is_han(codes)) >= len(codes) else WINDOW


def windows(codes: Letters, window: int) -> NDArray[np.uint64]:
    """A hash of every window of letters, the same on every machine."""
    hashes, long = codes.astype(np.uint64), 1
    for times in _FACTORS[window]:
        # The hash of a longer window from those of the windows of equal length it consists of.
        count = max(0, len(codes) - times * long + 1)
        longer = hashes[:count] * _STEP
        for part in range(1, times):
            longer += hashes[part * long : part * long + count]
            longer *= _STEP
        hashes, long = longer ^ (longer >> np.uint64(32)), times * long
    hashes *= _MIXER
    return hashes ^ (hashes >> np.uint64(29))


def sketches(texts: Sequence[str]) -> list[list[int]]:
    """The sketch of each text: 8 to 32 numbers below 2^47, ascending; none of a text that is too
    short to be told from others (60 letters in Han, 160 in alphabets)."""
    return [
        sketch
        for at in range(0, len(texts), _BLOCK)
        for sketch in _sketches(texts[at : at + _BLOCK])
    ]


def _sketches(texts: Sequence[str]) -> list[list[int]]:
    codes = _folded("".join(texts))
    kept = codes != 0
    ends = np.concatenate(([0], np.cumsum(kept)))[np.cumsum([0, *map(len, texts)])]
    codes = codes[kept]
    han = np.concatenate(([0], np.cumsum(_is_han(codes))))[ends]
    hashes: dict[int, NDArray[np.uint64]] = {}
    found: list[list[int]] = []
    for start, end, of_han in zip(ends[:-1], ends[1:], np.diff(han), strict=True):
        window = HAN_WINDOW if 2 * of_han >= end - start else WINDOW
        if end - start < _LEAST * window:
            found.append([])
            continue
        if window not in hashes:
            hashes[window] = windows(codes, window) >> np.uint64(64 - _KEPT_BITS)
        found.append(_smallest(hashes[window][start : end - window + 1], int(end - start)))
    return found


def _smallest(hashes: NDArray[np.uint64], length: int) -> list[int]:
    wanted = min(max(length // _EACH, _FEWEST), _MOST)
    some = min(2 * wanted, len(hashes) - 1)  # a phrase that is repeated counts once
    return sorted(set(np.partition(hashes, some)[: some + 1].tolist()))[:wanted]


def _is_han(codes: Letters) -> NDArray[np.bool_]:
    return np.asarray((codes >= 0x3041) & (codes <= 0x9FFF) | (codes >= 0x20000))


def _folded(text: str) -> Letters:
    """The code every character is compared as; 0 for what is no letter and no figure."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    table = _table()
    if len(codes) and int(codes.max()) >= len(table):
        beyond = codes >= len(table)
        return np.asarray(np.where(beyond, codes, table[np.where(beyond, 0, codes)]), np.uint32)
    return table.take(codes)


@cache
def _table() -> Letters:
    """One character at a time: a phrase decides now and then which Simplified character is meant,
    but the same text must give the same letters wherever it is cut."""
    characters = [chr(code) for code in range(0x10000)]
    plain = fold("\n".join(one if one.isalnum() else "" for one in characters)).split("\n")
    return np.array([ord(one[0]) if one[:1].isalnum() else 0 for one in plain], np.uint32)
