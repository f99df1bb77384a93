"""Years, months, weeks and feasts as first and last days; lunar ones through lunar_python.

Feasts are facts of the calendar and stand here as data: adding one is adding a line.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

_FIRST_YEAR, _LAST_YEAR = 1000, 2999  # beyond them no newspaper was printed, none will be asked
_LOOKED_BACK = 60  # years; a sexagenary year comes round once in them


class Days(NamedTuple):
    """From a first day to a last, both included."""

    first: date
    last: date

    def widened(self, days: int) -> Days:
        """As many days more at either end."""
        more = timedelta(days)
        return Days(self.first - more, self.last + more)


class Feast(NamedTuple):
    """A feast: its month and day (negative month: the lunar calendar), and the days that belong
    to it, from the first to the last, counted from it."""

    month: int
    day: int
    begins: int = 0
    ends: int = 0


# The holidays as the State Council gives them in most years; the days in between are the feast's.
FEASTS: dict[str, Feast] = {
    "元旦": Feast(1, 1, 0, 2),
    "情人节": Feast(2, 14),
    "妇女节": Feast(3, 8),
    "植树节": Feast(3, 12),
    "劳动节": Feast(5, 1, 0, 4),
    "青年节": Feast(5, 4),
    "儿童节": Feast(6, 1),
    "建党节": Feast(7, 1),
    "建军节": Feast(8, 1),
    "教师节": Feast(9, 10),
    "国庆": Feast(10, 1, 0, 6),
    "双十一": Feast(11, 11),
    "平安夜": Feast(12, 24),
    "圣诞": Feast(12, 25),
    "春节": Feast(-1, 1, -1, 6),
    "春运": Feast(-1, 1, -15, 24),
    "除夕": Feast(-1, 1, -1, -1),
    "小年夜": Feast(-1, 1, -7, -6),
    "元宵": Feast(-1, 15),
    "端午": Feast(-5, 5, 0, 2),
    "七夕": Feast(-7, 7),
    "中元节": Feast(-7, 15),
    "中秋": Feast(-8, 15, 0, 2),
    "重阳": Feast(-9, 9),
    "腊八": Feast(-12, 8),
}
# The national sessions; before 2013 and in years to come as in most years.
_SESSIONS = {
    2013: ((3, 3), (3, 17)),
    2014: ((3, 3), (3, 13)),
    2016: ((3, 3), (3, 16)),
    2018: ((3, 3), (3, 20)),
    2020: ((5, 21), (5, 28)),
    2021: ((3, 4), (3, 11)),
    2022: ((3, 4), (3, 11)),
    2023: ((3, 4), (3, 13)),
    2024: ((3, 4), (3, 11)),
    2025: ((3, 4), (3, 11)),
}
_USUAL_SESSIONS = ((3, 3), (3, 15))


def day(year: int, month: int, number: int) -> Days | None:
    """One day, or None when the calendar has it not."""
    try:
        found = date(year, month, number)
    except ValueError:
        return None
    return Days(found, found) if _FIRST_YEAR <= year <= _LAST_YEAR else None


def months(year: int, first: int, last: int) -> Days | None:
    """From the first day of a month to the last of another; month 13 is in the next year."""
    beyond, end = divmod(last - 1, 12)
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= first <= 12):
        return None
    year_of_end, end = year + beyond, end + 1
    return Days(date(year, first, 1), date(year_of_end, end, monthrange(year_of_end, end)[1]))


def year(number: int) -> Days | None:
    """A whole year."""
    return months(number, 1, 12)


def years(first: int, last: int) -> Days | None:
    """Whole years, both included."""
    begin, end = year(first), year(last)
    return Days(begin.first, end.last) if begin and end and first <= last else None


def month_from(origin: date, steps: int) -> tuple[int, int]:
    """The year and month so many months from a day."""
    place, month = divmod(origin.year * 12 + origin.month - 1 + steps, 12)
    return place, month + 1


def part_of_month(year: int, month: int, part: int) -> Days | None:
    """The first ten days of a month (1), the next ten (2), the rest (3)."""
    whole = months(year, month, month)
    if whole is None:
        return None
    first = whole.first + timedelta((part - 1) * 10)
    return Days(first, whole.last if part == 3 else first + timedelta(9))


def week(origin: date, steps: int, weekday: int | None = None) -> Days:
    """The week (Monday to Sunday) so many weeks from a day, or one day of it (0 is Monday);
    weekday 7 is the weekend."""
    monday = origin - timedelta(origin.weekday()) + timedelta(7 * steps)
    if weekday is None:
        return Days(monday, monday + timedelta(6))
    if weekday == 7:
        return Days(monday + timedelta(5), monday + timedelta(6))
    found = monday + timedelta(weekday)
    return Days(found, found)


def back(origin: date, years: int = 0, months: int = 0, days: int = 0) -> date:
    """The day so much earlier; the last of its month when the month is too short."""
    to_year, to_month = month_from(origin, -12 * years - months)
    found = date(to_year, to_month, min(origin.day, monthrange(to_year, to_month)[1]))
    return found - timedelta(days)


def feast(name: str, year: int) -> Days | None:
    """A feast of FEASTS in a year."""
    known = FEASTS[name]
    if known.month > 0:
        found = day(year, known.month, known.day)
    else:
        found = lunar_day(year, -known.month, known.day)
    if found is None:
        return None
    begins, ends = timedelta(known.begins), timedelta(known.ends)
    return Days(found.first + begins, found.first + ends)


def sessions(year: int, local: bool) -> Days | None:
    """The Two Sessions (两会) of a year: the national ones, or the local ones before them."""
    if local:
        return months(year, 1, 2)
    first, last = _SESSIONS.get(year, _USUAL_SESSIONS)
    begin, end = day(year, *first), day(year, *last)
    return Days(begin.first, end.last) if begin and end else None


@lru_cache(maxsize=512)
def lunar_day(year: int, month: int, number: int, leap: bool = False) -> Days | None:
    """A day of the lunar calendar; None when that year has it not."""
    from lunar_python import Lunar

    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        solar = Lunar.fromYmd(year, -month if leap else month, number).getSolar()
    except Exception:  # the library raises bare Exception for a month or day the year has not
        return None
    return day(solar.getYear(), solar.getMonth(), solar.getDay())


def lunar_month(year: int, month: int, leap: bool = False) -> Days | None:
    """A month of the lunar calendar: 29 or 30 days."""
    first = lunar_day(year, month, 1, leap)
    last = lunar_day(year, month, 30, leap) or lunar_day(year, month, 29, leap)
    return Days(first.first, last.last) if first and last else None


def lunar_year(year: int) -> Days | None:
    """A year of the lunar calendar, from one Spring Festival to the next."""
    first, after = lunar_day(year, 1, 1), lunar_day(year + 1, 1, 1)
    return Days(first.first, after.first - timedelta(1)) if first and after else None


def latest(made: Callable[[int], Days | None], as_of: date) -> Days | None:
    """What a date without a year means to somebody who asks what was: the latest that had begun."""
    tried = (made(year) for year in range(as_of.year, as_of.year - _LOOKED_BACK - 1, -1))
    return next((days for days in tried if days and days.first <= as_of), None)


class Reading(NamedTuple):
    """Words read as a time: characters `start` to `end` of the text. `explicit`: its bounds are
    plain; `present`: a name of the day, month or year we are in; `relative`: counted from today."""

    days: Days
    start: int
    end: int
    explicit: bool = True
    relative: bool = False
    present: bool = False


def since(reading: Reading, end: int, as_of: date) -> Reading:
    """From a time until today."""
    days = Days(reading.days.first, max(reading.days.last, as_of))
    return reading._replace(days=days, end=end)


def before(reading: Reading, end: int) -> Reading:
    """All the time before."""
    first = reading.days.first
    earlier = first - timedelta(1) if first > date.min else first
    return reading._replace(days=Days(date.min, earlier), end=end)


def around(reading: Reading, end: int) -> Reading:
    """A week more at either end of some days, a month of months, a year of years."""
    length = (reading.days.last - reading.days.first).days
    widened = years(reading.days.first.year - 1, reading.days.last.year + 1)
    if length < 360 or widened is None:
        widened = reading.days.widened(7 if length < 27 else 31)
    return reading._replace(days=widened, end=end)
