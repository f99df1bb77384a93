"""How English names a time: something within a year, years, and a time counted from today."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from retrieval.calendar_facts import (
    Days,
    day,
    feast,
    months,
    part_of_month,
    sessions,
)

Match = re.Match[str]


class Rule(NamedTuple):
    """A pattern and what it makes of a match. `bare`: it means a time without a year as well."""

    pattern: re.Pattern[str]
    days: Callable[[Match, int], Days | None]
    bare: bool = True


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve")  # fmt: skip
FEASTS = {
    "spring festival": "春节",
    "chinese new year": "春节",
    "lunar new year": "春节",
    "lantern festival": "元宵",
    "dragon boat festival": "端午",
    "mid-autumn festival": "中秋",
    "mid autumn festival": "中秋",
    "double ninth festival": "重阳",
    "national day": "国庆",
    "labour day": "劳动节",
    "labor day": "劳动节",
    "may day": "劳动节",
    "new year's day": "元旦",
    "christmas": "圣诞",
}
_SEASONS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "fall": (9, 11),
    "winter": (12, 14),
}
_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_PARTS = {"early": 1, "mid": 2, "late": 3, "beginning": 1, "start": 1, "middle": 2, "end": 3}
_OF_YEAR = {1: (1, 3), 2: (5, 8), 3: (10, 12)}
STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1}

_LONG = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_MONTH = rf"(?:{_LONG}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
NUMBER = r"(?:\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_PART = (
    r"(?:the\s+)?(?P<part>early|mid|late|(?:beginning|start|middle|end)(?=\s+of))(?:\s+of)?[\s-]+"
)
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?![\d%]|[-.,/]\d)"
_UNITS = (
    r"(?!\s+(?:people|yuan|men|women|children|dollars|percent|per|km|kilomet|met(?:re|er)|mu\b|hectares"
    r"|households|miles|tonnes?|tons?|million|billion|hours|minutes|square|other|more|(?!was\b|is\b|has\b"
    r"|does\b|this\b|its\b|as\b|versus\b|across\b|besides\b)[a-z]+s\b))"
)


def rule(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(rf"{pattern}(?![A-Za-z])", flags)


def count(said: str) -> int:
    if said.isdigit():
        return int(said)
    return 1 if said.lower() in ("a", "an") else _NUMBERS.index(said.lower())


def _month(said: str) -> int:
    return _MONTHS.index(said[:3].lower()) + 1


def number(said: str) -> int:
    return int(re.sub(r"\D", "", said))


def _month_of(match: Match, within: int) -> Days | None:
    month = _month(match["month"])
    if match["part"]:
        return part_of_month(within, month, _PARTS[match["part"].lower()])
    return months(within, month, month)


def _day_of(match: Match, within: int) -> Days | None:
    first = day(within, _month(match["month"]), number(match["day"]))
    if not match["last"]:
        return first
    last = day(within, _month(match["month"]), number(match["last"]))
    return Days(first.first, last.last) if first and last and first <= last else None


def _season_of(match: Match, within: int) -> Days | None:
    return months(within, *_SEASONS[match["season"].lower()])


def _quarter_of(match: Match, within: int) -> Days | None:
    said = match["order"] or match["quarter"]
    last = 3 * (int(said) if said.isdigit() else _ORDER[said.lower()])
    return months(within, last - 2, last)


def _half_of(match: Match, within: int) -> Days | None:
    return months(within, *((1, 6) if match["order"].lower() == "first" else (7, 12)))


_TO_DAY = rf"(?:\s?(?:-|–|—|to|and)\s?(?P<last>{_DAY}))?"
WITHIN = (
    Rule(
        rule(
            rf"(?P<month>{_MONTH})\s+(?P<day>{_DAY}){_TO_DAY}(?![\d:%]|[.,]\d|\s*(?:miles|km|people|percent|times|metres|meters)\b)",
            0,
        ),
        _day_of,
    ),
    Rule(rule(rf"(?P<day>{_DAY}){_TO_DAY}\s+(?:of\s+)?(?P<month>{_MONTH})", 0), _day_of),
    Rule(
        rule(
            rf"(?:(?:[Tt]he\s+)?(?P<part>[Ee]arly|[Mm]id|[Ll]ate|(?:[Bb]eginning|[Ss]tart|[Mm]iddle|[Ee]nd)(?=\s+of))(?:\s+of)?[\s-]+)?(?P<month>{_LONG})",
            0,
        ),
        _month_of,
    ),
    Rule(rule(rf"(?P<part>)(?P<month>{_MONTH})(?=,?\s+(?:1[5-9]|20)\d\d)", 0), _month_of, False),
    Rule(
        rule(
            r"(?:the\s+)?(?:(?P<order>first|second|third|fourth|last)\s+quarter|Q(?P<quarter>[1-4]))"
        ),
        _quarter_of,
        False,
    ),
    Rule(
        rule(
            r"(?:the\s+)?(?P<order>first|second)\s+half(?:\s+of(?=\s+(?:the\s+year|last|this|\d)))?"
        ),
        _half_of,
        False,
    ),
    Rule(
        rule(r"(?:the\s+)?(?P<season>spring(?!\s+festival)|summer|autumn|winter|fall)"),
        _season_of,
        False,
    ),
    Rule(
        rule(rf"(?:the\s+)?(?P<feast>{'|'.join(FEASTS)})(?:\s+holidays?)?"),
        lambda match, within: feast(FEASTS[match["feast"].lower()], within),
    ),
    Rule(
        rule(r"(?:the\s+)?(?:national\s+)?two sessions"), lambda _, within: sessions(within, False)
    ),
    Rule(
        rule(r"(?:the\s+)?(?P<part>early|mid|late|(?:beginning|start|middle|end)(?=\s+of))"),
        lambda match, within: months(within, *_OF_YEAR[_PARTS[match["part"].lower()]]),
        False,
    ),
)

FEAST = rule(rf"(?P<feast>{'|'.join(FEASTS)})(?:\s+holidays?)?")
NAMED_YEAR = re.compile(rf"{_YEAR}(?![A-Za-z]){_UNITS}")
YEAR_AWAY = re.compile(
    r"(?P<which>last|this|next|the\s+previous)\s+year(?![A-Za-z])", re.IGNORECASE
)
THE_YEAR_BEFORE = re.compile(r"the\s+year\s+before\s+last(?![A-Za-z])", re.IGNORECASE)
