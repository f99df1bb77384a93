"""The exact lane: strings that are found by their very text, and put above everything else.

What is looked up: phrases in quotation marks; and, in the question's own words, document numbers,
codes, names and figures when they are rare enough in the archive to tell which passages are meant.
Tokens only say where to look; a passage counts when its text holds the string.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.archive import Archive
from index.store import Ids, Scope, Store
from index.tokens import words as cut
from retrieval.asking import asks
from retrieval.distinctive import RARE, Sought, sought
from retrieval.lanes import NOTHING
from retrieval.ranking import Ranked
from retrieval.records import Interpretation
from retrieval.same_words import tokens_of, words_of
from retrieval.search import is_asking

_MOST = 300  # passages taken as candidates for one string
_NEAR = 0.4  # of the best score, which a passage must reach to be pinned by what was not quoted
_TRIED = 40  # of them read to see whether any holds it
_READ = 40  # ranked candidates read to be put above the rest
_RARE_TOKENS, _OFTEN = 4, 200  # of a phrase over a passage's border, and how often each may stand
_CUT = 2  # tokens of such a phrase that no passage has
_ARTICLES = 20  # that are read for it
_BLOCK = 20
_STRINGS = 8  # phrases, and other strings, that are looked up for one question


class Text(NamedTuple):
    """A passage as printed, and the headline of its article."""

    article_key: int
    title: str
    passage: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """A string and the passages that may hold it, of a scope. `across`: passages that hold a part
    of it, for it stands over their border."""

    sought: Sought
    possible: Ids
    across: frozenset[int] = frozenset()

    @property
    def found(self) -> bool:
        return len(self.possible) > 0


def look_up(archive: Archive, store: Store, reading: Interpretation, scope: Scope) -> list[Lookup]:
    """The strings of a question that are looked up exactly, each with where it may stand. Phrases
    and document numbers always are, but for short frequent ones in a sentence that asks, which
    only names them so (“一带一路”); of the others only those that stand somewhere, seldom."""
    phrases = [one for one in reading.phrases if tokens_of(one)][:_STRINGS]
    found = [_wanted(archive, store, Sought(one, "phrase", (one,)), scope) for one in phrases]
    if asks(reading.words):
        found = [one for one in found if len(one.possible) <= RARE or one.sought.is_long]
    for one in islice(sought(reading.words, reading.phrases), _STRINGS):
        if one.kind == "number":
            found.append(_wanted(archive, store, one, scope))
            continue
        possible = _possible(store, one, scope)
        few = len(possible) <= one.rare or nothing_else(reading.words, [one])
        if len(possible) and few and _stands(archive, one, possible):
            found.append(Lookup(one, possible))
    return found


def nothing_else(words: str, strings: Sequence[Sought]) -> bool:
    """Whether a question is nothing but some strings, beside words that only ask."""
    for one in strings:
        words = words.replace(one.words, " ")
    return bool(strings) and all(map(is_asking, cut(words)))


def candidates_of(lookups: Sequence[Lookup]) -> Ids:
    """The passages any of the strings may stand in."""
    return np.unique(np.concatenate([NOTHING, *(one.possible for one in lookups)]))


def pinned(
    archive: Archive, ranked: Ranked, lookups: Sequence[Lookup], alone: bool = False
) -> tuple[Ranked, dict[int, tuple[str, ...]]]:
    """The passages that hold the strings above the rest, those with more phrases first; and which
    strings each holds. Of an article whose headline alone holds one, the best passage is meant.
    `alone`: nothing else is asked for, so that each such passage is as good."""
    if not any(one.found for one in lookups):
        return ranked, {}
    possible = np.isin(ranked.candidates.ids, candidates_of(lookups))
    rows = np.flatnonzero(possible)[:_READ]
    held = _held(archive, ranked.candidates.ids[rows].tolist(), lookups)
    far = set(ranked.candidates.ids[ranked.scores < _NEAR * ranked.scores.max(initial=0)].tolist())
    wanted = {one.sought.words for one in lookups if one.sought.wanted}
    held = {
        one: mine
        for one, mine in held.items()
        if alone or one not in far or not wanted.isdisjoint(mine)
    }
    order = sorted(
        range(len(ranked.candidates)),
        key=lambda row: _weight(held.get(int(ranked.candidates.ids[row]), ()), lookups),
        reverse=True,  # equals stay in order
    )
    return _reordered(ranked, np.array(order, np.intp)), held


def _wanted(archive: Archive, store: Store, one: Sought, scope: Scope) -> Lookup:
    possible = _possible(store, one, scope)
    if _stands(archive, one, possible):
        return Lookup(one, possible)
    across = _across(archive, store, one, scope)
    return Lookup(one, np.array(sorted(across), np.int64), frozenset(across))


def _possible(store: Store, one: Sought, scope: Scope) -> Ids:
    """The passages whose tokens allow for a string."""
    found = [store.holding(tokens, _MOST, scope) for tokens in one.tokens if tokens]
    return np.concatenate([NOTHING, *found])[:_MOST]


def _stands(archive: Archive, one: Sought, possible: Ids) -> bool:
    """Whether any of the first passages holds a string."""
    ids = possible[:_TRIED].tolist()
    return any(
        one.stands_in(text.passage) or one.stands_in(text.title)
        for at in range(0, len(ids), _BLOCK)
        for text in _texts(archive, ids[at : at + _BLOCK]).values()
    )


def _across(archive: Archive, store: Store, one: Sought, scope: Scope) -> set[int]:
    """The passages over whose borders a phrase stands, or which print it with blanks inside: in
    the articles that hold most of its rarest tokens. A border cuts a token or two in half."""
    tokens = [token for tokens in one.tokens for token in tokens]
    often = sorted((store.frequency(*token), token) for token in tokens)
    rare = [token for count, token in often if 0 < count <= _OFTEN][:_RARE_TOKENS]
    if sum(not count for count, _ in often) > _CUT or not rare:
        return set()
    votes: Counter[int] = Counter()
    for token in rare:
        ids = store.holding([token], _OFTEN, scope).tolist()
        votes.update({row.article_key for row in archive.passages(ids).values()})
    least = max(1, len(rare) - _CUT)
    keys = [key for key, count in votes.most_common(_ARTICLES) if count >= least]
    return {passage_id for key in keys for passage_id in _holding(archive, key, one)}


def _holding(archive: Archive, key: int, one: Sought) -> Iterator[int]:
    """The passages of an article over which the phrase stands."""
    select = "SELECT body FROM articles WHERE article_key = ?"
    words, row = words_of(one.words), archive.connection.execute(select, (key,)).fetchone()
    place = words.place_in(row[0]) if row and words.stand_in(row[0]) else None
    if place:
        start, end = place
        for passage in archive.passages_of(key):
            if passage.start < end and start < passage.end:
                yield passage.passage_id


def _held(
    archive: Archive, ids: Sequence[int], lookups: Sequence[Lookup]
) -> dict[int, tuple[str, ...]]:
    """Which strings each of some ranked passages holds; those that hold none are left out."""
    texts = _texts(archive, ids)
    held: dict[int, tuple[str, ...]] = {}
    headlines: set[tuple[int, str]] = set()
    for passage_id in ids:
        if passage_id not in texts:
            continue
        text, mine = texts[passage_id], []
        for one in (lookup.sought for lookup in lookups):
            headline = (text.article_key, one.words)
            if one.stands_in(text.passage):
                mine.append(one.words)
            elif headline not in headlines and one.stands_in(text.title):
                mine.append(one.words)
                headlines.add(headline)
        mine += [one.sought.words for one in lookups if passage_id in one.across]
        if mine:
            held[passage_id] = tuple(dict.fromkeys(mine))
    return held


def _weight(held: Sequence[str], lookups: Sequence[Lookup]) -> tuple[int, int]:
    """How many phrases a passage holds, and how many other strings."""
    phrases = {one.sought.words for one in lookups if one.sought.kind == "phrase"}
    quoted = sum(one in phrases for one in held)
    return quoted, len(held) - quoted


def _texts(archive: Archive, ids: Sequence[int]) -> dict[int, Text]:
    marks = ",".join("?" * len(ids))
    select = (
        "SELECT passage_id, article_key, coalesce(title, ''), "
        'substr(body, start + 1, "end" - start) FROM passages JOIN articles USING (article_key) '
        f"WHERE passage_id IN ({marks})"
    )
    return {row[0]: Text(*row[1:]) for row in archive.connection.execute(select, list(ids))}


def _reordered(ranked: Ranked, order: NDArray[np.intp]) -> Ranked:
    """Ranked in another order; no score is below one that comes after it."""
    scores = np.maximum.accumulate(ranked.scores[order][::-1])[::-1]
    return replace(
        ranked,
        candidates=ranked.candidates.chosen(order),
        scores=scores,
        whole=ranked.whole[order],
        closest=ranked.closest[order],
    )
