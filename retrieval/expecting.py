"""What kind of words would answer a question, and where such words stand in a sentence.

Rules of the two languages newsrooms here ask in; a question whose kind is not told expects nothing
in particular, and then nothing changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["count", "date", "person", "place"]
Span = tuple[int, int]

_NUMERAL = r"(?:\d[\d,.]*|[〇零一二两三四五六七八九十百千万亿半]+)"
_SCALE = r"(?:\s?(?:多|余|几|来)?(?:十|百|千|万|亿|million|billion|thousand|hundred)+)?"
_AMOUNT = re.compile(
    rf"(?:第|近|约|超过?|逾|仅)?{_NUMERAL}{_SCALE}(?:多|余|几)?(?:[%％‰]|个百分点|[\u4e00-\u9fff]|\s?[A-Za-z]+)?"
)
_DATE = re.compile(
    r"(?:\d{2,4}|[〇零一二三四五六七八九十]{2,4})年(?:\d{1,2}月(?:\d{1,2}[日号])?)?|\d{1,2}月(?:\d{1,2}[日号]|[上中下]旬|底|初)?"
    r"|\d{1,2}[日号]|(?:昨|今|前|明|后)[日天]|去年|今年|前年|明年|上月|本月|下月|(?:上|下)?(?:周|星期)[一二三四五六日天]"
    r"|\d{1,2}时(?:\d{1,2}分)?|\d{1,2}:\d{2}"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?:\s\d{1,2})?(?:,?\s\d{4})?|\b(?:1[5-9]|20)\d{2}\b"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,12}(?:省|市|区|县|镇|乡|村|街|路|巷|号|社区|街道|广场|公园|医院|学校|大学|学院"
    r"|中学|小学|酒店|中心|会议室|展览馆|博物馆|图书馆|体育馆|基地|园|站|港|码头|桥|公司|企业|集团|厂|国|州|岛|湖|山)"
    r"|\b(?:in|at|to|from|near|off)\s(?:the\s)?(?:[A-Z][\w'-]+\s?)+"
)

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐"
    "易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴"
    "蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_PERSON = re.compile(
    rf"(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|令狐)[\u4e00-\u9fff]{{1,2}}|[{_SURNAMES}](?:[\u4e00-\u9fff]{{1,2}})"
    r"|[A-ZÀ-Þ][a-zà-ÿ]+(?:\s(?:[A-Z]\.\s)?[A-ZÀ-Þ][a-zà-ÿ'-]+)+"
)


@dataclass(frozen=True, slots=True)
class Expectation:
    """The kind of words that answer; `unit` is the measure word a count was asked in."""

    kind: Kind
    unit: str | None = None


_UNITS = re.compile(r"(?:多少|几|第几)(?:个|多)?([万亿]?[\u4e00-\u9fff])")
_MONEY = re.compile(
    r"多少钱|多少资金|多少费用|什么价|几钱|\bhow much (?:money|did .* cost|does .* cost)\b",
    re.IGNORECASE,
)
_ASKED: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "date",
        re.compile(
            r"什么时候|何时|哪[一]?[年天日月]|哪个月|几月|几[号点]|几时|多久以前|什么时间|日期|截止|いつ|何[年月日時]"
            r"|\bwhen\b|\bwhat (?:date|year|day|time|month)\b"
            r"|\b(?:on|until|by|in|from) (?:what|which) (?:date|year|day|month)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "count",
        re.compile(
            r"多少|几[^乎何经]|多大|多长|多高|多远|多重|多宽|多深|多久|多快|第几|比例|几成|何歳|いくら|いくつ|どのくらい|何[人台本個歳年]"
            r"|\bhow (?:many|much|long|far|heavy|tall|old|high|large|big|wide|deep|often|fast)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "person",
        re.compile(
            r"谁|哪[一几]?位|何人|叫什么名字|姓名|是哪个人|[长员手工师者家人]叫什么|誰|だれ|\bwho\b|\bwhom\b|\bwhose\b",
            re.IGNORECASE,
        ),
    ),
    (
        "place",
        re.compile(
            r"哪里|哪儿|何处|什么地方|什么地点|在哪|地址|哪[一个]*[省市区县镇乡村国]|どこ"
            r"|\bwhere\b|\b(?:in|at|to) (?:what|which) (?:city|place|town|district|country)\b",
            re.IGNORECASE,
        ),
    ),
)


def expectation(question: str) -> Expectation | None:
    """What a question asks for, or None when its words do not tell."""
    for kind, asked in _ASKED:
        if asked.search(question):
            return Expectation(kind, _unit(question) if kind == "count" else None)
    return None


def _unit(question: str) -> str | None:
    if _MONEY.search(question):
        return "元"
    unit = _UNITS.search(question)
    return unit[1] if unit else None


def fulfilled(expected: Expectation, question: str, text: str) -> tuple[bool, bool]:
    """Whether a text has words of the expected kind that the question does not already hold, and
    whether any of them is in the unit asked for."""
    found = [text[low:high] for low, high in matching_spans(expected, text)]
    fresh = [span for span in found if span not in question]
    unit = expected.unit
    return bool(fresh), unit is not None and any(unit in span for span in fresh)


def matching_spans(expected: Expectation, sentence: str) -> Iterator[Span]:
    """Where words of the expected kind stand in a sentence, in order."""
    for match in _FINDERS[expected.kind](sentence):
        yield match.span()


def _counts(text: str) -> Iterator[re.Match[str]]:
    dates = [match.span() for match in _DATE.finditer(text)]
    for match in _AMOUNT.finditer(text):
        if not any(low <= match.start() < high for low, high in dates):
            yield match


_FINDERS: dict[Kind, Callable[[str], Iterator[re.Match[str]]]] = {
    "count": _counts,
    "date": _DATE.finditer,
    "person": _PERSON.finditer,
    "place": _PLACE.finditer,
}
