"""What became of the files of one run, and the report that it makes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import NamedTuple

from index.records import Conserved, IndexReport, Quarantined, SourceText, TakenIn

_NAMED = 20  # pages


class Outcome(NamedTuple):
    """What became of one file: skipped, quarantined or ignored for a reason, or so many
    articles, with a note of what could not be read in it."""

    file: str
    articles: int = 0
    passages: int = 0
    characters: Conserved = Conserved()
    skipped: bool = False
    reason: str | None = None
    ignored: bool = False
    note: str | None = None


def report_of(outcomes: Sequence[Outcome]) -> IndexReport:
    """The report of a run; its `seconds` are for the clock to tell."""
    taken = tuple(
        TakenIn(one.file, one.articles, one.passages, one.characters, one.note)
        for one in outcomes
        if not one.skipped and one.reason is None
    )
    return IndexReport(
        files=len(taken),
        articles=sum(one.articles for one in taken),
        passages=sum(one.passages for one in taken),
        skipped=sum(one.skipped for one in outcomes),
        quarantined=_left_out(one for one in outcomes if not one.ignored),
        ignored=_left_out(one for one in outcomes if one.ignored),
        sources=taken,
        characters=reduce(Conserved.plus, (one.characters for one in taken), Conserved()),
    )


def _left_out(outcomes: Iterable[Outcome]) -> tuple[Quarantined, ...]:
    return tuple(Quarantined(one.file, one.reason) for one in outcomes if one.reason is not None)


def note_of(source: SourceText) -> str | None:
    """What is to be told of a file that was taken in, in a sentence: its pages without text."""
    pages = source.structure.pictures if source.structure else ()
    if not pages:
        return None
    named = ", ".join(map(str, pages[:_NAMED])) + (", …" if len(pages) > _NAMED else "")
    which = f"page {named} is a picture" if len(pages) == 1 else f"pages {named} are pictures"
    return f"{which} without text and could not be read; run OCR first"
