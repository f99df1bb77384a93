"""A passage is marked once, and only when it is judged or shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from retrieval.answerer import Answerer
from retrieval.highlight import Marked, highlights
from retrieval.records import Question, Slice
from retrieval.signals import JUDGED
from tests.retrieval.written import archive_of

FERRY = "青澜江轮渡第{}次试航昨日举行，渡船载客{}人，由老渡工掌舵。"
DAYS = [(None, f"2023-04-{day:02}", FERRY.format(day, 100 + day)) for day in range(1, 25)]


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    with archive_of(tmp_path_factory.mktemp("marking"), DAYS) as answerer:
        yield answerer


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passages that are marked from now on."""
    seen: list[str] = []

    def counted(passages: Sequence[Slice], *rest: Any) -> list[Marked]:
        seen.extend(one.text for one in passages)
        return highlights(passages, *rest)

    monkeypatch.setattr("retrieval.marking.highlights", counted)
    return seen


def test_of_the_many_looked_at_for_the_newest_only_the_shown_are_marked(
    ferries: Answerer, marked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.answerer.status_of", lambda *_: "answered")
    answer = ferries.ask(Question("青澜江轮渡试航的最新消息", top=2))
    assert answer.order == "newest"
    shown = {hit.passage.text for hit in answer.hits}
    assert len(shown) == 2
    assert len(marked) == len(set(marked)) <= JUDGED + 2
    assert shown <= set(marked)


def test_what_was_judged_is_not_marked_again_to_be_shown(
    ferries: Answerer, marked: list[str]
) -> None:
    hits = ferries.ask(Question("轮渡试航由谁掌舵", top=5, near=True)).hits
    assert sorted(marked) == sorted(hit.passage.text for hit in hits)
