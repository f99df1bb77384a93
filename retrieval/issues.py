"""What there is of each newspaper, its issues by day, and the issues that are missing.

Counted in the catalogue, so that the numbers are those of the lists they lead to: an article that
goes on on another page counts once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from index.holdings import Holding
from retrieval.catalogue import Catalogue, Rows

_SHARE = 0.5
_FEWEST = 4  # issues in a year; fewer tell nothing of when one is due


def newspapers_held(catalogue: Catalogue) -> tuple[Holding, ...]:
    """What there is of every newspaper, most articles first; articles that name none stand
    together under None."""
    every = np.ones(len(catalogue), np.bool_)
    named = [name for name, _ in catalogue.newspapers.counts(every)]
    names: list[str | None] = [*named, None]
    found = [_holding(catalogue, name, _rows_of(catalogue, name)) for name in names]
    return tuple(sorted((one for one in found if one.articles), key=lambda one: -one.articles))


def issue_days(catalogue: Catalogue, newspaper: str | None, year: int) -> dict[date, int]:
    """How many articles of a newspaper were printed on each day of a year that has any."""
    days = catalogue.days[_rows_of(catalogue, newspaper)]
    days, counts = np.unique(days[days // 10_000 == year], return_counts=True)
    return {_day(day): count for day, count in zip(days.tolist(), counts.tolist(), strict=True)}


def missing_days(counts: Mapping[date, int], year: int, first: date, last: date) -> list[date]:
    """The days of a year on which an issue is due and missing, given the articles by day in that
    year, and the newspaper's first and last day in the archive.

    One is due on a weekday when at least half as many came out on it as on the commonest weekday,
    so that a weekly misses no Tuesdays and a daily without Sunday issues misses no Sundays.
    """
    if len(counts) < _FEWEST:
        return []
    weekdays = Counter(day.weekday() for day in counts)
    most = max(weekdays.values())
    due = {weekday for weekday, issues in weekdays.items() if issues >= _SHARE * most}
    low, high = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
    days = (low + timedelta(n) for n in range((high - low).days + 1))
    return [day for day in days if day.weekday() in due and day not in counts]


def in_gaps(missing: list[date], counts: Mapping[date, int]) -> tuple[tuple[date, date], ...]:
    """Missing days in stretches that no issue interrupts, first and last day of each."""
    issues = sorted(counts)
    found: list[tuple[date, date]] = []
    for day in missing:
        if found and not any(found[-1][1] < issue < day for issue in issues):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return tuple(found)


def _rows_of(catalogue: Catalogue, newspaper: str | None) -> Rows:
    """The rows of a newspaper; those that name none for None."""
    if newspaper is None:
        return catalogue.newspapers.carrying_none(len(catalogue))
    return catalogue.newspapers.carrying(newspaper)


def _holding(catalogue: Catalogue, newspaper: str | None, rows: Rows) -> Holding:
    days: NDArray[np.int64] = np.unique(catalogue.days[rows])
    days = days[days > 0]
    first, last = (_day(int(days[0])), _day(int(days[-1]))) if len(days) else (None, None)
    return Holding(newspaper, len(rows), len(days), first, last)


def _day(number: int) -> date:
    """The date of yyyymmdd."""
    return date(number // 10_000, number // 100 % 100, number % 100)
