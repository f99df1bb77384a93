"""How English names a time without a year: counted from today, and by decade and century."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from retrieval.calendar_facts import Days, back, month_from, months, week, year, years
from retrieval.dates_english_rules import NUMBER, STEPS, Match, count, number, rule


class WholeRule(NamedTuple):
    """Words that need no year; counted from today when `relative`."""

    pattern: re.Pattern[str]
    days: Callable[[Match, date], Days | None]
    explicit: bool = True
    relative: bool = True


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60,
            "seventies": 70, "eighties": 80, "nineties": 90}  # fmt: skip
_CENTURIES = {"sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
              "twentieth": 20, "twenty-first": 21}  # fmt: skip
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"


def _ago(match: Match, as_of: date) -> Days | None:
    many, unit = count(match["n"]), match["unit"].lower()
    if unit == "day":
        found = back(as_of, days=many)
        return Days(found, found)
    if unit == "week":
        return week(as_of, -many)
    if unit == "month":
        at_year, month = month_from(as_of, -many)
        return months(at_year, month, month)
    return year(as_of.year - many * (10 if unit == "decade" else 1))


def _recent(match: Match, as_of: date) -> Days | None:
    many, unit = count(match["n"] or "one"), match["unit"].lower()
    lengths = {"day": {"days": many}, "week": {"days": 7 * many}, "month": {"months": many},
               "year": {"years": many}, "decade": {"years": 10 * many}}  # fmt: skip
    return Days(back(as_of, **lengths[unit]), as_of)


def _unit_away(match: Match, as_of: date) -> Days | None:
    step, unit = STEPS[match["which"].lower()], match["unit"].lower()
    if unit.startswith("week"):
        return week(as_of, step, 7 if unit == "weekend" else None)
    if unit == "month":
        at_year, month = month_from(as_of, step)
        return months(at_year, month, month)
    quarter = (as_of.year * 4 + (as_of.month - 1) // 3) + step
    return months(quarter // 4, quarter % 4 * 3 + 1, quarter % 4 * 3 + 3)


def _weekday_away(match: Match, as_of: date) -> Days | None:
    wanted, which = _WEEKDAYS.index(match["weekday"].lower()), (match["which"] or "").lower()
    found = week(as_of, 0, wanted).first
    if (which == "last" and found >= as_of) or (not which and found > as_of):
        found -= timedelta(7)
    if which == "next" and found <= as_of:
        found += timedelta(7)
    return Days(found, found)


def _near_day(match: Match, as_of: date) -> Days | None:
    steps = {"yesterday": -1, "today": 0, "tomorrow": 1}
    said = match[0].lower()
    away = steps.get(said, -2 if "before" in said else 2 if "after" in said else -1)
    found = as_of + timedelta(away)
    return Days(found, found)


def _decade(match: Match, _: date) -> Days | None:
    said = (match["tens"] or "").lower()
    begin = int(match["year"]) if match["year"] else 1900 + (_DECADES.get(said) or int(said or 0))
    part = (match["part"] or "").lower()
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(part, (0, 9))
    return years(begin + low, begin + high)


def _century(match: Match, _: date) -> Days | None:
    said = match["n"].lower()
    begin = 100 * ((_CENTURIES.get(said) or number(said)) - 1)
    part = (match["part"] or "").lower()
    low, high = {"early": (1, 20), "mid": (40, 60), "late": (81, 100)}.get(part, (1, 100))
    return years(begin + low, begin + high)


_DECADE_PART = r"(?:the\s+)?(?:(?P<part>early|mid|late)[\s-]+)?"
WHOLE = (
    WholeRule(
        rule(r"(?<!\d)(?P<a>(?:1[5-9]|20)\d\d)\s?[-–—]\s?(?P<b>(?:1[5-9]|20)\d\d)(?![\d-])"),
        lambda match, _: years(int(match["a"]), int(match["b"])),
        relative=False,
    ),
    WholeRule(
        rule(rf"{_DECADE_PART}(?P<year>(?:1[5-9]|20)\d0)(?P<tens>)['’]?s"), _decade, relative=False
    ),
    WholeRule(
        rule(
            r"the\s+(?:(?P<part>early|mid|late)[\s-]+)?(?P<year>)(?:['’]?(?P<tens>[2-9]0)['’]?s|(?P<tens2>))".replace(
                "|(?P<tens2>)", ""
            )
        ),
        _decade,
        relative=False,
    ),
    WholeRule(
        rule(rf"the\s+(?:(?P<part>early|mid|late)[\s-]+)?(?P<year>)(?P<tens>{'|'.join(_DECADES)})"),
        _decade,
        relative=False,
    ),
    WholeRule(
        rule(
            rf"{_DECADE_PART}(?P<n>1[1-9]th|20th|21st|{'|'.join(_CENTURIES)})[\s-]+century(?!\s+(?:Fox|City|Business))"
        ),
        _century,
        relative=False,
    ),
    WholeRule(
        rule(
            r"(?:the\s+day\s+(?:before\s+yesterday|after\s+tomorrow)|yesterday|today|tomorrow|last\s+night)(?!['’]s\s+world)"
        ),
        _near_day,
    ),
    WholeRule(rule(rf"(?P<n>{NUMBER})\s+(?P<unit>day|week|month|year|decade)s?\s+ago"), _ago),
    WholeRule(
        rule(r"(?:a\s+few|several|some)\s+years\s+ago"),
        lambda _, as_of: Days(back(as_of, years=10), back(as_of, years=2)),
        explicit=False,
    ),
    WholeRule(
        rule(
            rf"(?:the\s+)?(?:past|last|previous)\s+(?P<n>{NUMBER})\s+(?P<unit>day|week|month|year|decade)s?"
        ),
        _recent,
        explicit=False,
    ),
    WholeRule(
        rule(r"the\s+past\s+(?P<n>)(?P<unit>day|week|month|year|decade)"), _recent, explicit=False
    ),
    WholeRule(
        rule(r"(?:in\s+)?recent\s+years"),
        lambda _, as_of: Days(back(as_of, years=5), as_of),
        explicit=False,
    ),
    WholeRule(
        rule(r"recently|lately|in\s+recent\s+(?:weeks|months)"),
        lambda _, as_of: Days(back(as_of, months=3), as_of),
        explicit=False,
    ),
    WholeRule(rule(rf"(?P<which>last|this|next)\s+{_WEEKDAY}"), _weekday_away),
    WholeRule(rule(rf"on\s+(?P<which>){_WEEKDAY}(?!s)"), _weekday_away, explicit=False),
    WholeRule(
        rule(r"(?P<which>last|this|next|previous)\s+(?P<unit>weekend|week|month|quarter)"),
        _unit_away,
    ),
)
