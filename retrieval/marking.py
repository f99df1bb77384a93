"""What answers in the passages of one question: marked once each, when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from retrieval.found import Found
from retrieval.highlight import Marked, highlights
from retrieval.search import Evidence, Searcher
from retrieval.sentence_tokens import tokens_of_sentences
from retrieval.signals import Judged, Signals, signals


class Marking:
    """The marks of a question's passages. Most that are looked at are judged by their scores and
    days alone and need none."""

    def __init__(self, evidence: Evidence, searcher: Searcher) -> None:
        self._evidence = evidence
        self._searcher = searcher
        self._known: dict[int, Marked] = {}

    def of(self, some: Sequence[Found]) -> Mapping[int, Marked]:
        """What answers in each passage, by its id; of those asked for before, too."""
        fresh = [one for one in some if one.passage_id not in self._known]
        if not fresh:
            return self._known
        evidence, searcher = self._evidence, self._searcher
        ids = np.array([one.passage_id for one in fresh], np.int64)
        known = [
            partial(tokens_of_sentences, stored=stored, speller=searcher.speller)
            for stored in evidence.store.tokens(ids)
        ]
        marked = highlights(
            [one.passage for one in fresh],
            evidence.query.text,
            evidence.tokens,
            searcher.tokenise,
            searcher.table,
            known,
        )
        self._known.update(zip(ids.tolist(), marked, strict=True))
        return self._known

    def judged(self, first: Sequence[Found]) -> tuple[Signals, ...]:
        """What speaks for each of the first passages."""
        evidence, marks = self._evidence, self.of(first)
        ids = np.array([one.passage_id for one in first], np.int64)
        places = {one: at for at, one in enumerate(evidence.ranked.candidates.ids.tolist())}
        judged = [
            Judged(one.text, tokens, marks[one.passage_id], places[one.passage_id])
            for one, tokens in zip(first, evidence.store.tokens(ids), strict=True)
        ]
        return signals(evidence, judged, self._searcher.table)
