"""The facts that travel through the index: frozen records, no behaviour but their own.

All offsets are code points, half open: `text[start:end]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from index.structure import Box, Structure

_LINE_END = re.compile(r"\r\n|\n|\r")


class Run(NamedTuple):
    """`length` characters of a body that stand unchanged, and in one piece, in the source text."""

    body: int
    source: int
    length: int


@dataclass(frozen=True, slots=True)
class SourceMap:
    """From body offsets back to the source text. Body characters in no run are white space we set.

    Runs are in order of `body` and never overlap.
    """

    runs: tuple[Run, ...] = ()

    def spans(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The source spans of `body[start:end]`, neighbours merged.

        Joined and stripped of white space they equal the body slice stripped of white space.
        """
        spans: list[tuple[int, int]] = []
        for run in self.runs:
            low, high = max(start, run.body), min(end, run.body + run.length)
            if low >= high:
                continue
            shift = run.source - run.body
            if spans and spans[-1][1] == low + shift:
                spans[-1] = (spans[-1][0], high + shift)
            else:
                spans.append((low + shift, high + shift))
        return tuple(spans)

    def shifted(self, body: int) -> SourceMap:
        """The same map for a text that stands `body` characters further on."""
        return SourceMap(tuple(Run(run.body + body, run.source, run.length) for run in self.runs))


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file as decoded: `sha256` is of the raw bytes, `text` is what spans count in.

    Of a file that is not plain text, `text` is what was extracted, in reading order; `encoding`
    names the format, `structure` holds what it says beyond the text, `raw` the bytes themselves.
    """

    file: str
    sha256: str
    encoding: str
    text: str
    structure: Structure | None = field(default=None, repr=False, compare=False)
    raw: bytes | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a source text, without its line end. `number` counts from 1."""

    number: int
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """What a page says about itself. `None` is unknown; a name in `inferred` was worked out
    from the text (a dateline, say) and not printed as such. `evidence` quotes what was read."""

    newspaper: str | None = None
    issue_date: date | None = None
    issue_number: str | None = None
    cn: str | None = None
    page: str | None = None
    inferred: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line that belongs to no article: masthead, weather, folio, slogan, noise."""

    line: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Part:
    """The stretch `body[start:end]` of an article that stands on one page of one file. `boxes`
    say where its printed lines stand, when the file tells."""

    file: str
    sha256: str
    page: str | None
    start: int
    end: int
    map: SourceMap
    lines: tuple[tuple[int, int], ...] = ()
    boxes: tuple[Box, ...] = ()

    def boxes_of(self, start: int, end: int) -> tuple[Box, ...]:
        """The boxes of the printed lines that `body[start:end]` touches, in printed order."""
        spans = self.map.spans(start, end)
        return tuple(
            box
            for box in self.boxes
            if any(box.start < high and low < box.end for low, high in spans)
        )


@dataclass(frozen=True, slots=True)
class Article:
    """One article. Every character of `body` that is not white space stands in a source file,
    at the place `parts` says. Title, kicker, subtitle and byline are as printed, line wraps
    closed up; the body starts after them. `kind` is one of KINDS."""

    body: str
    parts: tuple[Part, ...]
    newspaper: str | None = None
    issue_date: date | None = None
    issue_number: str | None = None
    pages: tuple[str, ...] = ()
    title: str | None = None
    kicker: str | None = None
    subtitle: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    section: str | None = None
    kind: str = "news"
    language: str | None = None
    url: str | None = None
    source_id: str | None = None
    jump_to: str | None = None
    jump_from: str | None = None
    inferred: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def part_at(self, offset: int) -> Part:
        """The part that holds the body character at `offset`."""
        return next(part for part in self.parts if offset < part.end or part is self.parts[-1])


KINDS = (
    "news",
    "feature",
    "brief",
    "commentary",
    "photo_caption",
    "notice",
    "list",
    "article",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of one file: articles cut and ready, and the lines that are furniture."""

    articles: tuple[Article, ...]
    furniture: tuple[Furniture, ...] = ()
    facts: IssueFacts = field(default_factory=IssueFacts)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one article on one page: `text == article.body[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A file that was not taken in, and the reason as a sentence."""

    file: str
    reason: str


class Conserved(NamedTuple):
    """Where the characters of a file, white space aside, went: into articles, into furniture, or
    into what is noise. Of a file of records (JSON lines, tables) the values count."""

    characters: int = 0
    in_articles: int = 0
    in_furniture: int = 0
    in_noise: int = 0

    @property
    def adds_up(self) -> bool:
        """Whether nothing is lost and nothing is counted twice."""
        return self.characters == self.in_articles + self.in_furniture + self.in_noise

    def plus(self, other: Conserved) -> Conserved:
        """The counts of both."""
        return Conserved(*map(sum, zip(self, other, strict=True)))


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A file that was taken in: how many articles and passages of it are new in the archive, and
    where its characters went; `note` names what could not be read."""

    file: str
    articles: int
    passages: int
    characters: Conserved
    note: str | None = None


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What `baoda index` did. `seconds` is wall-clock time, `skipped` counts unchanged files,
    `sources` are the files taken in, `characters` all of theirs. `ignored` are files met in a
    folder that hold something else than articles."""

    files: int = 0
    articles: int = 0
    passages: int = 0
    seconds: float = 0.0
    skipped: int = 0
    quarantined: tuple[Quarantined, ...] = ()
    ignored: tuple[Quarantined, ...] = ()
    sources: tuple[TakenIn, ...] = ()
    characters: Conserved = field(default_factory=Conserved)


def split_lines(text: str) -> Iterator[Line]:
    """The lines of a text as records. Only `\\n`, `\\r\\n` and `\\r` end a line."""
    start = number = 0
    for number, line_end in enumerate(_LINE_END.finditer(text), 1):
        yield Line(number, start, text[start : line_end.start()])
        start = line_end.end()
    yield Line(number + 1, start, text[start:])


def joined(parts: Iterable[str | None], between: str = "\n") -> str:
    """The parts that are there, joined."""
    return between.join(part for part in parts if part)
