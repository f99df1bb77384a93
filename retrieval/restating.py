"""A question whose time is counted from today, said as an article of that time would say it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from retrieval.dates import Period

_FEWEST = 4  # letters, below which a question without its time asks for nothing
_WITHIN_YEAR = re.compile(
    r"(?<=[年的])\s?(?:\d|[一二三四五六七八九十正冬腊闰農农]).*|(?<=年)(?:春|夏|秋|冬|国|國|五|中|端|除|元|重|清).*"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?:\s+\d{1,2})?|\d{1,2}\s+(?:of\s+)?[A-Z][a-z]+"
)


def as_then(text: str, named: Sequence[Period]) -> str | None:
    """For articles whose day of printing bounds the search: month and day stay (去年6月 is 6月),
    what is counted from today goes (上个月), for no article of the time says it so. None when
    nothing changes or too little stays."""
    found = [one for one in named if one.relative and one.explicit]
    for one in reversed(found):
        kept = _WITHIN_YEAR.search(one.words)
        text = f"{text[: one.start]}{kept[0] if kept else ''}{text[one.end :]}"
    return text if found and sum(map(str.isalnum, text)) >= _FEWEST else None


def in_full(text: str, named: Sequence[Period]) -> str | None:
    """For articles that only their own words date: the year said as well (2025年6月). None when
    nothing changes."""
    found = [one for one in named if one.relative and one.explicit and _name(one)]
    for one in reversed(found):
        text = f"{text[: one.start]}{_name(one)}{text[one.end :]}"
    return text if found else None


def _name(period: Period) -> str | None:
    """The name of a day, a month or a year; None for other times."""
    first, last, chinese = period.first, period.last, not period.words.isascii()
    if first == last:
        named = f"{first.year}年{first.month}月{first.day}日"
        return named if chinese else f"{first.day} {first:%B %Y}"
    if first.day == 1 and last == (first + timedelta(32)).replace(day=1) - timedelta(1):
        return f"{first.year}年{first.month}月" if chinese else f"{first:%B %Y}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first.year}年" if chinese else str(first.year)
    return None
