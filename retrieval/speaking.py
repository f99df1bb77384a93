"""Who says the words of a quotation, where the article names somebody right beside them.

Chinese and English print name the speaker before the words (X说：“…”) or after them (“…”X说。,
“…,” said X). A pronoun names nobody, and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.patterns import lazy_pattern
from index.surnames import is_name
from retrieval.expecting import level
from retrieval.quotations import quotations

Span = tuple[int, int]

_NEAR = 100  # characters beside the words in which the speaker is looked for
_LONGEST = 4_000  # characters of a paragraph on either side of the words
_SAID = (
    "(?:笑着说|告诉(?:记者|笔者|大家|[我他她]们?)|接受采访时说|表示|介绍|指出|强调|认为|透露|坦言|直言|感慨|感叹|抱怨|回忆|解释|补充|"
    "写道|回答|呼吁|要求|建议|提醒|宣布|承认|否认|评价|喊道|说|称|问|答)(?:道|说)?"
)
_HOW = (
    "(?:纷纷|也|还|则|又|都|曾|随后|同时|多次|再次|一再|明确|进一步|笑着|这样|如此|[\u4e00-\u9fff]{1,4}地|"
    "[向对跟][\u4e00-\u9fff]{1,8}|在[^，,。：:]{1,20}?[上中时里后]|接受[^，,。：:]{0,12}采访时|[昨今]日|[昨今]天|"
    r"\d{1,2}日){0,2}"
)
_WHO = r"(?P<who>[^\W\d_][^。！？；!?;，,：:\s“”「」『』\"]{0,29}?)"
_BEGINS = r"(?:^|[。！？；!?;，,：:\s“”「」『』‘’])(?:但是|但|而且|而|不过|对此|据悉|因此)?"
_BEFORE = lazy_pattern(rf"{_BEGINS}{_WHO}(?:[(（][^()（）]{{1,20}}[)）])?{_HOW}{_SAID}[：:，,]\s*$")
_AFTER = lazy_pattern(rf"^\s*[，,]?\s*{_WHO}{_HOW}{_SAID}(?=[。！？；!?;，,.]|\s*$)")
_COLON = lazy_pattern(r"^\s*(?P<who>[\u4e00-\u9fff·]{2,15})[：:]\s*")
_PERSON = lazy_pattern(
    r"(?:女士|先生|小姐|大爷|大妈|阿姨|奶奶|爷爷|师傅|老师|同学|记者|网友|市民|读者|居民|村民)$"
)
_PRONOUN = lazy_pattern(r"[他她它我你您咱其][们]?$|(?:自己|大家|有人|并|还|不|没|再|就)$")
_NAME = r"(?P<who>[A-Z][\w.'’-]+(?:\s+(?:de|del|der|van|von|al|bin|[A-Z][\w.'’-]*)){0,4})"
_SAYS = (
    r"(?:said|says|added|adds|told\s+[^,:“\"]{1,40}?|wrote|writes|asked|explained|recalled|warned)"
)
_ENGLISH_BEFORE = lazy_pattern(rf"{_NAME}\s+{_SAYS}\s*[,:]?\s*$")
_ENGLISH_AFTER = lazy_pattern(
    rf"^\s*,?\s*(?:{_SAYS}\s+{_NAME}|{_NAME.replace('who', 'other')}\s+{_SAYS}\b)"
)
_NOBODY = frozenset(
    {"He", "She", "They", "It", "We", "I", "You", "The", "But", "And", "This", "That"}
)


def speaker(body: str, start: int, end: int) -> Span | None:
    """Where an article names who says `body[start:end]`; None when it does not say so."""
    low = max(body.rfind("\n", 0, start) + 1, start - _LONGEST)
    high = min((body.find("\n", end) + 1 or len(body) + 1) - 1, end + _LONGEST)
    paragraph = level(body[low:high])
    for at, to in _speeches(paragraph, start - low, end - low):
        for begins, text, patterns in _beside(paragraph, at, to):
            for pattern in patterns:
                found = pattern.search(text)
                if found and (span := _named(found)):
                    return low + begins + span[0], low + begins + span[1]
    return _before_colon(paragraph, start - low, low)


def _speeches(paragraph: str, start: int, end: int) -> Iterator[Span]:
    """The quoted stretches that hold the words, the innermost first."""
    around = [
        (one.start, one.end)
        for one in quotations(paragraph)
        if one.start <= start + 1 and end - 2 <= one.end and one.start < end and start < one.end
    ]
    return iter(sorted(around, key=lambda span: span[1] - span[0]))


def _beside(
    paragraph: str, at: int, to: int
) -> Iterator[tuple[int, str, tuple[re.Pattern[str], ...]]]:
    """What stands before the opening and behind the closing mark, and how a speaker is named."""
    begins = max(0, at - 1 - _NEAR)
    yield begins, paragraph[begins : at - 1], (_BEFORE, _ENGLISH_BEFORE)
    yield to + 1, paragraph[to + 1 : to + 1 + _NEAR], (_AFTER, _ENGLISH_AFTER)


def _named(found: re.Match[str]) -> Span | None:
    group = "other" if found.groupdict().get("other") else "who"
    name = found[group]
    if _PRONOUN.fullmatch(name) or name.split()[0] in _NOBODY:
        return None
    return found.span(group)


def _before_colon(paragraph: str, start: int, low: int) -> Span | None:
    """A person at the head of the paragraph with a colon: 市民吴女士：…"""
    found = _COLON.match(paragraph)
    if found is None or found.end() > start + 1:
        return None
    who = found["who"]
    if not (_PERSON.search(who) or any(is_name(who[-size:]) for size in (2, 3) if len(who) <= 4)):
        return None
    return low + found.start("who"), low + found.end("who")
