"""From candidates to an order: the lanes' scores fused, then late interaction on the best.

The weight follows the question: words decide when the archive knows them, meaning decides when
it does not (a question in another language, in other words).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.store import FIELDS, Field, Store
from retrieval.interaction import QuestionTokens, Tokens, interaction
from retrieval.lanes import Candidates, Query

_SATURATED = 2.2  # what a token can add at most in tantivy's BM25: its weight times k1 + 1
CLOSER_LOOK = 100  # candidates that late interaction reads

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts. Measured in docs/decisions/0005-ranking.md."""

    words: float = 1.0
    bigrams: float = 1.0
    cosine: float = 1.0
    whole: float = 3.0
    closest: float = 3.0

    @property
    def total(self) -> float:
        """The highest score there can be."""
        return self.words + self.bigrams + self.cosine + self.whole + self.closest


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
    weights: Weights = field(default_factory=Weights)

    def rank(self, query: Query, found: Candidates, question: QuestionTokens | None) -> Ranked:
        """The candidates in order; those that late interaction did not read stay behind."""
        reached = share_reached(self.store, query, found)
        fused = self._fused(found, reached)
        order = np.lexsort((found.ids, -fused))[:CLOSER_LOOK]
        found, fused = found.chosen(order), fused[order]
        whole = closest = np.zeros(len(found), np.float32)
        if question is not None and len(found):
            whole, closest = interaction(question, self._tokens(found), self.table)
        scores = fused + self.weights.whole * whole + self.weights.closest * closest
        order = np.lexsort((found.ids, -scores))
        return Ranked(
            found.chosen(order),
            scores[order],
            whole[order],
            closest[order],
            reached,
            self.weights.total,
        )

    def _fused(self, found: Candidates, reached: float) -> Floats:
        by_words = self.weights.words * found.words + self.weights.bigrams * found.bigrams
        return np.asarray(reached * by_words + self.weights.cosine * found.cosine, np.float32)

    def _tokens(self, found: Candidates) -> Sequence[Tokens]:
        return self.store.tokens(found.ids)


def share_reached(store: Store, query: Query, found: Candidates) -> float:
    """The best BM25 score any passage reaches over the best there could be, in the better field.

    Near 0 for a question in a language the archive is not in, even when some name matches.
    """
    return max(_reached(store, name, query, found.best[name]) for name in FIELDS)


def _reached(store: Store, name: Field, query: Query, best: float) -> float:
    tokens: Sequence[str] = getattr(query, name)
    if not tokens:
        return 0.0
    counts = np.array([store.frequency(name, token) for token in tokens])
    ideal = _SATURATED * inverse_frequency(counts, len(store)).sum()
    return float(min(1.0, best / ideal))


def inverse_frequency(counts: NDArray[np.int_], passages: int) -> NDArray[np.float64]:
    """BM25's weight of a token that stands in so many of so many passages (Robertson and
    Spärck Jones 1976, kept above 0 as Lucene does)."""
    return np.log1p((passages - counts + 0.5) / (counts + 0.5))
