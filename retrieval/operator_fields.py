"""The fields that can be searched by: their names, and what their values look like."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date
from typing import NamedTuple

from retrieval.dates import periods

Days = tuple[date | None, date | None]


class Value(NamedTuple):
    """What a field says, and where it ends in the question."""

    field: str
    values: tuple[str, ...]
    end: int


_SPELLINGS = {
    "author": "作者 author byline",
    "newspaper": "报纸 報紙 报刊 報刊 newspaper paper",
    "page": "版 版面 版次 page",
    "date": "日期 date",
    "title": "标题 標題 题 題 title headline",
    "section": "栏目 欄目 section",
    "excluded": "不含 不包含 排除 exclude without",
}
NAMES = {name: field for field, names in _SPELLINGS.items() for name in names.split()}
# Fields that other archives have, so that one is told when it is not searched by here.
_ELSEWHERE = "地点 地點 类型 類型 place type keyword site language"
OTHERS = frozenset(_ELSEWHERE.split())
_LONGEST = 40
_PAGE = re.compile(r"第?([A-Za-z]{0,2}\d{1,3})版?")
_NUMBERED = re.compile(r"第?([一二三四五六七八九十]{1,3})版?")
_FRONT = frozenset({"头版", "頭版", "front", "front page"})
_HAN_DIGITS = "一二三四五六七八九"
_DAY = r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?"
_ONE_DAY = re.compile(_DAY)
_BETWEEN = re.compile(
    r"\.{2,3}|…|~|～|\bto\b|(?<=[\d日月年])(?:至|到)(?=\d)|(?<=\d)\s*[—–]+\s*(?=\d)"
)


def plain_name(value: str) -> str | None:
    """A newspaper or an author, or words of a headline; None when it cannot be such."""
    name = value.strip("《》<>〈〉 ")
    return name if 0 < len(name) <= _LONGEST and any(map(str.isalpha, name)) else None


def page(value: str) -> str | None:
    """A page: 01, A3, 第3版, 三版, 头版; None when it is none."""
    narrow = unicodedata.normalize("NFKC", value)
    if narrow.casefold() in _FRONT:
        return "1"
    if found := _PAGE.fullmatch(narrow):
        return found[1].upper() if found[1].strip("0") else None
    found = _NUMBERED.fullmatch(narrow)
    number = _below_hundred(found[1]) if found else None
    return str(number) if number else None


def _below_hundred(numeral: str) -> int | None:
    tens, ten, ones = numeral.rpartition("十")
    if any(len(part) > 1 for part in (tens, ones)) or "十" in tens:
        return None
    digits = [_HAN_DIGITS.index(part) + 1 if part else 0 for part in (tens, ones)]
    return (digits[0] or 1) * 10 + digits[1] if ten else digits[1]


def days(value: str, as_of: date) -> Days | None:
    """The days of printing a value names: 2023, 2023-04, 2023-04-10, 2023-04..2023-06, 2023-04..,
    ..2023, and any one time of the date grammar; None when it names none."""
    narrow = unicodedata.normalize("NFKC", value).replace("...", "..").strip()
    ends = _BETWEEN.split(narrow)
    if len(ends) == 2:
        first, last = (_period(end.strip(), as_of) if end.strip() else None for end in ends)
        unread = any(
            end.strip() and not read for end, read in zip(ends, (first, last), strict=True)
        )
        if not unread and (first or last):
            if first and last and first[0] > last[1]:
                return None
            return first[0] if first else None, last[1] if last else None
    return _period(narrow, as_of)


def _period(words: str, as_of: date) -> tuple[date, date] | None:
    if found := _ONE_DAY.fullmatch(words):
        return _numbered(*(int(part) if part else None for part in found.groups()))
    named = periods(words, as_of)
    if len(named) != 1 or named[0].words.strip() != words or named[0].first == date.min:
        return None
    return named[0].first, named[0].last


def _numbered(year: int | None, month: int | None, day: int | None) -> tuple[date, date] | None:
    """The first and the last day of a year, a month or a day; None when there is none such."""
    if not year or (month is not None and not 1 <= month <= 12):
        return None
    last_month = month or 12
    last_day = day or calendar.monthrange(year, last_month)[1]
    if not 1 <= last_day <= calendar.monthrange(year, last_month)[1]:
        return None
    return date(year, month or 1, day or 1), date(year, last_month, last_day)
