"""Where the columns of a page part: the white between words that is a gutter, and what is none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from index.lines import finished

DISPLAY, DECK = 1.3, 1.08  # times the size of the body
BUCKET = 12.0  # points; only how lines are looked up
ALIGNED = 3.0  # points by which what stands at the edge of a column may be off it
_GUTTER = 0.5  # of the body size; the narrowest white between two columns
_INDENT = 2.2  # ems
_GAP_AT_END = 1.6  # ems by which lines of one column differ at their ends
_FAR = 4.5  # ems above and below in which other lines show the edge of a column
_NEAR = 2.5  # ems above and below in which a gutter must be seen to be one
_TALL = 9.0  # ems above and below in which a gutter is followed
_REACH = 3.0  # ems beside a gutter in which lines of its columns stand
_FEWEST_LINES = 3  # besides its own that a gutter runs through; white in justified lines does not


class Word(NamedTuple):
    """Characters of one size set side by side."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False


class _Strip(NamedTuple):
    """The first words beyond a white strip, one a line, and whether a line of the body ends it."""

    beyond: tuple[Word, ...]
    crossed: bool


class Gutters:
    """Tells a gutter from a wide space: no line near by crosses a gutter."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.lefts: list[float] = []  # where lines of the body begin
        self._near: dict[int, list[Word]] = defaultdict(list)
        for word in words:
            self._near[int(middle(word) // BUCKET)].append(word)

    def between(self, left: Word, right: Word, body: float) -> bool:
        """True when the gap between two words is a gutter: as a white strip it runs through the
        lines above and below, or through all there are, and those show the edge of a column."""
        em = max(left.size, right.size)
        if em < DISPLAY * body:
            strips = [self._strip(left, right, body, way) for way in (-1, 1)]
            beyond = [word for strip in strips for word in strip.beyond]
            edge = min((word.x0 for word in beyond), default=right.x0)
            if len(beyond) >= _FEWEST_LINES:
                return sum(word.x0 - edge < ALIGNED for word in (right, *beyond)) > 1
            if any(strip.crossed for strip in strips):
                return False
        near = self._around(left, _NEAR * em)
        if em < DISPLAY * body:  # a headline spans the columns that it stands above
            near = [word for word in near if word.size < DISPLAY * body]
        inside = sorted(
            (word.x0, word.x1) for word in near if word.x1 > left.x1 and word.x0 < right.x0
        )
        white = _white(left.x1, right.x0, inside, _GUTTER * body)
        if white is None:
            return False
        others = [
            word
            for word in self._around(left, _FAR * em)
            if abs(middle(word) - middle(left)) > 0.5 * body
        ]
        begin, end = right.x0 + _INDENT * body, white[0] - _GAP_AT_END * body
        if any(white[1] <= word.x0 <= begin for word in others):
            return True
        # One line that ends there may be the last of its paragraph, if it ends a sentence.
        ends = [word for word in others if end <= word.x1 <= white[0]]
        return len(ends) > 1 or any(one in near and not finished(one.text) for one in ends)

    def _strip(self, left: Word, right: Word, body: float, way: int) -> _Strip:
        """How far a gap stays white above a line (way -1) or below it (1)."""
        x0, x1 = left.x1, right.x0
        level = middle(left)
        beyond: dict[int, Word] = {}
        near = [
            word
            for word in self._around(left, _TALL * body)
            if way * (middle(word) - level) > 0.5 * body
        ]
        for word in sorted(near, key=lambda one: way * middle(one)):
            if way * (middle(word) - level) > _NEAR * body:
                break  # nothing is printed so far: the column ends there
            if word.x0 < x1 and word.x1 > x0:
                widest = max((word.x0 - x0, x0, word.x0), (x1 - word.x1, word.x1, x1))
                if widest[0] < _GUTTER * body:
                    return _Strip(tuple(beyond.values()), word.size < DECK * body)
                x0, x1 = widest[1:]
            if x0 - _REACH * body <= word.x1 and word.x0 <= x1 + _REACH * body:
                level = middle(word)
            if x1 <= word.x0 <= x1 + _INDENT * body + right.x0 - x1:
                beyond.setdefault(round(middle(word)), word)
        return _Strip(tuple(beyond.values()), False)

    def _around(self, word: Word, reach: float) -> list[Word]:
        """The words of the page that stand no further above or below than this."""
        level = middle(word)
        buckets = range(int((level - reach) // BUCKET), int((level + reach) // BUCKET) + 1)
        return [
            one
            for bucket in buckets
            for one in self._near.get(bucket, ())
            if abs(middle(one) - level) <= reach
        ]


def _white(
    start: float, end: float, taken: Sequence[tuple[float, float]], least: float
) -> tuple[float, float] | None:
    """The first stretch between start and end that is white for so much."""
    for x0, x1 in taken:
        if x0 - start >= least:
            return start, x0
        start = max(start, x1)
    return (start, end) if end - start >= least else None


def middle(word: Word) -> float:
    return (word.top + word.bottom) / 2
