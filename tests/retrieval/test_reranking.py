"""A reranker may change the order, in time, and nothing else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import retrieval.answerer
from retrieval.answerer import Answerer, open_answerer
from retrieval.records import Answer, Question
from retrieval.reranking import (
    BROKEN,
    LATE,
    LOADING,
    READ,
    Reranker,
    RerankerMissing,
    Reranking,
    read_again,
)

QUESTION = Question("青澜江轮渡的票价是多少？", top=4, near=True)


class Liking:
    """Likes texts that hold a word; with a clock of its own, so that no test has to wait."""

    def __init__(self, word: str, clock: list[float] | None = None, takes: float = 0.0) -> None:
        self._word = word
        self._clock = clock if clock is not None else [0.0]
        self._takes = takes

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        self._clock[0] += self._takes
        return np.array([0.9 if self._word in text else 0.2 for text in texts], np.float32)


def loaded(opening: Callable[[], Reranker], milliseconds: float = 400) -> Reranking:
    reranking = Reranking(opening, milliseconds)
    reranking.load()
    return reranking


def answers(folder: Path, monkeypatch: pytest.MonkeyPatch, reranker: Reranker) -> Iterator[Answer]:
    monkeypatch.setattr(retrieval.answerer, "open_reranker", lambda name: reranker)
    for name in ("", "named"):
        opened = open_answerer(folder, reranker=name)
        opened.ready()
        yield opened.ask(QUESTION)
        opened.close()


def test_the_reranker_orders_and_says_so_in_the_ranks(
    archive_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, again = answers(archive_folder, monkeypatch, Liking("公交车"))
    assert plain.hits[0].article.source_id == "ferry"
    assert again.hits[0].article.source_id == "bridge"
    assert [hit.ranks["reranker"] for hit in again.hits] == [1, 2, 3, 4]
    assert [round(hit.score, 3) for hit in again.hits] == [0.9, 0.2, 0.2, 0.2]
    assert all("reranker" not in hit.ranks for hit in plain.hits)


def test_what_the_reranker_likes_alike_stays_in_order(
    archive_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, again = answers(archive_folder, monkeypatch, Liking("nowhere"))
    assert [hit.passage for hit in plain.hits] == [hit.passage for hit in again.hits]


def test_confidence_and_status_stay(archive_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, again = answers(archive_folder, monkeypatch, Liking("公交车"))
    assert (plain.confidence, plain.status) == (again.confidence, again.status)
    assert again.interpretation.notes == plain.interpretation.notes


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr("retrieval.reranking.time.monotonic", lambda: now[0])
    return now


@pytest.mark.parametrize(
    ("takes", "late"),
    [(0.01, False), (0.04, False), (0.041, True), (5.0, True)],  # of 10 batches in 400 ms
)
def test_what_comes_after_the_deadline_is_dropped_whole(
    clock: list[float], takes: float, late: bool
) -> None:
    texts = [f"第{one}段" for one in range(30)]
    reranking = loaded(lambda: Liking("第9段", clock, takes))
    found = read_again(reranking, "?", texts)
    assert sorted(found.order) == list(range(30))
    assert found.notes == ((LATE,) if late else ())
    assert found.order[0] == (0 if late else 9)
    assert len(found.scores) == (0 if late else READ)


def test_what_is_pinned_stays_above_the_rest_and_scores_fall(clock: list[float]) -> None:
    reranking = loaded(lambda: Liking("好", clock))
    found = read_again(reranking, "?", ["甲", "乙好", "丙好", "丁"], above=2)
    assert list(found.order) == [1, 0, 2, 3]
    assert list(found.scores) == sorted(found.scores, reverse=True)


def test_a_late_reranker_is_not_run_to_its_end(clock: list[float]) -> None:
    assert loaded(lambda: Liking("", clock, 1.0)).scores("?", ["x"] * 20) == LATE
    assert clock[0] == 1.0


def test_a_late_reranker_leaves_a_note_and_the_order_without_it(
    archive_folder: Path, monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    plain, again = answers(archive_folder, monkeypatch, Liking("公交车", clock, 9.0))
    assert [hit.as_json() for hit in again.hits] == [hit.as_json() for hit in plain.hits]
    assert LATE in again.interpretation.notes


def test_a_reranker_is_loaded_at_the_first_question_and_once(archive_folder: Path) -> None:
    opened: list[str] = []

    def opening() -> Reranker:
        opened.append("opened")
        return Liking("x")

    reranking = Reranking(opening, 400)
    assert opened == []
    for _ in range(3):
        reranking.scores("?", ["x"])
    reranking.load()
    assert opened == ["opened"]


def test_no_question_waits_for_the_loading() -> None:
    go = threading.Event()

    def opening() -> Reranker:
        assert go.wait(30)
        return Liking("b")

    reranking = Reranking(opening, 400)
    found = read_again(reranking, "?", ["a", "b"])
    assert (list(found.order), found.notes) == ([0, 1], (LOADING,))
    go.set()
    reranking.load()
    found = read_again(reranking, "?", ["a", "b"])
    assert (list(found.order), found.notes) == ([1, 0], ())


def test_who_waits_for_another_question_is_no_later_than_the_deadline() -> None:
    begun, go = threading.Event(), threading.Event()

    class Slow:
        def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
            begun.set()
            assert go.wait(30)
            return np.zeros(len(texts), np.float32)

    reranking = loaded(Slow, milliseconds=20)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(reranking.scores, "?", ["x"])
        assert begun.wait(30)
        assert reranking.scores("?", ["x"]) == LATE  # while the first still holds the reranker
        assert not first.done()
        go.set()
        assert first.result(30) == LATE
    begun.clear()
    reranking.scores("?", ["x"])
    assert begun.is_set()  # it was given back


def test_a_reranker_that_cannot_be_loaded_is_noted_and_told_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def opening() -> Reranker:
        raise RerankerMissing("The reranker x cannot be loaded.")

    reranking = loaded(opening)
    assert [read_again(reranking, "?", ["a", "b"]).notes for _ in range(3)] == [(BROKEN,)] * 3
    assert caplog.messages == ["The reranker x cannot be loaded."]


def test_whatever_fails_at_loading_is_logged_and_noted(caplog: pytest.LogCaptureFixture) -> None:
    def opening() -> Reranker:
        raise ValueError("unexpected weights")

    assert read_again(loaded(opening), "?", ["a", "b"]).notes == (BROKEN,)
    assert caplog.messages == ["the reranker cannot be loaded"]
    assert "unexpected weights" in caplog.text


def test_a_reranker_that_fails_does_not_fail_the_question() -> None:
    class Failing:
        def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
            raise RuntimeError("out of memory")

    found = read_again(loaded(Failing), "?", ["a", "b"])
    assert (list(found.order), found.notes) == ([0, 1], (BROKEN,))


def test_nothing_is_read_again_for_a_refusal(
    archive_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrieval.answerer, "open_reranker", lambda name: pytest.fail("loaded"))
    opened: Answerer = open_answerer(archive_folder, reranker="named")
    assert opened.ask(Question("住房公积金贷款最高额度是多少？")).status == "not_found"
    opened.close()
