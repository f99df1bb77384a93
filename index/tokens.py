"""Text to search tokens: jieba's words, and character bigrams of every run without spaces.

The same functions cut passages and questions, so both sides always agree. Both fields together
find more than either alone (docs/decisions/0003-two-token-fields.md).
"""

from __future__ import annotations

import logging
import re
import tempfile
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.confusions import digits_levelled, letters_levelled, levelled
from index.glyphs import modern

RULE = "words+bigrams/3"  # goes into the manifest: another rule means another keyword index

# jieba is quadratic on runs its dictionary does not know, so it never sees more than this.
LONGEST_BLOCK = 1_000

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
_KANA_HANGUL = "\u3041-\u3096\u30a1-\u30fa\u30fc\uac00-\ud7a3"
# Scripts written without spaces; and numbers, kept whole, and every other word.
_HAN_RUN, _CJK_RUN = re.compile(rf"[{_HAN}]+"), re.compile(rf"[{_KANA_HANGUL}]+")
_OTHER = re.compile(rf"\d+(?:[.,:]\d+)*|[^\W\d_{_HAN}{_KANA_HANGUL}]+")
_RUNS = re.compile(f"(?P<han>{_HAN_RUN.pattern})|(?P<cjk>{_CJK_RUN.pattern})|{_OTHER.pattern}")
_ACCENTS = re.compile("[\u0300-\u036f]")  # Latin, Greek and Cyrillic accents; not Japanese voicing
# What NFKC would make of the punctuation of every Chinese text. Done first, because NFKC goes
# over a whole text slowly when one character needs it, and quickly when none does.
_COMMON = tuple(zip("，：；！？（）％\u3000…", (*",:;!?()% ", "..."), strict=True))
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# A circle set for the numeral zero (二○○八), and glyphs OCR and old type use for one another.
_FOLDED = (("○", "〇"), ("◯", "〇"), ("囗", "口"))
_SPACE, _LINE_END = 0x20, 0x0A
_LAST = 0xFFFF  # of the first plane of characters; it is no character itself
_IS_HAN, _IS_KANA, _IS_OTHER, _IS_END = range(4)  # kana or Hangul; a line end

Codes = NDArray[np.uint32]
Cutter = Callable[[str], list[str]]


def fold(text: str) -> str:
    """The text as it is compared: width, case, script (Traditional to Simplified) and accents
    levelled, and letters OCR put into a number. For search only; what is shown stays as printed."""
    for printed, plain in _COMMON:
        text = text.replace(printed, plain)
    text = unicodedata.normalize("NFKC", text).lower()
    if text.isascii():
        return digits_levelled(text)
    for unseen in _UNSEEN:
        text = text.replace(unseen, "")
    for printed, plain in _FOLDED:
        text = text.replace(printed, plain)
    return digits_levelled(_simplified(_without_accents(modern(text))))


def words(text: str) -> list[str]:
    """The search words of a text, folded, in order, with repeats."""
    return [word for run, kind in runs(fold(text)) for word in _words_of(run, kind)]


def bigrams(text: str) -> list[str]:
    """The character bigrams of every Han, kana and Hangul run, folded; a lone character stays.
    Characters that OCR takes for one another count as one (index/confusions.py)."""
    return [pair for run, kind in runs(fold(text)) if kind for pair in _pairs(levelled(run))]


def words_and_bigrams(text: str) -> tuple[list[str], list[str]]:
    """Both fields of a text in one pass: `(words(text), bigrams(text))`."""
    found: list[str] = []
    pairs: list[str] = []
    for run, kind in runs(fold(text)):
        found.extend(_words_of(run, kind))
        if kind:
            pairs.extend(_pairs(levelled(run)))
    return found, pairs


def token_lines(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words of each text as one line with white space between them, and its bigrams likewise:
    the tokens of `words_and_bigrams` in another order, several times as fast for many texts."""
    return _lines_of([fold(text) for text in texts])


def folded_lines(texts: Sequence[str]) -> list[str]:
    """Each text folded, as one line. They are folded together, for no character acts on one of
    another line."""
    return fold("\n".join(text.replace("\n", " ") for text in texts)).split("\n") if texts else []


def held_tokens(
    asked_words: Collection[str], asked_pairs: Collection[str], lines: Sequence[str]
) -> list[tuple[set[str], set[str]]]:
    """Which of some words and of some bigrams each folded line has. For less than it takes to list
    all that there are: a bigram is looked for in the line."""
    if not lines:
        return []
    codes = np.frombuffer("\n".join(lines).encode("utf-32-le", "surrogatepass"), "<u4")
    plain = _lines(letters_levelled(codes))
    by_kind = [_of_kinds(frozenset(asked)) for asked in (asked_words, asked_pairs)]
    return [_held(*both, *by_kind) for both in zip(lines, plain, strict=True)]


class _Kinds(NamedTuple):
    """Tokens by what they are made of; `pairs` and `lone` are of Han, kana or Hangul."""

    han: frozenset[str]
    kana: frozenset[str]
    others: frozenset[str]
    pairs: tuple[str, ...]
    lone: frozenset[str]


@lru_cache(8)  # the passages of a question are looked at in several goes
def _of_kinds(asked: frozenset[str]) -> _Kinds:
    han = frozenset(one for one in asked if _HAN_RUN.fullmatch(one))
    kana = frozenset(one for one in asked if _CJK_RUN.fullmatch(one))
    pairs = tuple(one for one in (*han, *kana) if len(one) == 2)
    lone = frozenset(one for one in (*han, *kana) if len(one) == 1)
    return _Kinds(han, kana, asked - han - kana, pairs, lone)


def _held(line: str, plain: str, words: _Kinds, pairs: _Kinds) -> tuple[set[str], set[str]]:
    """What a folded line has; `plain` is it levelled. Two letters of one kind that stand side by
    side are of one run, and a single one is a bigram where it is a run by itself."""
    han = _HAN_RUN.findall(line)
    held = set(words.han.intersection(_cut(" ".join(han)))) if han else set()
    there = {pair for pair in pairs.pairs if pair in plain}
    if words.others:
        held.update(words.others.intersection(_OTHER.findall(line)))
    kana = _CJK_RUN.findall(line) if words.kana or pairs.kana else []
    held.update(words.kana.intersection(kana))
    if pairs.lone:
        single = (run for run in (*han, *kana) if len(run) == 1)
        there.update(pairs.lone.intersection(map(levelled, single)))
    return held, there


def _lines_of(folded: Sequence[str]) -> tuple[list[str], list[str]]:
    """The word lines and the bigram lines of folded texts, all texts at a time."""
    if not folded:
        return [], []
    # One text a line, and a line end before and behind, so that every character has neighbours.
    whole = "\n".join(["", *(text.replace("\n", " ") for text in folded), ""])
    codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), "<u4")
    kinds = _kinds_of(codes)
    han, kana, others = (_only(kind, codes, kinds) for kind in (_IS_HAN, _IS_KANA, _IS_OTHER))
    word_lines = [
        " ".join((*_cut(hans), kanas, *_OTHER.findall(rest)))
        for hans, kanas, rest in zip(han, kana, others, strict=True)
    ]
    return word_lines, _pair_lines(codes, kinds)


def _kinds_of(codes: Codes) -> NDArray[np.uint8]:
    """What each character is."""
    kinds = _kinds().take(np.minimum(codes, _LAST))
    if len(codes) and codes.max() > _LAST:
        kinds[(codes >= 0x20000) & (codes < 0x40000)] = _IS_HAN
    return kinds


@cache
def _kinds() -> NDArray[np.uint8]:
    """What each character of the first plane is; one beyond it is Han or another."""
    kinds = np.full(_LAST + 1, _IS_OTHER, np.uint8)
    plane = "".join(map(chr, range(_LAST)))
    for kind, pattern in ((_IS_HAN, _HAN_RUN), (_IS_KANA, _CJK_RUN)):
        for match in pattern.finditer(plane):
            kinds[match.start() : match.end()] = kind
    kinds[_LINE_END] = _IS_END
    kinds.flags.writeable = False
    return kinds


def _only(kind: int, codes: Codes, kinds: NDArray[np.uint8]) -> list[str]:
    """The characters of a kind in each line, with a space where others stood between them."""
    kept = (kinds == kind) | (kinds == _IS_END)
    some = kept.copy()
    some[1:] |= kept[:-1]
    return _lines(np.where(kept, codes, np.uint32(_SPACE))[some])[1:-1]


def _cut(line: str) -> list[str]:
    """The words of a line of Han runs."""
    if len(line) > LONGEST_BLOCK:
        return [word for run in line.split() for word in _words_of(run, "han")]
    return cutter()(line)


def _pair_lines(codes: Codes, kinds: NDArray[np.uint8]) -> list[str]:
    """The bigrams of the runs of each line: `abc d` becomes `ab bc d`."""
    letters = letters_levelled(codes)
    before, here, after = kinds[:-2], kinds[1:-1], kinds[2:]
    run, line_end = here <= _IS_KANA, here == _IS_END
    pair = run & (here == after)
    lone = run & (here != before) & (here != after)
    kept = pair | lone | line_end
    made = np.full((int(kept.sum()), 3), _SPACE, "<u4")
    made[:, 0] = letters[1:-1][kept]
    made[:, 1] = np.where(pair, letters[2:], np.uint32(_SPACE))[kept]
    return _lines(made)


def _lines(codes: Codes) -> list[str]:
    return codes.tobytes().decode("utf-32-le", "surrogatepass").split("\n")


def runs(folded: str) -> Iterator[tuple[str, str | None]]:
    """The runs of a folded text that are tokens or are cut into some, each with its kind: `han`,
    `cjk`, or None for a number and for a word of an alphabet."""
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


def private_jieba() -> Any:
    """A jieba tokenizer, loaded. Its cache is read back with marshal, so it must not lie where
    others can write."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    with tempfile.TemporaryDirectory(prefix="baoda-jieba-") as private:
        tokenizer.tmp_dir = private
        tokenizer.initialize()
    return tokenizer


def _jieba_cutter() -> Cutter:
    tokenizer = private_jieba()

    def cut(run: str) -> list[str]:
        return list(tokenizer.cut_for_search(run, HMM=False))

    return cut


CUTTERS: dict[str, Callable[[], Cutter]] = {"rjieba": _rjieba_cutter, "jieba": _jieba_cutter}


def _without_accents(text: str) -> str:
    # In UTF-8 the accents are the only characters that begin with these two bytes (and U+0370 to
    # U+037F, which do no harm): looking for bytes is many times faster than looking for letters.
    apart = unicodedata.normalize("NFD", text)
    data = apart.encode("utf-8", "surrogatepass")
    if b"\xcc" not in data and b"\xcd" not in data:
        return text
    return unicodedata.normalize("NFC", _ACCENTS.sub("", apart))


def _simplified(text: str) -> str:
    try:
        return str(_converter().convert(text))
    except UnicodeEncodeError:  # a lone surrogate is no text to OpenCC
        return str(_converter().convert(text.encode("utf-8", "replace").decode("utf-8")))


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
