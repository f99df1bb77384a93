"""Articles as their file marks them: extractors write them on a sheet, one reader reads it off."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from email.utils import parsedate_to_datetime
from itertools import chain, groupby
from typing import Any

from index.calendar_dates import gregorian_date
from index.errors import UnreadableFile
from index.language import language_of
from index.lines import setting_of
from index.masthead import prefer
from index.records import (
    Article,
    Furniture,
    IssueFacts,
    Line,
    Part,
    Reading,
    SourceMap,
    SourceText,
    split_lines,
)
from index.repair import Setting, body_of
from index.structure import Marked, PageStart, Structure

MOST_TEXT = 64 << 20  # characters; an extraction beyond is no newspaper
# Control characters, halves of pairs, and marks that make text read otherwise than it is stored.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
_BETWEEN_NAMES = re.compile(
    r"\s*(?:[;；、/|]|,(?!\s*(?:Jr|Sr|I{2,3})\b)|(?<=\w)\s(?:and|et|und|y|e|&)\s(?=[^\W\d_]))\s*"
)
_SIGNED_BY = re.compile(
    r"\s*(?:(?:[Bb]y|BY|[Pp]ar|PAR|[Vv]on|VON|[Pp]or|POR|Di)\s+(?=[^\W\d_])|(?:作者|文|记者|記者)\s*[:：/]\s*)"
)


def clean(text: object) -> str:
    """A text on one line, without what no reader sees; "" for what is no text."""
    return " ".join(_UNSEEN.sub("", text).split()) if isinstance(text, str) else ""


def day_of(written: object) -> date | None:
    """The day of a date as feeds and news formats write it; the clock and its zone are let go.

    14.9.2021 has the day first wherever dots are written; 9/14/2021 and 14/9/2021 cannot be told
    apart by what is written, and are no date."""
    text = clean(written)
    try:
        if match := _DAY.match(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _DAY_FIRST.match(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
        return gregorian_date(text) or parsedate_to_datetime(text).date()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def names_in(byline: str | None) -> tuple[str, ...]:
    """The names of a field that holds nothing else but, at most, the By before them."""
    bare = _SIGNED_BY.sub("", byline or "", count=1)
    names = (name.strip() for name in _BETWEEN_NAMES.split(bare))
    return tuple(dict.fromkeys(name for name in names if name))


@dataclass(slots=True)
class Sheet:
    """The text of a file while it is extracted: lines are written, and told what they are."""

    lines: list[str] = field(default_factory=list)
    articles: list[Marked] = field(default_factory=list)
    pages: list[PageStart] = field(default_factory=list)
    _length: int = 0

    def write(self, text: object) -> int | None:
        """One line; its number, or None when there is nothing to write."""
        line = clean(text)
        if not line:
            return None
        self._length += len(line)
        if self._length > MOST_TEXT:
            raise UnreadableFile("there is more text in it than a newspaper holds")
        self.lines.append(line)
        return len(self.lines)

    def article(self, facts: Marked, body: Iterable[object]) -> None:
        """An article: its headlines and byline, each on a line, then the paragraphs of its body.

        A body that repeats the title at its head is set without it. An article without a title
        and a body is left out."""
        first = len(self.lines) + 1
        one_line: dict[str, Any] = {name: clean(getattr(facts, name)) or None for name in _ONE_LINE}
        facts = replace(facts, **one_line)
        for text in (facts.kicker, facts.title, facts.subtitle, facts.byline):
            self.write(text)
        texts: Iterator[str] = (text for text in map(clean, body) if text)
        opening = next(texts, None)
        if opening is not None and opening != facts.title:
            texts = chain((opening,), texts)
        written = [line for text in texts if (line := self.write(text)) is not None]
        if not (facts.title or written):
            del self.lines[first - 1 :]
            return
        paragraphs = tuple((line, line) for line in written)
        lines = ((first, len(self.lines)),)
        self.articles.append(replace(facts, lines=lines, paragraphs=paragraphs))
        self.lines.append("")

    def source(self, data: bytes, file: str, encoding: str) -> SourceText:
        """The sheet as a source text. Raises UnreadableFile when there is no article on it."""
        if not self.articles:
            raise UnreadableFile("there is no article in it")
        return self.unmarked(data, file, encoding)

    def unmarked(self, data: bytes, file: str, encoding: str) -> SourceText:
        """The sheet as a source text, whether articles are marked on it or not."""
        structure = Structure(articles=tuple(self.articles), pages=tuple(self.pages))
        text = "\n".join(self.lines)
        return SourceText(file, hashlib.sha256(data).hexdigest(), encoding, text, structure, data)


_ONE_LINE = ("title", "kicker", "subtitle", "byline", "newspaper", "issue_number", "page",
             "section", "language", "url", "source_id")  # fmt: skip
NOTHING = Marked((), ())


def read_marked(source: SourceText, facts: IssueFacts) -> Reading:
    """The articles that a file marks; facts given win over those written. Lines that belong to
    none are furniture."""
    structure = source.structure or Structure()
    lines = list(split_lines(source.text))
    articles = tuple(_article(source, structure, one, lines, facts) for one in structure.articles)
    held = {
        number
        for one in structure.articles
        for first, last in one.lines
        for number in range(first, last + 1)
    }
    rest = (line for line in lines if not line.blank and line.number not in held)
    furniture = tuple(Furniture(line.number, line.text.strip(), "unmarked") for line in rest)
    return Reading(articles, furniture, facts)


def _article(
    source: SourceText,
    structure: Structure,
    marked: Marked,
    lines: Sequence[Line],
    given: IssueFacts,
) -> Article:
    written = IssueFacts(marked.newspaper, marked.issue_date, marked.issue_number,
                         page=marked.page, inferred=marked.inferred)  # fmt: skip
    facts = prefer(given, written)
    body, parts = _body(source, structure, marked, lines, facts)
    pages = [facts.page, *(part.page for part in parts)] if not given.page else [given.page]
    return Article(
        body=body,
        parts=parts,
        newspaper=facts.newspaper,
        issue_date=facts.issue_date,
        issue_number=facts.issue_number,
        pages=tuple(dict.fromkeys(page for page in pages if page)),
        title=marked.title,
        kicker=marked.kicker,
        subtitle=marked.subtitle,
        byline=marked.byline,
        authors=marked.authors,
        section=marked.section,
        kind="article",
        language=(marked.language or "").split("-")[0].lower() or language_of(body),
        url=marked.url,
        source_id=marked.source_id,
        inferred=facts.inferred,
    )


def _body(
    source: SourceText,
    structure: Structure,
    marked: Marked,
    lines: Sequence[Line],
    facts: IssueFacts,
) -> tuple[str, tuple[Part, ...]]:
    """The body, and a part for each page that it stands on."""
    owned = [lines[at - 1] for first, last in marked.lines for at in range(first, last + 1)]
    told = setting_of("\n".join(line.text for line in owned), owned)
    setting = Setting(told.han, structure.wraps, structure.compounds.union(told.compounds))

    def page_of(span: tuple[int, int]) -> PageStart | None:
        return structure.page_at(span[0])

    body = ""
    parts: list[Part] = []
    for page, group in groupby(marked.paragraphs, key=page_of):
        ranges = list(group)
        paragraphs = [
            [(lines[at - 1].start, lines[at - 1].end) for at in range(first, last + 1)]
            for first, last in ranges
        ]
        text, source_map = body_of(source.text, paragraphs, setting)
        start = len(body) + bool(body)
        body = f"{body}\n{text}" if body else text
        label = facts.page or (page.label if page else None)
        boxes = tuple(box for one in paragraphs for s, e in one for box in structure.boxes(s, e))
        part = Part(source.file, source.sha256, label, start, len(body),
                    source_map.shifted(start), tuple(ranges), boxes)  # fmt: skip
        parts.append(part)
    if not parts:
        parts.append(Part(source.file, source.sha256, facts.page, 0, 0, SourceMap()))
    # The headlines are owned by the part that the article begins with.
    parts[0] = replace(parts[0], lines=marked.lines)
    return body, tuple(parts)
