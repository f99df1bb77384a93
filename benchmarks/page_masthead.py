"""Mastheads, folios and the small print of Chinese dailies, in the forms they come in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from lunar_python import Solar

from benchmarks.page_text import person

_CITIES = ("临水", "云岭", "青州", "江源", "渡口", "岭南", "西平", "安和")
_ENDINGS = ("日报", "日报", "晚报", "都市报", "晨报")
_HAN_DIGITS = "〇一二三四五六七八九"
_WEATHER = (
    "城区天气:小雨/25℃-33℃",
    "今日天气:多云转晴 12℃~20℃",
    "天气预报:阴有小雨,北风2-3级,气温8℃到15℃",
)
_SLOGANS = ("扫一扫关注{p}新媒体", "掌上{c}\n客户端", "{p}微信公众号", "扫码关注{p}视频号")


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue as its masthead prints it. `lines` are scattered over the page."""

    paper: str
    day: date
    printed_day: date | None
    number: str | None
    cn: str | None
    page: str | None
    lines: tuple[str, ...]


def issue(random: Random, front: bool = True) -> Issue:
    """An issue and its masthead; with `front` false, the folio line of an inner page."""
    city = random.choice(_CITIES)
    paper = city + random.choice(_ENDINGS)
    day = date(random.choice((2009, 2014, 2017, 2019, 2020, 2021, 2023, 2024)), 1, 1)
    day += timedelta(days=random.randrange(364))
    if not front:
        return _inner(random, paper, day)
    number = str(random.randint(900, 23999))
    cn = f"{random.randint(11, 65)}-{random.randint(1, 99):04}"
    dated = _dated(random, day)
    lines = (
        [f"{dated} {_numbered(random, number)}"]
        if random.random() < 0.5
        else [dated, _numbered(random, number)]
    )
    registered = (
        "国内统一连续出版物号CN {}",
        "国内统一刊号:CN{}",
        "国内统一连续出版物号 CN {}",
        "CN {}",
    )
    lines.append(random.choice(registered).format(random.choice((cn, cn.replace("-", "—")))))
    if random.random() < 0.6:
        lines.append(f"中共{city}市委主管、主办")
    if random.random() < 0.4:
        lines.append(random.choice(_WEATHER))
    if random.random() < 0.5:
        lines.append(random.choice(_SLOGANS).format(p=paper, c=city))
    if random.random() < 0.3:
        lines.append(random.choice(("今日8版", "今日四版 第1版", "今日12版")))
    if random.random() < 0.4:
        lines.append(_staff(random))
    return Issue(paper, day, day, number, cn, None, tuple(lines))


def _inner(random: Random, paper: str, day: date) -> Issue:
    page = random.choice(("02", "03", "A3", "A04", "4"))
    section = random.choice(("要闻", "综合", "民生", "国内国际", "文化"))
    folio = random.choice(
        (f"{page} {section}", f"{section} {page}", f"{page}版 {section}", f"第{page}版")
    )
    printed = random.random() < 0.6
    lines = [folio, _gregorian(random, day)] if printed else [folio]
    if random.random() < 0.6:
        lines.append(_staff(random))
    return Issue(paper, day, day if printed else None, None, None, page, tuple(lines))


def _staff(random: Random) -> str:
    names = [person(random) for _ in range(3)]
    return random.choice((
        "责任编辑:{} 版式:{} 校对:{}", "本版编辑/{} 美编/{} 校对/{}", "编辑 {} 版式 {} 校对 {}",
        "责编:{} 美编:{} 校对:{}", "编辑:{} 组版:{} 检校:{}",
    )).format(*names)  # fmt: skip


def _dated(random: Random, day: date) -> str:
    lunar = _lunar(day)
    week = "星期" + "一二三四五六日"[day.weekday()]
    return random.choice((
        lunar, lunar, f"{_gregorian(random, day)} {week}", f"{_gregorian(random, day)} 农历{lunar}",
        f"{_gregorian(random, day)} {week} {lunar}", f"{lunar} {week}", f"{week} {lunar}",
        f"农历{lunar}", f"{_gregorian(random, day)}\n{week}\n{lunar}", _gregorian(random, day),
    ))  # fmt: skip


def _gregorian(random: Random, day: date) -> str:
    year = "".join(_HAN_DIGITS[int(digit)] for digit in str(day.year))
    forms = (
        "{y}年{m}月{d}日|{y}年{m}月{d}日|{y}-{m:02}-{d:02}|{y}.{m}.{d}|{y}/{m}/{d}|{y}.{m:02}.{d:02}|"
        "{hy}年{hm}月{hd}日|{y} 年 {m} 月 {d} 日"
    )
    words = {"hy": year, "hm": _han(day.month), "hd": _han(day.day)}
    return random.choice(forms.split("|")).format(y=day.year, m=day.month, d=day.day, **words)


def _lunar(day: date) -> str:
    lunar = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    return f"{lunar.getYearInGanZhi()}年{lunar.getMonthInChinese()}月{lunar.getDayInChinese()}"


def _han(count: int) -> str:
    tens, ones = divmod(count, 10)
    left = "" if not tens else ("" if tens == 1 else _HAN_DIGITS[tens]) + "十"
    return left + (_HAN_DIGITS[ones] if ones else "")


def _numbered(random: Random, number: str) -> str:
    return random.choice(
        ("第{}期", "第{}期", "第 {} 期", "总第{}期", "第{}号", "(第{}期)", "总第 {} 期")
    ).format(number)
