"""The promise that nothing is lost: every printed character is in an article or accounted for.

Counted are code points that are not white space. What the articles and the furniture hold is
counted in their own records and compared, line by line, with what the file holds; neither count
is derived from the other, so a reader that drops or doubles a word is found out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.records import Conserved, Furniture, Line, Part, Reading, SourceText, split_lines

# Kinds of furniture that say nothing: specks of a scan, and what the page prints a second time.
NOISE = frozenset({"noise", "duplicate"})
# Every line is a record in a notation of its own (braces, quotes, names of fields): its values
# are what is counted, and the notation is not.
RECORDS = (".jsonl", ".jsonl.gz", ".csv", ".tsv")


@dataclass(frozen=True, slots=True)
class Accounts:
    """What became of the characters of a file. `lost` are the lines of which something is held
    nowhere, `twice` those of which something is held two times."""

    counts: Conserved
    lost: tuple[Line, ...] = ()
    twice: tuple[Line, ...] = ()

    @property
    def reason(self) -> str | None:
        """Why the file cannot be taken in, as a sentence; None when everything adds up."""
        bad, fate = (self.lost, "lost") if self.lost else (self.twice, "held twice")
        if bad:
            return (
                f"{len(bad)} of its lines would be {fate}, the first is line {bad[0].number}: "
                f"“{bad[0].text.strip()[:40]}”; please report this"
            )
        if not self.counts.adds_up:
            return f"its characters do not add up ({self.counts}); please report this"
        return None


def conserved(source: SourceText, reading: Reading) -> Accounts:
    """Count what became of every character of a source, as its reading tells.

    An article holds its body, as its source map says, and what else stands on its lines:
    headlines, byline, jump marks. Furniture holds its own text.
    """
    parts = [
        (article.body[part.start : part.end], part)
        for article in reading.articles
        for part in article.parts
        if part.sha256 == source.sha256
    ]
    if is_records(source.file):
        return _of_records(source, parts, reading.furniture)
    return _of_lines(source, parts, reading.furniture)


def is_records(file: str) -> bool:
    """Whether the lines of a file are records, of which only the values are counted."""
    return file.lower().endswith(RECORDS)


def printed(text: str) -> int:
    """How many characters of a text are not white space."""
    return len("".join(text.split()))


def counted_furniture(furniture: Iterable[Furniture]) -> tuple[int, int]:
    """The characters of furniture proper, and of noise."""
    proper = noise = 0
    for one in furniture:
        if one.kind in NOISE:
            noise += printed(one.text)
        else:
            proper += printed(one.text)
    return proper, noise


def _of_lines(
    source: SourceText, parts: list[tuple[str, Part]], furniture: tuple[Furniture, ...]
) -> Accounts:
    owned = {at for _, part in parts for at in _numbers(part)}
    apart: dict[int, int] = defaultdict(int)
    for one in furniture:
        apart[one.line] += printed(one.text)
    spans = _Spans(part for _, part in parts)
    lost: list[Line] = []
    twice: list[Line] = []
    characters = beside = 0
    for line in split_lines(source.text):
        here, told = printed(line.text), apart.pop(line.number, 0)
        body = sum(printed(source.text[low:high]) for low, high in spans.until(line.end))
        characters += here
        left = here - told - body
        if left < 0:
            twice.append(line)
        elif left and line.number not in owned:
            lost.append(line)
        elif left:
            beside += left
    bodies = sum(printed(text) for text, _ in parts)
    proper, noise = counted_furniture(furniture)
    counts = Conserved(characters, bodies + beside, proper, noise)
    return Accounts(counts, tuple(lost), tuple(twice))


def _of_records(
    source: SourceText, parts: list[tuple[str, Part]], furniture: tuple[Furniture, ...]
) -> Accounts:
    """The values of the records are what the source maps point at in the file."""
    held = {at for _, part in parts for at in _numbers(part)} | {one.line for one in furniture}
    lost = tuple(
        line for line in split_lines(source.text) if line.number not in held and not line.blank
    )
    values = sum(
        printed(source.text[run.source : run.source + run.length])
        for _, part in parts
        for run in part.map.runs
    )
    proper, noise = counted_furniture(furniture)
    bodies = sum(printed(text) for text, _ in parts)
    return Accounts(Conserved(values + proper + noise, bodies, proper, noise), lost)


def _numbers(part: Part) -> Iterator[int]:
    for first, last in part.lines:
        yield from range(first, last + 1)


class _Spans:
    """The stretches of a file that stand in bodies, given out line by line."""

    def __init__(self, parts: Iterable[Part]) -> None:
        runs = (run for part in parts for run in part.map.runs)
        self._waiting = sorted(
            ((run.source, run.source + run.length) for run in runs), reverse=True
        )

    def until(self, end: int) -> Iterator[tuple[int, int]]:
        """What stands before `end` and was not given out yet."""
        while self._waiting and self._waiting[-1][0] < end:
            low, high = self._waiting.pop()
            if high > end:
                self._waiting.append((end, high))
                high = end
            yield low, high
