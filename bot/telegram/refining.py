"""Following on: “那2022年呢？” and “what about Shanghai?” said again as whole questions, by rule.

Only a short sentence of that form follows on. A time changes the time of the question before, or
only its year or what lies within the year; a name takes the place of the name most like it. How it
was read is always said, for a rule can be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from retrieval.dates import Period, periods
from retrieval.tagging import Tagged, tagged

Way = Literal["time", "name", "added"]

_LONGEST = 24  # characters of what follows on; more is a question of its own
_CHINESE = re.compile(
    r"(?P<then>那么?|那麼|至于|至於|换成|換成|然后|然後)?[，,\s]*(?P<what>\S.*?)"
    r"(?P<particle>呢|又如何|怎么样|怎麼樣)?[?？。!！\s]*"
)
_ENGLISH = re.compile(
    r"(?:and|but|so|then|ok(?:ay)?)?[,\s]*(?:(?P<about>(?:what|how)\s+about|what\s+of)|and)"
    r"\s+(?P<what>\S.*?)[?.!\s]*",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"什么|什麼|谁|誰|几|幾|多少|哪|吗|嗎|怎|为何|為何|为什么"
    r"|\b(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|can)\b",
    re.IGNORECASE,
)
_LED = re.compile(r"(?:in|on|at|for|during|about|the|of|在|于|是)\s*", re.IGNORECASE)
_YEAR = re.compile(
    r"(?:19|20)\d{2}年?|[〇零一二三四五六七八九]{4}年|[去今前明]年|(?:last|this|next) year"
)
_MARKS_AT_END = "?？。.!！ "
_NOUN = re.compile(r"n|eng|j|an|vn|b")
_PROPER = re.compile(r"nr|ns|nt|nz")
_NAME = re.compile(r"[A-Z][\w'’-]*(?:\s+(?:of\s+|the\s+|de\s+)?[A-Z][\w'’-]*)*")


@dataclass(frozen=True, slots=True)
class Refined:
    """The whole question, and how it came about: `new` stands where `old` stood."""

    text: str
    way: Way
    old: str = ""
    new: str = ""


def refined(said: str, before: str, today: date, *, replied: bool = False) -> Refined | None:
    """The question `before` changed by what was `said`; None when that is a question of its own.
    In a reply to the answer a bare time or name follows on too."""
    what = _followed(said.strip(), replied)
    if not what:
        return None
    if _is_time(what, today):
        return Refined(_with_time(before, what, today), "time", new=what)
    old = _counterpart(before, what)
    if old is None:
        return Refined(_added(before, what), "added", new=what)
    low, high = old
    return Refined(before[:low] + what + before[high:], "name", before[low:high], what)


def _followed(said: str, replied: bool) -> str:
    """What a sentence follows on with, empty when it does not follow on."""
    english = _ENGLISH.fullmatch(said)
    found = english or _CHINESE.fullmatch(said)
    if not found or len(found["what"]) > _LONGEST or _ASKS.search(found["what"]):
        return ""
    what = found["what"]
    if english:
        what = _LED.sub("", what, count=1) if _LED.match(what) else what
        return what if english["about"] or _names_only(what) else ""
    begun = bool(found["then"]) and bool(found["particle"])
    if begun:
        return what
    bare = bool(found["particle"]) or replied
    return what if bare and _names_only(what) else ""


def _names_only(what: str) -> bool:
    """Whether it is a time or a name and nothing else."""
    if _is_time(what, date.today()):
        return True
    if what.isascii():
        return _NAME.fullmatch(what) is not None
    return all(_NOUN.match(part) for _, _, _, part in tagged(what))


def _is_time(what: str, today: date) -> bool:
    """Whether all of it names a time; before an English year there must be a word that says so."""
    for text in (what, f"in {what}"):
        times = periods(text, today)
        left = text
        for one in times:
            left = left.replace(one.words, "")
        if times and not any(map(str.isalnum, _LED.sub("", left))):
            return True
    return False


def _with_time(before: str, what: str, today: date) -> str:
    """The question about another time: in place of its own, or put to it."""
    times = [one for one in periods(before, today) if not _quoted(before, one)]
    if not times:
        return _dated(before, what)
    first = times[0]
    words = first.words
    ours, theirs = _YEAR.search(words), _YEAR.search(what)
    if ours and theirs and theirs[0].strip() == what.strip():
        named = theirs[0].rstrip("年") if not ours[0].endswith("年") else theirs[0]
        named += "年" if ours[0].endswith("年") and not named.endswith("年") else ""
        changed = words[: ours.start()] + named + words[ours.end() :]
    elif ours and ours.start() == 0 and not theirs and ours[0].endswith("年"):
        changed = ours[0] + what
    else:
        lead = re.match(r"(?:in|on|about|during)\s+", words, re.IGNORECASE)
        within = ours and not theirs and words.isascii() and words.strip() != ours[0]
        year = f" {ours[0]}" if ours and within else ""
        changed = (lead[0] if lead else "") + what + year
    return before[: first.start] + changed + before[first.end :]


def _dated(before: str, what: str) -> str:
    if not before.isascii():
        return f"{what}{'年' if what.isdigit() and len(what) == 4 else ''}{before}"
    lead = "" if what.lower().startswith(("last", "this", "next", "yester", "to")) else "in "
    return f"{before.rstrip(_MARKS_AT_END)} {lead}{what}?"


def _added(before: str, what: str) -> str:
    return f"{what} {before}" if before.isascii() else f"{what}，{before}"


def _quoted(text: str, period: Period) -> bool:
    """Whether a time stands in quotation marks: then it is a title's, not the question's."""
    ahead = text[: period.start]
    return any(ahead.count(left) > ahead.count(right) for left, right in ("“”", "「」", "《》"))


def _counterpart(before: str, what: str) -> tuple[int, int] | None:
    """The name in the question that is most like `what`; None when none is like it."""
    if what.isascii():
        return _english_counterpart(before, what)
    words = tagged(what)
    if not words:
        return None
    best, chosen = (2, 0), None
    for low, high, last, ends in _candidates(before):
        same = before[high - 1] == what[-1]
        likeness = 3 * same + 2 * (_kind(last) == _kind(words[-1]))
        both = _PROPER.match(last[3]) and _PROPER.match(words[-1][3])
        # The beginning of a longer name is put away only for its like: what is left of it would
        # be no name (锦帆小区 for 松坪县红芽 of 松坪县红芽姜合作社).
        alike = len(what) <= 2 * (high - low) and high - low <= 2 * len(what)
        if not (same or both or (ends and alike)):
            continue
        # A name of one word stands for one word, a longer one for as much as belongs together.
        likeness += bool(both) + ((high - low == last[1] - last[0]) == (len(words) == 1))
        close = (likeness, -abs(high - low - len(what)))
        if close > best and before[low:high] != what:
            best, chosen = close, (low, high)
    return chosen


def _kind(word: Tagged) -> str:
    """The kind of a noun; what jieba takes for an attribute (主任) is a noun as well."""
    return "n" if word[3] == "b" else word[3][:2]


def _candidates(text: str) -> Iterator[tuple[int, int, Tagged, bool]]:
    """Every noun and every beginning of a run of nouns, each with its last word, and whether the
    run ends with it."""
    run: list[Tagged] = []
    for word in [*tagged(text), (len(text), len(text), "", "x")]:
        if _NOUN.match(word[3]) and (not run or run[-1][1] == word[0]):
            run.append(word)
            continue
        # 锦帆小区 of 锦帆小区业委会 as well as all of it
        yield from ((run[0][0], one[1], one, one is run[-1]) for one in run)
        yield from ((one[0], one[1], one, one is run[-1]) for one in run[1:])
        run = [word] if _NOUN.match(word[3]) else []


def _english_counterpart(before: str, what: str) -> tuple[int, int] | None:
    names = [
        found.span()
        for found in _NAME.finditer(before)
        if found.start() > 0 and found[0].lower() != "i"
    ]
    if not names or not what[:1].isupper():
        return None
    alike = [one for one in names if before[slice(*one)].split()[-1] == what.split()[-1]]
    return (alike or names)[-1]
