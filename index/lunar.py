"""Dates as Chinese mastheads print them: lunar ones with leap months, and Chinese numerals."""

from __future__ import annotations

import re
from datetime import date, timedelta

_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_DIGITS = {char: digit for digit, chars in enumerate(("〇零○０0", "一１1", "二２2", "三３3",
           "四４4", "五５5", "六６6", "七７7", "八８8", "九９9")) for char in chars}  # fmt: skip
_MONTHS = {"正": 1, "冬": 11, "腊": 12, "臘": 12}
_WEEKDAYS = "一二三四五六日"

NUMBER = r"[〇零○一二三四五六七八九十廿卅百\d０-９]"
LUNAR_DATE = re.compile(
    rf"(?:农历|農曆|夏历|夏曆|阴历|陰曆)?\s*([{_STEMS}])([{_BRANCHES}])年?\s*"
    r"(闰|閏)?([正一二三四五六七八九十冬腊臘]{1,2})月(?:大|小)?\s*"
    r"(初[一二三四五六七八九十]|[一二三四五六七八九十廿卅]{1,3})日?"
)
WEEKDAY = re.compile(r"(?:星期|礼拜|禮拜|周|週)([一二三四五六日天])")


def number(text: str) -> int | None:
    """The number that Chinese or Arabic numerals say: 廿三, 二〇〇八, 十一, 110; None if none."""
    if not text:
        return None
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total, last = 0, 0
    for char in text:
        if char in _DIGITS:
            last = _DIGITS[char]
        elif char in "十百":
            total += (last or 1) * (10 if char == "十" else 100)
            last = 0
        elif char in "廿卅":
            total, last = total + (20 if char == "廿" else 30), 0
        else:
            return None
    return total + last


def lunar_date(text: str, century: range) -> date | None:
    """The Gregorian date of a lunar one like 癸卯年闰二月二十, in the years of `century`.

    A sexagenary year comes round every 60 years: None when two of them fit, or none.
    """
    match = LUNAR_DATE.search(text)
    if match is None:
        return None
    month = _MONTHS.get(match[4]) or number(match[4])
    day = number(match[5].removeprefix("初"))
    if not month or not day or not 1 <= month <= 12:
        return None
    days = [
        found
        for year in _years(match[1] + match[2], century)
        if (found := _solar(year, -month if match[3] else month, day))
    ]
    return days[0] if len(days) == 1 else None


def lunar_days(lunar: str, text: str) -> list[date]:
    """The days from 1864 until next year that a lunar date can be, by the weekday in the text."""
    cycles = [range(start, start + 60) for start in (1864, 1924, 1984, 2044)]
    days = [day for cycle in cycles if (day := lunar_date(lunar, cycle))]
    return [day for day in days if day <= date.today() + timedelta(days=366) and agrees(day, text)]


def agrees(day: date, text: str) -> bool:
    """False when a weekday is printed in the text and is not that of the day."""
    match = WEEKDAY.search(text)
    return match is None or _WEEKDAYS.index(match[1].replace("天", "日")) == day.weekday()


def _years(name: str, century: range) -> list[int]:
    stem, branch = _STEMS.index(name[0]), _BRANCHES.index(name[1])
    # 4 CE was a 甲子 year; stem and branch both advance by one every year.
    return [y for y in century if (y - 4) % 10 == stem and (y - 4) % 12 == branch]


def _solar(year: int, month: int, day: int) -> date | None:
    from lunar_python import Lunar

    try:
        solar = Lunar.fromYmd(year, month, day).getSolar()
        return date(solar.getYear(), solar.getMonth(), solar.getDay())
    except Exception:  # the library raises bare Exception for a month or day the year has not
        return None
