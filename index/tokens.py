"""Text to search tokens: jieba's words, and character bigrams of every run without spaces.

The same functions cut passages and questions, so both sides always agree. Both fields together
find more than either alone (docs/decisions/0003-two-token-fields.md).
"""

from __future__ import annotations

import logging
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

RULE = "words+bigrams/1"  # goes into the manifest: another rule means another keyword index

# jieba is quadratic on runs its dictionary does not know, so it never sees more than this.
LONGEST_BLOCK = 1_000

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
_KANA_HANGUL = "\u3041-\u3096\u30a1-\u30fa\u30fc\uac00-\ud7a3"
# Scripts written without spaces, then numbers kept whole, then every other word.
_RUNS = re.compile(
    rf"(?P<han>[{_HAN}]+)|(?P<cjk>[{_KANA_HANGUL}]+)|\d+(?:[.,:]\d+)*|[^\W\d_{_HAN}{_KANA_HANGUL}]+"
)
_ACCENTS = re.compile("[\u0300-\u036f]")  # Latin, Greek and Cyrillic accents; not Japanese voicing
_UNSEEN = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
# A circle set for the numeral zero (二○○八), and glyphs OCR and old type use for one another.
_FOLDED = str.maketrans("○◯囗", "〇〇口")

Cutter = Callable[[str], list[str]]


def fold(text: str) -> str:
    """The text as it is compared: width, case, script (Traditional to Simplified) and accents
    levelled. For search only; what is shown stays as printed."""
    text = unicodedata.normalize("NFKC", text).lower().translate(_UNSEEN).translate(_FOLDED)
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))
    return _simplified(text)


def words(text: str) -> list[str]:
    """The search words of a text, folded, in order, with repeats."""
    return [word for run, kind in _runs(fold(text)) for word in _words_of(run, kind)]


def bigrams(text: str) -> list[str]:
    """The character bigrams of every Han, kana and Hangul run, folded; a lone character stays."""
    return [pair for run, kind in _runs(fold(text)) if kind for pair in _pairs(run)]


def words_and_bigrams(text: str) -> tuple[list[str], list[str]]:
    """Both fields of a text in one pass: `(words(text), bigrams(text))`."""
    found: list[str] = []
    pairs: list[str] = []
    for run, kind in _runs(fold(text)):
        found.extend(_words_of(run, kind))
        if kind:
            pairs.extend(_pairs(run))
    return found, pairs


def _runs(folded: str) -> Iterator[tuple[str, str | None]]:
    for match in _RUNS.finditer(folded):
        yield match.group(), match.lastgroup


def _words_of(run: str, kind: str | None) -> list[str]:
    if kind != "han":
        return [run]
    if len(run) <= LONGEST_BLOCK:
        return cutter()(run)
    blocks = (run[at : at + LONGEST_BLOCK] for at in range(0, len(run), LONGEST_BLOCK))
    return [word for block in blocks for word in cutter()(block)]


def _pairs(run: str) -> list[str]:
    if len(run) == 1:
        return [run]
    return [run[at : at + 2] for at in range(len(run) - 1)]


@cache
def cutter() -> Cutter:
    """The word cutter in use: jieba's dictionary and search mode, without its HMM.

    rjieba cuts exactly as jieba does (tests/contracts/test_cutter.py shows it on real text),
    fifteen times faster and without a second of loading; jieba serves where it has no wheel.
    """
    try:
        return CUTTERS["rjieba"]()
    except ImportError:
        return CUTTERS["jieba"]()


def _rjieba_cutter() -> Cutter:
    import rjieba

    def cut(run: str) -> list[str]:
        return list(rjieba.cut_for_search(run, False))

    return cut


def _jieba_cutter() -> Cutter:
    import jieba

    # Its cache is read back with marshal, so it must not lie where others can write.
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    with tempfile.TemporaryDirectory(prefix="baoda-jieba-") as private:
        tokenizer.tmp_dir = private
        tokenizer.initialize()

    def cut(run: str) -> list[str]:
        return list(tokenizer.cut_for_search(run, HMM=False))

    return cut


CUTTERS: dict[str, Callable[[], Cutter]] = {"rjieba": _rjieba_cutter, "jieba": _jieba_cutter}


def _simplified(text: str) -> str:
    return str(_converter().convert(text))


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
