"""Evaluation counts every question, and counts it right."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answerer import Answerer
from retrieval.cases import Case
from retrieval.evaluate import (
    Outcome,
    Spanned,
    evaluate,
    figures,
    likeness,
    refusal,
    same_words,
)

MEASURES = {
    "recall@1": "R@1",
    "recall@3": "R@3",
    "recall@10": "R@10",
    "mrr@10": "RR@10",
    "ndcg@10": "nDCG@10",
}


def outcome(rank: int | None, *, answerable: bool = True, status: str = "answered") -> Outcome:
    case = Case("问", "zh", "who", answer="答" if answerable else None)
    return Outcome(case, rank, None if rank is None else True, status)


def test_recall_mrr_and_ndcg_are_what_the_formulas_say() -> None:
    found = figures([outcome(1), outcome(2), outcome(None), outcome(10)])
    assert found["recall@1"] == 0.25
    assert found["recall@3"] == 0.5
    assert found["recall@10"] == 0.75
    assert found["mrr@10"] == pytest.approx((1 + 1 / 2 + 1 / 10) / 4)
    assert found["ndcg@10"] == pytest.approx((1 + 0.63093 + 0.28906) / 4, abs=1e-4)


@given(st.lists(st.none() | st.integers(1, 10), min_size=1, max_size=30))
def test_recall_mrr_and_ndcg_are_those_of_ir_measures(ranks: list[int | None]) -> None:
    """One relevant passage a question, at its place in a ranking of ten or not in it."""
    names = {name: ir_measures.parse_measure(measure) for name, measure in MEASURES.items()}
    qrels = {str(number): {"right": 1} for number in range(len(ranks))}
    run = {
        str(number): {"right" if place == rank else f"p{place}": -place for place in range(1, 11)}
        for number, rank in enumerate(ranks)
    }
    theirs = ir_measures.calc_aggregate(names.values(), qrels, run)
    ours = figures([outcome(rank) for rank in ranks])
    for name, measure in names.items():
        assert ours[name] == pytest.approx(theirs[measure], abs=1e-4), name


def test_refusals_are_scored_and_never_dropped() -> None:
    found = refusal(
        [
            outcome(1),
            outcome(None, status="not_found"),
            outcome(None, answerable=False, status="not_found"),
            outcome(None, answerable=False),
            outcome(None, answerable=False, status="not_found"),
        ]
    )
    assert found["answered"] == 0.5
    assert found["refused"] == pytest.approx(0.6667)
    assert found["balanced_accuracy"] == pytest.approx(0.5833, abs=1e-4)


def test_both_forms_of_question_file_are_read(tmp_path: Path, answerer: Answerer) -> None:
    path = tmp_path / "questions.jsonl"
    rows = [
        {
            "question": "轮渡票价多少",
            "lang": "zh",
            "kind": "how_many",
            "answer": "2元",
            "seed": None,
        },
        {"question": "地铁几时开通", "kind": "unanswerable", "answer": None},
        {
            "id": "q",
            "text": "仔姜专列从哪里开出",
            "lang": "zh",
            "positive_ids": ["ginger"],
            "answers": [23],
        },
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    report = evaluate(answerer, path).as_json()
    assert report["questions"] == 3
    assert report["all"]["recall@1"] == 1.0
    assert report["kind:unanswerable"]["answerable"] == 0


@pytest.mark.parametrize(
    ("span", "answer", "same"),
    [
        ("20家", "20家企业", True),
        ("6月8日", " 6月 8日。", True),
        ("6月8日上午", "6月8日", True),
        ("308", "308 points", True),
        ("6月8日", "6月9日", False),
        ("2家", "20家", False),
        ("8日", "6月8日", False),
        ("周水", "周水生", False),
        ("5%", "5", False),
        ("5 percent", "5", False),
        ("5 per cent", "5％", True),
        ("-3", "3", False),
        ("零下3℃", "3℃", False),
        ("零下3℃", "-3℃", True),
        ("-3.5亿元", "3.5亿元", False),
        ("", "", False),
    ],
)
def test_a_span_is_the_answer_with_or_without_its_unit(span: str, answer: str, same: bool) -> None:
    assert same_words(span, answer) is same
    assert same_words(answer, span) is same


def test_likeness_is_the_f1_of_the_characters() -> None:
    assert likeness("周水生", "周水生") == 1.0
    assert likeness("老渡工周水生", "周水生") == pytest.approx(2 * 3 / 9)
    assert likeness("渡船", "周水生") == 0.0


def test_spans_are_counted_where_one_was_expected() -> None:
    case = Case("谁", "zh", "who", answer="答")
    said: tuple[Spanned | None, ...] = ("exact", "alike", "other", "missing", None)
    found = figures([Outcome(case, 1, True, "answered", one) for one in said])
    assert found["span_given"] == 0.75
    assert found["span"] == pytest.approx(1 / 3, abs=1e-4)
    assert found["span_alike"] == pytest.approx(2 / 3, abs=1e-4)


@pytest.mark.parametrize(
    ("answerable", "unanswerable", "auroc"),
    [
        ((0.9, 0.8), (0.1,), 1.0),
        ((0.9, 0.1), (0.5,), 0.5),
        ((0.5,), (0.5,), 0.5),
        ((), (0.1,), None),
    ],
)
def test_the_confidences_are_compared_pair_by_pair(
    answerable: tuple[float, ...], unanswerable: tuple[float, ...], auroc: float | None
) -> None:
    told = [replace(outcome(1), confidence=one) for one in answerable]
    told += [replace(outcome(None, answerable=False), confidence=one) for one in unanswerable]
    assert refusal(told)["auroc"] == auroc
