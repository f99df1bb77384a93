"""A question's search as it was read: the lanes, what it leaves out, and the exact lane above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.archive import Archive
from index.store import Store
from retrieval.exact import Lookup, candidates_of, look_up, nothing_else, pinned
from retrieval.question import scope_of
from retrieval.reasons import never_mentioned
from retrieval.records import Interpretation, Status
from retrieval.restricting import holders_of_terms, restriction
from retrieval.search import Evidence, Searcher
from retrieval.under import Under

_HEADED = 400  # passages under a headline that are candidates whatever the lanes say
_DOUBTED = 0.49  # at most, when all that is asked for is a phrase and it stands nowhere


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: `evidence` in order, the passages that hold what was looked up exactly
    first; `held`: which of those strings each of them holds; `missing`: what to tell of those that
    stand nowhere; `unknown`: the words of a question that nothing is known of; `headed`: nothing
    is asked for but what stands over an article."""

    evidence: Evidence
    reading: Interpretation
    lookups: Sequence[Lookup]
    held: Mapping[int, tuple[str, ...]]
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    headed: bool = False

    def unmet(self, status: Status) -> tuple[str | None, tuple[str, ...]]:
        """What stands nowhere, as the reason why an answer is not a plain yes, and as notes."""
        if status == "answered" or not (self.missing or self.unknown):
            return None, self.missing
        if not self.missing:
            return never_mentioned(self.unknown), ()
        return self.missing[0], self.missing[1:]

    def settled(self, probability: float) -> float:
        """How sure the answer is, given what the signals say. A question that is nothing but such
        strings is answered by a passage that holds them all; of phrases, by nothing else. Of
        words that nothing is known of there is no sure answer; of a headline or a section alone,
        whatever stands under it is one."""
        if self.headed and len(self.evidence.ranked.candidates):
            return 1.0
        if self.unknown:
            return min(probability, _DOUBTED)
        strings = [one.sought for one in self.lookups]
        if not nothing_else(self.reading.words, strings):
            return probability
        first = self.evidence.ranked.candidates.ids[:1].tolist()
        there = self.held.get(first[0], ()) if first else ()
        missing = [one for one in strings if one.words not in there]
        if not missing:
            return 1.0
        return min(probability, _DOUBTED) if any(one.wanted for one in missing) else probability


def find(
    archive: Archive,
    searcher: Searcher,
    store: Store,
    reading: Interpretation,
    under: Under | None = None,
) -> Finding:
    """The passages of a store that a reading asks for, best first; of those `under` the headlines
    and sections it names, if it names any."""
    scope = scope_of(reading)
    lookups = look_up(archive, store, reading, scope)
    also = [candidates_of(lookups), holders_of_terms(store, reading, scope)]
    also += [under.ids[:_HEADED]] if under else []
    admits = restriction(archive, reading, under.ids if under else None)
    evidence = searcher.search(
        store, reading.searched, reading, also=np.concatenate(also), admits=admits
    )
    alone = nothing_else(reading.words, [one.sought for one in lookups])
    ranked, held = pinned(archive, evidence.ranked, lookups, alone)
    told = replace(reading, exact=tuple(one.sought.words for one in lookups))
    everywhere = scope.open and not (reading.excluded or reading.any_of or under)
    missing = _missing(lookups, held, everywhere)
    if under and under.unmet:
        missing = (under.unmet, *missing)
    headed = bool(under) and reading.words == " ".join(reading.under)
    unknown = () if held or headed else searcher.unknown(evidence)
    return Finding(replace(evidence, ranked=ranked), told, lookups, held, missing, unknown, headed)


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
