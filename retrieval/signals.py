"""The raw evidence that there is an answer, read off the first hits of a search.

Every signal is about the question and the passages themselves, or about how far the first hits
stand out, so that it means the same in an archive of sixty articles and of sixty thousand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.confusions import is_mistakable, levelled
from index.scripts import script_of
from index.store import Field, Store
from index.tokens import fold, words_and_bigrams
from retrieval.highlight import Marked
from retrieval.interaction import Tokens, weakest
from retrieval.ranking import inverse_frequency
from retrieval.search import Evidence, is_asking

JUDGED = 3  # first hits whose best evidence decides whether there is an answer
_FIRST = 10
_TAIL = slice(JUDGED, _FIRST)  # hits that are there whether or not the answer is
_LONG_RUN = 12  # characters in common that no chance explains

_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_NOT_LETTERS = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Signals:
    """Evidence about the first hits, each about 0 to 1, the best of them where not said otherwise.

    `covered`, `paired`: the share of the question's words and of its character pairs, by rarity,
    that a hit holds; `cosine`, `whole`: as ranked; `lead`: how far the closest sentences of the
    first hits stand out from those of the hits after them; `run`: the longest run of characters in
    common; `weakest`: how near a hit comes to the two weighty words of the question that it matches
    least; `figures`: whether a hit holds every figure of the question (1 when there is none);
    `expecting`: whether the question tells what kind of words answer; `chance`: how likely such
    words stand in a hit, and `in_form`: whether any of the very measure or sort do (both 0 when it
    does not tell). `foreign`: the first hit is in another script than the question, so that no word
    can match; `beside`: and passages in the question's own script are among the first ten.
    """

    covered: float = 0.0
    paired: float = 0.0
    cosine: float = 0.0
    whole: float = 0.0
    lead: float = 0.0
    run: float = 0.0
    weakest: float = 0.0
    figures: float = 0.0
    expecting: float = 0.0
    chance: float = 0.0
    in_form: float = 0.0
    foreign: bool = False
    beside: bool = False

    def values(self) -> tuple[float, ...]:
        """The figures in the order of SIGNALS."""
        return astuple(self)[: len(SIGNALS)]


SIGNALS = tuple(name for name in Signals.__slots__ if name not in ("foreign", "beside"))


class Judged(NamedTuple):
    """One of the first hits: its text under its headline, the tokens of both, and what is marked
    in it."""

    text: str
    tokens: Tokens
    mark: Marked


def signals(evidence: Evidence, judged: Sequence[Judged], table: NDArray[np.float32]) -> Signals:
    """The evidence that the first hits, at most JUDGED of them, hold the answer."""
    if not judged:
        return Signals()
    ranked, question = evidence.ranked, evidence.query.text
    held = [(one.text, *words_and_bigrams(one.text)) for one in judged]
    pairs = evidence.query.bigrams
    expecting = judged[0].mark.chance is not None
    own = script_of(question)
    return Signals(
        covered=max(_covered(evidence, text, words) for text, words, _ in held),
        paired=max(_share(evidence.store, "bigrams", pairs, own) for _, _, own in held),
        cosine=float(ranked.candidates.cosine[:JUDGED].max(initial=0)),
        whole=float(ranked.whole[:JUDGED].max(initial=0)),
        lead=_lead(ranked.closest),
        run=max(_run(question, one.text) for one in judged),
        weakest=_weakest(evidence, judged, table),
        figures=_figures(question, judged),
        expecting=float(expecting),
        chance=max(one.mark.chance or 0.0 for one in judged),
        in_form=float(any(one.mark.in_form for one in judged)),
        foreign=script_of(judged[0].text) != own,
        beside=bool((evidence.store.scripts(ranked.candidates.ids[:_FIRST]) == own).any()),
    )


def _lead(closest: NDArray[np.float32]) -> float:
    """How far the best of the first hits stands out from those after them."""
    tail = closest[_TAIL]
    return float(closest[:JUDGED].max(initial=0) - (tail.mean() if len(tail) else 0))


def _covered(evidence: Evidence, text: str, own: Sequence[str]) -> float:
    """The share of the question's words that a text holds; one that OCR misread (竟技馆 for
    竞技馆) is held."""
    asked = [word for word in evidence.query.words if not is_asking(word)]
    misread = levelled(fold(text))
    there = {*own, *(word for word in asked if _misread(word, misread))}
    return _share(evidence.store, "words", asked, there)


def _misread(word: str, text: str) -> bool:
    """Whether a levelled text holds a word under look-alikes; a lone character says too little."""
    return len(word) > 1 and is_mistakable(word) and levelled(word) in text


def _share(store: Store, name: Field, asked: Sequence[str], held: Iterable[str]) -> float:
    """The share of some tokens, weighted by rarity, that are held."""
    if not asked:
        return 0.0
    counts = np.array([store.frequency(name, token) for token in asked])
    rarity = inverse_frequency(counts, len(store))
    there = set(held)
    return float(rarity[[token in there for token in asked]].sum() / rarity.sum())


def _run(question: str, text: str) -> float:
    """The longest run of letters and digits in common, as a share of a long one."""
    asked, there = (_NOT_LETTERS.sub("", fold(one)) for one in (question, text))
    longest = 0
    for start in range(len(asked)):
        while start + longest < len(asked) and asked[start : start + longest + 1] in there:
            longest += 1
    return min(longest, _LONG_RUN) / _LONG_RUN


def _weakest(evidence: Evidence, judged: Sequence[Judged], table: NDArray[np.float32]) -> float:
    if evidence.tokens is None:
        return 0.0
    return max(weakest(evidence.tokens, one.tokens, table) for one in judged)


def _figures(question: str, judged: Sequence[Judged]) -> float:
    figures = _FIGURE.findall(fold(question))
    return float(any(all(one in fold(hit.text) for one in figures) for hit in judged))
