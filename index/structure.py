"""What a format says about an extracted text beyond its characters: where lines stand, what is
an article. Readers use it; the text and its spans never depend on it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Box(NamedTuple):
    """The printed line `source[start:end]` and its rectangle on a page of the file, which counts
    from 1. Distances are from the top left corner: points in a PDF, the file's unit in ALTO."""

    start: int
    end: int
    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class Printed(NamedTuple):
    """A printed line and how it is set. `role` is headline, deck (a kicker or subtitle), subhead,
    small, body or margin (a running head, a foot line, a credit set on its side), `size` its
    height in the unit of the box."""

    box: Box
    size: float
    role: str = "body"


class PageStart(NamedTuple):
    """From this line of the text on (from 1) stands a page of the file (from 1); `label` is its
    number as the file tells it."""

    line: int
    page: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """An article as its file marks it: facts, and which lines of the text (from 1) are what.

    `lines` are all of its lines, `paragraphs` those of the body, both as inclusive ranges."""

    lines: tuple[tuple[int, int], ...]
    paragraphs: tuple[tuple[int, int], ...]
    title: str | None = None
    kicker: str | None = None
    subtitle: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    newspaper: str | None = None
    issue_date: date | None = None
    issue_number: str | None = None
    page: str | None = None
    section: str | None = None
    language: str | None = None
    url: str | None = None
    source_id: str | None = None
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Structure:
    """All that a file says about its text. `wraps` are the offsets of spaces that only stand
    where a printed line ended; `compounds` are words known to keep their hyphen; `pictures` the
    numbers of pages that hold a picture and no text."""

    printed: tuple[Printed, ...] = ()
    pages: tuple[PageStart, ...] = ()
    articles: tuple[Marked, ...] = ()
    wraps: frozenset[int] = frozenset()
    compounds: frozenset[str] = frozenset()
    pictures: tuple[int, ...] = ()

    def page_at(self, line: int) -> PageStart | None:
        """The page that a line of the text stands on."""
        at = bisect_right(self.pages, line, key=lambda page: page.line) - 1
        return self.pages[at] if at >= 0 else None

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """The boxes of the printed lines that `text[start:end]` touches."""
        low = bisect_right(self.printed, start, key=lambda line: line.box.end)
        boxes = []
        for line in self.printed[low:]:
            if line.box.start >= end:
                break
            boxes.append(line.box)
        return tuple(boxes)
