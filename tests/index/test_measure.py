"""The blanks of wrapped lines tell how wide a column is, and where paragraphs begin."""

from __future__ import annotations

from index.measure import begins, column_of, measure_of, suits

NARROW = "甲" * 12 + " " + " ".join(["乙" * 14] * 3) + " 丙丙"
WIDE = "甲" * 18 + " " + " ".join(["乙" * 20] * 3) + " 丙丙"
ONWARD = " ".join(["乙" * 14] * 3) + " 丙丙"


def test_full_lines_tell_the_measure() -> None:
    assert measure_of(NARROW) == 14
    assert measure_of(WIDE) == 20
    assert measure_of("没有换行的一段文字") is None
    assert measure_of("长短 不一 的几个词 不是 一栏里的文字各行") is None


def test_an_indented_line_begins_a_paragraph() -> None:
    assert begins(NARROW)
    assert not begins(ONWARD)


def test_a_text_suits_the_column_it_was_set_in() -> None:
    assert column_of([NARROW]) is None
    assert suits(NARROW, column_of([WIDE, WIDE]), column_of([ONWARD, NARROW]))
    assert not suits(WIDE, column_of([WIDE, WIDE]), column_of([ONWARD, NARROW]))
    assert not suits(NARROW, None, column_of([ONWARD, NARROW]))
