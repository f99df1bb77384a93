"""Words found in texts, whatever their dress."""

from __future__ import annotations

import pytest

from retrieval.same_words import tokens_of, words_of

HELD = (
    ("云发〔2023〕5号", "据云发[2023]5号文件"),
    ("云发〔2023〕5号", "云发（２０２３）５号"),
    ("云发〔2023〕5号", "云发\n〔2023〕 5 号文"),
    ("圖書館的燈", "图书馆的灯"),
    ("图书馆的灯", "圖書館的\n燈"),
    ("灯亮着", "燈就說是燈亮著"),
    ("告示", "吿示"),
    ("Half marathon", "the HALF  marathon."),
    ("half marathon", "half-marathon"),
    ("ＦＥＲＲＹ", "a ferry"),
    ("3000元", "3,000元"),
    ("云汀", "云 汀"),
    ("“好”", "很好"),
)
NOT_HELD = (
    ("云发〔2023〕5号", "据云发〔2023〕15号文件"),
    ("云发〔2023〕5号", "据云发〔2022〕5号文件"),
    ("cat", "category"),
    ("3.6亿元", "13.6亿元"),
    ("5号", "15号"),
    ("自己", "自已"),
    ("轮渡", "轮船渡口"),
    ("…", "轮渡…"),
)


@pytest.mark.parametrize(("asked", "text"), HELD)
def test_words_are_found_in_another_dress(asked: str, text: str) -> None:
    assert words_of(asked).stand_in(text)
    place = words_of(asked).place_in(text)
    assert place is not None
    assert words_of(asked).stand_in(text[slice(*place)])


@pytest.mark.parametrize(("asked", "text"), NOT_HELD)
def test_other_words_are_not_found(asked: str, text: str) -> None:
    assert not words_of(asked).stand_in(text)
    assert words_of(asked).place_in(text) is None


def test_tokens_are_those_any_passage_with_the_words_has() -> None:
    assert tokens_of("停航三年") == (("bigrams", "停航"), ("bigrams", "航三"), ("bigrams", "三年"))
    assert tokens_of("云发〔2023〕5号") == (("bigrams", "云发"), ("words", "2023"), ("words", "5"))
    assert tokens_of("的") == tokens_of("3,000") == ()
