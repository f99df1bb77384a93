"""Text to sentences: where one ends in Chinese, Japanese and Latin-script newspapers."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A quotation is kept whole up to this length; a longer one is split inside.
LONGEST_SENTENCE = 220

_OPENING = "“‘「『（(《〈【["
_CLOSING = "”’」』）)》〉】]"
_PAIRS = dict(zip(_CLOSING, _OPENING, strict=True))
_STOPS = "。！？!?；;…"
# A full stop between Latin letters ends a sentence only when a new one visibly begins, and
# never after an initial or a title (Mr. Smith, J. Doe).
_LATIN_STOP = re.compile(
    r"(?<![A-ZÀ-Þ])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bProf)(?<!\bNo)(?<!\bvs)"
    r"[.!?]+[”’\"')\]]*(?=\s+[\"“‘'(\[]?[A-ZÀ-Þ0-9]|\s*$)"
)
# Who spoke may stand after the quotation: “……。”某某说。 belongs together.
_SPEECH = re.compile(
    r"[^。！？!?；;\n]{1,40}?(?:说|表示|介绍|告诉|坦言|称|道|指出|强调|感慨|认为|透露|回忆|言う|話)"
)

Span = tuple[int, int]


def sentences(text: str) -> list[Span]:
    """The sentences of a text as spans, in order, without surrounding white space.

    Every character that is not white space lies in exactly one sentence. A line end always ends
    a sentence; a stop inside quotation marks or brackets does not, unless the sentence would
    grow longer than LONGEST_SENTENCE.
    """
    spans: list[Span] = []
    for start, end in _paragraphs(text):
        cuts = _cuts(text, start, end)
        for low, high in zip([start, *cuts], [*cuts, end], strict=True):
            spans.extend(_trimmed(text, low, high))
    return spans


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for paragraph in text.split("\n"):
        yield start, start + len(paragraph)
        start += len(paragraph) + 1


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _cuts(text: str, start: int, end: int) -> list[int]:
    outer = _stops(text, start, end, heed_quotes=True)
    if outer is None:  # the marks do not pair up: OCR lost one, so they say nothing
        return _stops(text, start, end, heed_quotes=False) or []
    inner: list[int] | None = None
    cuts: list[int] = []
    for low, high in zip([start, *outer], [*outer, end], strict=True):
        if high - low > LONGEST_SENTENCE:
            inner = inner or _stops(text, start, end, heed_quotes=False) or []
            cuts.extend(cut for cut in inner if low < cut < high)
        if high < end:
            cuts.append(high)
    return cuts


def _stops(text: str, start: int, end: int, *, heed_quotes: bool) -> list[int] | None:
    """Where sentences end; None when quotation marks are to be heeded and do not pair up."""
    latin = {match.end() for match in _LATIN_STOP.finditer(text, start, end)}
    opened: list[str] = []
    straight = heed_quotes and text.count('"', start, end) % 2 == 0
    cuts: list[int] = []
    at = start
    while at < end:
        mark = text[at]
        at += 1
        if heed_quotes and not _pair(mark, opened, straight=straight):
            return None
        if opened or (mark not in _STOPS and at not in latin):
            if not (
                heed_quotes and mark in '”」』"' and not opened and text[at - 2] in "。！？!?…"
            ):
                continue
            if _SPEECH.match(text, at, end):
                continue
        while at < end and (text[at] in _STOPS or (not opened and text[at] in _CLOSING)):
            at += 1
        cuts.append(at)
    if opened:
        return None
    return [cut for cut in cuts if cut < end]


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
