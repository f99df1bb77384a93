"""Strings of a question that tell by themselves which passages are meant."""

from __future__ import annotations

import pytest

from retrieval.distinctive import sought

FOUND = (
    ("云发〔2023〕5号文件规定了什么", [("云发〔2023〕5号", "number")]),
    ("请问云政办函[2022]12号是什么", [("云政办函[2022]12号", "number")]),
    ("根据云办发（２０２３）５号的要求", [("云办发（２０２３）５号", "number")]),
    ("（2023）云02民初123号判决", [("（2023）云02民初123号", "number")]),
    ("GB/T 7714-2015", [("GB/T 7714-2015", "code")]),
    ("K907次列车几点开", [("K907", "code")]),
    ("投资六千万元的项目", [("六千万元", "figure")]),
    ("2023年4月10日来了3000人", [("3000人", "figure")]),
    ("轮渡售票员罗稚蘅的船票", [("罗稚蘅", "name")]),
)
NONE = (
    "第3版的新闻",
    "3路公交",
    "12345热线",
    "1921年",
    "三个和尚",
    "轮渡什么时候开航",
    "关于金融的报道",
)


@pytest.mark.parametrize(("text", "strings"), FOUND)
def test_what_tells_is_found(text: str, strings: list[tuple[str, str]]) -> None:
    assert [(one.words, one.kind) for one in sought(text, ())] == strings


@pytest.mark.parametrize("text", NONE)
def test_what_any_passage_may_have_tells_nothing(text: str) -> None:
    assert list(sought(text, ())) == []


def test_a_quoted_phrase_is_not_looked_at_again() -> None:
    assert list(sought("“云发〔2023〕5号”是什么", ("云发〔2023〕5号",))) == []


def test_a_figure_stands_in_a_text_in_any_form() -> None:
    (figure,) = sought("谁投了六千万元", ())
    assert figure.stands_in("总投资0.6亿元")
    assert not figure.stands_in("总投资6亿元")
    assert any(("words", "6000") in tokens for tokens in figure.tokens)
