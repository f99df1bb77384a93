"""Article to passages: THE rule by which bodies are cut for search."""

from __future__ import annotations

from dataclasses import dataclass

from index.records import Article, Passage
from index.sentences import Span, sentences

# From U+2000 on a character is as wide as a Han character: East Asian scripts and their
# punctuation. In UTF-8 these, and no others, begin with a byte from E2 on.
_NOT_WIDE = bytes(range(0xE2))
# An alphabetic script needs about three characters to say what one Han character says.
_NARROW = 0.35


@dataclass(frozen=True, slots=True)
class PassageRule:
    """How long passages are, in Han characters (three letters of an alphabet count as one).

    Sentences are gathered until `target` is reached; none is added that would pass `longest`.
    A single sentence longer than that stays whole.
    """

    target: int = 170
    longest: int = 260

    @property
    def name(self) -> str:
        """Goes into the manifest: another rule means another index."""
        return f"sentences/{self.target}/{self.longest}"


RULE = PassageRule()


def passages(article: Article, rule: PassageRule = RULE) -> list[Passage]:
    """The passages of an article, in order. They never cross a page, never overlap, begin and end
    with a sentence, and together hold every character that is not white space."""
    return [
        Passage(start, end)
        for part in article.parts
        for start, end in _gathered(article.body, part.start, part.end, rule)
    ]


def _gathered(body: str, start: int, end: int, rule: PassageRule) -> list[Span]:
    spans: list[Span] = []
    size = 0.0
    for low, high in sentences(body[start:end]):
        low, high = low + start, high + start
        more = width(body[low:high])
        if spans and size < rule.target and size + more <= rule.longest:
            spans[-1] = (spans[-1][0], high)
            size += more
        else:
            spans.append((low, high))
            size = more
    return _without_stub(body, spans, rule)


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
