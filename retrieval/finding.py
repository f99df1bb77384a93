"""A question's search as it was read: the lanes, what it leaves out, and the exact lane above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.archive import Archive
from index.store import Store
from index.tokens import fold
from index.tokens import words as cut
from retrieval.exact import Lookup, candidates_of, look_up, pinned
from retrieval.question import scope_of
from retrieval.records import Interpretation, Status
from retrieval.restricting import holders_of_terms, restriction
from retrieval.search import Evidence, Searcher, is_asking

_DOUBTED = 0.49  # at most, when all that is asked for is a phrase and it stands nowhere


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: `evidence` in order, the passages that hold what was looked up exactly
    first; `held`: which of those strings each of them holds."""

    evidence: Evidence
    reading: Interpretation
    lookups: Sequence[Lookup]
    held: Mapping[int, tuple[str, ...]]
    missing: tuple[str, ...]

    def unmet(self, status: Status) -> tuple[str | None, tuple[str, ...]]:
        """What stands nowhere, as the reason why an answer is not a plain yes, and as notes."""
        if status == "answered" or not self.missing:
            return None, self.missing
        return self.missing[0], self.missing[1:]

    def settled(self, probability: float) -> float:
        """How sure the answer is, given what the signals say: where the question is nothing but
        phrases, it is answered by a passage that holds them all, and by nothing else."""
        wanted = [one.sought for one in self.lookups if one.sought.wanted]
        words = self.reading.words
        for one in wanted:
            words = words.replace(one.words, " ")
        if not wanted or any(not is_asking(word) for word in cut(words)):
            return probability
        first = self.evidence.ranked.candidates.ids[:1].tolist()
        there = self.held.get(first[0], ()) if first else ()
        return 1.0 if all(one.words in there for one in wanted) else min(probability, _DOUBTED)


def find(archive: Archive, searcher: Searcher, store: Store, reading: Interpretation) -> Finding:
    """The passages of a store that a reading asks for, best first."""
    reading = _with_known_name(archive, reading)
    scope = scope_of(reading)
    lookups = look_up(archive, store, reading, scope)
    also = np.concatenate([candidates_of(lookups), holders_of_terms(store, reading, scope)])
    evidence = searcher.search(
        store, reading.searched, reading, also=also, admits=restriction(archive, reading)
    )
    ranked, held = pinned(archive, evidence.ranked, lookups)
    told = replace(reading, exact=tuple(one.sought.words for one in lookups))
    everywhere = scope.open and not (reading.excluded or reading.any_of)
    missing = _missing(lookups, held, everywhere)
    return Finding(replace(evidence, ranked=ranked), told, lookups, held, missing)


def _missing(
    lookups: Sequence[Lookup], held: Mapping[int, tuple[str, ...]], everywhere: bool
) -> tuple[str, ...]:
    """What an asker should know: each phrase that no passage holds."""
    there = {words for mine in held.values() for words in mine}
    where = "in the archive" if everywhere else "within the period and filters asked for"
    return tuple(
        f"“{one.sought.words}” stands nowhere {where}, word for word."
        for one in lookups
        if one.sought.words not in there
    )


def _with_known_name(archive: Archive, reading: Interpretation) -> Interpretation:
    """The reading with its newspaper as the archive spells it: 雲汀日報 is 云汀日报."""
    if reading.newspaper is None:
        return reading
    asked = fold(reading.newspaper)
    alike = [name for name in archive.newspapers() if fold(name) == asked]
    if not alike or reading.newspaper in alike:
        return reading
    return replace(reading, newspaper=alike[0])
