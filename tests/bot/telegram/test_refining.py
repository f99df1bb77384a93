"""Following on, by rule: what is kept, what changes, and what is left alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.refining import refined

TODAY = date(2024, 1, 20)


@pytest.mark.parametrize(
    ("before", "said", "whole"),
    [
        ("望江2023年一季度用水量是多少？", "那2022年呢?", "望江2022年一季度用水量是多少？"),
        ("望江2023年一季度用水量是多少？", "二季度呢？", "望江2023年二季度用水量是多少？"),
        ("望鹤桥什么时候封闭？", "那2022年呢？", "2022年望鹤桥什么时候封闭？"),
        ("去年上海的降雨量是多少", "那前年呢", "前年上海的降雨量是多少"),
        ("株洲2023年一季度GDP是多少？", "那上海呢", "上海2023年一季度GDP是多少？"),
        ("望鹤桥什么时候封闭？", "那登云桥呢？", "登云桥什么时候封闭？"),
        ("锦帆小区业委会主任是谁？", "那锦绣小区呢", "锦绣小区业委会主任是谁？"),
        ("How many came in 2021?", "what about 2022?", "How many came in 2022?"),
        ("How many came?", "What about 2022?", "How many came in 2022?"),
        ("In March 2021, who won?", "what about April?", "In April 2021, who won?"),
        ("When does the Wanghe Bridge close?", "And Dengyun Bridge?",
         "When does the Dengyun Bridge close?"),
        ("When did Songping open it?", "how about Shanghai", "When did Shanghai open it?"),
    ],
)  # fmt: skip
def test_what_follows_on_is_said_in_full(before: str, said: str, whole: str) -> None:
    read = refined(said, before, TODAY)
    assert read is not None
    assert read.text == whole


@pytest.mark.parametrize(
    "said",
    ["谁是渡工呢？", "望鹤桥什么时候通车呢？", "2022年", "登云桥", "渡工是谁？", "好呢", "谢谢",
     "What happened in 2022?", "and the rest of the story?", "那" + "很长的一句话" * 9 + "呢？"],
)  # fmt: skip
def test_a_question_of_its_own_is_left_alone(said: str) -> None:
    assert refined(said, "望鹤桥什么时候封闭？", TODAY) is None


def test_in_a_reply_a_bare_time_or_name_follows_on() -> None:
    for said, whole in (
        ("2022年", "2022年望鹤桥什么时候封闭？"),
        ("登云桥", "登云桥什么时候封闭？"),
    ):
        read = refined(said, "望鹤桥什么时候封闭？", TODAY, replied=True)
        assert read is not None
        assert read.text == whole


def test_a_time_inside_quotation_marks_is_a_title_and_stays() -> None:
    read = refined("那2022年呢", "“2021年度标杆”有几家？", TODAY)
    assert read is not None
    assert "“2021年度标杆”" in read.text


@pytest.mark.parametrize(
    ("before", "said", "stays"),
    [
        ("松坪县红芽姜合作社理事长是谁？", "那锦帆小区呢？", "松坪县红芽姜合作社理事长"),
        ("锦帆小区业委会主任是谁？", "那书记呢？", "锦帆小区业委会"),
        ("锦帆小区业委会主任是谁？", "那秋水小区呢？", "业委会主任"),
    ],
)
def test_a_name_is_not_cut_in_two(before: str, said: str, stays: str) -> None:
    read = refined(said, before, TODAY)
    assert read is not None
    assert stays in read.text


def test_what_is_like_nothing_is_put_to_the_question_and_nothing_is_lost() -> None:
    read = refined("那高雄呢？", "渡工是谁？", TODAY)
    assert read is not None
    assert "高雄" in read.text
    assert read.way in ("added", "name")


@given(st.text(max_size=40), st.text(max_size=60), st.booleans())
def test_no_words_break_the_rules(said: str, before: str, replied: bool) -> None:
    read = refined(said, before, TODAY, replied=replied)
    assert read is None or read.text.strip()
