"""An article where it was printed: its neighbours on the page, its lines as the file has them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.archive import Archive
from index.continuing import whole
from index.errors import NotFound
from index.holdings import Neighbour, beside
from index.records import Article, Part

_ON_ONE_LINE = re.compile(r"[^\S\r\n]*")
_LONGEST_FILE = 2_000_000  # characters; a longer file is no page, and slow to unpack


@dataclass(frozen=True, slots=True)
class Stretch:
    """`body[start:end]` stands on one page; `page` is None when it is not known."""

    page: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AsPrinted:
    """The paragraph `body[start:end]` as lines of its file, before wraps were closed up."""

    start: int
    end: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands round an article: the articles before and after it on its page, its stretches
    page by page, and, where asked for and held, its paragraphs as printed."""

    previous: Neighbour | None
    following: Neighbour | None
    stretches: tuple[Stretch, ...]
    printed: tuple[AsPrinted, ...] = ()


def surroundings(archive: Archive, article_id: str, *, printed: bool = False) -> Surroundings:
    """The surroundings of an article; raises NotFound when the archive never had it."""
    stored = archive.article(article_id)
    if stored is None:
        raise NotFound(f"There is no article '{article_id[:80]}' in this archive.")
    previous, following = beside(archive, stored)
    article = whole(archive, stored)[0].article
    stretches = tuple(Stretch(part.page, part.start, part.end) for part in article.parts)
    shown = _as_printed(archive, article) if printed else ()
    return Surroundings(previous, following, stretches, shown)


def _as_printed(archive: Archive, article: Article) -> tuple[AsPrinted, ...]:
    """Every paragraph as its file has it; none when a file is gone or is no page."""
    texts = {part.sha256: _text_of(archive, part.sha256) for part in article.parts}
    found: list[AsPrinted] = []
    start = 0
    for line in article.body.split("\n"):
        end = start + len(line)
        if line.strip():
            lines: list[str] = []
            for part in article.parts:
                lines += _lines(texts[part.sha256], part, start, end)
            found.append(AsPrinted(start, end, tuple(lines)))
        start = end + 1
    return tuple(found) if any(one.lines for one in found) else ()


def _lines(text: str, part: Part, start: int, end: int) -> list[str]:
    """The source spans of `body[start:end]`, a new line wherever the file begins one."""
    lines: list[str] = []
    before = len(text)
    for low, high in part.map.spans(max(start, part.start), min(end, part.end)):
        between = text[before:low] if before <= low else "\n"
        pieces = text[low:high].splitlines()
        if lines and pieces and _ON_ONE_LINE.fullmatch(between):
            lines[-1] += between + pieces.pop(0)
        lines += pieces
        before = high
    return [line.strip() for line in lines if line.strip()]


def _text_of(archive: Archive, sha256: str) -> str:
    """The decoded text of a file, empty when it is gone or longer than a page can be."""
    select = "SELECT source_id, characters FROM sources WHERE sha256 = ?"
    row = archive.connection.execute(select, (sha256,)).fetchone()
    return archive.source_text(row[0]) if row and row[1] <= _LONGEST_FILE else ""
