"""The promise that nothing is lost: every printed character is in an article or accounted for.

Counted are code points that are not white space, of the text of a file as it was decoded (of a
format such as PDF or HTML: as it was extracted). What articles and furniture hold is counted in
their own fields and compared, line by line, with what the file holds; neither count is derived
from the other, so a reader that drops or doubles a word is found out.

An article holds its body where its source map says, and nothing else on its lines but what stands
in its title, kicker, subtitle and byline. Only the hyphen of a word divided at a line end, which
the body closes up, counts as held by the article without standing in it. What a reader says itself
that it could not place (furniture of the kind "unplaced") is noise, as long as it is little.

The values of files of records (JSON lines, tables) are counted by index/values.py.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.records import (
    Article,
    Conserved,
    Furniture,
    Line,
    Part,
    Reading,
    Run,
    SourceText,
    split_lines,
)
from index.spans import BodySpans
from index.values import Values, printed, values_of

UNPLACED = "unplaced"
# Kinds of furniture that say nothing: specks of a scan, what the page prints a second time, and
# what a reader could not place.
NOISE = frozenset({"noise", "duplicate", UNPLACED})
# More than this is a loss, not noise: so many characters in a row, or in all and as a share.
MOST_UNPLACED = 20
UNPLACED_SHARE = 0.01
# Beside its body, these fields of an article hold what is printed on its lines.
_FIELDS = ("title", "kicker", "subtitle", "byline")
_ESCAPED = re.compile(r"\\(?:u[0-9a-fA-F]{4}|b)$")


@dataclass(frozen=True, slots=True)
class Accounts:
    """What became of the characters of a file. `lost` are the lines of which something is held
    nowhere, with the words of it; `twice` those of which something is held two times; `altered`
    those where an article begins whose body reads otherwise than its lines do."""

    counts: Conserved
    lost: tuple[Line, ...] = ()
    twice: tuple[Line, ...] = ()
    altered: tuple[Line, ...] = ()
    unplaced: tuple[Line, ...] = ()  # when they are too many

    @property
    def reason(self) -> str | None:
        """Why the file cannot be taken in, as a sentence; None when everything adds up."""
        for bad, fate in (
            (self.lost, "lost"),
            (self.twice, "held twice"),
            (self.altered, "changed"),
            (self.unplaced, "lost"),
        ):
            if bad:
                return (
                    f"{len(bad)} of its lines would be {fate}, the first is line {bad[0].number}: "
                    f"“{bad[0].text.strip()[:40]}”; please report this"
                )
        if not self.counts.adds_up:
            return f"its characters do not add up ({self.counts}); please report this"
        return None


def conserved(source: SourceText, reading: Reading) -> Accounts:
    """Count what became of every character of a source, as its reading tells."""
    values = values_of(source)
    counted = _of_lines(source, reading) if values is None else _of_records(source, values, reading)
    return replace(
        counted,
        altered=tuple(_altered(source, reading.articles, values is not None)),
        unplaced=tuple(_too_much_unplaced(counted.counts.characters, reading.furniture)),
    )


def counted_furniture(furniture: Iterable[Furniture]) -> tuple[int, int]:
    """The characters of furniture proper, and of noise."""
    proper = noise = 0
    for one in furniture:
        if one.kind in NOISE:
            noise += printed(one.text)
        else:
            proper += printed(one.text)
    return proper, noise


def counted_source(source: SourceText) -> tuple[int, int]:
    """The characters of a file, and those of them that its records say in fields nobody reads."""
    values = values_of(source)
    if values is None:
        return printed(source.text), 0
    told = [(sum(map(printed, one.texts.values())), one.unread) for one in values]
    unread = sum(few for _, few in told)
    return sum(many for many, _ in told) + unread, unread


def fields_of(article: Article) -> Counter[str]:
    """The characters that an article holds beside its body. A kicker that repeats the name of the
    column is not counted: that may well stand above another article."""
    values = [getattr(article, name) for name in _FIELDS]
    if article.kicker == article.section:
        values.remove(article.kicker)
    return characters(" ".join(value for value in values if value))


def _column(article: Article) -> Counter[str]:
    """The kicker that `fields_of` leaves out: it stands on a line as a whole, or not at all."""
    return characters(article.kicker or "" if article.kicker == article.section else "")


def characters(text: str) -> Counter[str]:
    """How often a text has each character that is not white space."""
    return Counter("".join(text.split()))


def _too_much_unplaced(whole: int, furniture: Sequence[Furniture]) -> Iterator[Line]:
    unplaced = [one for one in furniture if one.kind == UNPLACED]
    lengths = [printed(one.text) for one in unplaced]
    limit = max(MOST_UNPLACED, UNPLACED_SHARE * whole)
    if unplaced and (max(lengths) >= MOST_UNPLACED or sum(lengths) > limit):
        yield from (Line(one.line, 0, one.text) for one in unplaced)


def _altered(source: SourceText, articles: Iterable[Article], records: bool) -> Iterator[Line]:
    for article in articles:
        past = 0
        sound = True
        for part in article.parts:
            if part.sha256 == source.sha256:
                sound = sound and _stands(article.body, part, source.text, records)
            sound = sound and not article.body[past : part.start].strip()
            past = part.end
        if not sound or article.body[past:].strip():
            number = next((first for part in article.parts for first, _ in part.lines), 0)
            yield Line(number, 0, article.title or article.body[:40])


def _stands(body: str, part: Part, text: str, records: bool) -> bool:
    """Whether a part of a body reads as the text does where the source map says it stands."""
    past = part.start
    for run in part.map.runs:
        end = run.body + run.length
        if run.body < past or end > len(body) or body[past : run.body].strip():
            return False
        same = body[run.body : end] == text[run.source : run.source + run.length]
        if not (same or (records and _is_escape(body, text, run))):
            return False
        past = end
    return not body[past : part.end].strip()


def _is_escape(body: str, text: str, run: Run) -> bool:
    """A run that is one escape of JSON (\\u0026) covers its last character."""
    escape = _ESCAPED.search(text[max(run.source - 5, 0) : run.source + 1])
    return run.length == 1 and escape is not None and json.loads(f'"{escape[0]}"') == body[run.body]


class _Beside:
    """What an article holds beside its body, as far as it was not yet found on a line."""

    def __init__(self, article: Article) -> None:
        self._fields, self._column = fields_of(article), _column(article)

    def taken_from(self, rest: Counter[str]) -> int:
        """Take what is held out of the characters of a line; how many those are."""
        found = rest & self._fields
        self._fields -= found
        rest -= found
        if self._column and self._column == +rest:
            found += self._column
            rest.clear()
            self._column.clear()
        return found.total()


@dataclass(slots=True)
class _Ledger:
    """A page while it is counted. `held` are the characters of articles beside their bodies that
    were found on its lines."""

    fields: dict[int, list[_Beside]]
    furniture: dict[int, str]
    held: int = 0
    lost: list[Line] = field(default_factory=list)
    twice: list[Line] = field(default_factory=list)

    def count(self, line: Line, outside: str, hyphens: int) -> None:
        """Find what stands on a line outside of bodies in furniture, then in articles' fields."""
        rest = characters(outside)
        told = characters(self.furniture.pop(line.number, ""))
        if told - rest:
            self.twice.append(line)
        rest -= told
        for beside in self.fields.get(line.number, ()):
            self.held += beside.taken_from(rest)
        if rest and line.number in self.fields:
            for hyphen in "-¬⸗\u00ad":
                closed = min(rest[hyphen], hyphens)
                rest[hyphen] -= closed
                hyphens -= closed
                self.held += closed
        if +rest:
            self.lost.append(replace(line, text=outside))


def _of_lines(source: SourceText, reading: Reading) -> Accounts:
    parts = [
        (article, part)
        for article in reading.articles
        for part in article.parts
        if part.sha256 == source.sha256
    ]
    ledger = _Ledger(_owners(parts), _by_line(reading.furniture))
    spans = BodySpans(part for _, part in parts)
    shared: list[tuple[Line, str, int]] = []
    whole = 0
    for line in split_lines(source.text):
        whole += printed(line.text)
        outside, hyphens = spans.outside(source.text, line)
        if spans.overlap:
            ledger.twice.append(line)
        if len(ledger.fields.get(line.number, ())) > 1:
            shared.append((line, outside, hyphens))
        elif outside or line.number in ledger.furniture:
            ledger.count(line, outside, hyphens)
    # Last, when it is known what each of their articles holds on lines of its own.
    for line, outside, hyphens in shared:
        ledger.count(line, outside, hyphens)
    bodies = sum(printed(article.body[part.start : part.end]) for article, part in parts)
    proper, noise = counted_furniture(reading.furniture)
    counts = Conserved(whole, bodies + ledger.held, proper, noise)
    return Accounts(counts, tuple(ledger.lost), tuple(ledger.twice))


def _owners(parts: Iterable[tuple[Article, Part]]) -> dict[int, list[_Beside]]:
    """What the articles hold beside their bodies, by each line that they own."""
    known: dict[int, _Beside] = {}
    owners: dict[int, list[_Beside]] = defaultdict(list)
    for article, part in parts:
        if id(article) not in known:
            known[id(article)] = _Beside(article)
        for first, last in part.lines:
            for number in range(first, last + 1):
                owners[number].append(known[id(article)])
    return dict(owners)


def _by_line(furniture: Iterable[Furniture]) -> dict[int, str]:
    texts: dict[int, str] = defaultdict(str)
    for one in furniture:
        texts[one.line] += f" {one.text}"
    return dict(texts)


def _of_records(source: SourceText, values: Iterable[Values], reading: Reading) -> Accounts:
    """What each record says, as counted in the file itself, against the article made of it."""
    articles = {
        article.parts[0].lines[-1][1]: article
        for article in reading.articles
        if article.parts[0].lines
    }
    surplus = len(reading.articles) > len(articles)
    whole = held = unread = 0
    lost: list[Line] = []
    twice: list[Line] = []
    for value in values:
        unread += value.unread
        article = articles.pop(value.line, None)
        for name, text in value.texts.items():
            said = printed(text)
            whole += said
            if value.header:
                continue
            here = (getattr(article, name) or "") if article else ""
            have = said if here == text else printed(here)
            held += have
            if have != said:
                (lost if have < said else twice).append(Line(value.line, 0, text))
    proper, noise = counted_furniture(reading.furniture)
    doubled = reading.articles if surplus else articles.values()
    twice += [Line(one.parts[0].lines[-1][1], 0, one.body) for one in doubled]
    counts = Conserved(whole + unread, held, proper, noise + unread)
    return Accounts(counts, tuple(lost), tuple(twice))
