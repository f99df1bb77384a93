"""A quotation laid along a text: where it comes nearest, and what differs there.

Distances count letters replaced, left out or put in (Levenshtein). One row of the table is one
step for numpy (P. Sellers, The theory and computation of evolutionary distances, 1980), so that the
cost is bounded by the lengths alone, whatever the texts are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.letters import Codes

_ALL = 2_000_000  # cells below which a text is looked at whole
_STRETCHES = 3  # of a longer one those that hold most of the quotation's pairs
_BETTER, _UP, _LEFT = 0, 1, 2
Row = NDArray[np.int32]


class Nearest(NamedTuple):
    """`text[start:end]` is as near as the text comes; `distance` letters differ."""

    start: int
    end: int
    distance: int


class Change(NamedTuple):
    """`asked[a:to_a]` stands where `printed[b:to_b]` is printed; one of them may be empty."""

    a: int
    to_a: int
    b: int
    to_b: int


def nearest(asked: Codes, printed: Codes) -> Nearest | None:
    """Where a text comes nearest to the whole of a quotation; None when either is empty. Of a long
    text only the stretches are looked at that hold most of what is asked."""
    if not len(asked) or not len(printed):
        return None
    found = [
        Nearest(one.start + low, one.end + low, one.distance)
        for low, high in _stretches(asked, printed)
        if (one := _in_stretch(asked, printed[low:high]))
    ]
    return min(found, key=lambda one: one.distance, default=None)


def changes(asked: Codes, printed: Codes) -> list[Change]:
    """The fewest changes that make of `asked` what is printed, neighbours taken together."""
    head = _same(asked, printed)
    tail = _same(asked[head:][::-1], printed[head:][::-1])
    inner, other = asked[head : len(asked) - tail], printed[head : len(printed) - tail]
    found: list[Change] = []
    for a, to_a, b, to_b in _steps(inner, other):
        one = Change(a + head, to_a + head, b + head, to_b + head)
        if found and (found[-1].to_a, found[-1].to_b) == (one.a, one.b):
            one = found.pop()._replace(to_a=one.to_a, to_b=one.to_b)
        found.append(one)
    return found


def pairs_in_common(asked: Codes, printed: Codes) -> int:
    """How many of a quotation's pairs of neighbouring letters stand in a text."""
    return int(np.isin(_pairs(asked), _pairs(printed)).sum())


def _in_stretch(asked: Codes, printed: Codes) -> Nearest | None:
    ends = _ends(asked, printed)
    distance = int(ends.min())
    if distance >= len(asked):
        return None
    # Of neighbouring ends with one distance the last: a letter replaced, not left out.
    end = int(np.flatnonzero(ends == distance)[0])
    while end + 1 < len(ends) and ends[end + 1] == distance:
        end += 1
    back = _ends(asked[::-1], printed[max(0, end - 2 * len(asked)) : end][::-1], anchored=True)
    length = int(np.flatnonzero(back == back.min())[-1])
    return Nearest(end - length, end, distance)


def _ends(asked: Codes, printed: Codes, *, anchored: bool = False) -> Row:
    """The distance of the quotation to the nearest stretch that ends at each place, or to the one
    from the very beginning to there."""
    steps = np.arange(len(printed) + 1, dtype=np.int32)
    row: Row = steps.copy() if anchored else np.zeros(len(printed) + 1, np.int32)
    for at, letter in enumerate(asked, 1):
        row, _, _ = _next(row, printed != letter, at, steps)
    return row


def _next(row: Row, differs: NDArray[np.bool_], first: int, steps: Row) -> tuple[Row, Row, Row]:
    """The next row of the table, and what it is by a letter kept or replaced, or left out."""
    across, down = row[:-1] + differs, row[1:] + 1
    following = np.empty_like(row)
    following[0] = first
    np.minimum(across, down, out=following[1:])
    following -= steps  # a letter put in costs one a step to the right
    np.minimum.accumulate(following, out=following)
    following += steps
    return following, across, down


def _steps(asked: Codes, printed: Codes) -> Iterator[Change]:
    """Single changes, in order."""
    steps = np.arange(len(printed) + 1, dtype=np.int32)
    ways = np.full((len(asked) + 1, len(printed) + 1), _LEFT, np.uint8)
    ways[1:, 0] = _UP
    row: Row = steps.copy()
    for at, letter in enumerate(asked, 1):
        row, across, down = _next(row, printed != letter, at, steps)
        ways[at, 1:][row[1:] == down] = _UP
        ways[at, 1:][row[1:] == across] = _BETTER
    a, b = len(asked), len(printed)
    backwards: list[Change] = []
    while a or b:
        way = ways[a, b]
        before = (a - (way != _LEFT), b - (way != _UP))
        if way != _BETTER or asked[a - 1] != printed[b - 1]:
            backwards.append(Change(int(before[0]), a, int(before[1]), b))
        a, b = int(before[0]), int(before[1])
    return reversed(backwards)


def _same(one: Codes, other: Codes) -> int:
    """How many letters two texts have in common at their beginning."""
    length = min(len(one), len(other))
    differs = one[:length] != other[:length]
    return int(differs.argmax()) if differs.any() else length


def _stretches(asked: Codes, printed: Codes) -> list[tuple[int, int]]:
    length = 2 * len(asked)
    if len(asked) * len(printed) <= _ALL or len(printed) <= length:
        return [(0, len(printed))]
    held = np.isin(_pairs(printed), _pairs(asked))
    sums = np.concatenate(([0], np.cumsum(held)))
    counts = sums[len(asked) :] - sums[: -len(asked)]
    found: list[tuple[int, int]] = []
    for _ in range(_STRETCHES):
        best = int(counts.argmax())
        low = max(0, best - len(asked) // 2)
        found.append((low, min(len(printed), low + length)))
        counts[max(0, best - len(asked)) : best + len(asked)] = -1
    return found


def _pairs(codes: Codes) -> NDArray[np.uint64]:
    """Each two letters as one number."""
    wide = codes.astype(np.uint64)
    return (wide[:-1] << np.uint64(32)) | wide[1:]
