"""A year of a newspaper as twelve small pictures: the days with an issue, and those that miss
one."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from retrieval.issues import in_gaps, missing_days

CELL = 12  # units of the picture from one day to the next
_LEVELS = 4


@dataclass(frozen=True, slots=True)
class Day:
    """A day with an issue. `level` from 1 to 4 says how many articles beside the fullest day."""

    day: date
    count: int
    level: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month: its issue days, and where days without one lie, due (`gaps`) or not (`free`)."""

    first: date
    last: date
    days: tuple[Day, ...]
    gaps: tuple[tuple[int, int], ...]
    free: tuple[tuple[int, int], ...]

    @property
    def count(self) -> int:
        return sum(day.count for day in self.days)


@dataclass(frozen=True, slots=True)
class Year:
    """The months of a year in which the newspaper is known to have come out, from the first to the
    last, and its gaps from day to day."""

    months: tuple[Month, ...]
    gaps: tuple[tuple[date, date], ...]
    missing: int


def calendar(counts: Mapping[date, int], year: int, first: date, last: date) -> Year:
    """The year, given its articles by day and the newspaper's first and last day in the archive."""
    missing = missing_days(counts, year, first, last)
    most = max(counts.values(), default=1)
    shown = range(
        first.month if first.year == year else 1, (last.month if last.year == year else 12) + 1
    )
    months = tuple(_drawn(counts, year, month, missing, most) for month in shown)
    return Year(months, in_gaps(missing, counts), len(missing))


def _drawn(
    counts: Mapping[date, int], year: int, month: int, missing: list[date], most: int
) -> Month:
    first = date(year, month, 1)
    length = monthrange(year, month)[1]
    days: list[Day] = []
    gaps: list[tuple[int, int]] = []
    free: list[tuple[int, int]] = []
    lacking = frozenset(missing)
    for number in range(length):
        day = first + timedelta(number)
        week, weekday = divmod(first.weekday() + number, 7)
        x, y = weekday * CELL, week * CELL
        if count := counts.get(day, 0):
            level = min(_LEVELS, 1 + (count * _LEVELS - 1) // most)
            days.append(Day(day, count, level, x, y))
        else:
            (gaps if day in lacking else free).append((x, y))
    last = first + timedelta(length - 1)
    return Month(first, last, tuple(days), tuple(gaps), tuple(free))
