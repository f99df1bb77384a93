"""What a hit claims: the value it gives, and the words that tell what is measured.

Rules of reports in Chinese and English: 新增 is no total, 计划 no deed, 每天 no sum, 其中 a part;
截至 counts what there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import pairwise

from index.patterns import lazy_pattern
from retrieval.dates import periods
from retrieval.expecting import Expectation, level
from retrieval.figures import figures
from retrieval.records import Hit
from retrieval.spotting import spots
from retrieval.tagging import tagged

Days = tuple[date, date]

_CLAUSE_END = lazy_pattern(r"[,，。;；:：!！?？\n、]|\. ")
_SHORT = 6  # letters before a value, below which the clause before is read along
_COUNTING = lazy_pattern(
    r"截至|截止|至今|目前|现有|现存|共有|总数|总量|累计"
    r"|\bnow\b|\bto date\b|\bso far\b|\bin all\b|\btotal\b",
    re.IGNORECASE,
)
# What makes another measure of the same words; "up to" a value (增至) is a total again.
_MEASURED = {
    "change": r"(?:[新净]增|新[建设]|增加|增长|减少|下降|提高|上升|上涨|下跌)(?!了?[到至达])"
    r"|[增减多少]了?[约近超逾]?过?$"
    r"|\b(?:up|down|rose|fell|grew|increased|decreased) (?:by )?$",
    "plan": r"计划|拟|预计|将(?!近|士|军)|目标|规划|力争|\b(?:will|plan(?:s|ned)?|expected)\b",
    "each": r"每|平均|人均|户均|日均|年均|\b(?:each|every|per|average)\b",
    "part": r"其中|占|\bof (?:them|these|which)\b",
    "bound": r"至少|不少于|最多|至多|不超过|\bat (?:least|most)\b",
}
_MEASURES = {name: lazy_pattern(words, re.IGNORECASE) for name, words in _MEASURED.items()}
_TOLL = lazy_pattern(
    r"造成|死亡|遇难|丧生|身亡|受伤|伤亡|失踪|被[打击炸]|袭击|爆炸|事故|火灾|地震|确诊|感染"
    r"|\b(?:killed|dead|died|injured|wounded|missing)\b",
    re.IGNORECASE,
)
_SCOPE = lazy_pattern(r"全[国省市县区镇乡村校社院]|[我本][国省市县区镇乡村校社院]")
# 2号楼, 第三届, G20: which one of several; 每人, 每车: of which each.
_WHICH_ONE = lazy_pattern(
    r"每一?[\u4e00-\u9fff]|[A-Za-z]{0,3}\d+(?=起|号|路|期|届|楼|栋|班|幢|线|[年级]级)|第[\d一二三四五六七八九十]+[\u4e00-\u9fff]"
    r"|[A-Z]+\d+"
)
# Who says it tells nothing of what is measured.
_SAYING = lazy_pattern(
    r"^\s*[据从]|(?:介绍|通报|统计|消息|透露|[说称]|表示|宣布|获悉|了解到?|显示|\bsaid|\bto)[,，:：]?$"
)
_DAY = lazy_pattern(r"\d{1,2}(?=日)")
_KIND = ("n", "nz", "b", "vn", "an")
_NAMED = ("nr", "ns", "nt", "nz")
_ENGLISH = lazy_pattern(
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?"
    r"(?: (?P<scale>hundred|thousand|million|billion))?[ -]?(?P<unit>[A-Za-z%]+)?$"
)
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9}
_RANGE = lazy_pattern(r"\d\s?(?:至|到|-|—|~|～)\s?\d")
_ROUGH = lazy_pattern(
    r"(?:约|近|超过?|逾|上|大约|将近|about|nearly|over|some|almost) ?$", re.IGNORECASE
)
_VAGUE = lazy_pattern(r"多|余|几|来")


@dataclass(frozen=True, slots=True)
class Claim:
    """A value in a hit. `text` is it as printed, `value` a number in ones or first and last day;
    `frame` are the words of its clause before and after it, a line each, `before` those of its
    sentence up to it, `kinds` the words that say of which kind the things counted are."""

    hit: Hit
    text: str
    value: Fraction | Days
    unit: str
    frame: str
    before: str
    rough: bool = False
    measures: frozenset[str] = frozenset()
    counting: bool = False
    times: tuple[Days, ...] = ()
    names: frozenset[str] = field(default_factory=frozenset)
    which: frozenset[str] = field(default_factory=frozenset)
    kinds: frozenset[str] = field(default_factory=frozenset)

    @property
    def printed(self) -> date:
        """The day of printing, the first of days when it is unknown."""
        return self.hit.citation.issue_date or date.min


def claims_of(hit: Hit, expected: Expectation) -> list[Claim]:
    """The values in the sentence that answers; only the one that answers, where that is known."""
    sentence = level(hit.highlight.text)
    if hit.span:
        start = hit.span.start - hit.highlight.start
        places = [(start, start + len(hit.span.text))]
    else:
        places = spots(expected, sentence)
    read = (_claim(hit, sentence, low, high, expected) for low, high in places)
    return [one for one in read if one]


def compatible(one: Claim, other: Claim) -> bool:
    """Whether two values may be one: the same, or one a rounding of the other; days, when one lies
    within the other."""
    if isinstance(one.value, Fraction) and isinstance(other.value, Fraction):
        return _rounded(one, other) or _rounded(other, one) or one.value == other.value
    if isinstance(one.value, tuple) and isinstance(other.value, tuple):
        return one.value[0] <= other.value[1] and other.value[0] <= one.value[1]
    return True


def same_time(one: Claim, other: Claim, asked_of_a_time: bool) -> bool:
    """Whether two claims can be of one time. A count of what there is (截至) is of the day it was
    printed, unless the question is `asked_of_a_time`; of an event one report tells the day and the
    next does not."""
    mine, theirs = (
        (claim.times if asked_of_a_time or not claim.counting else ()) for claim in (one, other)
    )
    if not mine and not theirs:
        return not asked_of_a_time or one.hit.story == other.hit.story
    if not mine or not theirs:
        return one.hit.story == other.hit.story
    return any(a[0] <= b[1] and b[0] <= a[1] for a in mine for b in theirs)


def same_event(one: Claim, other: Claim) -> bool:
    """Whether two claims can be of one event: those of one story are; in others a toll is another
    one's, and without dates nothing tells an older count from a newer."""
    if one.hit.story == other.hit.story:
        return True
    dated = one.hit.citation.issue_date and other.hit.citation.issue_date
    return bool(dated) and not (_TOLL.search(one.frame) or _TOLL.search(other.frame))


def same_subject(one: Claim, other: Claim) -> bool:
    """Whether nothing says that two claims are of different things: a name in the clause of the
    one that the other's passage does not have, or another number of a house, line or session."""
    if one.which != other.which or one.measures != other.measures:
        return False
    return not (_missing(one, other) or _missing(other, one))


def same_kind(question: str, one: Claim, other: Claim) -> bool:
    """Whether nothing says that two claims are of different kinds of a thing, such as students and
    boarders; what the question says itself tells nothing."""
    asked = level(question)
    return all(
        word in asked or word in level(there.frame)
        for here, there in ((one, other), (other, one))
        for word in here.kinds
    )


def _missing(one: Claim, other: Claim) -> bool:
    held = level(other.hit.text)
    return any(name not in held for name in one.names)


def _claim(hit: Hit, sentence: str, low: int, high: int, expected: Expectation) -> Claim | None:
    text, printed = sentence[low:high], hit.highlight.text
    value = _days(text, hit) if expected.kind == "date" else _number(text)
    if value is None:
        return None
    start, end = _clause(sentence, low, high)
    before = sentence[:low]
    clause = sentence[start:low]
    counting = bool(_COUNTING.search(sentence[:end]))
    return Claim(
        hit=hit,
        text=printed[low:high],
        value=value[0],
        unit=value[1],
        frame=f"{printed[start:low]}\n{printed[high:end]}",
        before=before,
        rough=bool(_ROUGH.search(before) or _VAGUE.search(text)),
        measures=frozenset(name for name, said in _MEASURES.items() if said.search(clause)),
        counting=counting,
        times=() if expected.kind == "date" else tuple(_times(before, hit)),
        names=frozenset(_names(sentence[start:low] + sentence[high:end])),
        which=frozenset(_which(before, hit)),
        kinds=frozenset(_kinds(clause)) | frozenset(_kinds(sentence[high:end])),
    )


def _number(text: str) -> tuple[Fraction, str] | None:
    """A number in ones and what it counts."""
    if _RANGE.search(text):
        return None
    found = [one for one in figures(text) if not one.ordinal]
    if len(found) == 1:
        return found[0].value, found[0].unit or _after(text, found[0].words)
    english = _ENGLISH.fullmatch(text.strip())
    if not english:
        return None
    whole = Fraction(english["number"].replace(",", "") + (english["part"] or ""))
    return whole * _SCALES.get(english["scale"], 1), (english["unit"] or "").lower()


def _after(text: str, words: str) -> str:
    """What follows a figure without a measure we know, if it says what is counted."""
    return text.partition(words)[2].strip()[:1]


def _days(text: str, hit: Hit) -> tuple[Days, str] | None:
    """The days a time names, seen from the day of printing."""
    if hit.citation.issue_date is None and not re.search(r"\d{4}", text):
        return None
    read = periods(text, hit.citation.issue_date or date.max.replace(year=2999))
    return ((read[0].first, read[0].last), "") if len(read) == 1 else None


def _times(before: str, hit: Hit) -> Iterator[Days]:
    """The times named before a value in its sentence."""
    seen_from = hit.citation.issue_date
    for one in periods(before, seen_from or date(2999, 1, 1)):
        if seen_from or not one.relative:
            yield one.first, one.last


def _clause(sentence: str, low: int, high: int) -> tuple[int, int]:
    """The clause that holds a value, with the one before it when little stands before the value."""
    ends = [0, *(found.end() for found in _CLAUSE_END.finditer(sentence, 0, low))]
    start = ends[-1]
    if low - start < _SHORT and len(ends) > 1 and not _SAYING.search(sentence[ends[-2] : start]):
        start = ends[-2]
    end = _CLAUSE_END.search(sentence, high)
    return start, end.start() if end else len(sentence)


def _which(before: str, hit: Hit) -> Iterator[str]:
    """Which of several things is meant: its number; its day, where no date of printing tells it."""
    yield from _WHICH_ONE.findall(before)
    if hit.citation.issue_date is None:
        yield from _DAY.findall(before)


def _names(clause: str) -> Iterator[str]:
    for _, _, word, part in tagged(clause):
        if len(word) > 1 and part.startswith(_NAMED):
            yield word
    yield from _SCOPE.findall(clause)


def _kinds(words: str) -> Iterator[str]:
    """What says of which kind a thing is: 住校 of 住校学生, 春 of 春的茶叶."""
    nouns = [(word, part) for _, _, word, part in tagged(words) if word != "的"]
    for (word, part), (_, following) in pairwise(nouns):
        if part in _KIND and following.startswith("n"):
            yield word


def _rounded(rough: Claim, exact: Claim) -> bool:
    """Whether a round number may stand for an exact one: it says so, or it is one of few digits
    that the exact one gives when cut or rounded to as many."""
    one, other = rough.value, exact.value
    if not isinstance(one, Fraction) or not isinstance(other, Fraction) or not one or not other:
        return False
    if rough.rough:
        return abs(one - other) * 10 <= max(one, other)
    digits = str(one) if one.denominator == 1 else ""
    size: int = 10 ** (len(digits) - len(digits.rstrip("0")))
    return size > 1 and abs(one - other) < size
