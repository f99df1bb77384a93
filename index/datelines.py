"""The date of an issue that prints none, from its datelines and from what it says about years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

_DAY = re.compile(
    r"(?<![\d年])(?:(?P<year>20\d\d|19\d\d)年)?(?P<month>1[0-2]|[1-9])月(?P<day>3[01]|[12]\d|[1-9])日"
)
_SENTENCE = re.compile(r"[^。！？!?;；\n]+")
_YEAR = r"(?P<year>(?:19|20)\d\d)年"
# 去年…2023年 in one sentence: the year named is the last one, unless it is a comparison.
_LAST_YEAR = re.compile(
    r"去年[^。！？\n]{0,100}?(?<![\d至到—－比较自从于-])(?P<year>(?:19|20)\d\d)年(?!以来|起|底前|的)"
)
# The date below a notice or a letter is near that of the issue.
_SIGNED = re.compile(
    r"(?m)^[^\S\n]*(?:\S{2,20}[^\S\n]+)?(?P<year>(?:19|20)\d\d)年(?P<month>\d{1,2})月\d{1,2}日[^\S\n]*$"
)
_PLANNED = re.compile(r"将于|定于|拟于|停止|起恢复|恢复开放|截止|报名")
_THIS_YEAR = re.compile(rf"今年(?:是|为|即|[(（]){_YEAR}")
_NEXT_YEAR = re.compile(rf"明年[(（]?{_YEAR}")
# Years that a jubilee counts from; only named together with 今年, 迎接 or 庆祝.
_FOUNDED = {
    "中国共产党成立": 1921, "中国共产党建党": 1921, "建党": 1921, "新中国成立": 1949,
    "中华人民共和国成立": 1949, "改革开放": 1978, "建军": 1927, "抗战胜利": 1945,
    "抗日战争胜利": 1945, "红军长征胜利": 1936, "五四运动": 1919, "辛亥革命": 1911,
}  # fmt: skip
_JUBILEE = re.compile(
    r"(?:今年[^。！？\n]{0,8}|迎接|庆祝|献礼|喜迎)(?P<event>"
    + "|".join(_FOUNDED)
    + r")(?P<years>[一二三四五六七八九十百]{1,5}|\d{2,3})(?:周年|年)"
)
_FRESH = re.compile(r"近日|日前|昨日|昨天|今日|今天|\d{1,2}月\d{1,2}日")
# In the first months of a year papers still report on the year gone by.
_SETTLED_MONTH = 4


class Told(NamedTuple):
    day: date
    evidence: tuple[str, ...]


def issue_date(leads: Sequence[str], text: str) -> Told | None:
    """The day after the latest dateline, when the year can be told; else None.

    `leads` are the first sentences of the articles, `text` is the whole page.
    """
    days = [
        (int(m["month"]), int(m["day"]))
        for lead in leads
        if (m := _DAY.search(lead))
        and not _PLANNED.search(lead[max(0, m.start() - 8) : m.end() + 30])
    ]
    if not days:
        return None
    month, day = _latest(days)
    told = _year(leads, text, month)
    if told is None:
        return None
    year, evidence = told
    try:
        last = date(year, month, day)
    except ValueError:
        return None
    return Told(last + timedelta(days=1), (f"{month}月{day}日", evidence))


def _latest(days: list[tuple[int, int]]) -> tuple[int, int]:
    """The latest day; around New Year the days of December come before those of January."""
    months = {month for month, _ in days}
    if 12 in months and 1 in months:
        return max(day for day in days if day[0] < 7)
    return max(days)


def _year(leads: Sequence[str], text: str, month: int) -> tuple[int, str] | None:
    """The year, when the page's evidence agrees on one, and the words that say so."""
    votes = dict(_exact_years(text))
    if not votes:
        votes = {
            int(m["year"]): m[0].strip() for m in _SIGNED.finditer(text) if int(m["month"]) == month
        }
    if not votes:
        votes = dict(_lead_years(leads, month))
    latest = max((int(year) for year in re.findall(r"((?:19|20)\d\d)年\d{1,2}月", text)), default=0)
    fitting = {year: words for year, words in votes.items() if year >= latest}
    if len(fitting) != 1:
        return None
    return next(iter(fitting.items()))


def _exact_years(text: str) -> list[tuple[int, str]]:
    found = [(int(m["year"]), m[0]) for m in _THIS_YEAR.finditer(text)]
    found += [(int(m["year"]) - 1, m[0]) for m in _NEXT_YEAR.finditer(text)]
    for match in _LAST_YEAR.finditer(text):
        found.append((int(match["year"]) + 1, match[0]))
    for match in _JUBILEE.finditer(text):
        found.append((_FOUNDED[match["event"]] + _count(match["years"]), match[0]))
    return found


def _lead_years(leads: Sequence[str], month: int) -> list[tuple[int, str]]:
    """A year named in fresh news is this year, unless the year has only just begun."""
    if month < _SETTLED_MONTH:
        return []
    found = []
    for lead in leads:
        for sentence in _SENTENCE.findall(lead):
            match = re.search(_YEAR, sentence)
            if match and _FRESH.search(sentence):
                found.append((int(match["year"]), sentence.strip()[:40]))
                break
    latest = max((year for year, _ in found), default=0)
    return [(year, words) for year, words in found if year == latest]


def _count(text: str) -> int:
    from index.lunar import number

    return number(text) or 0
