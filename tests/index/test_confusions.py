"""Characters that OCR takes for one another."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.confusions import (
    digits_levelled,
    is_mistakable,
    letters_levelled,
    levelled,
    sets,
)
from index.tokens import bigrams, fold, words

TABLE = "".join(sets())
TEXTS = st.text(
    st.one_of(st.sampled_from(TABLE + "0oOlIi12二○〇八年月日 "), st.characters()), max_size=40
)


def test_a_character_stands_in_one_set_and_is_folded_already() -> None:
    assert [one for one, often in Counter(TABLE).items() if often > 1] == []
    assert fold(TABLE) == TABLE


@pytest.mark.parametrize("alike", sets())
def test_every_character_of_a_set_finds_the_others(alike: str) -> None:
    assert len(alike) > 1
    assert len({tuple(bigrams(f"鹭{one}江")) for one in alike}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("人口", "入口"), ("贷款", "货款"), ("目前", "日前"), ("篮球", "蓝球"), ("大大", "太太")],
)
def test_pairs_that_news_uses_both_of_stay_apart(one: str, other: str) -> None:
    assert bigrams(one) != bigrams(other)


@pytest.mark.parametrize(
    ("one", "other"), [("国土", "国士"), ("大冶", "大治"), ("期末", "期未"), ("竞技", "竟技")]
)
def test_words_are_never_levelled(one: str, other: str) -> None:
    assert words(one) != words(other)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("2O24年", "2024年"),
        ("1O月l日", "10月l日"),
        ("1l月", "11月"),
        ("二OO八年", "二〇〇八年"),
        ("二○0八年", "二〇〇八年"),
        ("3l水", "3l水"),
        ("GPT-4o", "gpt-4o"),
        ("on 12 Oct", "on 12 oct"),
        ("十0八", "十0八"),
    ],
)
def test_letters_inside_a_number_are_digits(printed: str, meant: str) -> None:
    assert fold(printed) == meant


@given(TEXTS)
def test_levelling_keeps_the_length_and_is_done_once(text: str) -> None:
    once = levelled(text)
    assert len(once) == len(text)
    assert levelled(once) == once
    assert (once == text) or is_mistakable(text)
    numbers = digits_levelled(text)
    assert len(numbers) == len(text)
    assert digits_levelled(numbers) == numbers


@given(TEXTS)
def test_code_points_are_levelled_like_characters(text: str) -> None:
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    made = letters_levelled(letters)
    assert made.tobytes().decode("utf-32-le", "surrogatepass") == levelled(text)
