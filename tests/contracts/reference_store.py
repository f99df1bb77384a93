"""The store as a definition: every passage looked at, in plain Python. Slow, and surely right."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.archive import Archive
from index.names import author_keys, name_key
from index.pages import page_name
from index.scripts import script_of
from index.store import Field, Ids, Ranking, Scope, Scores, Token, day_number
from index.store.publishing import NewPassage, all_vectors, new_passages
from index.tokens import bigrams, words

_K1, _B = 1.2, 0.75
_TOKENS: dict[str, Callable[[str], list[str]]] = {"words": words, "bigrams": bigrams}


class ReferenceStore:
    """BM25 and cosines by their formulas."""

    def __init__(self, archive: Archive) -> None:
        self.generation = archive.generation
        self.state = archive.state
        self._passages = list(new_passages(archive))
        ids, vectors = all_vectors(archive, int(archive.meta("dimension") or 0))
        self._vectors = dict(zip(ids.tolist(), vectors.astype(np.float32), strict=True))
        self._counts = {
            name: {one.passage_id: Counter(cut(one.text)) for one in self._passages}
            for name, cut in _TOKENS.items()
        }

    def __len__(self) -> int:
        return len(self._passages)

    def keyword(self, field: Field, tokens: Sequence[str], limit: int, scope: Scope) -> Ranking:
        counts = self._counts[field]
        average = sum(sum(one.values()) for one in counts.values()) / max(len(counts), 1)
        scores: dict[int, float] = {}
        for passage in self._in(scope):
            found = counts[passage.passage_id]
            length = sum(found.values())
            score = 0.0
            for token in set(tokens):
                often = found[token]
                if often:
                    norm = _K1 * (1 - _B + _B * length / average)
                    score += self._rarity(field, token) * often * (_K1 + 1) / (often + norm)
            if score:
                scores[passage.passage_id] = score
        return _best(scores, limit)

    def holding(self, tokens: Sequence[Token], limit: int, scope: Scope) -> Ids:
        lists = [
            set(self.keyword(kind, [token], len(self), scope).ids.tolist())
            for kind, token in tokens
        ]
        held = set.intersection(*lists) if lists else set()
        return np.array(sorted(held)[: max(limit, 0)], np.int64)

    def meaning(self, vector: NDArray[np.float32], limit: int, scope: Scope) -> Ranking:
        ids = np.array([one.passage_id for one in self._in(scope)], np.int64)
        return _best(
            dict(zip(ids.tolist(), self.cosines(vector, ids).tolist(), strict=True)), limit
        )

    def cosines(self, vector: NDArray[np.float32], passage_ids: Ids) -> Scores:
        nothing = np.zeros_like(vector)
        rows = [self._vectors.get(int(one), nothing) @ vector for one in passage_ids]
        return np.array(rows, np.float32)

    def frequency(self, field: Field, token: str) -> int:
        return sum(token in found for found in self._counts[field].values())

    def tokens(self, passage_ids: Ids) -> list[NDArray[np.uint16]]:
        known = {one.passage_id: one.tokens for one in self._passages}
        return [np.frombuffer(known.get(int(one), b""), "<u2") for one in passage_ids]

    def scripts(self, passage_ids: Ids) -> NDArray[np.uint8]:
        known = {one.passage_id: script_of(one.text) for one in self._passages}
        return np.array([known.get(int(one), 0) for one in passage_ids], np.uint8)

    def days(self, passage_ids: Ids) -> NDArray[np.int32]:
        known = {one.passage_id: one.day for one in self._passages}
        days = [known.get(int(one)) for one in passage_ids]
        return np.array([day_number(day) if day else 0 for day in days], np.int32)

    def close(self) -> None:
        pass

    def _rarity(self, field: Field, token: str) -> float:
        holding = self.frequency(field, token)
        return math.log(1 + (len(self) - holding + 0.5) / (holding + 0.5))

    def _in(self, scope: Scope) -> list[NewPassage]:
        return [one for one in self._passages if _lies_in(one, scope)]


def _lies_in(one: NewPassage, scope: Scope) -> bool:
    dated = scope.from_date is None and scope.to_date is None
    if not dated and one.day is None:
        dated = scope.undated
    elif not dated and one.day is not None:
        after = scope.from_date is None or scope.from_date <= one.day
        dated = after and (scope.to_date is None or one.day <= scope.to_date)
    return (
        dated
        and (scope.newspaper is None or name_key(scope.newspaper) == name_key(one.newspaper or ""))
        and (scope.author is None or name_key(scope.author) in author_keys(one.authors))
        and (scope.page is None or page_name(scope.page) in map(page_name, one.pages))
    )


def _best(scores: dict[int, float], limit: int) -> Ranking:
    order = sorted(scores, key=lambda one: -scores[one])[: max(limit, 0)]
    return Ranking(np.array(order, np.int64), np.array([scores[one] for one in order], np.float32))
