"""From candidates to an order: the lanes' scores fused, then late interaction on the best.

The weight follows the question: words decide when the archive knows them, meaning decides when
it does not (a question in another language, in other words).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.scripts import script_of
from index.store import FIELDS, Field, Ids, Store, telling
from retrieval.interaction import QuestionTokens, interaction
from retrieval.lanes import NOTHING, Candidates, Query

_SATURATED = 2.2  # what a token can add at most in tantivy's BM25: its weight times k1 + 1
_FEWEST = 4  # candidates of a script, below which their scores say nothing about it

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts, and which steps are taken. `adapting`: words count
    as far as the archive knows those of the question; `levelling`: the head start of the
    question's own script is taken off; `favoured`: what a passage gains that was printed in a time
    the question names. What each is worth: `python -m benchmarks.ablation`."""

    words: float = 1.0
    bigrams: float = 1.0
    cosine: float = 1.0
    whole: float = 3.0
    closest: float = 3.0
    adapting: bool = True
    levelling: bool = True
    favoured: float = 0.2

    @property
    def total(self) -> float:
        """The highest score there can be."""
        return self.words + self.bigrams + self.cosine + self.whole + self.closest


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Ranked:
    """Passages in order, best first, with the evidence the order rests on. `reached` is
    how near the best BM25 score comes to the best there could be, 0 to 1."""

    candidates: Candidates
    scores: Floats
    whole: Floats
    closest: Floats
    reached: float
    highest: float

    def shares(self) -> Floats:
        """The scores as shares of the highest there can be, 0 to 1."""
        return np.asarray(np.clip(self.scores / self.highest, 0, 1), np.float32)


@dataclass(frozen=True, slots=True)
class Ranker:
    """Ranks what the lanes found. `table` holds the token vectors of the bundled encoder."""

    store: Store
    table: NDArray[np.float32]
    weights: Weights = WEIGHTS

    def rank(
        self,
        query: Query,
        found: Candidates,
        question: QuestionTokens | None,
        favoured: Ids = NOTHING,
    ) -> Ranked:
        """The candidates in order, best first; `favoured` are of a time the question names."""
        reached = share_reached(self.store, query, found)
        whole = closest = np.zeros(len(found), np.float32)
        if question is not None and len(found):
            whole, closest = interaction(question, self.store.tokens(found.ids), self.table)
        by_words = self.weights.words * found.words + self.weights.bigrams * found.bigrams
        scores = (reached if self.weights.adapting else 1) * by_words
        scores = scores + self._by_meaning(query, found, whole, closest)
        scores = scores + self.weights.favoured * np.isin(found.ids, favoured)
        order = np.lexsort((found.ids, -scores))
        return Ranked(
            found.chosen(order),
            np.asarray(scores[order], np.float32),
            whole[order],
            closest[order],
            reached,
            self.weights.total,
        )

    def _by_meaning(
        self, query: Query, found: Candidates, whole: Floats, closest: Floats
    ) -> Floats:
        weights = self.weights
        scores = weights.cosine * found.cosine + weights.whole * whole + weights.closest * closest
        if not weights.levelling:
            return np.asarray(scores, np.float32)
        scripts, own = self.store.scripts(found.ids), script_of(query.text)
        ahead = head_start(scores, scripts, own)
        return np.asarray(scores - ahead * (scripts == own), np.float32)


def head_start(scores: Floats, scripts: NDArray[np.uint8], own: int) -> float:
    """How far the runners-up in the question's own script lie above those in others; 0 when there
    are too few of either to tell.

    Words of one language are always nearer to each other than to their translations, so a
    question would find any passage in its own language before the answer in another. What tells
    is how far a passage stands out among those of its own script.
    """
    ours, theirs = scores[scripts == own], scores[scripts != own]
    if min(len(ours), len(theirs)) < _FEWEST:
        return 0.0
    return max(0.0, _runners_up(ours) - _runners_up(theirs))


def _runners_up(scores: Floats) -> float:
    """The mean of the third to the tenth best: whoever is there when the answer is not."""
    return float(np.sort(scores)[::-1][2:10].mean())


def share_reached(store: Store, query: Query, found: Candidates) -> float:
    """The best BM25 score any passage reaches over the best there could be, in the better field.

    Near 0 for a question in a language the archive is not in, even when some name matches.
    """
    return max(_reached(store, name, query, found.best[name]) for name in FIELDS)


def _reached(store: Store, name: Field, query: Query, best: float) -> float:
    tokens = telling(store, name, getattr(query, name))
    if not tokens:
        return 0.0
    counts = np.array([store.frequency(name, token) for token in tokens])
    ideal = _SATURATED * inverse_frequency(counts, len(store)).sum()
    return float(min(1.0, best / ideal))


def inverse_frequency(counts: NDArray[np.int_], passages: int) -> NDArray[np.float64]:
    """BM25's weight of a token that stands in so many of so many passages (Robertson and
    Spärck Jones 1976, kept above 0 as Lucene does)."""
    return np.log1p((passages - counts + 0.5) / (counts + 0.5))
