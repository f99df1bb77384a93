"""Floors of finding that only rise: raise a figure in quality.json when the product got better.

`python -m benchmarks quality` prints the figures they are compared with.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.sample import QUESTIONS
from index.build import index_paths
from retrieval.answerer import open_answerer
from retrieval.evaluate import evaluate

FLOORS: dict[str, dict[str, float]] = json.loads(
    (Path(__file__).parent / "quality.json").read_text("utf-8")
)


def figures(archive: Path, questions: Path) -> dict[str, float]:
    answerer = open_answerer(archive)
    try:
        report: dict[str, Any] = evaluate(answerer, questions).as_json()
    finally:
        answerer.close()
    names = ("recall@1", "recall@3", "recall@10", "highlight", "span", "span_given")
    found = {name: report["all"][name] for name in names}
    refusal = {name: report["refusal"][name] for name in ("balanced_accuracy", "auroc")}
    return found | refusal


def assert_at_least(found: dict[str, float], floors: dict[str, float]) -> None:
    below = {name: (found[name], floor) for name, floor in floors.items() if found[name] < floor}
    assert not below


def test_the_sample_questions_are_answered(sample_folder: Path) -> None:
    assert_at_least(figures(sample_folder, QUESTIONS), FLOORS["sample"])


def test_questions_of_people_who_had_not_seen_the_rules_are_answered(sample_folder: Path) -> None:
    found = figures(sample_folder, Path(__file__).parent / "unseen.jsonl")
    assert_at_least(found, FLOORS["unseen"])


def test_the_questions_on_real_pages_are_answered(shared: Path, tmp_path: Path) -> None:
    pages = sorted((shared / "pages").glob("*.txt"))
    if not pages:
        pytest.skip("the real pages are not beside the project")
    index_paths(tmp_path / "archive", pages)
    found = figures(tmp_path / "archive", shared / "pages" / "questions.jsonl")
    assert_at_least(found, FLOORS["pages"])
