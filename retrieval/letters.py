"""Texts as quotations are compared: by their very characters, and by their letters alone.

Both ways keep, for every character compared, the place where it stands in the text, so that what
is found is always shown as printed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.patterns import lazy_pattern
from index.tokens import fold

Codes = NDArray[np.uint32]

# Scripts in which white space is no part of the spelling.
CJK = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\uff66-\uffdc\U00020000-\U0003ffff"
)
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
_NARROW, _ALPHABET = rf"[^\W{CJK}]", rf"[^\W\d_{CJK}]"
# White space, and what nobody sees: controls, marks of direction, the byte order mark, halves of
# surrogate pairs.
_BLANK = (
    "[\\s\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)
# What divides words; by name, for the vowel signs of many scripts are no word characters either.
_MARK = (
    "[\\s\x00-/:-@\\[-`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\u060c\u061b\u061f\u06d4\u0964\u0965\u1361-\u1368"
    "\u2000-\u206f\u2190-\u2bff\u3000-\u3004\u3008-\u3020\ufe30-\ufe6b\uff01-\uff0f\uff1a-\uff20"
    "\uff3b-\uff40\uff5b-\uff65]"
)
_BORDER, _GONE = "\ufdd0", "\ufdd1"  # noncharacters: no text has them
_KEPT = 0xF0000  # the private plane where a mark that counts waits out the levelling
_SPACED = lazy_pattern(rf"(?<={_NARROW}){_BLANK}+(?={_NARROW})")
_BLANKS = lazy_pattern(rf"{_BLANK}+")
_THOUSANDS = lazy_pattern(r"(?<=\d)[,，](?=\d{3}(?!\d))")
_IN_NUMBER = lazy_pattern(rf"(?<=\d){_MARK}+(?=\d)")
_MINUS = lazy_pattern(r"(?<![A-Za-z0-9\-—–−－])[-−－](?=\d)")
_APOSTROPHE = lazy_pattern(rf"(?<={_ALPHABET})['’‘ʼ＇](?={_ALPHABET})")
_BETWEEN_WORDS = lazy_pattern(rf"(?<={_ALPHABET}){_MARK}+(?={_ALPHABET})")
_HAN_RUN = lazy_pattern(f"[{_HAN}]+")
# Traditional print has 著 for the particle 着, which OpenCC leaves; not in these words.
_PARTICLE = lazy_pattern("(?<![名显编原专土论巨遗译卓昭合])著(?![名作称者述书录])")
_TOKEN = lazy_pattern(rf"\d+(?:[^\w\s]\d+)*|[^\s\d{CJK}]+|[{CJK}]")
_DASHES = "-‐‑‒–—―−﹣－~～〜"
_SIGNS = frozenset("+%‰°&@#=×÷±")


@dataclass(frozen=True, slots=True)
class Letters:
    """What of a text is compared: `plain[i]` stands at `text[at[i]]`."""

    text: str
    plain: str
    at: NDArray[np.int64] = field(repr=False)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text `plain[start:end]`, which is not empty, stands."""
        return int(self.at[start]), int(self.at[end - 1]) + 1

    @property
    def codes(self) -> Codes:
        """The code point of each character."""
        return codes_of(self.plain)

    def tokens(self) -> list[tuple[int, int]]:
        """The words: each number, each word of an alphabet, each other character, as a stretch
        of `plain`."""
        return [found.span() for found in _TOKEN.finditer(self.plain)]


def verbatim(text: str) -> Letters:
    """The very characters of a text. Line ends and white space count only where they divide two
    words of an alphabet or two numbers, each as one blank; where a printer breaks a line is no
    part of the words."""
    marked = _SPACED.sub(_one_border, text)
    marked = _BLANKS.sub(_all_gone, marked)
    at = np.flatnonzero(codes_of(marked) != ord(_GONE))
    return Letters(text, marked.replace(_GONE, "").replace(_BORDER, " "), at)


def letters(text: str) -> Letters:
    """The letters, figures and signs of a text, width, case and script (Traditional, old glyphs)
    levelled; punctuation and white space are left out.

    Kept is what tells one word or number from another: the borders between words of an alphabet,
    apostrophes in them, accents, and marks inside numbers (3.6 is not 36) but those between
    thousands.
    """
    marked = _THOUSANDS.sub(_GONE, text)
    marked = _IN_NUMBER.sub(lambda found: "".join(map(_kept, found[0])), marked)
    marked = _MINUS.sub(_kept("-"), marked)
    marked = _APOSTROPHE.sub(_kept("'"), marked)
    marked = _BETWEEN_WORDS.sub(_one_border, marked)
    plain = marked.translate(_PLAIN)
    at = np.repeat(np.arange(len(text), dtype=np.int64), _LENGTHS[codes_of(marked)])
    return Letters(text, _simplified(plain), at)


def codes_of(text: str) -> Codes:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def _one_border(found: re.Match[str]) -> str:
    return _BORDER + _GONE * (len(found[0]) - 1)


def _all_gone(found: re.Match[str]) -> str:
    return _GONE * len(found[0])


def _kept(mark: str) -> str:
    """A mark inside a number, as it outlives the levelling; white space does not."""
    if mark.isspace() or mark == _GONE:
        return _GONE
    plain = "-" if mark in _DASHES else unicodedata.normalize("NFKC", mark)[0]
    return chr(_KEPT + ord(plain)) if ord(plain) < 0xFFFE else plain


def _simplified(plain: str) -> str:
    """Han characters as the Simplified ones in use today. A phrase decides which is meant, so all
    of a run is levelled at once; as long as before."""
    runs = _HAN_RUN.findall(plain)
    if not runs:
        return plain
    folded = fold("\n".join(runs)).split("\n")
    if [*map(len, folded)] != [*map(len, runs)]:
        folded = [_one_by_one(run) for run in runs]
    following = iter([_PARTICLE.sub("着", run) for run in folded])
    return _HAN_RUN.sub(lambda _: next(following), plain)


def _one_by_one(run: str) -> str:
    return "".join(one if len(plain := fold(one)) != 1 else plain for one in run)


_LENGTHS = np.zeros(0x110000, np.uint8)  # of what each character is levelled to, once it was


class _Plain(dict[int, str]):
    """Each character as it is compared, one or several letters or none."""

    def __missing__(self, code: int) -> str:
        plain = _plain(chr(code))
        _LENGTHS[code] = len(plain)
        self[code] = plain
        return plain


_PLAIN = _Plain()


def _plain(printed: str) -> str:
    if printed in (_BORDER, _GONE):
        return " " if printed == _BORDER else ""
    if _KEPT <= ord(printed) < _KEPT + 0xFFFE:
        return chr(ord(printed) - _KEPT)
    if printed in "○◯":  # set for the numeral zero
        return "〇"
    if "가" <= printed <= "힣" or unicodedata.decomposition(printed).startswith(
        ("<super>", "<sub>")
    ):
        return printed
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", printed).casefold())
    return "".join(one for one in apart if _counts(one))


def _counts(letter: str) -> bool:
    """Whether a character is part of a word or a number."""
    kind = unicodedata.category(letter)
    if kind[0] == "M":
        return not ("\ufe00" <= letter <= "\ufe0f" or letter >= "\U000e0100")
    return letter.isalnum() or kind == "Sc" or letter in _SIGNS
