"""Whether a text holds some words: width, case, script, old glyphs, brackets and blanks aside."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from index.confusions import levelled
from index.patterns import lazy_pattern
from index.store import Token
from index.tokens import fold, runs
from retrieval.letters import CJK, Letters, letters

_MOST_TOKENS = 48  # of long words, evenly taken
_TRIED = 20  # places in one text that are looked at for one between words
# 国发〔2023〕5号 is printed with any of these.
_BRACKETS = str.maketrans("〔［[（【｛{〈〕］]）】｝}〉", "((((((((" + "))))))))")
_NARROW = lazy_pattern(rf"[^\W{CJK}]")
_MARKS = lazy_pattern(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Words:
    """Words to be found in texts. `plain`: their letters as they are compared; `bare`: the same
    levelled further, which a text that has them holds too and which is soon looked for."""

    asked: str
    plain: str
    bare: str

    @property
    def bounded(self) -> bool:
        """Whether they begin or end with a letter or a figure that may go on: cat, category."""
        ends = self.plain[:1] + self.plain[-1:]
        return bool(_NARROW.search(ends))

    def stand_in(self, text: str) -> bool:
        """Whether a text holds them, as whole words where a script divides words."""
        if not self.plain:
            return False
        if self.asked in text and not self.bounded:
            return True
        return self.bare in bare(text) and _stands(compared(text), self)

    def place_in(self, body: str) -> tuple[int, int] | None:
        """The first place of a text where they stand."""
        found = compared(body)
        at = _at(found, self) if self.plain else -1
        return found.place(at, at + len(self.plain)) if at >= 0 else None


@lru_cache(1_024)
def words_of(asked: str) -> Words:
    """Words as they are looked for."""
    return Words(asked, compared(asked).plain, bare(asked))


@lru_cache(64)  # each text is looked through for several words
def compared(text: str) -> Letters:
    """The letters of a text, brackets levelled; each keeps its place."""
    return letters(text.translate(_BRACKETS))


@lru_cache(64)
def bare(text: str) -> str:
    """The letters and figures of a text, folded for search; 著, at times a form of 着, as that."""
    return _MARKS.sub("", fold(text)).replace("著", "着")


def tokens_of(asked: str) -> tuple[Token, ...]:
    """Tokens that a passage holds which holds these words in one line: pairs of characters, and
    whole words and numbers. What stands at an end by itself may be part of a longer word there."""
    found: list[Token] = []
    for run, kind in runs(fold(asked)):
        if kind:
            plain = levelled(run)
            found += [("bigrams", plain[at : at + 2]) for at in range(len(plain) - 1)]
        elif "," not in run:  # 3,000 is printed 3000 too
            found.append(("words", run))
    distinct = list(dict.fromkeys(found))
    return tuple(distinct[:: -(-len(distinct) // _MOST_TOKENS) or 1])


def _stands(text: Letters, words: Words) -> bool:
    return _at(text, words) >= 0


def _at(text: Letters, words: Words) -> int:
    """Where words stand in a text, whole; -1 when they do not."""
    at = text.plain.find(words.plain)
    if at < 0 or not words.bounded:
        return at
    borders = {edge for span in text.tokens() for edge in span}
    for _ in range(_TRIED):
        if at < 0 or {at, at + len(words.plain)} <= borders:
            return at
        at = text.plain.find(words.plain, at + 1)
    return -1
