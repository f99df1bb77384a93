"""The times a question names, read by grammars for Chinese and English; no model has a say.

`periods` is the face of it. What a period means for a search is decided in retrieval/dating.py.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from retrieval.calendar_facts import Reading
from retrieval.dates_chinese import read_chinese
from retrieval.dates_english import read_english

Kind = Literal["printed", "happened"]
_FAR = 60  # letters after a period within which its verb stands
_LIKE_ZERO = str.maketrans("○◯～", "〇〇~")

_PRINTED_AFTER = re.compile(
    r"(?:的|份|,|，)?[^,，。;；、？?]{0,8}?(?:报[道导](?![了过])|见报|刊登|刊发|刊载|登载|登出|报纸|头版"
    r"|(?:日|晚|早|时|周)报(?=上|第|头|是?怎么|如何|说|写|刊|登|报)|那一?期|这一?期)"
    r"|(?:['’]s)?\s*(?:issues?|editions?|newspapers?|papers?|front\s+page|reports?|coverage|article)\b",
    re.IGNORECASE,
)
_PRINTED_BEFORE = re.compile(
    r"(?:(?:刊登|刊发|刊载|登载|发表|见报|报道)(?:于|在|是)"
    r"|\b(?:printed|published|reported|carried|appeared|(?:issue|edition|paper|newspaper|report|article)s?"
    r"(?:\s+(?:of|from|dated))?)(?:\s+(?:in|on|during|since|from|between|before|after|of))?"
    r"(?:\s+the)?)\s*$",
    re.IGNORECASE,
)
_TOWARDS = re.compile(r"(?:截至|截止|到|至|力争|\bby|\buntil|\btill|\bas of)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A time that a question names: `words == text[start:end]`, `first` to `last`, both included
    (`date.min`: no beginning). `printed`: the newspaper is of that time; else what it tells is.
    `explicit`: its bounds are plain enough to filter by. `relative`: counted from `as_of`."""

    first: date
    last: date
    words: str
    start: int
    end: int
    kind: Kind
    explicit: bool
    relative: bool = False


def periods(text: str, as_of: date) -> tuple[Period, ...]:
    """The times a text names, in order, none over another; empty when it names none."""
    level = _levelled(text)
    readings = sorted(
        read_chinese(level, as_of) + read_english(level, as_of),
        key=lambda one: (one.start, -one.end),
    )
    kept: list[Reading] = []
    for one in readings:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(_period(text, level, one) for one in kept)


def _period(text: str, level: str, reading: Reading) -> Period:
    ahead, behind = level[: reading.start], level[reading.end : reading.end + _FAR]
    printed = bool(_PRINTED_AFTER.match(behind) or _PRINTED_BEFORE.search(ahead))
    explicit = reading.explicit or (printed and reading.present)
    if not printed and _TOWARDS.search(ahead):
        explicit = False  # 到2025年要建成: an aim, told of years before
    return Period(
        reading.days.first,
        reading.days.last,
        text[reading.start : reading.end],
        reading.start,
        reading.end,
        "printed" if printed else "happened",
        explicit,
        reading.relative,
    )


def _levelled(text: str) -> str:
    """The text in narrow digits and Simplified characters, each where it stood."""
    narrow = "".join(_narrow(letter) for letter in text).translate(_LIKE_ZERO)
    try:
        simple = str(_converter().convert(narrow))
    except UnicodeEncodeError:  # a lone surrogate is no text to OpenCC
        return narrow
    return simple if len(simple) == len(text) else narrow


def _narrow(letter: str) -> str:
    level = unicodedata.normalize("NFKC", letter)
    return level if len(level) == 1 else letter


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
