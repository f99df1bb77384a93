"""What counts when two texts are compared, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.letters import letters, verbatim


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("票价２元，每天６时开航！", "票价2元,每天6时开航"),
        ("圖書館的燈亮著", "图书馆的灯亮着"),
        ("吿示貼在牆上", "告示贴在墙上"),
        ("二○○八年", "二〇〇八年"),
        ("载客 1,200 人", "载客1200人"),
        ("占地3 000平方米", "占地3000平方米"),
        ("Six thousand—run along", "six Thousand run, along"),
        ("don’t wait", "don't wait"),
        ("cafe\u0301", "café"),
        ("江上\n又有了汽笛", "江上又有了汽笛"),
        ("2016—2020年", "2016-2020年"),
        ("25㎡", "25m2"),
    ],
)
def test_dress_is_levelled(one: str, other: str) -> None:
    assert letters(one).plain == letters(other).plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("产值3.6亿元", "产值36亿元"),
        ("以3:2取胜", "以32取胜"),
        ("5-8日", "58日"),
        ("气温-3℃", "气温3℃"),
        ("增长7%", "增长7‰"),
        ("$300", "€300"),
        ("we're late", "were late"),
        ("no where", "nowhere"),
        ("résumé", "resume"),
        ("微禄", "微渌"),
        ("今年没有去", "今年有去"),
        ("著名", "着名"),
        ("10²", "102"),
        ("हिन्दी", "हन्द"),
    ],
)
def test_words_and_numbers_are_not(one: str, other: str) -> None:
    assert letters(one).plain != letters(other).plain


def test_where_a_line_is_broken_is_no_part_of_the_words() -> None:
    assert verbatim("江上又有\n了 汽笛").plain == verbatim("江上又有了汽笛").plain
    assert verbatim("along the\n  river").plain == verbatim("along the river").plain
    assert verbatim("along the river").plain != verbatim("alongthe river").plain
    assert verbatim("江上，").plain != verbatim("江上,").plain
    assert verbatim("圖").plain != verbatim("图").plain


@given(st.text(max_size=60))
def test_every_character_compared_has_its_place(text: str) -> None:
    for one in (verbatim(text), letters(text)):
        assert len(one.plain) == len(one.at)
        assert one.at.tolist() == sorted(one.at.tolist())
        assert all(0 <= at < len(text) for at in one.at.tolist())


@given(st.text(alphabet="江水abé 1２.,-’'\n圖灯㎡。“", max_size=40))
def test_what_is_exact_is_equivalent(text: str) -> None:
    spread = "".join(one + "\n" if one > "\u2e80" else one for one in text)
    if verbatim(spread).plain == verbatim(text).plain:
        assert letters(spread).plain.replace(" ", "") == letters(text).plain.replace(" ", "")


def test_tokens_are_numbers_words_and_single_characters() -> None:
    one = letters("票价3.6元 for the café, 70%")
    assert [one.plain[low:high] for low, high in one.tokens()] == [
        "票",
        "价",
        "3.6",
        "元",
        "for",
        "the",
        "cafe\u0301",
        "70",
        "%",
    ]
