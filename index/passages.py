"""Article to passages: THE rule by which bodies are cut for search."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from index.records import Article, Passage
from index.sentences import Span, sentences

# From U+2000 on a character is as wide as a Han character: East Asian scripts and their
# punctuation. In UTF-8 these, and no others, begin with a byte from E2 on.
_NOT_WIDE = bytes(range(0xE2))
# An alphabetic script needs about three characters to say what one Han character says.
_NARROW = 0.35
# Nobody writes a sentence of four passages: a table that lost its lines is one, or a list.
_MOST = 4
_PAUSES = re.compile(r"[,，、،;；:：\s]")
_BARE = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class PassageRule:
    """How long passages are, in Han characters (three letters of an alphabet count as one).

    Sentences are gathered until `target` is reached; none is added that would pass `longest`.
    A single sentence longer than that stays whole, up to four times `longest`; a still longer one
    is cut at its last pause before that, or where it reaches it.
    """

    target: int = 170
    longest: int = 260

    @property
    def name(self) -> str:
        """Goes into the manifest: another rule means another index."""
        return f"sentences/3/{self.target}/{self.longest}"


RULE = PassageRule()


def passages(article: Article, rule: PassageRule = RULE) -> list[Passage]:
    """The passages of an article, in order. They never cross a page, never overlap, are never
    wider than four times `rule.longest`, begin and end with a sentence unless one is wider than
    that, and together hold every character that is not white space."""
    return [
        Passage(start, end)
        for part in article.parts
        for start, end in _gathered(article.body, part.start, part.end, rule)
    ]


def _gathered(body: str, start: int, end: int, rule: PassageRule) -> list[Span]:
    spans: list[Span] = []
    size = 0.0
    for low, high in _bounded(body, start, sentences(body[start:end]), rule.longest * _MOST):
        more = width(body[low:high])
        if spans and size < rule.target and size + more <= rule.longest:
            spans[-1] = (spans[-1][0], high)
            size += more
        else:
            spans.append((low, high))
            size = more
    return _without_stub(body, spans, rule)


def _bounded(body: str, start: int, spans: list[Span], most: float) -> Iterator[Span]:
    """Sentences that begin at `start` of a body, none of them wider than `most`."""
    # So many characters are too wide whatever they are; `most` or fewer never are, which spares
    # nearly every sentence the measuring.
    reach = int(most / _NARROW) + 1
    for low, high in spans:
        low, high = low + start, high + start
        while high - low > most and width(body[low : min(high, low + reach)]) > most:
            end = _pause(body, low, most, reach)
            yield low, low + len(body[low:end].rstrip())
            begins = _BARE.search(body, end, high)  # always: a sentence ends with a bare character
            low = begins.start() if begins else high
        if low < high:
            yield low, high


def _pause(body: str, low: int, most: float, reach: int) -> int:
    """Past the last pause in what fits into `most`, or where no more fits."""
    lengths = range(reach + 1)
    fits = bisect_right(lengths, most, key=lambda length: width(body[low : low + length])) - 1
    end = low + max(1, fits)
    pauses = [found.end() for found in _PAUSES.finditer(body, low, end)]
    return pauses[-1] if pauses else end


def _without_stub(body: str, spans: list[Span], rule: PassageRule) -> list[Span]:
    """A last passage too short to be found by itself joins the one before it."""
    if len(spans) < 2:
        return spans
    (start, middle), (_, end) = spans[-2:]
    if width(body[middle:end]) < rule.target / 4 and width(body[start:end]) <= rule.longest * 1.25:
        return [*spans[:-2], (start, end)]
    return spans


def width(text: str) -> float:
    """The length of a text in Han characters."""
    wide = len(text.encode("utf-8", "surrogatepass").translate(None, _NOT_WIDE))
    return wide + (len(text) - wide) * _NARROW
