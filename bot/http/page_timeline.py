"""Counts by month as bars of a small picture: what to draw, and what each bar leads to."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.http.wording import month_in_words, words_of

MOST_MONTHS = 60  # bars; a longer time is drawn by the year
HEIGHT = 100
_NARROWEST = 24


@dataclass(frozen=True, slots=True)
class Bar:
    """One month or year: its count, its first and last day, and its place in the picture, whose
    width is the number of bars and whose height is HEIGHT."""

    first: date
    last: date
    count: int
    x: int
    height: float

    @property
    def y(self) -> float:
        return round(HEIGHT - self.height, 1)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars without gaps in time; `unit` is month or year."""

    unit: str
    bars: tuple[Bar, ...]

    @property
    def filled(self) -> tuple[Bar, ...]:
        """The bars that count something."""
        return tuple(bar for bar in self.bars if bar.count)

    @property
    def width(self) -> int:
        """Units of the picture: few bars stay slender."""
        return max(len(self.bars), _NARROWEST)

    @property
    def short(self) -> bool:
        """Whether the bars do not fill the picture."""
        return len(self.bars) < _NARROWEST

    def named(self, bar: Bar, language: str) -> str:
        """A bar's month or year in words."""
        if self.unit == "year":
            return words_of(language)["year_of"].format(year=bar.first.year)
        return month_in_words(bar.first, language)


def timeline(months: Iterable[tuple[str, int]]) -> Timeline | None:
    """The picture of counts by month ("2023-04"); None when there is nothing to see, that is
    fewer than two months."""
    counts = {_month(name): count for name, count in months if count > 0}
    if len(counts) < 2:
        return None
    first, last = min(counts), max(counts)
    if last - first < MOST_MONTHS:
        return _drawn("month", {at: counts.get(at, 0) for at in range(first, last + 1)})
    years = dict.fromkeys(range(first // 12, last // 12 + 1), 0)
    for month, count in counts.items():
        years[month // 12] += count
    return _drawn("year", years)


def _drawn(unit: str, counts: Mapping[int, int]) -> Timeline:
    most = max(counts.values())
    bars = tuple(
        # What there is can be seen, however little it is beside the most.
        Bar(*_days(unit, at), count, x, round(max(HEIGHT * count / most, 3), 1) if count else 0)
        for x, (at, count) in enumerate(sorted(counts.items()))
    )
    return Timeline(unit, bars)


def _month(name: str) -> int:
    year, month = name.split("-")
    return int(year) * 12 + int(month) - 1


def _days(unit: str, at: int) -> tuple[date, date]:
    if unit == "year":
        return date(at, 1, 1), date(at, 12, 31)
    year, month = at // 12, at % 12 + 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
