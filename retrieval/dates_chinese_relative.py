"""How Chinese names a time without a year: counted from today, and by decade and century."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from index.lunar import number
from retrieval.calendar_facts import Days, back, day, month_from, months, part_of_month, week, years
from retrieval.dates_chinese_rules import (
    ALONE,
    DAY,
    DIGIT,
    MONTH_PART,
    NOT_NUMBERED,
    ONE_TO_TEN,
    PARTS,
    SMALL,
    TO,
    Match,
    count,
)


class WholeRule(NamedTuple):
    """Words that need no year. `explicit`: everybody would draw its bounds alike; `present`: the
    day, week or month we are in, whose name askers also copy from old articles."""

    pattern: re.Pattern[str]
    days: Callable[[Match, date], Days | None]
    explicit: bool = True
    relative: bool = True


_WEEKDAYS = "一二三四五六日天末"
_DAYS_AWAY = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
_STEPS = {
    "上上": -2,
    "上一": -1,
    "上": -1,
    "本": 0,
    "这": 0,
    "当": 0,
    "下": 1,
    "下一": 1,
    "下下": 2,
}
_DECADE_PARTS = {"初": (0, 3), "前": (0, 4), "中": (4, 6), "末": (7, 9), "后": (5, 9)}
_CENTURY_PARTS = {"初": (1, 20), "前": (1, 50), "上": (1, 50), "中": (40, 60), "末": (81, 100),
                  "后": (51, 100), "下": (51, 100)}  # fmt: skip


def _recent(match: Match, as_of: date) -> Days | None:
    many, unit = count(match["n"]), match["unit"]
    if "年" in unit:
        return Days(back(as_of, years=many), as_of)
    if "月" in unit:
        return Days(back(as_of, months=many), as_of)
    return Days(back(as_of, days=many * (7 if unit.endswith(("周", "星期", "礼拜")) else 1)), as_of)


def _next_years(match: Match, as_of: date) -> Days | None:
    return Days(as_of, back(as_of, years=-count(match["n"])))


def _weekday(match: Match, as_of: date) -> Days | None:
    which = match["day"]
    place = _WEEKDAYS.index(which) if which else None  # Sunday stands in it twice
    return week(as_of, _STEPS[match["step"]], place if place is None or place < 7 else place - 1)


def _lone_weekday(match: Match, as_of: date) -> Days | None:
    wanted = min(_WEEKDAYS.index(match["day"]), 6)
    found = as_of - timedelta((as_of.weekday() - wanted) % 7)
    return Days(found, found)


def _month_away(match: Match, as_of: date) -> Days | None:
    at_year, month = month_from(as_of, _STEPS[match["step"]])
    if match["part"]:
        return part_of_month(at_year, month, PARTS[match["part"]])
    return (
        day(at_year, month, count(match["day"])) if match["day"] else months(at_year, month, month)
    )


def _ago(match: Match, as_of: date) -> Days | None:
    many, unit = count(match["n"]), match["unit"]
    if unit in ("天", "日"):
        found = back(as_of, days=many)
        return Days(found, found)
    if "月" in unit:
        at_year, month = month_from(as_of, -many)
        return months(at_year, month, month)
    return week(as_of, -many)


def _some_years_ago(_: Match, as_of: date) -> Days | None:
    return Days(back(as_of, years=10), back(as_of, years=2))


def _some_months_ago(_: Match, as_of: date) -> Days | None:
    return Days(back(as_of, months=10), back(as_of, months=2))


def _lately(_: Match, as_of: date) -> Days | None:
    return Days(back(as_of, months=3), as_of)


def _these_years(_: Match, as_of: date) -> Days | None:
    return Days(back(as_of, years=5), as_of)


def _near_day(match: Match, as_of: date) -> Days | None:
    found = as_of + timedelta(_DAYS_AWAY[match["away"]])
    return Days(found, found)


def _decade(match: Match, as_of: date) -> Days | None:
    said = match["n"]
    first, last = count(said[0]), count(said[-1])
    century = 1900
    if match["century"]:
        century = (count(match["century"]) - 1) * 100
    elif match["which"]:
        century = as_of.year // 100 * 100 - (100 if match["which"] == "上" else 0)
    begin, end = century + 10 * first, century + 10 * last + 9
    if match["part"]:
        low, high = _DECADE_PARTS[match["part"]]
        begin, end = century + 10 * last + low, century + 10 * last + high
    return years(begin, end)


def _written_decade(match: Match, _: date) -> Days | None:
    begin = number(match["year"]) or 0
    low, high = _DECADE_PARTS[match["part"]] if match["part"] else (0, 9)
    return years(begin + low, begin + high)


def _century(match: Match, as_of: date) -> Days | None:
    begin = (as_of.year - 1) // 100 * 100 - (100 if match["which"] == "上" else 0)
    if match["century"]:
        begin = (count(match["century"]) - 1) * 100
    low, high = _CENTURY_PARTS[match["part"]] if match["part"] else (1, 100)
    return years(begin + low, begin + high)


def _written_years(match: Match, _: date) -> Days | None:
    first, said = int(match["a"]), match["b"]
    return years(first, int(match["a"][: 4 - len(said)] + said))


def _plan(match: Match, _: date) -> Days | None:
    """A Five-Year Plan; from the third (1966) on there has been one every five years."""
    begin = 1951 + 5 * count(match["n"])
    return years(begin, begin + 4)


_CENTURY = (
    r"(?:(?P<which>[上本])(?:个)?世纪"
    r"|(?P<century>(?<!\d)(?:1[1-9]|2[01])|十[一二三四五六七八九]|二十一?)世纪)"
)
_UNIT_OF_WEEK = r"(?:个?(?:星期|礼拜)|周)"
_NOT_WEEK = r"(?!期|年|岁|边|转|刊|报|围|密|折|长|身|全|杰|知|到|详|游|遭)"
_DECADE_PART = r"(?:(?P<part>[初前中末后])(?:[期叶]|(?=[,，。、？?的在至到 以]|$))[期]?)?"
WHOLE = (
    WholeRule(
        re.compile(
            r"(?<![\d./-])(?P<y>(?:1[5-9]|20)\d\d)(?P<mark>[-/.])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})"
            r"(?![\d/-]|\.\d)"
        ),
        lambda match, _: day(int(match["y"]), int(match["m"]), int(match["d"])),
        relative=False,
    ),
    WholeRule(
        re.compile(
            rf"(?<![\d.])(?P<a>(?:1[5-9]|20)\d\d){TO}(?P<b>(?:1[5-9]|20)\d\d|\d\d)\s?年(?!级|期|代|{DAY}月)"
        ),
        _written_years,
        relative=False,
    ),
    WholeRule(
        re.compile(
            rf"(?<![\d.])(?P<year>(?:1[5-9]|20)\d0|[一二][{DIGIT}][{DIGIT}][〇零])年代{_DECADE_PART}"
        ),
        _written_decade,
        relative=False,
    ),
    WholeRule(
        re.compile(
            rf"(?:{_CENTURY}(?:的)?)?(?<![\d几])(?P<n>[二三四五六七八九]{{1,2}}(?=十)|[2-9](?=0))(?:十|0)年代"
            rf"{_DECADE_PART}(?!剧|感)"
        ),
        _decade,
        relative=False,
    ),
    WholeRule(
        re.compile(
            rf"{_CENTURY}(?P<part>初(?!中)|末|[前后](?=期|半)|[上下](?=半)|中(?=叶|期))?(?:叶|期|半叶|半期)?"
            r"(?!经济|广场|大道|公园|不动产|教育|花园|城|学校|宝鼎|报|之交|金源|联华|佳缘|大桥|海上|新)"
        ),
        _century,
        relative=False,
    ),
    WholeRule(
        re.compile(
            r"[“”\"‘「『]?(?P<n>十[一二三四五六]?|[三四五六七八九])五[”\"’」』]?(?=期间|时期|以来)"
        ),
        _plan,
        relative=False,
    ),
    WholeRule(
        re.compile(
            r"(?<![以从之自先今目空天])(?P<away>大前|大后|(?<!大)前|昨|今|明|(?<!大)后)(?:天|日(?!本|方|军|黄花|之星|头条|说法))(?:早|晚|上午|下午|中午|夜里|清晨|凌晨)?"
            r"(?!性|气|空|文|下|然|津|之|会更好|国际|重现|头条|府|使)|(?P<away2>)(?!)".replace(
                "|(?P<away2>)(?!)", ""
            )
        ),
        _near_day,
    ),
    WholeRule(re.compile(r"(?P<away>昨|今|明|前)(?:晚|早|晨|夜)(?!报|明|霜|会)"), _near_day),
    WholeRule(
        re.compile(
            rf"(?P<step>上上|下下|上一|下一|上|下|本|这)(?:个?(?:星期|礼拜)|周|个周)(?:(?P<day>[{_WEEKDAYS}])|{_NOT_WEEK})"
        ),
        _weekday,
    ),
    WholeRule(
        re.compile(
            rf"(?:(?<![\u4e00-\u9fff])|(?<=[在于到]))(?:星期|礼拜|周)(?P<day>[一二三四五六日天])(?!{_UNIT_OF_WEEK}|[至到—-])"
            r"(?=[,，。的 ]|上午|下午|晚|早|凌晨|清晨|中午|$)"
        ),
        _lone_weekday,
        explicit=False,
    ),
    WholeRule(
        re.compile(
            rf"(?P<step>上上|下下|上一|下一|上|下|本|这|当)个?月(?:份)?(?:(?P<day>{DAY})(?:日|号{NOT_NUMBERED})|{MONTH_PART})?"
            r"(?!球|饼|台|亮|光|薪|坛|牙|季(?!度)|子|嫂|色)"
        ),
        _month_away,
    ),
    WholeRule(
        re.compile(
            rf"{ALONE}(?P<n>{SMALL})(?P<unit>天|周|个?星期|个?礼拜|个月)(?:以前|之前|前)(?!后|夕|任|提)"
        ),
        _ago,
    ),
    WholeRule(
        re.compile(
            rf"(?<![\d月{ONE_TO_TEN}])(?P<n>[{ONE_TO_TEN}两]{{1,2}})(?P<unit>日)前(?!后|夕)"
        ),
        _ago,
    ),
    WholeRule(
        re.compile(
            rf"(?:(?<![将附接邻临靠远新])(?:最近|近|过去|这)的?|(?<![提以之从目先此])前(?![一1](?![\d{ONE_TO_TEN}])))(?P<n>{SMALL})(?P<unit>年|个?月|周|个?星期|个?礼拜|天|日)"
            r"(?:来|间|里|内|以来)?(?!级|期|之久|的?历史|前|后|季度|制|龄|薪)"
        ),
        _recent,
        explicit=False,
    ),
    WholeRule(
        re.compile(
            rf"{ALONE}(?<![近去])(?P<n>{SMALL})(?P<unit>年|个月|周|天)(?:以来|来(?![到自源了]))"
        ),
        _recent,
        explicit=False,
    ),
    WholeRule(
        re.compile(rf"(?:未来|今后|接下来)(?:的)?(?P<n>{SMALL})年"), _next_years, explicit=False
    ),
    WholeRule(re.compile(r"[几数]个月(?:以|之)?前"), _some_months_ago, explicit=False),
    WholeRule(
        re.compile(r"(?:前几年|前些年|几年(?:以|之)?前|早些年)"), _some_years_ago, explicit=False
    ),
    WholeRule(
        re.compile(r"(?:近(?:几|些)?年来?(?!轻)|这(?:几|些)年(?!轻))"), _these_years, explicit=False
    ),
    WholeRule(
        re.compile(r"(?<![附])(?:最近(?!的|距离)|近日(?!点)|近期|近来|日前|前不久|不久前)"),
        _lately,
        explicit=False,
    ),
)
