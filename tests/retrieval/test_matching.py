"""What a text looks for: its words, without those that only ask or hold it together."""

from __future__ import annotations

import pytest

from retrieval.matching import units_of, words_asked
from retrieval.question import interpret
from retrieval.records import Question


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("望鹤桥封闭多久？", ("望鹤桥", "封闭")),
        ("陈守义 渡船", ("陈守义", "渡船")),
        ("公积金", ("公积金",)),
        ("圖書館的燈", ("图书馆",)),
        ("Who won the marathon in 2023?", ("won", "marathon", "2023")),
        ("3,600人", ("3,600",)),
        ("桥", ("桥",)),
        ("的", ()),
        ("？！", ()),
        ("", ()),
    ],
)
def test_units(text: str, units: tuple[str, ...]) -> None:
    assert units_of(text) == units


def test_operators_become_what_must_and_must_not_be_held() -> None:
    words = words_asked(interpret(Question("“江上汽笛” 渡船 OR 轮渡 -票价 云汀")))
    assert words.phrases == ("江上汽笛",)
    assert words.any_of == (("渡船", "轮渡"),)
    assert words.excluded == ("票价",)
    assert words.units == ("云汀",)
    assert not words.unmet


def test_a_period_in_words_is_no_word_to_look_for() -> None:
    reading = interpret(Question("2023年4月 渡船"), dated=True)
    assert words_asked(reading).units == ("渡船",)
