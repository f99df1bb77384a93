"""The highlight is the sentence of the passage that answers, word for word."""

from __future__ import annotations

import pytest

from index.encoders.static import open_bundled
from retrieval import highlight
from retrieval.highlight import Marked, highlights
from retrieval.interaction import question_tokens
from retrieval.records import Slice

TEXT = (
    "4月9日，停航三年的青澜江轮渡重新开航。首班渡船载客120人，由老渡工周水生掌舵。"
    "轮渡票价为每人2元，每天6时至20时开行。"
)


def marked(question: str, text: str = TEXT, start: int = 0) -> Slice:
    return both(question, text, start).highlight


def both(question: str, text: str = TEXT, start: int = 0) -> Marked:
    static = open_bundled()
    table = static.token_vectors
    asked = question_tokens(static.token_ids([question])[0], table)

    def tokenise(texts):  # type: ignore[no-untyped-def]
        lists = static.token_ids(texts)
        return [lists[at] for at in range(len(lists))]

    passage = Slice(text, start, start + len(text))
    return highlights([passage], question, asked, tokenise, table)[0]


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("轮渡什么时候重新开航的？", "停航三年"),
        ("谁给渡船掌舵？", "周水生"),
        ("轮渡票价是多少？", "2元"),
    ],
)
def test_the_answering_sentence_is_marked(question: str, holds: str) -> None:
    assert holds in marked(question).text


@pytest.mark.parametrize(
    ("question", "text", "holds"),
    [
        ("夜读专线坐一次多少钱？", "夜读专线坐满了人。末班车23时发出，凭证上车交2元。", "2元"),
        ("图书馆有多少名馆员？", "图书馆的馆员多是年轻人。去年新来8人，一共24人。", "24人"),
    ],
)
def test_a_sentence_without_what_was_asked_for_is_passed_over(
    question: str, text: str, holds: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert holds in marked(question, text).text
    monkeypatch.setattr(highlight, "LACKED", 0)
    assert holds not in marked(question, text).text


def test_offsets_count_in_the_article_body() -> None:
    found = marked("轮渡票价是多少？", start=100)
    assert TEXT[found.start - 100 : found.end - 100] == found.text


def test_a_passage_of_one_sentence_is_its_own_highlight() -> None:
    assert marked("票价", "轮渡票价为每人2元。").text == "轮渡票价为每人2元。"


@pytest.mark.parametrize(
    ("question", "span"),
    [
        ("轮渡什么时候重新开航的？", "4月9日"),
        ("首班渡船载客多少人？", "120人"),
        ("轮渡为什么停航？", None),
        ("轮渡上有多少公里的电缆？", None),
    ],
)
def test_the_words_that_answer_are_shown_when_they_convince(
    question: str, span: str | None
) -> None:
    found = both(question).span
    assert (found.text if found else None) == span


@pytest.mark.parametrize("question", ["轮渡票价是多少钱？", "谁掌舵？", "轮渡何时开行？"])
def test_the_span_stands_in_the_highlight_word_for_word(question: str) -> None:
    found = both(question, start=50)
    if found.span:
        low, high = found.span.start, found.span.end
        assert found.highlight.start <= low < high <= found.highlight.end
        assert TEXT[low - 50 : high - 50] == found.span.text
    assert found.chance is not None
    assert found.in_form


def test_a_question_that_expects_no_kind_says_nothing_of_chances() -> None:
    assert both("轮渡为什么停航？")[1:] == (None, None, None)
