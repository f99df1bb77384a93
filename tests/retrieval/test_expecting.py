"""A question tells what kind of words would answer it, in Chinese and English, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.expecting import expectation, level


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("轮渡什么时候开航？", "date"),
        ("大桥哪一年建成？", "date"),
        ("When did the ferry reopen?", "date"),
        ("In what year was the bridge built?", "date"),
        ("船上坐了多少人？", "count"),
        ("大桥有多长？", "count"),
        ("How many people were on board?", "count"),
        ("谁掌舵？", "person"),
        ("誰掌舵？", "person"),
        ("何人掌舵？", "person"),
        ("馆长叫什么名字？", "person"),
        ("Who won the race?", "person"),
        ("仪式在哪里举行？", "place"),
        ("Where was the ceremony held?", "place"),
        ("轮渡停靠在哪个村？", "place"),
        ("渡船是哪家企业造的？", "thing"),
        ("馆里放映哪部电影？", "thing"),
        ("大桥为什么封闭？", None),
        ("渡船为什么拒绝加入船队？", None),
        ("介绍一下青澜江", None),
        ("Why was it closed?", None),
        ("How many people died when the bridge fell?", "count"),
        ("When the bridge fell, how many people died?", "count"),
        ("In 2019, when was the bridge built?", "date"),
        ("What happened when the bridge fell?", None),
        ("What was said in the city where he was born?", None),
        ("Where is the mayor, who won the race, buried?", "place"),
        ("What did the WHO say?", None),
        ("WHO WON THE RACE?", "person"),
        ("By whom was the bridge built?", "person"),
        ("Name the man who teaches the class", None),
        ("每周哪几天开行？", "date"),
        ("哪几个月停航？", "date"),
        ("王几道说了什么？", None),
        ("几内亚的总统是谁？", "person"),
        ("几点建议是什么？", None),
        ("几位嘉宾是谁？", "person"),
        ("停航有几点原因？", "count"),
    ],
)
def test_what_a_question_asks_for(question: str, kind: str | None) -> None:
    expected = expectation(question)
    assert (expected.kind if expected else None) == kind


@pytest.mark.parametrize("question", ["几天前出了什么事", "几个月前渡口怎样了", "好几名乘客怎么了"])
def test_some_is_no_question_of_how_many(question: str) -> None:
    expected = expectation(question)
    assert expected is None or expected.kind != "count"


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("改造花了多少钱？", "money"),
        ("How much did the ferry cost?", "money"),
        ("渡江要多久？", "duration"),
        ("How long does the crossing take?", "duration"),
        ("How long is the bridge?", None),
        ("How much does the cane weigh?", "weight"),
        ("How much did the river rise?", None),
        ("几点开会？", "time"),
        ("有几点建议？", None),
        ("主跨有多长？", "length"),
        ("船长几岁？", "age"),
        ("船啥时候开？", None),
        ("改造花咗几多钱？", "money"),
        ("西元幾年通航？", "year"),
        ("房价有多高？", "money"),
        ("气温有多高？", "degrees"),
        ("运了多少人次、物资多少吨？", "weight"),
        ("油价涨了多少倍？", None),
        ("拿到多少奖金？", "money"),
        ("能预报多少日？", "duration"),
        ("卖了多少亿日元？", "money"),
        ("他率领多少人？", "persons"),
        ("Which country bought it?", "country"),
        ("船長多大年紀？", "age"),
        ("成品率是多少？", "share"),
        ("新船有多重？", "weight"),
        ("有几名乘客？", "persons"),
        ("这是第几届？", "rank"),
        ("哪一年通航？", "year"),
        ("哪天通航？", "day"),
        ("几点开船？", "time"),
        ("星期几停航？", "weekday"),
        ("哪家公司造的？", "firm"),
        ("停靠哪座山下？", "landform"),
    ],
)
def test_what_a_count_measures_and_how_fine_a_date_is(question: str, form: str | None) -> None:
    expected = expectation(question)
    assert expected is not None
    assert expected.form == form


def test_a_count_is_asked_in_a_measure_word() -> None:
    expected = expectation("首班船坐了多少名乘客？")
    assert expected is not None
    assert (expected.unit, expected.before, expected.after) == ("名", "首班船坐", "名乘客")


@pytest.mark.parametrize(("question", "several"), [("船员有哪些人？", True), ("谁掌舵？", False)])
def test_a_list_may_be_asked_for(question: str, several: bool) -> None:
    expected = expectation(question)
    assert expected is not None
    assert expected.several is several


@given(st.text(max_size=80))
def test_a_level_text_keeps_its_places(text: str) -> None:
    assert len(level(text)) == len(text)
