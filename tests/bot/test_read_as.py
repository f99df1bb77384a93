"""How a question was read is told in the reader's language."""

from __future__ import annotations

from datetime import date

import pytest

from bot.read_as import read_as
from bot.sentences import in_language
from index.errors import BadQuestion
from retrieval.operators import read_operators
from retrieval.question import interpret
from retrieval.records import Question

AS_OF = date(2024, 5, 1)


def told(text: str, language: str) -> str | None:
    return read_as(interpret(Question(text, as_of=AS_OF), dated=True), language)


def test_filters_and_exclusions_are_told_in_one_line() -> None:
    asked = "暴雨 作者:顾南枝 版:01 -松坪 云汀 OR 鹭洲 日期:2023-04"
    assert told(asked, "zh") == (
        "见报日期: 2023-04-01–2023-04-30  ·  作者: 顾南枝  ·  版次: 01"
        "  ·  任一: 云汀 | 鹭洲  ·  不含: 松坪"
    )
    assert str(told(asked, "en")).endswith("Any of: 云汀 | 鹭洲  ·  Without: 松坪")
    assert told("日期:2023-04.. 暴雨", "en") == "Printed: 2023-04-01–"


def test_what_is_to_stand_over_an_article_is_told() -> None:
    asked = "标题:轮渡 标题:开航 栏目:民生 票价"
    assert told(asked, "zh") == "标题含: 轮渡, 开航  ·  栏目: 民生"
    assert told(asked, "en") == "In the headline: 轮渡, 开航  ·  Section: 民生"


def test_days_that_words_named_are_told_by_the_notes_alone() -> None:
    reading = interpret(Question("2023年4月的暴雨 -松坪", as_of=AS_OF), dated=True)
    assert reading.from_date
    assert read_as(reading, "zh") == "不含: 松坪"
    assert any("2023-04" in note for note in reading.notes)


def test_of_a_plain_question_nothing_is_told() -> None:
    assert told("轮渡什么时候开航？", "zh") is None


@pytest.mark.parametrize(
    "text",
    [
        "“没有下文",
        "地点:轮渡",
        "轮渡 -标题:大桥",
        "版:要闻 轮渡",
        "作者:顾南枝 作者:韩立言 轮渡",
        "版:1 版:2 轮渡",
    ],
)
def test_notes_on_operators_are_told_in_chinese(text: str) -> None:
    (note,) = read_operators(text, AS_OF).notes
    assert in_language(note, "zh") != note


def test_why_a_question_of_exclusions_is_refused_is_told_in_chinese() -> None:
    with pytest.raises(BadQuestion) as refused:
        interpret(Question("-暴雨"))
    assert "排除" in in_language(str(refused.value), "zh")


@pytest.mark.parametrize("where", ["in the archive", "within the period and filters asked for"])
def test_a_phrase_that_stands_nowhere_is_named_in_chinese(where: str) -> None:
    assert "“轮渡”逐字查找" in in_language(f"“轮渡” stands nowhere {where}, word for word.", "zh")
