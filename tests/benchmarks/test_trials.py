"""A question is asked with its answer, with the answer cut out, and with its article gone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.trials import Trial, trials

QUESTIONS = (
    {"text": "青澜江轮渡的票价是多少？", "positive_ids": ["ferry"], "answers": ["2元"]},
    {"text": "How many runners took part?", "positive_ids": ["marathon"], "answers": ["6,000"]},
    {"question": "云汀地铁什么时候开工？", "answer": None, "kind": "unanswerable"},
)


@pytest.fixture(scope="module")
def asked(archive_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Trial]]:
    file = tmp_path_factory.mktemp("questions") / "questions.jsonl"
    file.write_text("\n".join(json.dumps(one) for one in QUESTIONS), "utf-8")
    return list(trials(archive_folder, file, len(QUESTIONS)))


def of(asked: list[Trial], question: str) -> dict[str, Trial]:
    return {one.distance: one for one in asked if one.question == question}


def test_an_answerable_question_is_asked_at_three_distances(asked: list[Trial]) -> None:
    found = of(asked, "青澜江轮渡的票价是多少？")
    assert {name: one.answered for name, one in found.items()} == {
        "with": True,
        "cut": False,
        "without": False,
    }


def test_the_evidence_falls_with_the_distance(asked: list[Trial]) -> None:
    found = of(asked, "青澜江轮渡的票价是多少？")
    chance = {name: max(hit.chance for hit in one.signals) for name, one in found.items()}
    assert chance["with"] > chance["cut"]
    assert found["with"].signals[0].lead > found["without"].signals[0].lead


def test_the_hits_that_answer_are_told_from_the_others(asked: list[Trial]) -> None:
    found = of(asked, "青澜江轮渡的票价是多少？")
    assert all(len(one.right) == len(one.signals) for one in asked)
    assert sum(found["with"].right) == 1
    assert not any(found["cut"].right)


def test_what_the_archive_cannot_answer_is_asked_once_and_marked(asked: list[Trial]) -> None:
    (only,) = of(asked, "云汀地铁什么时候开工？").values()
    assert only.unanswerable
    assert not only.answered
