"""A question tells what kind of words would answer it, in Chinese and English, or nothing."""

from __future__ import annotations

import pytest

from retrieval.expecting import Expectation, expectation, matching_spans


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("轮渡什么时候开航？", "date"),
        ("大桥哪一年建成？", "date"),
        ("When did the ferry reopen?", "date"),
        ("In what year was the bridge built?", "date"),
        ("船上坐了多少人？", "count"),
        ("大桥有多长？", "count"),
        ("How many people were on board?", "count"),
        ("谁掌舵？", "person"),
        ("馆长叫什么名字？", "person"),
        ("Who won the race?", "person"),
        ("仪式在哪里举行？", "place"),
        ("Where was the ceremony held?", "place"),
        ("大桥为什么封闭？", None),
        ("介绍一下青澜江", None),
        ("Why was it closed?", None),
    ],
)
def test_what_a_question_asks_for(question: str, kind: str | None) -> None:
    expected = expectation(question)
    assert (expected.kind if expected else None) == kind


def test_a_count_is_asked_in_a_measure_word() -> None:
    assert expectation("首班船坐了多少名乘客？") == Expectation("count", "名")


@pytest.mark.parametrize(
    ("kind", "sentence", "holds"),
    [
        ("count", "首批投放12辆氢能公交车", "12辆"),
        ("count", "票价每人2元", "2元"),
        ("count", "橋上共有石獅三十六隻", "三十六隻"),
        ("count", "同比增长41％", "41％"),
        ("date", "截稿日期：2023年5月31日。", "2023年5月31日"),
        ("date", "一九七三年離開", "一九七三年"),
        ("date", "It reopened on March 18.", "March 18"),
        ("person", "由老渡工周水生掌舵", "周水生"),
        ("person", "Owner Desmond Okafor said", "Owner Desmond Okafor"),
        ("place", "在望鹤县民政局举行", "在望鹤县"),
    ],
)
def test_where_such_words_stand(kind: str, sentence: str, holds: str) -> None:
    spans = matching_spans(Expectation(kind), sentence)  # type: ignore[arg-type]
    assert any(holds in sentence[low:high] for low, high in spans)


def test_a_date_is_no_count() -> None:
    assert not list(matching_spans(Expectation("count"), "4月9日上午"))
