"""Chinese numerals."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.numerals import number, numeral

SAID = (
    ("三千", 3_000), ("六千万", 60_000_000), ("两百", 200), ("二百", 200), ("十", 10),
    ("十二", 12), ("三百五", 350), ("三百零五", 305), ("一万五", 15_000),
    ("一亿二", 120_000_000), ("廿五", 25), ("二〇二三", 2_023), ("壹佰贰拾", 120),
    ("兩萬", 20_000), ("一千零一十", 1_010), ("一万亿", 10**12),
    ("一百二十三万四千五百六十七", 1_234_567), ("十二点五", Fraction(25, 2)),
    ("零点六", Fraction(3, 5)), ("一点二亿", 120_000_000),
)  # fmt: skip


@pytest.mark.parametrize(("words", "value"), SAID)
def test_a_numeral_says_its_number(words: str, value: Fraction | int) -> None:
    assert number(words) == value


@pytest.mark.parametrize(
    "words", ["百", "千万", "万", "三四千", "三十百", "点五", "三点", "百姓", "", "三千x", "万一亿"]
)
def test_what_is_no_numeral_says_nothing(words: str) -> None:
    assert number(words) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "零"),
        (10, "十"),
        (110, "一百一十"),
        (10_010, "一万零一十"),
        (10_500, "一万零五百"),
        (120_000_000, "一亿二千万"),
    ],
)
def test_a_number_is_written_as_newspapers_do(value: int, words: str) -> None:
    assert numeral(value) == words


@pytest.mark.parametrize("value", [-1, 10**16])
def test_a_number_out_of_range_has_no_numeral(value: int) -> None:
    with pytest.raises(ValueError, match="no numeral"):
        numeral(value)


@given(st.integers(0, 10**16 - 1) | st.integers(0, 200_000))
def test_every_number_comes_back_from_its_numeral(value: int) -> None:
    assert number(numeral(value)) == value
