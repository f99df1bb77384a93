"""The lanes a question runs through side by side: by its words, and by its meaning."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.store import Field, Ids, Ranking, Scope, Store, day_number, telling
from index.tokens import words_and_bigrams

PER_LANE = 60  # candidates asked of each lane
NOTHING: Ids = np.empty(0, np.int64)
_ENOUGH, _MOST_ASKED = 20, 3_000  # of a lane, when not all are admitted

Floats = NDArray[np.float32]
Admits = Callable[[Ids], NDArray[np.bool_]]  # which of some passages may be found


class Misprint(NamedTuple):
    """Words of a question as they are likely misprinted. `pairs` are the bigrams of the misprint;
    a passage that holds one gets `weight` (below 1) of its BM25 score."""

    meant: str
    printed: str
    pairs: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the lanes need it. `vector` is None when the encoder makes nothing of it."""

    text: str
    words: tuple[str, ...]
    bigrams: tuple[str, ...]
    vector: Floats | None
    scope: Scope = field(default_factory=Scope)
    misprints: tuple[Misprint, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages worth a closer look. Row i of every array is about `ids[i]`; `words` and `bigrams`
    are BM25 scores over the best of their field (0 to 1), `cosine` is to the question. `best` is
    the best BM25 score of each field."""

    ids: Ids
    words: Floats
    bigrams: Floats
    cosine: Floats
    ranks: dict[str, dict[int, int]]
    best: dict[Field, float]

    def __len__(self) -> int:
        return len(self.ids)

    def ranks_of(self, passage_id: int) -> dict[str, int]:
        """A passage's place, from 1, in every lane that found it."""
        lanes = self.ranks.items()
        return {lane: places[passage_id] for lane, places in lanes if passage_id in places}

    def chosen(self, rows: NDArray[np.intp]) -> Candidates:
        """Only these rows, in this order."""
        return replace(
            self,
            ids=self.ids[rows],
            words=self.words[rows],
            bigrams=self.bigrams[rows],
            cosine=self.cosine[rows],
        )


def read_query(
    text: str, vector: Floats, scope: Scope, misprints: tuple[Misprint, ...] = ()
) -> Query:
    """The query of a question whose vector is known."""
    words, pairs = words_and_bigrams(text)
    known = vector if vector.any() else None
    asked, paired = tuple(dict.fromkeys(words)), tuple(dict.fromkeys(pairs))
    return Query(text, asked, paired, known, scope, misprints)


def candidates(
    store: Store,
    query: Query,
    limit: int = PER_LANE,
    without: Ids = NOTHING,
    also: Ids = NOTHING,
    admits: Admits | None = None,
) -> Candidates:
    """Everything any lane finds, and the passages of `also`, with every lane's score of it.

    What is in `without` or is not admitted is left out before anything is compared with the best,
    as if the archive did not have it.
    """
    vector, scope = query.vector, query.scope
    asked = telling(store, "words", query.words)
    words = _lane(lambda more: store.keyword("words", asked, more, scope), limit, without, admits)
    pairs = _lane(lambda more: _by_bigrams(store, query, more), limit, without, admits)
    meaning = Ranking.empty()
    if vector is not None:
        meaning = _lane(lambda more: store.meaning(vector, more, scope), limit, without, admits)
    # Only what no lane was asked about: a passage may be taken out of the archive meanwhile.
    also = also if admits is None else also[admits(also)]
    ids = np.unique(np.concatenate([words.ids, pairs.ids, meaning.ids, also]))
    scores_words, scores_pairs = _share_of_best(words, ids), _share_of_best(pairs, ids)
    cosine = np.zeros(len(ids), np.float32)
    if query.vector is not None:
        cosine = _known(meaning, ids)
        unseen = np.ones(len(ids), np.bool_)
        unseen[np.searchsorted(ids, meaning.ids)] = False
        cosine[unseen] = store.cosines(query.vector, ids[unseen])
    ranks = {"keyword": _places(ids, scores_words + scores_pairs), "meaning": _order(meaning)}
    best: dict[Field, float] = {"words": _best(words), "bigrams": _best(pairs)}
    return Candidates(ids, scores_words, scores_pairs, cosine, ranks, best)


def within(store: Store, ids: Ids, windows: Sequence[tuple[date, date]]) -> Ids:
    """Which of some passages were printed in any of these periods."""
    days = store.days(ids)
    chosen = np.zeros(len(ids), np.bool_)
    for first, last in windows:
        chosen |= (days >= day_number(first)) & (days <= day_number(last))
    return ids[chosen]


def _by_bigrams(store: Store, query: Query, limit: int) -> Ranking:
    """The passages by the question's bigrams and, for less, by those of its likely misprints.
    BM25 adds up over tokens, so that what a misprint is not worth can be taken off again."""
    asked = telling(store, "bigrams", query.bigrams)
    if not query.misprints:
        return store.keyword("bigrams", asked, limit, query.scope)
    printed = {pair: one.weight for one in query.misprints for pair in one.pairs}
    added = {pair: weight for pair, weight in printed.items() if pair not in query.bigrams}
    found = store.keyword("bigrams", (*asked, *added), limit, query.scope)
    scores = found.scores.copy()
    for pair, weight in added.items():
        extra = store.keyword("bigrams", [pair], limit, query.scope)
        _, here, there = np.intersect1d(found.ids, extra.ids, return_indices=True)
        scores[here] -= (1 - weight) * extra.scores[there]
    return Ranking(found.ids, scores)


def _lane(
    find: Callable[[int], Ranking], limit: int, without: Ids, admits: Admits | None
) -> Ranking:
    """The best of a lane that are wanted: when too few of the first are, more are asked for."""
    more = limit + len(without)
    while True:
        found = find(more)
        if admits is None and not len(without):
            return Ranking(found.ids[:limit], found.scores[:limit])
        kept = ~np.isin(found.ids, without)
        if admits is None:
            break
        kept &= admits(found.ids)
        if kept.sum() >= min(limit, _ENOUGH) or len(found.ids) < more or more >= _MOST_ASKED:
            break
        more *= 4
    best = np.flatnonzero(kept)[:limit]
    return Ranking(found.ids[best], found.scores[best])


def _share_of_best(ranking: Ranking, ids: Ids) -> Floats:
    scores = _known(ranking, ids)
    best = scores.max(initial=0)
    return scores / best if best > 0 else scores


def _best(ranking: Ranking) -> float:
    return float(ranking.scores.max(initial=0))


def _known(ranking: Ranking, ids: Ids) -> Floats:
    """The score of each id in a ranking, 0 where it does not stand; `ids` rises."""
    scores = np.zeros(len(ids), np.float32)
    scores[np.searchsorted(ids, ranking.ids)] = ranking.scores
    return scores


def _places(ids: Ids, scores: Floats) -> dict[int, int]:
    """Place from 1 of every id with a score above 0; ties by id, so that runs agree."""
    order = np.lexsort((ids, -scores))
    found = ids[order[: int((scores > 0).sum())]]
    return {passage_id: place for place, passage_id in enumerate(found.tolist(), 1)}


def _order(ranking: Ranking) -> dict[int, int]:
    order = np.lexsort((ranking.ids, -ranking.scores))
    return {passage_id: place for place, passage_id in enumerate(ranking.ids[order].tolist(), 1)}
