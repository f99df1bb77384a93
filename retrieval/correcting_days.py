"""The day of the issue that a printed correction is about."""

from __future__ import annotations

import re
from datetime import date, timedelta

from index.patterns import lazy_pattern
from retrieval.dates import periods

Day = date

_AGO = {"今": 0, "昨": 1, "前": 2}
# 昨日本报三版, 本报昨天刊发的, 今日本报
_BESIDE = lazy_pattern(
    r"[本我贵]报(?P<a>[今昨前])(?:[日天]|(?=[刊发载登]))"
    r"|(?P<b>[今昨前])[日天](?:出版的|的)?(?:[本我贵]报|《)"
)
# Read here, for a page may follow at once: 4月10日A01版
_CHINESE = lazy_pattern(
    r"(?<!\d)(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号](?![至到—~-])"
)
_BEFORE_ISSUE = lazy_pattern(r"[本我贵]报(?:于|在)?(?:星期.|周.)?[(（]?$")
_BEHIND_ISSUE = lazy_pattern(
    r"[)）]?(?:刊[发登载]|出版|见报|登载|发表)?(?:的|于|在)?\s*"
    r"(?:[本我贵]报|《|第?\s*(?:[A-Z]{0,2}\d{1,3}|[一二三四五六七八九十]{1,3}|头)\s*版)",
    re.IGNORECASE,
)
# Friday, April 14: the date tells, not the weekday nearest to this issue.
_WEEKDAY = lazy_pattern(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+(?=[A-Z][a-z]{2,8}\.?\s+\d)", re.IGNORECASE
)
_YESTERDAY = lazy_pattern(r"\byesterday(?:['’]s)?\b", re.IGNORECASE)
# 本报10日3版: a day of this month or the last
_DAY_ONLY = lazy_pattern(
    r"[本我贵]报(?:于|在)?(?<!月)(?P<day>\d{1,2})[日号]|(?<![\d月])(?P<other>\d{1,2})[日号](?:的)?[本我贵]报"
)
_QUOTED = lazy_pattern(r"“[^”]*”|「[^」]*」|『[^』]*』|《[^》]*》|\"[^\"]*\"")
_FULL_YEAR = lazy_pattern(r"(?<!\d)\d{4}(?!\d)|[一二]?[〇零九二一]{2}[〇零一二三四五六七八九]{2}年")


def day_of(notice: str, printed: date | None) -> Day | None:
    """The day that a notice of a day names, script and width levelled; None when it names none.
    Of a notice whose own day is not known only a day with its year counts."""
    bare = _QUOTED.sub(lambda found: "《" + "　" * (len(found[0]) - 2) + "》", notice)
    days = list(_CHINESE.finditer(bare))
    if found := next((one for one in days if _is_of_issue(bare, one)), None):
        return _chinese(found, printed)
    if printed and (found := _BESIDE.search(bare)):
        return printed - timedelta(days=_AGO[found["a"] or found["b"]])
    if printed and (found := _DAY_ONLY.search(bare)):
        return _latest(int(found["day"] or found["other"]), printed)
    if days:
        return _chinese(days[0], printed)
    return _otherwise(bare, printed)


def _is_of_issue(bare: str, day: re.Match[str]) -> bool:
    """Whether a day is said to be an issue's, and not that of what happened."""
    before, behind = bare[: day.start()], bare[day.end() :]
    return bool(_BEFORE_ISSUE.search(before) or _BEHIND_ISSUE.match(behind))


def _otherwise(bare: str, printed: date | None) -> date | None:
    """A day told in other words: last Monday, yesterday, a day of another language."""
    if printed is None:
        named = [one for one in periods(bare, date.max) if _FULL_YEAR.search(one.words)]
        return next((one.first for one in named if one.first == one.last), None)
    bare = _WEEKDAY.sub("", bare)
    days = [one.first for one in periods(bare, printed) if one.first == one.last <= printed]
    if days:
        return days[0]
    return printed - timedelta(days=1) if _YESTERDAY.search(bare) else None


def _chinese(found: re.Match[str], printed: date | None) -> date | None:
    """A day of a month; without a year the last such day up to the one printed."""
    month, day = int(found["month"]), int(found["day"])
    years = [int(found["year"])] if found["year"] else _years_before(printed)
    for year in years:
        try:
            one = date(year, month, day)
        except ValueError:  # 2月30日
            continue
        if printed is None or one <= printed:
            return one
    return None


def _years_before(printed: date | None) -> list[int]:
    return [printed.year - back for back in range(5)] if printed else []


def _latest(day: int, printed: date) -> date | None:
    """The last day with this number, up to the one printed."""
    for back in range(62):
        if (one := printed - timedelta(days=back)).day == day:
            return one
    return None
