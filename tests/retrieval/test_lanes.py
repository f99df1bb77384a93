"""What the lanes find, and what is left out of them before anything is compared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from index.store import Field, Ids, Ranking, Scope, Scores, Token, day_number
from retrieval.lanes import NOTHING, Candidates, Misprint, Query, candidates, within

VECTOR = np.array([1, 0], np.float32)


class Shelf:
    """A store of `size` passages that all hold what is asked; the lower the id the better. Odd
    ones were printed on 10 April, even ones on a day nobody knows."""

    generation, state = 1, "as made"

    def __init__(self, size: int) -> None:
        self.size = size
        self.asked: list[int] = []  # how many were asked for, time after time

    def __len__(self) -> int:
        return self.size

    def keyword(self, field: Field, tokens: Sequence[str], limit: int, scope: Scope) -> Ranking:
        self.asked.append(limit)
        ids = np.arange(min(limit, self.size), dtype=np.int64)
        share = 1.0 if list(tokens) != ["误"] else 0.5
        return Ranking(ids, (share * (self.size - ids)).astype(np.float32))

    def holding(self, tokens: Sequence[Token], limit: int, scope: Scope) -> Ids:
        return NOTHING

    def meaning(self, vector: NDArray[np.float32], limit: int, scope: Scope) -> Ranking:
        ids = np.arange(min(limit, self.size), dtype=np.int64)
        return Ranking(ids, self.cosines(vector, ids))

    def cosines(self, vector: NDArray[np.float32], passage_ids: Ids) -> Scores:
        return np.asarray(1 / (1 + passage_ids), np.float32)

    def frequency(self, field: Field, token: str) -> int:
        return self.size

    def tokens(self, passage_ids: Ids) -> list[NDArray[np.uint16]]:
        return [np.empty(0, np.uint16) for _ in passage_ids]

    def scripts(self, passage_ids: Ids) -> NDArray[np.uint8]:
        return np.zeros(len(passage_ids), np.uint8)

    def days(self, passage_ids: Ids) -> NDArray[np.int32]:
        known = day_number(date(2023, 4, 10))
        return np.where(passage_ids % 2, known, 0).astype(np.int32)

    def close(self) -> None:
        pass


def asked(vector: NDArray[np.float32] | None = VECTOR, *misprints: Misprint) -> Query:
    return Query("轮渡", ("轮渡",), ("轮渡",), vector, misprints=misprints)


def ids_of(found: Candidates) -> list[int]:
    return [int(one) for one in found.ids]


def even(ids: Ids) -> NDArray[np.bool_]:
    return np.asarray(ids % 2 == 0)


def test_every_lane_gives_its_best_and_every_candidate_all_scores() -> None:
    found = candidates(Shelf(100), asked(), limit=5)
    assert ids_of(found) == [0, 1, 2, 3, 4]
    assert found.words.tolist() == pytest.approx([1, 0.99, 0.98, 0.97, 0.96])
    assert found.cosine.tolist() == pytest.approx([1, 1 / 2, 1 / 3, 1 / 4, 1 / 5])
    assert found.ranks_of(1) == {"keyword": 2, "meaning": 2}
    assert found.ranks_of(99) == {}


def test_a_passage_asked_for_besides_is_scored_though_no_lane_found_it() -> None:
    found = candidates(Shelf(100), asked(), limit=2, also=np.array([50]))
    assert ids_of(found) == [0, 1, 50]
    assert found.words.tolist()[2] == 0
    assert found.cosine.tolist()[2] == pytest.approx(1 / 51)
    assert found.ranks_of(50) == {}


def test_without_a_vector_there_is_no_lane_of_meaning() -> None:
    found = candidates(Shelf(100), asked(None), limit=2)
    assert found.cosine.tolist() == [0, 0]
    assert found.ranks["meaning"] == {}


def test_what_is_left_out_is_no_best_to_be_compared_with() -> None:
    found = candidates(Shelf(100), asked(), limit=3, without=np.array([0, 1]))
    assert ids_of(found) == [2, 3, 4]
    assert found.words.tolist()[0] == 1.0
    assert found.best["words"] == 98.0


def test_what_is_not_admitted_is_left_out_wherever_it_comes_from() -> None:
    found = candidates(Shelf(100), asked(), limit=4, also=np.array([50, 51]), admits=even)
    assert ids_of(found) == [0, 2, 4, 6, 50]
    assert found.words.tolist()[0] == 1.0


def test_a_passage_may_go_while_the_lanes_are_asked() -> None:
    """Text admits by what is in the archive, and a passage may be taken out between two lanes."""
    gone: list[int] = []

    def still_there(ids: Ids) -> NDArray[np.bool_]:
        admitted = ~np.isin(ids, gone)
        gone.append(19 - len(gone))
        return np.asarray(admitted)

    found = candidates(Shelf(20), asked(), admits=still_there)
    cosine = dict(zip(ids_of(found), found.cosine.tolist(), strict=True))
    assert set(range(5)) <= cosine.keys()
    assert all(abs(cosine[one] - 1 / (1 + one)) < 1e-6 for one in cosine)


def test_more_is_asked_of_a_lane_that_has_too_few_admitted() -> None:
    shelf = Shelf(10_000)
    found = candidates(shelf, asked(None), limit=60, admits=lambda ids: ids >= 200)
    assert ids_of(found) == list(range(200, 240))
    assert shelf.asked[:2] == [60, 240]


def test_a_lane_is_not_asked_for_ever_where_nothing_is_admitted() -> None:
    shelf = Shelf(1_000_000)
    found = candidates(shelf, asked(), limit=60, admits=lambda ids: np.zeros(len(ids), np.bool_))
    assert len(found) == 0
    assert max(shelf.asked) < 5_000


def test_a_misprint_counts_for_less_than_what_is_meant() -> None:
    plain = candidates(Shelf(10), asked(None), limit=10)
    likely = candidates(Shelf(10), asked(None, Misprint("轮渡", "误", ("误",), 0.2)), limit=10)
    assert likely.best["bigrams"] == pytest.approx(plain.best["bigrams"] - 0.8 * 5)


def test_an_empty_store_has_no_candidates() -> None:
    found = candidates(Shelf(0), asked(), admits=even)
    assert (len(found), found.best) == (0, {"words": 0.0, "bigrams": 0.0})


def test_what_was_printed_in_a_period_is_told_and_the_undated_never() -> None:
    ids = np.arange(6)
    april = (date(2023, 4, 1), date(2023, 4, 30))
    may = (date(2023, 5, 1), date(2023, 5, 31))
    assert within(Shelf(6), ids, [april]).tolist() == [1, 3, 5]
    assert within(Shelf(6), ids, [may, april]).tolist() == [1, 3, 5]
    assert within(Shelf(6), ids, [may]).tolist() == []
    assert within(Shelf(6), ids, []).tolist() == []
    assert within(Shelf(6), ids, [(date.min, date.max)]).tolist() == [1, 3, 5]
