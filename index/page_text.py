"""Printed lines in reading order as page text: paragraphs put together, one to a line of the text,
and every printed line's place on the page kept."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.layout import Row
from index.lines import finished
from index.repair import is_solid
from index.structure import Box, PageStart, Printed, Structure

_INDENT = 0.8  # ems; one em in Western print, two in Chinese
_SHORT = 1.5  # ems that a last line lacks at least
_RAGGED = 0.25  # of the column; a line of flush-left type may lack that much
_LEADING = 1.5  # times the usual distance from line to line: a blank line is set between


@dataclass(slots=True)
class PageText:
    """The text of a file while its pages are set one after the other."""

    lines: list[str] = field(default_factory=list)
    printed: list[Printed] = field(default_factory=list)
    pages: list[PageStart] = field(default_factory=list)
    wraps: set[int] = field(default_factory=set)
    compounds: set[str] = field(default_factory=set)
    _length: int = 0

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def page(self, number: int, label: str | None, columns: Sequence[Sequence[Row]]) -> None:
        """A page of the file; its columns in reading order, each from top to bottom."""
        self.pages.append(PageStart(len(self.lines) + 1, number, label))
        for paragraph in paragraphs_of(columns):
            self.paragraph(number, paragraph)

    def paragraph(self, page: int, rows: Sequence[Row]) -> int:
        """Some printed lines as one line of the text; its number. A blank line is set below."""
        text = ""
        for row in rows:
            between = _between(text, row.text)
            if between:
                self.wraps.add(self._length + len(text))
            text += between
            start = self._length + len(text)
            text += row.text
            corners = (round(at, 1) for at in (row.x0, row.top, row.x1, row.bottom))
            box = Box(start, self._length + len(text), page, *corners)
            self.printed.append(Printed(box, round(row.size, 1), row.role))
        self.lines += [text, ""]
        self._length += len(text) + 2
        return len(self.lines) - 1

    def structure(self) -> Structure:
        """What is known of the text beside its characters."""
        return Structure(
            tuple(self.printed),
            tuple(self.pages),
            wraps=frozenset(self.wraps),
            compounds=frozenset(self.compounds),
        )


def paragraphs_of(columns: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """The lines of columns as paragraphs; one may go on at the head of the next column."""
    paragraphs: list[list[Row]] = []
    for column in columns:
        frame = _Frame(column)
        for at, row in enumerate(column):
            above = paragraphs[-1][-1] if paragraphs else None
            if above is not None and (
                frame.goes_on(above, row) if at else _resumes(paragraphs[-1], row, frame)
            ):
                paragraphs[-1].append(row)
            else:
                paragraphs.append([row])
    return paragraphs


class _Frame:
    """The edges of a column, and how far its lines stand apart."""

    def __init__(self, column: Sequence[Row]) -> None:
        running = [row for row in column if row.role in ("body", "small")] or list(column)
        self.left = min(row.x0 for row in running)
        self.right = max(row.x1 for row in running)
        steps = [low.top - high.top for high, low in pairwise(running) if low.top > high.top]
        self.leading = statistics.median(steps) if steps else float("inf")

    def goes_on(self, above: Row, row: Row) -> bool:
        """True when a line goes on with the paragraph of the one right above it."""
        if above.role != row.role or abs(above.size - row.size) > 0.12 * row.size:
            return False
        if row.role in ("headline", "deck"):
            return row.top - above.bottom < 0.9 * row.size
        if row.role == "subhead" or row.top - above.top > _LEADING * max(self.leading, row.height):
            return False
        return not (self.indented(row) and not self.indented(above)) and self.full(above)

    def indented(self, row: Row) -> bool:
        return row.x0 - self.left >= _INDENT * row.size

    def full(self, row: Row) -> bool:
        """False for the last line of a paragraph."""
        lacks = self.right - row.x1
        if is_solid(row.text[-1]) or lacks <= _SHORT * row.size:
            return lacks <= _SHORT * row.size or not finished(row.text)
        return not finished(row.text) or lacks < _RAGGED * (self.right - self.left)


def _resumes(paragraph: Sequence[Row], row: Row, frame: _Frame) -> bool:
    """True when the first line of a column goes on with the paragraph in the column before."""
    above = paragraph[-1]
    if row.role != "body" or above.role != "body" or finished(above.text):
        return False
    return not frame.indented(row) and abs(above.size - row.size) <= 0.12 * row.size


def _between(left: str, right: str) -> str:
    """What stands between two printed lines: nothing where Han or kana meet."""
    if not left:
        return ""
    return "" if is_solid(left[-1]) or is_solid(right[0]) else " "
