"""Time named in Chinese, read by the tables of rules: points, ranges (至), and 以来, 以前, 前后."""

from __future__ import annotations

import re
from datetime import date, timedelta

from retrieval.calendar_facts import (
    Days,
    Reading,
    around,
    before,
    day,
    latest,
    lunar_year,
    since,
    year,
)
from retrieval.dates_chinese_relative import WHOLE
from retrieval.dates_chinese_rules import TO, WITHIN, YEARS

# Letters a rule can begin with; all others are passed over at once.
_STARTS = frozenset(
    "0123456789〇零一二三四五六七八九十两廿卅公西民甲乙丙丁戊己庚辛壬癸鼠牛虎兔龙蛇马羊猴鸡狗猪"
    "大前去上今本明后农阴旧夏闰正冬腊元情妇植劳青儿建教双平圣春除小端中重清国岁年下首第秋暑寒省市县区州地全"
    '昨这当星礼周近最过未接早几日不“"‘「『'
)
_BELONGS = re.compile(
    r"(?:小长假|长假|假期|期间|时期|年间|之间|[间里内](?!的?[人外])|那年|那天|当天|当日)"
)
_SINCE = re.compile(
    r"(?:以来|至今|迄今|到现在|到目前|以后|之后|以降|后(?=[,，、的])|起(?=[,，、至到]))"
)
_BEFORE = re.compile(r"(?:以前|之前|前(?=[,，、。？?的\s]|$))")
_AROUND, _EVE = re.compile(r"(?:前后|左右)"), re.compile("前夕")
_JOINED, _AND = re.compile(TO), re.compile(r"[和与]")
_SAME_DAY = re.compile(r"的?今[天日](?!头条|说法)")
_FILLED = re.compile(r"(?:的|[,，]|份)?\s?")


def read_chinese(text: str, as_of: date) -> list[Reading]:
    """Every time named, in order, none over another. The text is Simplified, digits narrow."""
    found: list[Reading] = []
    at = 0
    while at < len(text):
        reading = _reading(text, at, as_of) if text[at] in _STARTS else None
        if reading:
            found.append(reading)
        at = reading.end if reading else at + 1
    return found


def _reading(text: str, at: int, as_of: date) -> Reading | None:
    first = _point(text, at, as_of, None)
    if first is None:
        return None
    return _with_suffix(text, _range(text, first, as_of) or first, as_of)


def _range(text: str, first: Reading, as_of: date) -> Reading | None:
    """From a first point to a second, which may leave out the year of the first."""
    joined = _JOINED.match(text, first.end) or _AND.match(text, first.end)
    if joined is None:
        return None
    second = _point(text, joined.end(), as_of, first)
    if second is None or (joined[0] in "和与" and not text.startswith(("之间", "间"), second.end)):
        return None
    if second.days.last < first.days.first:
        return None
    return Reading(
        Days(first.days.first, second.days.last),
        first.start,
        second.end,
        first.explicit and second.explicit,
        first.relative or second.relative,
    )


def _with_suffix(text: str, reading: Reading, as_of: date) -> Reading:
    if belongs := _BELONGS.match(text, reading.end):
        reading = reading._replace(end=belongs.end())
    if match := _SINCE.match(text, reading.end):
        return since(reading, match.end(), as_of)
    if match := _BEFORE.match(text, reading.end):
        return before(reading, match.end())
    if match := _AROUND.match(text, reading.end):
        return around(reading, match.end())
    if match := _EVE.match(text, reading.end):
        eve = reading.days.first - timedelta(1)
        return reading._replace(days=Days(eve - timedelta(6), eve), end=match.end())
    return reading


def _point(text: str, at: int, as_of: date, given: Reading | None) -> Reading | None:
    return (
        _whole(text, at, as_of, given)
        or _of_year(text, at, as_of)
        or _yearless(text, at, as_of, given)
    )


def _whole(text: str, at: int, as_of: date, given: Reading | None) -> Reading | None:
    for rule in WHOLE:
        match = rule.pattern.match(text, at)
        days = match and rule.days(match, as_of)
        if match and days:
            if given and not rule.explicit and days.first == days.last:  # 上周三到周五
                ahead = (days.first - given.days.first).days % 7
                then = given.days.first + timedelta(ahead)
                return Reading(Days(then, then), at, match.end(), True, True)
            present = rule.explicit and rule.relative and days.first <= as_of <= days.last
            explicit = rule.explicit and not present
            return Reading(days, at, match.end(), explicit, rule.relative, present)
    return None


def _of_year(text: str, at: int, as_of: date) -> Reading | None:
    for rule in YEARS:
        match = rule.pattern.match(text, at)
        number = rule.number(match, as_of) if match else None
        if match is None or number is None:
            continue
        if same := _SAME_DAY.match(text, match.end()):
            then = day(number, as_of.month, as_of.day)
            return Reading(then, at, same.end(), True, True) if then else None
        filled = _FILLED.match(text, match.end())
        for start in dict.fromkeys((match.end(), filled.end() if filled else match.end())):
            if within := _within(text, start, number):
                return Reading(within[0], at, within[1], True, rule.relative)
        days = lunar_year(number) if rule.lunar else year(number)
        if days is None:
            return None
        present = rule.relative and number == as_of.year
        return Reading(days, at, match.end(), not (present or rule.lunar), rule.relative, present)
    return None


def _yearless(text: str, at: int, as_of: date, given: Reading | None) -> Reading | None:
    """Something within a year that is not named: that of the range's beginning, or the latest."""
    if given:
        for number in (given.days.first.year, given.days.first.year + 1):
            within = _within(text, at, number)
            if within and within[0].last >= given.days.first:
                return Reading(within[0], at, within[1], given.explicit, given.relative)
        return None
    for rule in WITHIN:
        match = rule.pattern.match(text, at) if rule.alone else None
        if match:
            days = latest(lambda number: rule.days(match, number), as_of)  # noqa: B023
            return Reading(days, at, match.end(), explicit=False) if days else None
    return None


def _within(text: str, at: int, number: int) -> tuple[Days, int] | None:
    for rule in WITHIN:
        match = rule.pattern.match(text, at)
        days = match and rule.days(match, number)
        if match and days:
            return days, match.end()
    return None
