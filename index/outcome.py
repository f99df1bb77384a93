"""What became of the files of one run, and the report that it makes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import NamedTuple

from index.records import Conserved, IndexReport, Quarantined, TakenIn


class Outcome(NamedTuple):
    """What became of one file: skipped, quarantined or ignored for a reason, or so many
    articles."""

    file: str
    articles: int = 0
    passages: int = 0
    characters: Conserved = Conserved()
    skipped: bool = False
    reason: str | None = None
    ignored: bool = False


def report_of(outcomes: Sequence[Outcome]) -> IndexReport:
    """The report of a run; its `seconds` are for the clock to tell."""
    taken = tuple(
        TakenIn(one.file, one.articles, one.passages, one.characters)
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
