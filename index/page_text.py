"""Printed lines in reading order as page text: paragraphs put together, one to a line of the text,
and every printed line's place on the page kept."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.layout import Row
from index.lines import finished
from index.repair import is_solid, meet_solid
from index.structure import Box, PageStart, Printed, Structure

_CLOSING = ",.;:!?%)]}’”"
_INDENT = 0.8  # ems; one em in Western print, two in Chinese
_SHORT = 1.5  # ems that a last line lacks at least
_RAGGED = 1.3  # times the width of the next word, as far as it can be told, that fitted
_LEADING = 1.5  # times the usual distance from line to line: a blank line is set between


@dataclass(slots=True)
class PageText:
    """The text of a file while its pages are set one after the other."""

    lines: list[str] = field(default_factory=list)
    printed: list[Printed] = field(default_factory=list)
    pages: list[PageStart] = field(default_factory=list)
    wraps: set[int] = field(default_factory=set)
    compounds: set[str] = field(default_factory=set)
    pictures: list[int] = field(default_factory=list)
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
            pictures=tuple(self.pictures),
        )


def paragraphs_of(columns: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """The lines of columns as paragraphs; one may go on at the head of the next column."""
    paragraphs: list[list[Row]] = []
    before: _Frame | None = None
    for column in columns:
        frame = _Frame(column)
        for at, row in enumerate(column):
            above = paragraphs[-1][-1] if paragraphs else None
            if above is not None and (
                frame.goes_on(above, row) if at else _resumes(above, row, before, frame)
            ):
                paragraphs[-1].append(row)
            else:
                paragraphs.append([row])
        before = frame
    return paragraphs


class _Frame:
    """The edges of a column, and how far its lines stand apart."""

    def __init__(self, column: Sequence[Row]) -> None:
        running = [row for row in column if row.role in ("body", "small")] or list(column)
        self.left = min(row.x0 for row in column)  # a headline stands at the edge, if no line does
        self.right = max(row.x1 for row in running)
        self.indents = any(self.indented(row) for row in running)
        steps = [low.top - high.top for high, low in pairwise(running) if low.top > high.top]
        self.leading = statistics.median(steps) if steps else float("inf")

    def goes_on(self, above: Row, row: Row) -> bool:
        """True when a line goes on with the paragraph of the one right above it."""
        if above.role != row.role or abs(above.size - row.size) > 0.12 * row.size:
            return False
        if row.role in ("headline", "deck"):
            return row.top - above.bottom < 0.9 * row.size
        apart = row.top - above.top > _LEADING * max(self.leading, row.height)
        if row.role in ("subhead", "margin") or apart:
            return False
        begins = self.indented(row) and (not self.indented(above) or finished(above.text))
        return not begins and self.full(above, row)

    def indented(self, row: Row) -> bool:
        return row.x0 - self.left >= _INDENT * row.size

    def full(self, above: Row, row: Row) -> bool:
        """False for the last line of a paragraph: what comes next would have fitted on it."""
        lacks = self.right - above.x1
        if is_solid(above.text[-1]) or is_solid(row.text[0]):
            fits = lacks > _SHORT * row.size
        else:
            letter = (row.x1 - row.x0) / len(row.text)
            fits = lacks > _RAGGED * letter * (len(row.text.split(" ", 1)[0]) + 1)
        beside_picture = abs(above.x1 - row.x1) < 0.5 * row.size and not finished(above.text)
        return not fits or beside_picture


def _resumes(above: Row, row: Row, before: _Frame | None, frame: _Frame) -> bool:
    """True when the first line of a column goes on with the paragraph in the column before."""
    if row.role != "body" or above.role != "body" or frame.indented(row) or before is None:
        return False
    if abs(above.size - row.size) > 0.12 * row.size:
        return False
    if not finished(above.text):
        return True
    # After a full stop, only paragraphs that are set with an indent tell by lacking one.
    return (before.indents or frame.indents) and before.full(above, row)


def _between(left: str, right: str) -> str:
    """What stands between two printed lines: nothing where Han or kana meet."""
    if not left:
        return ""
    closing = right[0] in _CLOSING  # no text has a space there: a number goes on, 1 / .2
    return "" if closing or meet_solid(left[-1], right[0]) else " "
