"""Columns that an extraction wrote side by side, line for line, with white between them: each is
taken out and read from top to bottom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from index.records import Line

_GUTTER = 2  # blanks at least between two columns
_INDENT = 4  # characters by which a line of a column may stand in
_FEWEST = 4  # lines with text on both sides
_DEEPEST = 8  # columns of a page
_EDGE = re.compile(r"(?<=\S)\s{2,}(?=\S)")


class _Band(NamedTuple):
    """The lines `lines[start:end]` that a gutter before the column `edge` runs through."""

    start: int
    end: int
    edge: int


def columns_apart(lines: Sequence[Line], depth: int = 0) -> list[Line]:
    """The lines of a page, those of columns side by side as stretches in reading order.

    A stretch has the number of its line; a blank one is set before each column.
    """
    band = _widest_band(lines) if depth < _DEEPEST else None
    if band is None:
        return list(lines)
    inside = lines[band.start : band.end]
    left = [replace(line, text=line.text[: band.edge].rstrip()) for line in inside]
    right = [_from(line, band.edge) for line in inside]
    return [
        *columns_apart(lines[: band.start], depth + 1),
        *columns_apart(left, depth + 1),
        replace(inside[0], text=""),
        *columns_apart(right, depth + 1),
        replace(inside[0], text=""),
        *columns_apart(lines[band.end :], depth + 1),
    ]


def _from(line: Line, edge: int) -> Line:
    return replace(line, start=line.start + min(edge, len(line.text)), text=line.text[edge:])


def _widest_band(lines: Sequence[Line]) -> _Band | None:
    """The band with the most lines that have text on both sides of its gutter."""
    edges: Counter[int] = Counter()
    for line in lines:
        edges.update(match.end() for match in _EDGE.finditer(line.text))
    best: tuple[int, _Band] | None = None
    for edge, times in edges.most_common(2 * _DEEPEST):
        if times < _FEWEST:
            break
        for band, both in _bands(lines, edge):
            if both >= _FEWEST and (best is None or both > best[0]):
                best = (both, band)
    return best[1] if best else None


def _bands(lines: Sequence[Line], edge: int) -> list[tuple[_Band, int]]:
    """Every stretch of lines that a gutter runs through, and how many have text on both sides."""
    found = []
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and _fits(lines[end].text, edge):
            end += 1
        both = [at for at in range(start, end) if _is_both(lines[at].text, edge)]
        if both:
            first, last = both[0], both[-1] + 1
            while first > start and lines[first - 1].text.strip():
                first -= 1
            while last < end and lines[last].text.strip():
                last += 1
            found.append((_Band(first, last, edge), len(both)))
        start = max(end, start + 1)
    return found


def _fits(text: str, edge: int) -> bool:
    """True for a line that leaves the gutter white, and whose text beyond begins at the edge."""
    if text[max(edge - _GUTTER, 0) : edge].strip():
        return False
    beyond = text[edge:]
    return not beyond.strip() or len(beyond) - len(beyond.lstrip()) <= _INDENT


def _is_both(text: str, edge: int) -> bool:
    return bool(text[:edge].strip() and text[edge:].strip())
