"""Figures that say the same in different forms, and numbers that are none."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.figures import Figure, figures, forms
from retrieval.numerals import numeral

SAME = (
    ("3000人", "三千人", "3,000人", "3\u00a0000人", "３０００人", "3千人", "3000 人"),
    ("6000万元", "六千万元", "0.6亿元", "60,000,000元", "6,000万元", "6 000 万元", "6000万块钱"),
    ("百分之七十", "70%", "７０％", "七成", "7成", "70.0%", "70 %"),
    ("12.5吨", "十二点五吨", "十二點五噸"),
    ("200户", "两百户", "二百户", "兩百戶"),
    ("1.2亿元", "1亿2000万元", "一亿二千万元", "12000万元", "1.2億元"),
    ("三分之一", "1/3"),
    ("第三届", "第3届", "第３屆"),
    ("350万亩", "三百五十万亩", "3,500,000亩"),
    ("25人", "廿五人", "二十五人"),
    ("3000多人", "三千多人", "三千余人"),
    ("12.5%", "百分之十二点五", "百分之12.5"),
    ("0.3%", "千分之三"),
    ("75%", "七成五"),
    ("50万平方公里", "五十万平方千米"),
)

APART = (
    ("3000人", "3000名"), ("3000人", "3000多人"), ("3000人", "13000人"), ("70%", "7%"),
    ("第三届", "三届"), ("3000元", "3000美元"), ("3.6亿元", "36亿元"), ("3个百分点", "3%"),
    ("3000人", "30000人"),
)  # fmt: skip

NONE = (
    "2023年", "二〇二三年", "5月", "12日", "12345热线", "3号线", "三号线", "17路", "13800138000",
    "电话：28123456", "C919", "COVID-19", "四川", "万一", "千万不要", "一带一路", "九三学社",
    "百姓", "十分", "三亚", "12:30", "2023-04-10", "成立", "三农", "第6号", "8时", "十点",
    "五四青年", "A3版", "第3版", "百分之", "10.1.2.3", "2019-2021", "G20", "半数以上", "三成立",
    "4/10/2023",
)  # fmt: skip


@pytest.mark.parametrize("printed", SAME)
def test_one_figure_is_read_in_every_form(printed: tuple[str, ...]) -> None:
    (asked,) = figures(printed[0])
    for form in printed:
        (found,) = figures(form)
        assert asked.same(found), (asked, found)
        assert asked.stand_in(f"今年共有{form}，比上年多。")


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_figures_stay_apart(one: str, other: str) -> None:
    assert not any(asked.stand_in(other) for asked in figures(one))


@pytest.mark.parametrize("text", NONE)
def test_days_lines_and_names_are_no_figures(text: str) -> None:
    assert figures(text) == []


def test_figures_are_told_as_printed_and_in_order() -> None:
    found = figures("面积扩大到1.2万亩，产值３.６億元，增长七成，首班载客120人。")
    assert [one.words for one in found] == ["1.2万亩", "３.６億元", "七成", "120人"]
    assert found[1].value == Fraction(360_000_000)


def test_a_small_whole_number_tells_nothing() -> None:
    assert [one.telling for one in figures("3个，30个，2.5米，第3届")] == [False, True, True, False]


@example(10**12, "元")
@given(st.integers(10, 10**12), st.sampled_from(["元", "人", "亩", "吨"]))
def test_every_form_of_a_figure_reads_as_the_figure(value: int, unit: str) -> None:
    asked = Figure(f"{value}{unit}", Fraction(value), unit)
    for form in forms(asked):
        assert asked.stand_in(f"约合{form}。"), form
    assert asked.stand_in(f"{numeral(value)}{unit}")


@given(st.integers(1, 999))
def test_every_form_of_a_share_reads_as_the_share(thousandths: int) -> None:
    asked = Figure("", Fraction(thousandths, 1_000), "%")
    assert all(asked.stand_in(f"占{form}，") for form in forms(asked))


@given(st.integers(10, 10**9), st.integers(10, 10**9))
def test_two_numbers_are_the_same_only_when_they_are_equal(one: int, other: int) -> None:
    first, second = (Figure("", Fraction(value), "元") for value in (one, other))
    assert any(first.stand_in(form) for form in forms(second)) == (one == other)


def test_a_text_is_read_once_however_many_figures_are_looked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A question may hold 256 figures, and each is looked for in a hundred passages.
    read: list[str] = []

    def counted(text: str) -> list[Figure]:
        read.append(text)
        return figures(text)

    asked = figures("1,2,3,4,5元")
    monkeypatch.setattr("retrieval.figures.figures", counted)
    assert [one.stand_in("票价涨到了5元。") for one in asked] == [False] * 4 + [True]
    assert len(read) == 1
