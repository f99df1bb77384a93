"""The raw evidence that there is an answer, read off each of the first hits of a search.

Every signal is about the question and the passage themselves, or about how far the hit stands
out, so that it means the same in an archive of sixty articles and of sixty thousand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log1p
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.confusions import is_mistakable, levelled
from index.scripts import script_of
from index.store import Field, Store
from index.tokens import fold, folded_lines, held_tokens, words
from retrieval.figures import Figure, figures
from retrieval.highlight import Marked
from retrieval.indispensable import indispensable
from retrieval.interaction import Tokens, weakest
from retrieval.ranking import inverse_frequency
from retrieval.search import Evidence, is_asking

JUDGED = 3  # first hits that decide whether there is an answer: the surest of them
_FIRST = 10
_TAIL = slice(JUDGED, _FIRST)  # hits that are there whether or not the answer is
_LONG_QUESTION = log1p(40)  # tokens
_LONG_RUN = 12  # characters in common that no chance explains

_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_NOT_LETTERS = re.compile(r"\W+")
_folded = lru_cache(64)(fold)  # each of the few texts is looked at for several signals
_figures_of = lru_cache(64)(figures)


@dataclass(frozen=True, slots=True)
class Signals:
    """Evidence about one of the first hits, each about 0 to 1.

    `covered`, `paired`: the share of the question's words and of its character pairs, by rarity,
    that the hit holds; `cosine`, `whole`: as ranked; `lead`, `lead_whole`, `lead_cosine`: how far
    its closest sentences, the whole of it and its vector stand out from those of the hits after the
    first; `run`: the longest run of characters in common; `weakest`: how near it comes to the two
    weighty words of the question that it matches least; `figures`: whether it holds every figure of
    the question (1 when there is none); `expecting`: whether the question tells what kind of words
    answer; `chance`: how likely such words stand in the hit, and `in_form`: whether any of the very
    measure or sort do (both 0 when it does not tell); `length`: how much the question says, for
    much is seldom matched by chance. `foreign`: the first hit is in another script than the
    question, so that no word can match; `beside`: and passages in the question's own script are
    among the first ten. `lacking`: what no answer can do without and the hit has nothing of, as a
    sentence calls it.
    """

    covered: float = 0.0
    paired: float = 0.0
    cosine: float = 0.0
    whole: float = 0.0
    lead: float = 0.0
    lead_whole: float = 0.0
    lead_cosine: float = 0.0
    run: float = 0.0
    weakest: float = 0.0
    figures: float = 0.0
    expecting: float = 0.0
    chance: float = 0.0
    in_form: float = 0.0
    length: float = 0.0
    foreign: bool = False
    beside: bool = False
    lacking: str | None = None

    def values(self) -> tuple[float, ...]:
        """The figures in the order of SIGNALS."""
        return tuple(getattr(self, name) for name in SIGNALS)


_FACTS = ("foreign", "beside", "lacking")  # which are no figures to be weighed
SIGNALS = tuple(name for name in Signals.__slots__ if name not in _FACTS)


class Judged(NamedTuple):
    """One of the first hits: its text under its headline, the tokens of both, what is marked in it,
    and its place, from 0, among what was ranked."""

    text: str
    tokens: Tokens
    mark: Marked
    place: int


def signals(
    evidence: Evidence, judged: Sequence[Judged], table: NDArray[np.float32]
) -> tuple[Signals, ...]:
    """The evidence that each of the first hits, at most JUDGED of them, holds the answer."""
    if not judged:
        return ()
    ranked, own = evidence.ranked, script_of(evidence.query.text)
    foreign = script_of(judged[0].text) != own
    beside = bool((evidence.store.scripts(ranked.candidates.ids[:_FIRST]) == own).any())
    question = evidence.query
    words = _Asked.of(evidence.store, "words", _telling(question.words))
    pairs = _Asked.of(evidence.store, "bigrams", question.bigrams)
    folded = folded_lines([one.text for one in judged])
    sets = held_tokens(words.tokens, pairs.tokens, folded)
    needed = indispensable(question.text)
    return tuple(
        _of(
            evidence,
            one,
            level,
            table,
            covered=words.share(_covered(evidence, words.tokens, one.text, level, held)),
            paired=pairs.share(there),
            foreign=foreign,
            beside=beside,
            lacking=next((one.called for one in needed if one.lacking(level)), None),
        )
        for one, level, (held, there) in zip(judged, folded, sets, strict=True)
    )


def lacked_by_all(judged: Sequence[Signals]) -> str | None:
    """What every hit lacks that no answer can do without, as a sentence calls it."""
    lacked = {one.lacking for one in judged}
    return lacked.pop() if len(lacked) == 1 else None


def _of(
    evidence: Evidence,
    one: Judged,
    level: str,
    table: NDArray[np.float32],
    *,
    covered: float,
    paired: float,
    foreign: bool,
    beside: bool,
    lacking: str | None,
) -> Signals:
    """`level` is the text of a hit, folded."""
    ranked, question, tokens = evidence.ranked, evidence.query, evidence.tokens
    return Signals(
        covered=covered,
        paired=paired,
        cosine=float(ranked.candidates.cosine[one.place]),
        whole=float(ranked.whole[one.place]),
        lead=_lead(ranked.closest, one.place),
        lead_whole=_lead(ranked.whole, one.place),
        lead_cosine=_lead(ranked.candidates.cosine, one.place),
        run=_run(_folded(question.text), level),
        weakest=weakest(tokens, one.tokens, table) if tokens else 0.0,
        figures=_figures(question.text, one.text, level),
        expecting=float(one.mark.chance is not None),
        chance=one.mark.chance or 0.0,
        in_form=float(bool(one.mark.in_form)),
        length=min(1.0, log1p(len(tokens.weights)) / _LONG_QUESTION) if tokens else 0.0,
        foreign=foreign,
        beside=beside,
        lacking=lacking,
    )


def _lead(scores: NDArray[np.float32], place: int) -> float:
    """How far a hit stands out from those after the first."""
    tail = scores[_TAIL]
    return float(scores[place] - (tail.mean() if len(tail) else 0))


class _Asked(NamedTuple):
    """Some tokens of a question, and how rare each is in the archive."""

    tokens: tuple[str, ...]
    rarity: NDArray[np.float64]

    @classmethod
    def of(cls, store: Store, name: Field, tokens: Sequence[str]) -> _Asked:
        counts = np.array([store.frequency(name, token) for token in tokens], np.int64)
        return cls(tuple(tokens), inverse_frequency(counts, len(store)))

    def share(self, held: Collection[str]) -> float:
        """The share of them, weighted by rarity, that are held."""
        if not self.tokens:
            return 0.0
        there = [token in held for token in self.tokens]
        return float(self.rarity[there].sum() / self.rarity.sum())


def _telling(words: Sequence[str]) -> list[str]:
    return [word for word in words if not is_asking(word)]


def _covered(
    evidence: Evidence, asked: Sequence[str], text: str, level: str, own: set[str]
) -> set[str]:
    """The words of a question that a text holds; one that OCR misread (竟技馆 for 竞技馆) is
    held."""
    there = set(own)
    if missing := [word for word in asked if word not in own and _may_be_misread(word)]:
        misread = levelled(level)
        there.update(word for word in missing if levelled(word) in misread)
    for one in _said_in(evidence.query.text, text):
        there.update(words(one.words))
    return there


def _said_in(question: str, text: str) -> list[Figure]:
    """The figures of a question that a text has, in whatever form: 三千人 where 3000人 is asked."""
    return [one for one in _figures_of(question) if one.stand_in(text)]


def _may_be_misread(word: str) -> bool:
    """Whether OCR may read a word as another; a lone character says too little."""
    return len(word) > 1 and is_mistakable(word)


def _run(question: str, text: str) -> float:
    """The longest run of letters and digits that folded texts have in common, as a share of a long
    one."""
    asked, there = (_NOT_LETTERS.sub("", one) for one in (question, text))
    longest = 0
    for start in range(len(asked)):
        while start + longest < len(asked) and asked[start : start + longest + 1] in there:
            longest += 1
    return min(longest, _LONG_RUN) / _LONG_RUN


def _figures(question: str, text: str, level: str) -> float:
    """Whether a text has every number of the question, as asked or in another form; `level` is it
    folded."""
    missing = [one for one in _FIGURE.findall(_folded(question)) if one not in level]
    said = "".join(_folded(one.words) for one in _said_in(question, text)) if missing else ""
    return float(all(one in said for one in missing))
