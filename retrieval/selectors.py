"""A stretch of an article as others can find it again: selectors of the Web Annotation Data Model
(W3C Recommendation, 2017) and links to text fragments (WICG, URL Fragment Text Directives).

A selector is about the body as stored. A text fragment is about the article's page, where every
line of the body is a block: none of its parts may run over the end of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import quote

_CONTEXT = 32  # characters before and behind that a quote selector gives, more only where needed
_WHOLE = 40  # characters of a stretch that a link names in full; of a longer one both ends
_END = 12  # characters of such an end, up to where a word may end
_LONGEST = 64  # characters that an end or its context may be drawn out to, up to a break
_UNBROKEN = 300  # characters of a line without one, which is taken whole
# Between these a browser's word breaker always breaks; a part cut inside a word is not found.
_BREAK = re.compile(
    r"(?:[\s，。！？；：、!?;“”「」『』《》()（）\[\]【】—…]|[.,:‘’](?![0-9A-Za-z\u00c0-\u024f]))+"
)
_BLANKS = re.compile(r"[^\S\n]+")
_UNEVEN = re.compile(r"[^\S\n]{2,}|[^\S\n ]")


@dataclass(frozen=True, slots=True)
class Selection:
    """`body[start:end]`, which is `exact`; prefix, exact and suffix together stand once in it."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str

    def as_json(self) -> list[dict[str, Any]]:
        """A TextQuoteSelector and a TextPositionSelector; positions count code points."""
        around = {"exact": self.exact, "prefix": self.prefix, "suffix": self.suffix}
        return [
            {"type": "TextQuoteSelector", **around},
            {"type": "TextPositionSelector", "start": self.start, "end": self.end},
        ]


def selection(body: str, start: int, end: int) -> Selection:
    """The selection of `body[start:end]`, with as much around it as tells it from its likes."""
    exact, reach = body[start:end], _CONTEXT
    while True:
        low, high = max(0, start - reach), min(len(body), end + reach)
        around = body[low:high]
        if (low, high) == (0, len(body)) or body.find(around) == body.rfind(around) == low:
            return Selection(start, end, exact, body[low:start], body[end:high])
        reach *= 2


class _Directive(NamedTuple):
    """What stands behind `#:~:text=`, not yet encoded."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    def encoded(self) -> str:
        parts = [f"{_encoded(self.prefix)}-"] if self.prefix else []
        parts += [_encoded(one) for one in (self.start, self.end) if one]
        return ",".join(parts + ([f"-{_encoded(self.suffix)}"] if self.suffix else []))


def fragment(page: str, body: str, start: int, end: int) -> str:
    """The link to `body[start:end]` on the article's page. The page alone, when no text fragment
    leads a browser there: the same words stand before it in the same company."""
    text, low, high = _levelled(body, start, end)
    for directive in _directives(text, low, high):
        if _found(text.lower(), *(one.lower() for one in directive)) == (low, high):
            return f"{page}#:~:text={directive.encoded()}"
    return page


def _directives(text: str, start: int, end: int) -> Iterator[_Directive]:
    """What may name a stretch, the shortest first."""
    words = text[start:end]
    if not words:
        return
    if "\n" not in words and len(words) <= _WHOLE:
        first, last = words, ""
    else:
        first, last = _opening(words), _closing(words)
    for reach in (0, _END, _LONGEST):
        prefix = _closing(text[:start].rstrip(), reach) if reach else ""
        suffix = _opening(text[end:].lstrip(), reach) if reach else ""
        yield _Directive(first, last, prefix, suffix)
        if last and "\n" not in words:
            yield _Directive(words, "", prefix, suffix)


def _opening(text: str, least: int = _END) -> str:
    """The beginning of a text, up to the first break behind so many characters."""
    line = text[:_UNBROKEN].partition("\n")[0]
    found = _BREAK.search(line, least)
    return (line[: found.start()] if found and found.start() <= _LONGEST + least else line).rstrip()


def _closing(text: str, least: int = _END) -> str:
    """The end of a text, from the last break before so many characters."""
    line = text[-_UNBROKEN:].rpartition("\n")[2]
    last = len(line) - least
    found = [one.end() for one in _BREAK.finditer(line) if last - _LONGEST <= one.end() <= last]
    return (line[found[-1] :] if found else line).lstrip()


def _found(text: str, start: str, end: str, prefix: str, suffix: str) -> tuple[int, int] | None:
    """The first stretch of a text that a directive names."""
    at = text.find(prefix or start)
    while at >= 0:
        low = _past_blanks(text, at + len(prefix)) if prefix else at
        if text.startswith(start, low):
            high = _end_of(text, low + len(start), end, suffix)
            if high >= 0:
                return low, high
        at = text.find(prefix or start, at + 1)
    return None


def _end_of(text: str, at: int, end: str, suffix: str) -> int:
    """Where a stretch ends of which all up to `at` is found; -1 when it does not."""
    while True:
        found = text.find(end, at)
        high = found + len(end)
        if found < 0 or text.startswith(suffix, _past_blanks(text, high)):
            return high if found >= 0 else -1
        if not end:
            return -1
        at = found + 1


def _past_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _levelled(body: str, start: int, end: int) -> tuple[str, int, int]:
    """The body as a page shows it, each run of blanks as one, and the stretch in it."""
    words = body[start:end]
    start += len(words) - len(words.lstrip())
    end = max(start, end - len(words) + len(words.rstrip()))
    if not _UNEVEN.search(body):
        return body, start, end
    before, inside, behind = (
        _BLANKS.sub(" ", text) for text in (body[:start], body[start:end], body[end:])
    )
    return before + inside + behind, len(before), len(before) + len(inside)


def _encoded(text: str) -> str:
    """Percent-encoded, with the hyphen, comma and ampersand that part a directive."""
    return quote(text, safe="", errors="replace").replace("-", "%2D")
