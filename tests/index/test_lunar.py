"""Chinese numerals and lunar dates, leap months and all."""

from __future__ import annotations

from datetime import date

import pytest

from index.lunar import agrees, lunar_date, number

RECENT = range(1984, 2044)


@pytest.mark.parametrize(
    ("text", "worth"),
    [("十", 10), ("廿三", 23), ("二十", 20), ("二〇〇八", 2008), ("二○○八", 2008), ("卅", 30),
     ("一百一十二", 112), ("07", 7), ("９", 9), ("元", None), ("", None)],
)  # fmt: skip
def test_numbers_in_every_script(text: str, worth: int | None) -> None:
    assert number(text) == worth


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("癸卯年闰二月二十", date(2023, 4, 10)),
        ("癸卯年二月二十", date(2023, 3, 11)),
        ("农历辛丑年五月初一", date(2021, 6, 10)),
        ("甲辰年二月十八", date(2024, 3, 27)),
        ("癸卯年腊月初八", date(2024, 1, 18)),
        ("戊子年七月初八", date(2008, 8, 8)),
        ("癸卯年闰三月二十", None),
        ("癸卯年二月三十一", None),
        ("四月十日", None),
    ],
)
def test_lunar_dates(text: str, day: date | None) -> None:
    assert lunar_date(text, RECENT) == day


def test_a_name_that_two_years_bear_is_no_date() -> None:
    assert lunar_date("癸卯年二月二十", range(1900, 2044)) is None


def test_a_weekday_agrees_or_not() -> None:
    assert agrees(date(2023, 4, 10), "星期一")
    assert agrees(date(2023, 4, 10), "第03版")
    assert not agrees(date(2023, 4, 10), "星期二")
