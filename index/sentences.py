"""Text to sentences: where one ends, in Chinese and Japanese and in scripts that put spaces."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from index.patterns import lazy_pattern

# A quotation is kept whole up to this length; a longer one is split inside.
LONGEST_SENTENCE = 220

_OPENING = "“‘「『（(《〈【["
_CLOSING = "”’」』）)》〉】]"
_PAIRS = dict(zip(_CLOSING, _OPENING, strict=True))
_STOPS = "。！？!?；;…؟۔।"
_STOPPED = frozenset("。！？!?…؟۔।")  # what may stand before the mark that closes a quotation
_CLOSES_SPEECH = frozenset('”」』"')
# Only at these characters is anything decided; between them the text flies by in C.
_MARKS = lazy_pattern("[" + re.escape(_STOPS + _OPENING + _CLOSING + '"') + "]")
_TAIL = lazy_pattern("[" + re.escape(_STOPS + _CLOSING) + "]*")
# The alphabets with small letters end before U+2000; what else has them is no newspaper's.
_LOWER = "".join(filter(str.islower, map(chr, range(0x2000))))
_UPPER = "".join(filter(str.isupper, map(chr, range(0x2000))))
_SHORTENED = (
    *("Mr", "Mrs", "Ms", "Dr", "St", "Prof", "No", "vs", "Gen", "Sen", "Gov", "Col", "Capt", "Rev"),
    *("Nr", "Hr", "Fr", "z", "v"),
    *("Sr", "Sra", "Dra", "Ud", "EE", "Mgr"),
    *("ul", "al", "prof", "św", "im"),
    *("г", "ул", "им", "пр", "стр", "рис", "акад", "проф"),
)
_MONTHS = "Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez"
# A full stop with a space behind it ends a sentence unless a small letter follows, and never
# after an initial, a title or another word that is known to be shortened (J. Doe, Mr. Smith),
# a Roman ordinal (II. Weltkrieg), the number of a paragraph (1. Home), or within a date
# (2023. 4. 10., 3. Oktober). The mark comes first in the pattern and what may not stand before it
# second, so the search jumps from mark to mark; every repeat is bounded, so that a line of a
# million dots takes no longer than a line of prose.
_SPACED_STOP = lazy_pattern(
    rf"[.!?](?<!\b[{_UPPER}].)(?<![IVX].)"
    + "".join(rf"(?<!\b{word}.)" for word in _SHORTENED)
    + r"(?<!^\d.)(?<!^\d\d.)(?<!\d\. \d.)(?<!\d\. \d\d.)(?!(?<=\d.)\s\d{1,2}\.\s)"
    + rf"(?!(?<=\d.)\s(?:{_MONTHS}))"
    + r"[.!?]{0,4}[”’“»«\"')\]]{0,4}(?:\s»)?"
    + rf"(?=\s{{1,9}}(?:[—–-]\s?)?[\"“‘'(\[«»„¿¡]{{0,2}}(?:(?<=«)\s)?(?![{_LOWER}])[^\W_])",
    re.MULTILINE,
)
# Who spoke may stand after the quotation: “……。”某某说。 belongs together; and so does "...!" she
# said, where the sentence goes on with a small letter.
_SPEECH = lazy_pattern(
    rf"\s{{0,9}}[{_LOWER}]|[^。！？!?؟۔।；;\n]{{1,40}}?"
    r"(?:说|表示|介绍|告诉|坦言|称|道|指出|强调|感慨|认为|透露|回忆|言う|話)"
)

# Papers before about 1940 set 、 wherever today a comma or a full stop stands. Their sentences are
# clauses gathered until a reader may rest: at a word that closes a statement, or once long enough.
_OLD_STOP = lazy_pattern(r"、[" + re.escape(_CLOSING) + r"]*")
_OLD_END = lazy_pattern(_OLD_STOP.pattern + r"\s*$", re.MULTILINE)
_CLOSING_WORDS = frozenset("矣焉哉乎耶歟欤云也耳了呢嗎吗罷罢啊呀")
_CLOSED, _LONG_ENOUGH, _TOO_LONG = 16, 40, 80  # characters
_MODERN_STOPS = "，,。"
_LONGEST_CLAUSE = 25  # on the average; a text with fewer stops has lost them

Span = tuple[int, int]


def sentences(text: str) -> list[Span]:
    """The sentences of a text as spans, in order, without surrounding white space.

    Every character that is not white space lies in exactly one sentence. A line end always ends
    a sentence; a stop inside quotation marks or brackets does not, unless the sentence would
    grow longer than LONGEST_SENTENCE. Where 、 is the only stop, as in old papers, several clauses
    that it ends make a sentence.
    """
    spans: list[Span] = []
    is_old = _has_one_stop(text)
    for start, end in _paragraphs(text):
        low = start
        cuts = _cuts(text, start, end)
        for high in (*(_with_old_stops(text, start, end, cuts) if is_old else cuts), end):
            piece = text[low:high]
            if bare := piece.strip():
                begin = low + len(piece) - len(piece.lstrip())
                spans.append((begin, begin + len(bare)))
            low = high
    return spans


def _has_one_stop(text: str) -> bool:
    """True where 、 does the work of the comma and the full stop, a stray one of these aside."""
    clauses = text.count("、")
    if len(text) <= _LONG_ENOUGH or clauses * _LONGEST_CLAUSE < len(text):
        return False
    stray = sum(map(text.count, _MODERN_STOPS))
    # A modern list may have many 、 and few stops, but 、 never ends a line of it.
    return not stray or (clauses >= 8 * stray and bool(_OLD_END.search(text)))


def _with_old_stops(text: str, start: int, end: int, cuts: list[int]) -> list[int]:
    """The cuts of a paragraph and, between them, every 、 where a sentence may end."""
    found: list[int] = []
    low = start
    for high in (*cuts, end):
        for stop in _OLD_STOP.finditer(text, low, high):
            if high - stop.end() >= _CLOSED and _may_end(text, low, stop.start()):
                low = stop.end()
                found.append(low)
        if high < end:
            found.append(high)
        low = high
    return found


def _may_end(text: str, low: int, at: int) -> bool:
    """Whether the clauses from `low` to the stop at `at` make a sentence."""
    if at - low >= _TOO_LONG:
        return True
    said = text[low:at]
    if sum(map(said.count, _OPENING)) > sum(map(said.count, _CLOSING)):
        return False
    return len(said) >= (_CLOSED if text[at - 1] in _CLOSING_WORDS else _LONG_ENOUGH)


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for paragraph in text.split("\n"):
        yield start, start + len(paragraph)
        start += len(paragraph) + 1


def _cuts(text: str, start: int, end: int) -> list[int]:
    spaced: set[int] = set()
    if any(text.find(mark, start, end) >= 0 for mark in ".!?"):
        spaced = {match.end() for match in _SPACED_STOP.finditer(text, start, end)}
    marks = [match.start() for match in _MARKS.finditer(text, start, end)]
    if spaced:
        marks = sorted({*marks, *(at - 1 for at in spaced)})
    outer = _outer_stops(text, end, marks, spaced)
    if outer is None:  # the marks do not pair up: OCR lost one, so they say nothing
        return _all_stops(text, end, marks, spaced)
    if end - start <= LONGEST_SENTENCE:
        return outer
    inner: list[int] | None = None
    cuts: list[int] = []
    low = start
    for high in (*outer, end):
        if high - low > LONGEST_SENTENCE:
            if inner is None:
                inner = _all_stops(text, end, marks, spaced)
            cuts.extend(inner[bisect_right(inner, low) : bisect_left(inner, high)])
        if high < end:
            cuts.append(high)
        low = high
    return cuts


def _all_stops(text: str, end: int, marks: list[int], spaced: set[int]) -> list[int]:
    """Where sentences end when quotation marks are not heeded."""
    cuts: list[int] = []
    past = 0
    for at in marks:
        if at >= past and (text[at] in _STOPS or at + 1 in spaced):
            past = _past_tail(text, at, end)
            cuts.append(past)
    return [cut for cut in cuts if cut < end]


def _outer_stops(text: str, end: int, marks: list[int], spaced: set[int]) -> list[int] | None:
    """Where sentences end outside quotations and brackets; None when these do not pair up."""
    opened: list[str] = []
    straight = bool(marks) and text.count('"', marks[0], end) % 2 == 0
    cuts: list[int] = []
    past = 0
    for at in marks:
        if at < past:
            continue
        mark = text[at]
        if mark not in _STOPS and not _pair(mark, opened, straight=straight):
            return None
        if opened:
            continue
        if mark not in _STOPS and at + 1 not in spaced:
            spoken = mark in _CLOSES_SPEECH and text[at - 1] in _STOPPED
            if not spoken or _SPEECH.match(text, at + 1, end):
                continue
        past = _past_tail(text, at, end)
        cuts.append(past)
    return None if opened else [cut for cut in cuts if cut < end]


def _past_tail(text: str, at: int, end: int) -> int:
    """Past a stop and everything that closes behind it."""
    tail = _TAIL.match(text, at + 1, end)
    return tail.end() if tail else at + 1


def _pair(mark: str, opened: list[str], *, straight: bool) -> bool:
    if mark == '"':
        if straight and opened[-1:] == ['"']:
            opened.pop()
        elif straight:
            opened.append('"')
    elif mark in _OPENING:
        opened.append(mark)
    elif mark in _PAIRS and mark != "’":  # an apostrophe closes nothing
        if not opened or opened[-1] != _PAIRS[mark]:
            return False
        opened.pop()
    elif mark == "’" and opened[-1:] == ["‘"]:
        opened.pop()
    return True
