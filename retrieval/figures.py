"""The figures of a text by what they say: 6000万元, 六千万元 and 0.6亿元 are one.

A figure is a number and what it counts. Days, hours, telephone numbers, bus lines and what stands
in a name (C919, 四川) are none: they are looked for as they are printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from index.tokens import fold
from retrieval.numerals import DIGITS, SCALES, common, number, numeral

_HAN = f"[{DIGITS}{SCALES}廿卅]"
_ARABIC = r"(?:\d{1,3}(?:[, ]\d{3})++(?!\d)(?:\.\d++)?+|\d++(?:\.\d++)?+)(?!\.\d)"
_NUMBER = (
    rf"(?P<arabic>{_ARABIC})(?P<scales>[十百千]?(?:\s?[万亿])?亿?)(?:(?P<more>\d+(?:\.\d+)?)(?P<less>万))?"
    rf"|(?P<han>(?=[{DIGITS}十廿卅]){_HAN}+(?:点[{DIGITS}]+[万亿]?亿?)?)"
)
_FIGURE = re.compile(
    rf"(?=[\d第{DIGITS}{SCALES}廿卅])(?:"  # looked at first: most characters are none of these
    rf"(?P<share>[百千]分之)(?P<shared>{_ARABIC}|{_HAN}+(?:点[{DIGITS}]+)?)"
    rf"|(?P<below>{_HAN}+)分之(?P<above>{_HAN}+)"
    r"|(?<![A-Za-z0-9_./:\-])(?P<top>\d{1,2})/(?P<bottom>\d{1,2})(?![\d/])"
    rf"|(?<![A-Za-z0-9_.:/\-])(?P<ordinal>第)?(?:{_NUMBER})(?P<about>[多余])?)"
)
_UNITS = (
    "平方公里 平方千米 平方米 立方米 千瓦时 千瓦 公里 千米 厘米 毫米 米 公顷 亩 公斤 千克 吨 克 升 "
    "美元 港元 欧元 日元 英镑 元 个百分点 个月 小时 分钟 周岁 岁 天 人次 人 名 位 户 家 辆 艘 架 "
    "列 台 套 件 枚 座 栋 幢 所 间 处 项 个 条 份 张 本 篇 场 届 次 支 队 只 头 匹 株 棵 颗 批 "
    "部 期 轮 种 类 级 倍 度 ℃ 票"
)
_BY_LENGTH = sorted(_UNITS.split(), key=len, reverse=True)
_UNIT = re.compile(rf"\s?(?P<unit>{'|'.join(_BY_LENGTH)})")
_LONGEST_UNIT = 8
_SAME_UNIT = {"平方千米": "平方公里", "千米": "公里", "千克": "公斤", "周岁": "岁"}
_MONEY = re.compile(r"\s?块钱?|\s?人民币")
_TENTHS = re.compile(
    r"成(?![立为爲為员員果分熟长長功都就人年本])(?P<half>半)?(?P<ones>[一二三四五六七八九])?"
)
_PERCENT = re.compile(r"\s?[%％]")
# What follows a number that names a time, a line or a number to call.
_NO_COUNT = re.compile(r"\s?(?:[月日号时点路版:/\-]|年|秒|分(?![钟之])|热线|[A-Za-z])")
_CALLED = re.compile(r"(?:电话|热线|手机|传真|邮编|编号|tel\.?|phone)\D{0,4}$")
_LONGEST_CODE = 7  # digits in a row without a scale or a unit: a number to call, not to count
_LEAST = 10  # a smaller whole number without a scale is in every text
_TEN_THOUSAND, _HUNDRED_MILLION = 10**4, 10**8
_WIDE = "\ufdd0"  # stands for a letter that is several: ㎡, …
_SHARES = {"百": 100, "千": 1_000}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of something: `value` in ones, `unit` as printed (`%` for shares, empty when it
    counts nothing known), `about` when more than that is said (三千余人); `words` as printed."""

    words: str
    value: Fraction
    unit: str
    ordinal: bool = False
    about: bool = False

    def same(self, other: Figure) -> bool:
        """Whether two figures say the same."""
        return (self.value, self.unit, self.ordinal, self.about) == (
            other.value,
            other.unit,
            other.ordinal,
            other.about,
        )

    @property
    def telling(self) -> bool:
        """Whether it is one that few texts have by chance: of some size, or not whole."""
        return bool(self.unit) and (self.value >= _LEAST or self.value.denominator > 1)

    def stand_in(self, text: str) -> bool:
        """Whether a text has this figure, in whatever form."""
        return any(self.same(one) for one in _figures_in(text))


def figures(text: str) -> list[Figure]:
    """The figures of a text, in order."""
    narrow = text.translate(_NARROW)
    level = fold(narrow)
    level = common(level if len(level) == len(narrow) else narrow)
    return [one for found in _FIGURE.finditer(level) if (one := _figure(text, level, found))]


@lru_cache(1024)  # each figure of a question is looked for in the same passages
def _figures_in(text: str) -> tuple[Figure, ...]:
    return tuple(figures(text))


def forms(figure: Figure) -> tuple[str, ...]:
    """How a figure may be printed, the usual forms."""
    if figure.unit == "%":
        return tuple(dict.fromkeys(_shares(figure.value)))
    first = "第" if figure.ordinal else ""
    about = ("多", "余") if figure.about else ("",)
    numbers = dict.fromkeys(_numbers(figure.value))
    return tuple(f"{first}{one}{more}{figure.unit}" for one in numbers for more in about)


def _figure(text: str, level: str, found: re.Match[str]) -> Figure | None:
    if share := _share(level, found):
        return Figure(text[found.start() : share[1]], share[0], "%")
    end = found.end()
    behind = level[end : end + _LONGEST_UNIT]
    if _NO_COUNT.match(behind) or _called(level, found):
        return None
    money = _MONEY.match(behind)
    match = money or _UNIT.match(behind)
    bare = found["arabic"] is not None and not found["scales"]
    if match is None and (not bare or len(found["arabic"]) >= _LONGEST_CODE):
        return None  # 万一, 四川; 13800138000
    if (value := _value(found)) is None:
        return None
    unit = "元" if money else match["unit"] if match else ""
    printed = text[found.start() : end + (match.end() if match else 0)]
    kind = _SAME_UNIT.get(unit, unit)
    return Figure(printed, value, kind, bool(found["ordinal"]), bool(found["about"]))


def _share(level: str, found: re.Match[str]) -> tuple[Fraction, int] | None:
    """A share and where it ends: 百分之七十, 70%, 七成, 三分之一, 1/3."""
    end = found.end()
    if found["share"]:
        hundreds = _plain(found["shared"])
        return (hundreds / _SHARES[found["share"][0]], end) if hundreds is not None else None
    above, below = found["above"] or found["top"], found["below"] or found["bottom"]
    if above and below:
        parts = _plain(above), _plain(below)
        return (parts[0] / parts[1], end) if parts[0] and parts[1] else None
    percent, tenths = _PERCENT.match(level, end), _TENTHS.match(level, end)
    if found["ordinal"] or not (percent or tenths) or (value := _value(found)) is None:
        return None
    if percent:
        return value / 100, percent.end()
    if not tenths or value > 10:
        return None
    ones = Fraction(DIGITS.index(tenths["ones"]) - 1 if tenths["ones"] else 0)
    return (value + (Fraction(1, 2) if tenths["half"] else ones / 10)) / 10, tenths.end()


def _value(found: re.Match[str]) -> Fraction | None:
    """The number of a match, in ones."""
    if found["han"]:
        return number(found["han"])
    if not found["arabic"]:
        return None
    value = Fraction(found["arabic"].replace(",", "").replace(" ", ""))
    for scale in (found["scales"] or "").strip():
        value *= _SCALE[scale]
    return value + Fraction(found["more"]) * _TEN_THOUSAND if found["more"] else value


_SCALE = {"十": 10, "百": 100, "千": 1_000, "万": _TEN_THOUSAND, "亿": _HUNDRED_MILLION}


def _plain(numeral: str) -> Fraction | None:
    bare = numeral.replace(",", "").replace(" ", "")
    return Fraction(bare) if bare[0].isdigit() and bare[0].isascii() else number(numeral)


def _called(level: str, found: re.Match[str]) -> bool:
    """Whether a number is one to call or to look up."""
    return bool(_CALLED.search(level, max(0, found.start() - 12), found.start()))


def _numbers(value: Fraction) -> Iterator[str]:
    """A number with digits and without, in ones, ten thousands and hundred millions."""
    for scale, size in (("", 1), ("万", _TEN_THOUSAND), ("亿", _HUNDRED_MILLION)):
        scaled = value / size
        if (scale and scaled < Fraction(1, 10)) or scaled >= 10**12:
            continue
        if (decimal := _decimal(scaled)) is None:
            continue
        yield f"{decimal}{scale}"
        if scaled >= 1_000:
            head, point, tail = decimal.partition(".")
            yield f"{int(head):,}{point}{tail}{scale}"
            yield f"{int(head):,}{point}{tail}{scale}".replace(",", " ")
        head, point, tail = decimal.partition(".")
        if scale and int(head) >= _HUNDRED_MILLION:
            continue  # nobody says 一亿万
        spoken = (
            numeral(int(head)) + ("点" if point else "") + "".join(_HAN_DIGIT[one] for one in tail)
        )
        yield from (f"{one}{scale}" for one in _with_two(spoken))


_HAN_DIGIT = dict(zip("0123456789", "零一二三四五六七八九", strict=True))


def _with_two(spoken: str) -> Iterator[str]:
    """A numeral, and with 两 where it may stand for 二."""
    yield spoken
    if spoken == "二" or re.search("^二(?=[百千万亿])", spoken):
        yield f"两{spoken[1:]}"


def _shares(value: Fraction) -> Iterator[str]:
    percent = _decimal(value * 100)
    if percent is not None:
        yield f"{percent}%"
        head, point, tail = percent.partition(".")
        spoken = (
            numeral(int(head)) + ("点" if point else "") + "".join(_HAN_DIGIT[one] for one in tail)
        )
        yield from (f"百分之{spoken}", f"百分之{percent}")
    tenths = value * 10
    if tenths.denominator == 1 and 1 <= tenths <= 9:
        yield from (f"{numeral(int(tenths))}成", f"{tenths}成")
    if 1 < value.denominator < 100 and value.numerator < 100:
        yield f"{numeral(value.denominator)}分之{numeral(value.numerator)}"
        yield f"{value.numerator}/{value.denominator}"


def _decimal(value: Fraction) -> str | None:
    """A number with at most four decimals; None when it has more."""
    scaled = value * 10_000
    if scaled.denominator != 1:
        return None
    head, tail = divmod(int(scaled), 10_000)
    return f"{head}.{tail:04d}".rstrip("0").rstrip(".")


class _Narrow(dict[int, str]):
    """Characters of any width as those of half width, one for one, so that places stay the same.
    Each is worked out once; there are no more than Unicode has."""

    def __missing__(self, code: int) -> str:
        level = unicodedata.normalize("NFKC", chr(code))
        found = self[code] = level if len(level) == 1 else _WIDE
        return found


_NARROW = _Narrow()
