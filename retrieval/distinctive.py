"""The strings of a question that tell by themselves which passages are meant.

Document numbers, codes (C919), figures with what they count, and names the dictionary does not
know. Whether they are rare enough in an archive is asked of the archive.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from index.patterns import lazy_pattern
from index.store import Token
from index.surnames import is_name
from index.tokens import fold, words
from retrieval.figures import Figure, figures, forms
from retrieval.letters import CJK
from retrieval.same_words import tokens_of, words_of

Kind = Literal["phrase", "number", "code", "figure", "name"]

_HAN = "\u3400-\u9fff"
# 国发〔2023〕5号, and the number of a case: （2023）湘02民初123号.
_NUMBER = lazy_pattern(
    rf"(?P<before>[{_HAN}]{{0,12}})(?P<rest>[〔\[(（【]\s?(?:19|20)\d\d\s?[〕\])）】]\s?"
    rf"(?:[{_HAN}]{{0,8}}\d{{0,6}}[{_HAN}]{{0,8}}?)?第?\s?\d{{1,6}}\s?[号號])"
)
# What leads to a document and is no part of its number.
_LEADING = lazy_pattern(
    r".*(?:请问|請問|根据|根據|按照|依据|依據|关于|關於|查找|印发|文件|通知|的|在|和|与|與|是|为|為|由|对|對)"
)
_LONGEST_LETTERS = 8
_CLAUSE, _CLAUSE_WORDS = 8, 5  # characters of a script without blanks, or words of an alphabet
RARE, _RARE_NAME = 10, 3  # passages
_CODE = lazy_pattern(
    r"(?<![A-Za-z0-9./\-])(?:[A-Z]{1,6}/?[A-Z]?[ \-]?\d{2,6}(?:[\-–—]\d{1,4})?[A-Z]?"
    r"|\d{1,3}[A-Z]{1,3}\d{0,4})(?![A-Za-z0-9\-])"
)


_RUN = lazy_pattern(rf"(?<![A-Za-z0-9])[{_HAN}]{{3,}}")  # not 路 of 3路, which is a surname
_UNKNOWN = lazy_pattern(rf"(?<![{_HAN}])[{_HAN}]{{3,6}}(?![{_HAN}])")
_SPACED_WORD = lazy_pattern(rf"[^\W{CJK}]+(?:['’.-][^\W{CJK}]+)*")
_JOINING = lazy_pattern("[的了是在和与有这那谁被把将对从向到于及其之由为说称等因做还都就]")


@dataclass(frozen=True, slots=True)
class Sought:
    """A string that is looked up by exact text, as asked, and how it may be printed; a figure in
    any of its forms."""

    words: str
    kind: Kind
    printed: tuple[str, ...]
    figure: Figure | None = None

    @property
    def wanted(self) -> bool:
        """Whether the asker wants it word for word, whatever else is asked."""
        return self.kind in ("phrase", "number")

    @property
    def rare(self) -> int:
        """In how many passages it may stand at most, for it to tell which are meant."""
        return _RARE_NAME if self.kind == "name" else RARE

    @property
    def is_long(self) -> bool:
        """Whether it is more than a term or a name: a clause."""
        spaced = _SPACED_WORD.findall(self.words)
        others = len(words_of(_SPACED_WORD.sub("", self.words)).plain)
        return others / _CLAUSE + len(spaced) / _CLAUSE_WORDS >= 1

    @property
    def tokens(self) -> tuple[tuple[Token, ...], ...]:
        """For each way it is printed the tokens that a passage has then."""
        return tuple(dict.fromkeys(tokens_of(one) for one in self.printed))

    def stands_in(self, text: str) -> bool:
        """Whether a text holds it."""
        if self.figure is not None:
            return self.figure.stand_in(text)
        return any(words_of(one).stand_in(text) for one in self.printed)


def sought(text: str, phrases: Sequence[str]) -> Iterator[Sought]:
    """The strings of a question that may be told by, outside its quoted phrases."""
    for phrase in phrases:
        text = text.replace(phrase, " ")
    level = "".join(_narrow(letter) for letter in text)
    for found in _NUMBER.finditer(level):
        start, end = _number(level, found), found.end()
        yield Sought(text[start:end], "number", (text[start:end],))
        level = f"{level[:start]}{' ' * (end - start)}{level[end:]}"
    for found in _CODE.finditer(level):
        yield Sought(text[slice(*found.span())], "code", (found[0],))
    for name in _names(level):
        yield Sought(name, "name", (name,))
    for figure in figures(level):
        if figure.telling:
            yield Sought(figure.words, "figure", forms(figure), figure)


def _names(level: str) -> Iterator[str]:
    """Names of persons: three characters, a surname first, that begin a run of characters which
    are no part of any word."""
    for found in _RUN.finditer(level):
        for unknown in _UNKNOWN.finditer(_without_words(found[0])):
            if is_name(name := found[0][unknown.start() : unknown.start() + 3]):
                yield name


def _without_words(run: str) -> str:
    """A run of Han characters with every word of the dictionary, and every character that only
    asks or joins, blotted out."""
    folded = fold(run)
    if len(folded) != len(run):
        return ""
    left = _JOINING.sub(" ", folded)
    # The longest first: 售票 would leave the end of 售票员 behind.
    for word in sorted(dict.fromkeys(words(folded)), key=len, reverse=True):
        if len(word) > 1:
            left = left.replace(word, " " * len(word))
    return left


def _number(level: str, found: re.Match[str]) -> int:
    """Where a document number begins: its letters are the last of the characters before it."""
    lead = _LEADING.match(found["before"])
    start = found.start() + (lead.end() if lead else 0)
    return max(start, found.start("rest") - _LONGEST_LETTERS)


def _narrow(letter: str) -> str:
    level = unicodedata.normalize("NFKC", letter)
    return level if len(level) == 1 else letter
