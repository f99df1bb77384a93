"""The date of an issue that prints none, from its datelines and from what it says about years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

_DAY = re.compile(
    r"(?<![\d年])(?:(?P<year>20\d\d|19\d\d)年)?(?P<month>1[0-2]|[1-9])月(?P<day>3[01]|[12]\d|[1-9])日"
    r"(?:\s?[至到—~～-]\s?(?P<last>3[01]|[12]\d|[1-9])日)?"
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
_BEFORE_PLANNED = re.compile(r"(?:[至自]|截至|起到?)\s*$")  # 即日起至7月8日, 自8月10日起
_AFTER_PLANNED = re.compile(r"\s*\S{0,3}?(?:起|以?前|之前|止)")
_THIS_YEAR = re.compile(rf"今年(?:是|为|即|[(（]){_YEAR}")
# 今年上半年…比2021年同期增长: what this year is compared with is last year.
_COMPARED = re.compile(rf"今年[^。！？]{{0,80}}?(?:比|较){_YEAR}同期")
_PLAN_YEAR = re.compile(
    r"今年[^。！？\n]{0,12}[“\"]?十(?P<plan>[一二三四五])五[”\"]?(?:规划)?的?(?P<end>开局|起步|收官|决胜)"
)
_NEXT_YEAR = re.compile(rf"明年[(（]?{_YEAR}")
# Years that a jubilee counts from; only named together with 今年, 迎接 or 庆祝.
_FOUNDED = {
    "中国共产党成立": 1921, "中国共产党建党": 1921, "建党": 1921, "新中国成立": 1949,
    "中华人民共和国成立": 1949, "改革开放": 1978, "建军": 1927, "抗战胜利": 1945,
    "抗日战争胜利": 1945, "红军长征胜利": 1936, "五四运动": 1919, "辛亥革命": 1911,
}  # fmt: skip
_JUBILEE = re.compile(
    r"(?:今年[^。！？\n]{0,8}|迎接|庆祝|献礼|喜迎|纪念)(?P<event>"
    + "|".join(_FOUNDED)
    + r")(?P<years>[一二三四五六七八九十百]{1,5}|\d{2,3})(?:周年|年)"
)
# A column's name: 改革开放40周年巡礼.
_JUBILEE_COLUMN = re.compile(
    r"(?m)^[^\S\n]*[^\s。！？]{0,6}?(?P<event>"
    + "|".join(_FOUNDED)
    + r")(?P<years>[一二三四五六七八九十百]{1,5}|\d{2,3})周年[^\s。！？，,]{0,10}[^\S\n]*$"
)
_UNTIL = re.compile(rf"截至{_YEAR}(?P<month>\d{{1,2}})月")
_TERM = re.compile(rf"{_YEAR}(?P<term>春|秋)季")
_TERMS = {"春": range(1, 7), "秋": range(8, 13)}  # months a school term is news in
_AHEAD = re.compile(r"(?:预计|计划|力争|争取|将于|拟于|规划|到|至)\S{0,4}$")
_FRESH = re.compile(r"近日|日前|昨日|昨天|今日|今天|\d{1,2}月\d{1,2}日")
# In the first months of a year papers still report on the year gone by.
_SETTLED_MONTH = 4
_PLAN_ONE = 2001  # the tenth five-year plan began; the eleventh in 2006
_LATELY = 3  # months


class Told(NamedTuple):
    day: date
    evidence: tuple[str, ...]


def issue_date(leads: Sequence[str], text: str) -> Told | None:
    """The day after the latest dateline, when the year can be told; else None.

    `leads` are the first sentences of the articles, `text` is the whole page.
    """
    days = [
        (int(m["month"]), int(m["last"] or m["day"]))
        for lead in leads
        if (m := _DAY.search(lead)) and not _planned(lead, m)
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


def _planned(lead: str, day: re.Match[str]) -> bool:
    """A day that is to come, or from or until which something holds, dates no news."""
    before, after = lead[max(0, day.start() - 8) : day.start()], lead[day.end() : day.end() + 30]
    return bool(
        _PLANNED.search(before + day[0] + after)
        or _BEFORE_PLANNED.search(before)
        or _AFTER_PLANNED.match(after)
    )


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
        votes = dict(_lately(leads, text, month))
    if not votes:
        votes = dict(_lead_years(leads, month))
    past = (m for m in re.finditer(rf"{_YEAR}\d{{1,2}}月", text) if not _ahead(text, m))
    latest = max((int(m["year"]) for m in past), default=0)
    fitting = {year: words for year, words in votes.items() if year >= latest}
    if len(fitting) != 1:
        return None
    return next(iter(fitting.items()))


def _exact_years(text: str) -> list[tuple[int, str]]:
    found = [(int(m["year"]), m[0]) for m in _THIS_YEAR.finditer(text)]
    found += [(int(m["year"]) - 1, m[0]) for m in _NEXT_YEAR.finditer(text)]
    for match in _LAST_YEAR.finditer(text):
        found.append((int(match["year"]) + 1, match[0]))
    found += [(int(m["year"]) + 1, m[0]) for m in _COMPARED.finditer(text)]
    for match in _PLAN_YEAR.finditer(text):
        first = _PLAN_ONE + 5 * _count(match["plan"])
        found.append((first if match["end"] in ("开局", "起步") else first + 4, match[0]))
    for match in (*_JUBILEE.finditer(text), *_JUBILEE_COLUMN.finditer(text)):
        found.append((_FOUNDED[match["event"]] + _count(match["years"]), match[0]))
    return found


def _lately(leads: Sequence[str], text: str, month: int) -> list[tuple[int, str]]:
    """Years named with a month or a school term that is just past or present in the news."""
    found = [
        (int(m["year"]), m[0])
        for m in _UNTIL.finditer(text)
        if 0 <= month - int(m["month"]) <= _LATELY
    ]
    for lead in leads:
        found += [
            (int(m["year"]), m[0]) for m in _TERM.finditer(lead) if month in _TERMS[m["term"]]
        ]
    return found


def _ahead(text: str, month: re.Match[str]) -> bool:
    """True for a month by which something is to be done: 预计2027年6月建成, 2027年6月底前."""
    after = text[month.end() : month.end() + 2]
    return (
        "前" in after or _AHEAD.search(text[max(0, month.start() - 6) : month.start()]) is not None
    )


def _lead_years(leads: Sequence[str], month: int) -> list[tuple[int, str]]:
    """A year named in fresh news is this year, unless the year has only just begun."""
    if month < _SETTLED_MONTH:
        return []
    found = []
    for lead in leads:
        for sentence in _SENTENCE.findall(lead):
            match = re.search(rf"(?<![至到—－比较自从于-]){_YEAR}(?!以来|同期)", sentence)
            if match and _FRESH.search(sentence):
                found.append((int(match["year"]), sentence.strip()[:40]))
                break
    latest = max((year for year, _ in found), default=0)
    return [(year, words) for year, words in found if year == latest]


def _count(text: str) -> int:
    from index.lunar import number

    return number(text) or 0
