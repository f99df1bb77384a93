"""Quotation marks of print: which stretches of a text are quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Opening marks and what closes each. German closes with what opens in English and Chinese.
_PAIRS = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "﹁": "﹂",
    "﹃": "﹄",
    "〝": "〞〟",
    "„": "“”",
    "‚": "‘’",
    "«": "»",
    "‹": "›",
}
_STRAIGHT = '"＂'
_MARKS = re.compile(f"[{''.join(_PAIRS)}{''.join(_PAIRS.values())}{_STRAIGHT}\n]")
_DEEPEST = 8  # marks within marks; more are no print


class Quotation(NamedTuple):
    """A quoted stretch: `words` stand at `text[start:end]`, between their marks."""

    words: str
    start: int
    end: int


class _Open(NamedTuple):
    mark: str
    start: int


def quotations(text: str) -> list[Quotation]:
    """Every quoted stretch of a text in order of its opening mark, those inside others too.

    A quotation that goes on over paragraphs opens each and closes the last: it is one a
    paragraph, and one that is never closed ends with its paragraph. Straight marks open and close
    in turn. An apostrophe is no mark. Stretches without a letter are left out.
    """
    found = [Quotation(text[low:high], low, high) for low, high in _stretches(text)]
    return sorted(
        (one for one in found if any(map(str.isalnum, one.words))),
        key=lambda one: (one.start, -one.end),
    )


def without_marks(text: str) -> str:
    """The words of a text that is one quotation, marks and all; any other text as it is."""
    bare = text.strip()
    for low, high in _stretches(bare):
        if (low, high) == (1, len(bare) - 1) and bare[-1] != "\n":
            return bare[1:-1].strip()
    return bare


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    opened: list[_Open] = []
    for found in _MARKS.finditer(text):
        mark, at = found[0], found.start()
        if mark == "\n":
            yield from ((one.start, at) for one in opened if one.mark not in "‘‚")
            opened.clear()
        elif _is_apostrophe(text, at):
            continue
        elif (depth := _closes(opened, mark)) is not None:
            yield opened[depth].start, at
            del opened[depth:]
        elif (mark in _PAIRS or mark in _STRAIGHT) and len(opened) < _DEEPEST:
            opened.append(_Open(mark, at + 1))
    yield from ((one.start, len(text)) for one in opened if one.mark not in "‘‚")


def _closes(opened: list[_Open], mark: str) -> int | None:
    """Which of the open marks this one closes, the last that it can."""
    for depth in range(len(opened) - 1, -1, -1):
        if mark in (_PAIRS.get(opened[depth].mark) or _STRAIGHT):
            return depth
    return None


def _is_apostrophe(text: str, at: int) -> bool:
    """A closing single mark inside a word: don’t."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return text[at] in "’‘" and _is_latin(before) and _is_latin(after)


def _is_latin(letter: str) -> bool:
    return letter.isalpha() and letter < "\u2e80"
