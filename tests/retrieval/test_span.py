"""The span is the words of the passage that answer, with the chance that they do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import sentences
from retrieval.expecting import Expectation, expectation
from retrieval.span import Spots, weighed
from retrieval.span_weights import FEATURES, WEIGHTS

TEXT = (
    "4月9日，停航三年的青澜江轮渡重新开航。首班渡船载客120人，由老渡工周水生掌舵。"
    "轮渡票价为每人2元，每天6时至20时开行。"
)


def spots_of(question: str, text: str = TEXT, covering: float = 0.8) -> Spots:
    expected = expectation(question) or Expectation("count")
    cut = sentences(text) or [(0, len(text))]
    return weighed(expected, question, text, cut, np.full(len(cut), covering, np.float32))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("轮渡什么时候重新开航？", "4月9日"),
        ("首班渡船载客多少人？", "120人"),
        ("輪渡票價每人多少錢？", "2元"),
        ("谁掌舵？", "周水生"),
    ],
)
def test_the_likeliest_spot_answers(question: str, answer: str) -> None:
    best = spots_of(question).best(0, len(TEXT))
    assert best is not None
    assert TEXT[slice(*best[0])] == answer


def test_an_amount_in_another_measure_is_no_answer() -> None:
    assert not spots_of("轮渡航线有多少公里？").in_form
    assert spots_of("轮渡票价多少钱？").in_form


def test_a_passage_that_covers_the_question_less_answers_less_likely() -> None:
    question = "首班渡船载客多少人？"
    assert spots_of(question, covering=0.2).any < spots_of(question, covering=0.9).any


def test_a_count_is_as_likely_when_several_are_asked_for() -> None:
    cut, asked = sentences(TEXT), "首班渡船载客多少人？"
    covering = np.full(len(cut), 0.8, np.float32)
    one, several = (
        weighed(Expectation("count", "人", "persons", several=each), asked, TEXT, cut, covering)
        for each in (False, True)
    )
    assert several.any == pytest.approx(one.any)


def test_without_a_spot_there_is_no_chance() -> None:
    spots = spots_of("船上坐了多少人？", "渡船靠岸。")
    assert (spots.any, spots.best(0, 5), spots.in_form) == (0.0, None, False)


@given(st.text(alphabet="一二3年王小明在元县、的·said A 多少谁何时\n", max_size=60))
def test_chances_are_a_share_of_one_and_spots_lie_where_they_are_asked_for(text: str) -> None:
    for question in ("多少钱？", "何时？", "谁来了？", "在哪里？", "哪家公司？"):
        spots = spots_of(question, text or "x")
        assert 0 <= spots.any <= 1
        best = spots.best(0, len(text) // 2)
        assert best is None or 0 <= best[0][0] < best[0][1] <= len(text) // 2


def test_every_kind_weighs_every_figure() -> None:
    assert {kind: len(weights) for kind, weights in WEIGHTS.items()} == dict.fromkeys(
        ("count", "date", "person", "place", "thing"), len(FEATURES)
    )
