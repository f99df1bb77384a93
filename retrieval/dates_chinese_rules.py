"""How Chinese names a year and something within a year: two tables of rules.

A rule is a pattern and what it makes of a match. What looks like a date and is none (三号线, 6月龄,
五一广场) is told by the letters beside it. Text is Simplified, with narrow digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from index.lunar import number
from retrieval.calendar_facts import (
    FEASTS,
    Days,
    day,
    feast,
    lunar_day,
    lunar_month,
    months,
    part_of_month,
    sessions,
)

Match = re.Match[str]


class YearRule(NamedTuple):
    """Words that name a year. `relative`: counted from today; `lunar`: a year of that calendar."""

    pattern: re.Pattern[str]
    number: Callable[[Match, date], int | None]
    relative: bool = False
    lunar: bool = False


class WithinRule(NamedTuple):
    """Words that name something within a year; `alone`: also when no year stands before them."""

    pattern: re.Pattern[str]
    days: Callable[[Match, int], Days | None]
    alone: bool = True


_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ANIMALS = "鼠牛虎兔龙蛇马羊猴鸡狗猪"
DIGIT = "〇零一二三四五六七八九"
ONE_TO_TEN = "一二三四五六七八九十"
SMALL = rf"(?:\d{{1,2}}|[{ONE_TO_TEN}两廿卅]{{1,3}})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]|[一二三四五六七八九十])"
DAY = (
    r"(?:3[01]|[12]\d|0?[1-9]|三十一?|(?:二十|廿)[一二三四五六七八九]?"
    r"|十[一二三四五六七八九]?|[一二三四五六七八九])"
)
TO = r"\s?(?:至|到|—{1,2}|-|–|~|―)\s?"
ALONE = rf"(?<![\d.,第{DIGIT}十百千万几数多满每])"  # no digit of a longer number before it
_HOLIDAY = r"(?:小长假|长假|假期|期间|假日|前后|前夕|当天|当日|那天|黄金周)"
_NOT_YEAR = (
    r"(?!级|期(?!间)|制|龄|产|间|多|来|以上|之久|历史|轻|糕|画|货|会费|夜饭|检|审|票|薪|租|限|均|费"
    r"|级|味|华|纪|报表|兽|头|初中|轮)"
)
# 号 is a day only where nothing is numbered by it: 3号线, 6号楼, 2号文.
NOT_NUMBERED = (
    r"(?!线|楼|院|门|台|机|店|馆|厅|车|站|航|桥|井|矿|仓|文|令|码|召|称|角|手|出口|泊|地块|球|选手"
    r"|病|公告|提案|议案|通知|房|室|床|炉|坑|墓|展|库|卫星|轮|艇|舰|船|公路|国道|省道|隧道|高炉)"
)
_NOT_MONTH = (
    r"(?!龄|大(?![会赛事旱雨雪])|嫂|亮|饼|球|季|薪|租|供|光|子|老|之久|期(?!间)|刊(?![登发载出])|卡|票|均|销|产量|度|经|工资"
    r"|河|天(?!津)|怀胎|飞雪|兰|桂花|花|瓜|革命|党人|[十])"
)
FOLLOWS = r"(?=[,，。、;；:：？?！! 的在至到—~-]|$|[举召开发以])"
MONTH_PART = (
    r"(?P<part>上旬|中旬|下旬|初(?![一二三四五六七八九十中级步期])|底(?![层价部线座特格])|末(?!端)"
    rf"|中{FOLLOWS})"
)
PARTS = {"上旬": 1, "初": 1, "中旬": 2, "中": 2, "下旬": 3, "底": 3, "末": 3}
_SEASONS = {"春": (2, 5), "夏": (6, 8), "秋": (9, 11), "冬": (12, 14)}
_OF_YEAR = {"初": (1, 3), "中": (5, 8), "底": (10, 12), "末": (10, 12), "终": (10, 12)}
_HOLIDAYS = {"暑": (7, 8), "寒": (1, 2)}
_SHORT = {"三八": "妇女节", "五一": "劳动节", "五四": "青年节", "六一": "儿童节", "七一": "建党节",
          "八一": "建军节", "十一": "国庆"}  # fmt: skip
_LOOSE = {"国庆", "重阳", "腊八", "圣诞"}  # also parts of other names: rules of their own
_YEARS_AWAY = {"大前": -3, "前": -2, "去": -1, "上一": -1, "今": 0, "本": 0, "明": 1, "后": 2}


def count(text: str) -> int:
    """The number that digits or numerals say: 三, 两, 十二, 2."""
    return number(text.replace("两", "二")) or 0


def _named_year(match: Match, as_of: date) -> int | None:
    """The latest year of a sexagenary name (癸卯) or an animal (兔)."""
    name = match["named"]
    for tried in range(as_of.year, as_of.year - 60, -1):
        # 4 CE was a 甲子 year and a year of the rat; all advance by one every year.
        stem, branch = (tried - 4) % 10, (tried - 4) % 12
        if name in (_STEMS[stem] + _BRANCHES[branch], _ANIMALS[branch]):
            return tried
    return None


YEARS = (
    YearRule(
        re.compile(
            rf"(?:公元|西元)?(?P<year>(?<![\d.])(?:1[5-9]|20|21)\d\d|(?<![{DIGIT}十百千])"
            rf"(?:一[五六七八九]|二[〇零一])[{DIGIT}]{{2}})\s?年(?:度(?!假))?{_NOT_YEAR}"
        ),
        lambda match, _: number(match["year"]),
    ),
    YearRule(
        re.compile(rf"民国(?P<n>元|\d{{1,3}}|[{ONE_TO_TEN}百〇零廿卅]{{1,5}})年{_NOT_YEAR}"),
        lambda match, _: 1911 + (1 if match["n"] == "元" else number(match["n"]) or 0),
    ),
    YearRule(
        re.compile(r"(?<![\d.])(?P<year>(?:19|20)\d\d)(?=春节|春运|国庆|元旦|中秋|端午|清明|五一)"),
        lambda match, _: int(match["year"]),
    ),
    YearRule(
        re.compile(rf"(?P<named>[{_STEMS}][{_BRANCHES}])年?(?=闰?[正冬腊{ONE_TO_TEN}]{{1,2}}月)"),
        _named_year,
        lunar=True,
    ),
    YearRule(
        re.compile(
            rf"(?P<named>[{_STEMS}][{_BRANCHES}]|(?<![\u4e00-\u9fff小老公母])[{_ANIMALS}])年"
            rf"{_NOT_YEAR}"
        ),
        _named_year,
        lunar=True,
    ),
    YearRule(
        re.compile(rf"{ALONE}(?P<n>{SMALL})年(?:以前|之前|前)(?!后|夕|任|提|所未)"),
        lambda match, as_of: as_of.year - count(match["n"]),
        relative=True,
    ),
    YearRule(
        re.compile(
            r"(?P<word>大前|(?<!以)前|去|上一|今|本|明|(?<![今然以先])后)年度?(?!轻|来|级|底特)"
        ),
        lambda match, as_of: as_of.year + _YEARS_AWAY[match["word"]],
        relative=True,
    ),
)


def _month_day(match: Match, within: int) -> Days | None:
    month = count(match["month"])
    if match["part"]:
        return part_of_month(within, month, PARTS[match["part"]])
    return day(within, month, count(match["day"])) if match["day"] else months(within, month, month)


def _days_of_month(match: Match, within: int) -> Days | None:
    first = day(within, count(match["month"]), count(match["a"]))
    last = day(within, count(match["month"]), count(match["b"]))
    return Days(first.first, last.last) if first and last and first <= last else None


def _months_of_year(match: Match, within: int) -> Days | None:
    first, last = count(match["a"]), count(match["b"])
    return months(within, first, last if last >= first else last + 12)


def _moon(match: Match, within: int) -> Days | None:
    month = {"正": 1, "冬": 11, "腊": 12}.get(match["moon"]) or count(match["moon"])
    if not match["day"]:
        return lunar_month(within, month, bool(match["leap"]))
    return lunar_day(within, month, count(match["day"].removeprefix("初")), bool(match["leap"]))


def _new_year(match: Match, within: int) -> Days | None:
    if match["day"] == "三十":
        return feast("除夕", within)
    return lunar_day(within, 1, count(match["day"].removeprefix("初")))


def _quarter(match: Match, within: int) -> Days | None:
    last = 3 * (1 if match[0].startswith("首") else count(match["n"]))
    return months(within, 1 if match[0].startswith("前") else last - 2, last)


_MOON_DAY = (
    r"(?P<day>初[一二三四五六七八九十]|十五(?!日|号|[万千百个人名件家])|廿[一二三四五六七八九]?)"
)
_ANY_MOON_DAY = rf"(?P<day>初[{ONE_TO_TEN}]|{DAY})"
WITHIN = (
    WithinRule(
        re.compile(
            rf"(?:农历|阴历|旧历|夏历)(?P<leap>闰)?(?P<moon>正|冬|腊|十[一二]|[{ONE_TO_TEN}])月"
            rf"{_ANY_MOON_DAY}?日?"
        ),
        _moon,
    ),
    WithinRule(
        re.compile(rf"(?P<leap>闰)(?P<moon>十[一二]|[{ONE_TO_TEN}])月{_ANY_MOON_DAY}"), _moon
    ),
    WithinRule(re.compile(rf"(?P<leap>闰)?(?P<moon>[正冬腊])月{_ANY_MOON_DAY}?(?!里的)"), _moon),
    WithinRule(
        re.compile(rf"{ALONE}(?P<leap>闰)?(?P<moon>十[一二]|[{ONE_TO_TEN}])月{_MOON_DAY}"), _moon
    ),
    WithinRule(  # 二月二, 三月三: the feasts of the lunar calendar that double their number
        re.compile(
            rf"{ALONE}(?P<leap>)(?P<moon>[二三六九])月(?P<day>(?P=moon))"
            r"(?=[节会歌庙龙圩的,，。]|这天|当天|那天|期间|前后|$)"
        ),
        _moon,
    ),
    WithinRule(re.compile(rf"大年(?P<day>初[{ONE_TO_TEN}]|三十)"), _new_year),
    WithinRule(
        re.compile(
            rf"{ALONE}(?P<month>{_MONTH})\s?月\s?(?P<a>{DAY})[日号]?{TO}(?P<b>{DAY})[日号]"
            rf"{NOT_NUMBERED}"
        ),
        _days_of_month,
    ),
    WithinRule(
        re.compile(rf"{ALONE}(?P<a>{_MONTH})月?(?:份)?{TO}(?P<b>{_MONTH})月份?(?!{DAY}[日号]){_NOT_MONTH}"),
        _months_of_year,
    ),
    WithinRule(
        re.compile(
            rf"{ALONE}(?P<month>{_MONTH})\s?月份?(?:\s?(?P<day>{DAY})(?:\s?日|\s?号{NOT_NUMBERED})"
            rf"|{MONTH_PART}|{_NOT_MONTH})(?P<part2>)".replace("(?P<part2>)", "")
        ),
        _month_day,
    ),
    WithinRule(
        re.compile(
            rf"(?P<feast>{'|'.join(sorted(set(FEASTS) - _LOOSE))})节?(?:当天|当日)?"
            r"(?!联欢|晚会|档|礼物|饭)"
        ),
        lambda match, within: feast(match["feast"], within),
    ),
    WithinRule(
        re.compile(
            rf"(?:(?<=[年在是的到去和及度])|(?<![\u4e00-\u9fff]))国庆节?(?!\d|路|街|村|社区|镇|厂|桥|南|北)"
            rf"|国庆节|国庆(?={_HOLIDAY})"
        ),
        lambda _, within: feast("国庆", within),
    ),
    WithinRule(
        re.compile(r"(?<!王)重阳节?(?!宫|路|镇)|腊八节?(?!粥|蒜|面|豆)"),
        lambda match, within: feast(match[0][:2], within),
    ),
    WithinRule(
        re.compile(rf"清明节|(?<![治风])清明(?={_HOLIDAY}|时节|[,，])|(?<=[年])清明(?!上河图)"),
        lambda _, within: day(within, 4, 4) and Days(date(within, 4, 4), date(within, 4, 6)),
    ),
    WithinRule(
        re.compile(
            rf"{ALONE}(?:(?P<feast>五一)(?:国际)?(?:劳动节|节)?|(?P<feast2>三八|五四|六一|七一|八一)(?:国际)?"
            rf"(?:妇女节|青年节|儿童节|建党节|建军节|节|(?={_HOLIDAY}))|(?P<feast3>十一)"
            r"(?=小长假|长假|假期|黄金周))"
            rf"(?!广场|路|大道|街|村|商圈|劳动奖|奖章|奖状|勋章|电影|中学|小学|南路|北路|东路|西路|公园|桥"
            rf"|农场|社区|镇|口号|宪章|[{DIGIT}十点个名家])"
        ),
        lambda match, within: feast(
            _SHORT[match["feast"] or match["feast2"] or match["feast3"]], within
        ),
    ),
    WithinRule(
        re.compile(
            rf"(?<=年)(?:初(?!中|级|步|期|[{ONE_TO_TEN}])|底(?![层价部线座特格])|末(?!端)|中{FOLLOWS})"
        ),
        lambda match, within: months(within, *_OF_YEAR[match[0]]),
        alone=False,
    ),
    WithinRule(
        re.compile(rf"[年岁](?:初(?!中)|末|底(?![层价部线座特格])|终(?!奖))|年中{FOLLOWS}"),
        lambda match, within: months(within, *_OF_YEAR[match[0][-1]]),
    ),
    WithinRule(
        re.compile(rf"圣诞节|圣诞(?={_HOLIDAY})|(?<=年)圣诞"),
        lambda _, within: feast("圣诞", within),
    ),
    WithinRule(
        re.compile(r"(?P<half>[上下])半年"),
        lambda match, within: months(within, *((1, 6) if match["half"] == "上" else (7, 12))),
    ),
    WithinRule(re.compile(r"(?:首|前?第?(?P<n>[一二三四1-4])(?:个)?)季度"), _quarter),
    WithinRule(
        re.compile(
            r"(?<![立初暮仲孟季青迎])(?P<season>[春夏秋冬])(?:季(?!节)|天(?!的童话)|(?<=年.)(?=[,，里]))"
        ),
        lambda match, within: months(within, *_SEASONS[match["season"]]),
    ),
    WithinRule(
        re.compile(r"(?P<which>[暑寒])(?:假|期(?!工))(?!工|作业)"),
        lambda match, within: months(within, *_HOLIDAYS[match["which"]]),
    ),
    WithinRule(
        re.compile(r"(?P<local>[省市县区州]|地方)?(?:全国)?两会(?=期间|时|召开|上|前后|闭幕|开幕|[,，])"),
        lambda match, within: sessions(within, bool(match["local"])),
    ),
)  # fmt: skip
