"""Printed lines back to running text, with a map of every character to where it stands.

Only white space is ever set, and only white space and the hyphens of a divided word are left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from index.records import Run, SourceMap

Span = tuple[int, int]

_WORD = re.compile(r"[^\s\u00ad]+")
_HAN = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Scripts set without spaces between words, and their punctuation.
_SOLID = re.compile(rf"[{_HAN}\u3000-\u30ff\uff00-\uff60\uffe0-\uffe6〇]")
_CURLY = "“”‘’…—·"
_LATIN = re.compile(r"[A-Za-zÀ-ɏ\u0370-\u04ff0-9.,;:!?%)\]'\"&$€£-]")
_SIGNS_OF_DIVISION = "¬⸗"  # a hyphen at a line end as OCR gives it, and that of Fraktur
_DIVIDED = re.compile(r"[^\W\d_]{2,}-$")
# Numbers and prefixes that never join the next word without a hyphen.
_ALWAYS = frozenset(
    ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "non", "self",
     "well", "vice", "ex", "vingt", "trente", "quarante", "cinquante", "soixante", "quatre", "dix")
)  # fmt: skip
_COMPOUND = re.compile(r"[^\W\d_]{1,30}(?:-[^\W\d_]{1,30}){1,4}")  # bounded, so linear


@dataclass(frozen=True, slots=True)
class Setting:
    """How a page is set: `han` says that its words are not spaced; `wraps` are the offsets of
    the white space that only stands where a printed line ended; `compounds` are words the page
    prints with a hyphen in the middle of a line."""

    han: bool = True
    wraps: Collection[int] = frozenset()
    compounds: Collection[str] = frozenset()


def compounds_of(text: str) -> frozenset[str]:
    """The hyphenated words of a text, which keep their hyphen at a line end too."""
    return frozenset(word.lower() for word in _COMPOUND.findall(text))


def body_of(
    text: str, paragraphs: Sequence[Sequence[Span]], setting: Setting
) -> tuple[str, SourceMap]:
    """The paragraphs, each given as source spans in reading order, as one body."""
    pieces: list[str] = []
    runs: list[Run] = []
    length = 0
    for spans in paragraphs:
        if pieces:
            pieces.append("\n")
            length += 1
        length = _set_paragraph(text, spans, setting, pieces, runs, length)
    return "".join(pieces), SourceMap(tuple(runs))


def closed_up(text: str, spans: Sequence[Span], setting: Setting) -> str:
    """The text of some spans as one paragraph."""
    return body_of(text, [spans], setting)[0]


def _set_paragraph(
    text: str,
    spans: Sequence[Span],
    setting: Setting,
    pieces: list[str],
    runs: list[Run],
    length: int,
) -> int:
    last: Span | None = None
    for word, starts_line in _words(text, spans):
        if last is None:
            between, cut = "", 0
        else:
            between, cut = _between(text, last, word, setting, starts_line)
        if cut:
            length -= cut
            _shorten(pieces, runs, cut)
        if last and not cut and runs and last[1] + len(between) == word[0] and (
            not between or text[last[1]] == " "
        ):  # fmt: skip
            # The space is kept as it stands, so the run simply goes on.
            run = runs[-1]
            runs[-1] = Run(run.body, run.source, run.length + word[1] - last[1])
            pieces.append(text[last[1] : word[1]])
            length += word[1] - last[1]
        else:
            pieces.append(between)
            length += len(between)
            runs.append(Run(length, word[0], word[1] - word[0]))
            pieces.append(text[word[0] : word[1]])
            length += word[1] - word[0]
        last = word
    return length


def _words(text: str, spans: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    for start, end in spans:
        starts_line = True
        for match in _WORD.finditer(text, start, end):
            yield match.span(), starts_line
            starts_line = False


def _between(
    text: str, last: Span, word: Span, setting: Setting, starts_line: bool
) -> tuple[str, int]:
    """What stands between two words, and how many characters the first one loses."""
    gap = text[last[1] : word[0]] if last[1] <= word[0] else ""
    if gap.lstrip(" \t").startswith("\u00ad") and last[1] < word[0]:
        return "", 0
    if not starts_line and not gap:
        return "", 0
    if not starts_line and last[1] not in setting.wraps:
        return " ", 0
    left, right = text[last[1] - 1], text[word[0]]
    tail = text[max(last[0], last[1] - 4) : last[1]]
    if left in _SIGNS_OF_DIVISION and right.isalpha():
        return "", 1
    if left == "-" and right.isalpha() and _DIVIDED.search(tail):
        keeps = right.isupper() or _is_compound(text, last, word, setting)
        return "", 0 if keeps else 1
    return _space(left, right, setting.han), 0


def _is_compound(text: str, last: Span, word: Span, setting: Setting) -> bool:
    """True for a word that has its hyphen in the middle of a line too, or always has one."""
    tail = re.match(r"[^\W\d_]+", text[word[0] : word[1]])
    left = text[last[0] : last[1]].lstrip("“\"'‘(«").lower()
    whole = left + tail[0].lower() if tail else ""
    return whole in setting.compounds or left[:-1].rpartition("-")[2] in _ALWAYS


def _space(left: str, right: str, han: bool) -> str:
    """A line end is a space between Latin words, and nothing next to Han or kana."""
    if _SOLID.match(left) or _SOLID.match(right):
        return ""
    if han and not (_LATIN.match(left) and _LATIN.match(right)):
        return ""
    if han and left.isdigit() and right.isdigit():
        return ""  # a number goes on; two numbers side by side are not set in running Chinese
    if han and (left in "\"'" or right in "\"'"):
        return ""
    return " "


def _shorten(pieces: list[str], runs: list[Run], cut: int) -> None:
    pieces[-1] = pieces[-1][:-cut]
    run = runs[-1]
    runs[-1] = Run(run.body, run.source, run.length - cut)


def meet_solid(left: str, right: str) -> bool:
    """True when two characters stand side by side without a space: one is of a script that is set
    so, and a mark that both kinds of script use (“ ” … —) goes by its neighbour."""
    if left in _CURLY and right in _CURLY:
        return True
    return any(_SOLID.match(char) is not None for char in (left, right))


def is_solid(char: str) -> bool:
    """True for a character of a script that is set without spaces."""
    return bool(_SOLID.match(char)) or char in _CURLY
