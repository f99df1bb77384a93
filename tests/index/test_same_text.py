"""A reprint is told from a notice of the same form."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from index import same_text
from index.same_text import alike_in_numbers, same_printing, same_series, shared_text
from index.sketch import HAN_WINDOW
from tests.index.reprints import (
    APPOINTED,
    FERRY,
    LOTTERY,
    MARKET,
    OBITUARY,
    OUTAGE,
    misread,
    weather,
)

PARAGRAPHS = FERRY.split("\n")
STRETCHES = [FERRY[at : at + 23] for at in range(0, len(FERRY), 23)]
LINES = "\n".join(FERRY[at : at + 17] for at in range(0, len(FERRY), 17))


def linked(one: str, other: str) -> bool:
    return alike_in_numbers(one, other) and same_printing(shared_text(one, other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(FERRY, FERRY, id="the same"),
        pytest.param(FERRY, LINES, id="set in other lines"),
        pytest.param(FERRY, misread(FERRY), id="a few wrong characters"),
        pytest.param(misread(FERRY, 29), misread(FERRY, 41), id="both with wrong characters"),
        pytest.param(FERRY, OpenCC("s2t").convert(FERRY), id="in Traditional characters"),
        pytest.param(FERRY, FERRY[: len(FERRY) // 2], id="its first half"),
        pytest.param(misread(FERRY), PARAGRAPHS[0] + PARAGRAPHS[1], id="shortened, misread"),
        pytest.param(FERRY, PARAGRAPHS[0] + PARAGRAPHS[2], id="a paragraph left out"),
        pytest.param(
            f"本报讯（记者 顾南枝）{FERRY}", f"云汀社4月10日电 {FERRY}", id="another dateline"
        ),
        pytest.param(
            f"{FERRY}（记者 顾南枝）", f"{FERRY}（据《云汀晚报》报道）", id="another credit"
        ),
        pytest.param(MARKET, MARKET.replace("columns", "colunms"), id="a misprint"),
        pytest.param(MARKET, MARKET.replace("found", "fonnd").upper(), id="in capitals"),
        pytest.param(MARKET, MARKET[: MARKET.index("The council will")], id="cut at a sentence"),
    ],
)
def test_printings_of_one_text(one: str, other: str) -> None:
    assert linked(one, other)
    assert linked(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(weather(), weather(day="4月11日"), id="weather of another day"),
        pytest.param(weather(), weather(high="22"), id="another temperature"),
        pytest.param(weather(), weather(force="3到4"), id="another force of wind"),
        pytest.param(weather(), weather(wind="南"), id="another wind"),
        pytest.param(weather(), weather(damp="八十"), id="a figure in words"),
        pytest.param(weather(), weather(sky="小到中雨"), id="another sky"),
        pytest.param(
            LOTTERY.format(issue="2023041", red="03 07 12 19 25 31", blue="08", sum="351204816"),
            LOTTERY.format(issue="2023042", red="01 09 14 22 26 30", blue="11", sum="348811260"),
            id="numbers drawn",
        ),
        pytest.param(
            OBITUARY.format(name="程德明", age="八十二", day="4月12日"),
            OBITUARY.format(name="李秀英", age="七十六", day="4月15日"),
            id="another dead",
        ),
        pytest.param(
            OBITUARY.format(name="程德明", age="82", day="4月12日"),
            OBITUARY.format(name="程德义", age="82", day="4月12日"),
            id="a name one character apart, twice",
        ),
        pytest.param(
            APPOINTED.format(name="程德明"), APPOINTED.format(name="李秀英"), id="another name"
        ),
        pytest.param(
            APPOINTED.format(name="王伟"), APPOINTED.format(name="王强"), id="one letter of a name"
        ),
        pytest.param(
            OUTAGE.format(day="4月10日", place="河西片区"),
            OUTAGE.format(day="4月18日", place="河西片区"),
            id="another date",
        ),
        pytest.param(
            OUTAGE.format(day="4月10日", place="河西片区"),
            OUTAGE.format(day="4月10日", place="城关镇"),
            id="another place",
        ),
        pytest.param(MARKET, MARKET.replace("Alder", "Maple"), id="another street"),
        pytest.param(MARKET, MARKET.replace("next spring", "in May 2024"), id="another time"),
        pytest.param(
            f"{PARAGRAPHS[0]}{PARAGRAPHS[1]}据悉，轮渡冬季停航。",
            f"昨日，船厂又交付一艘。{PARAGRAPHS[1]}" * 2,
            id="a paragraph of background used again",
        ),
        pytest.param(FERRY, MARKET, id="a translation, or anything else"),
        pytest.param("", FERRY, id="nothing"),
    ],
)
def test_articles_of_the_same_form_are_no_printings(one: str, other: str) -> None:
    assert not linked(one, other)
    assert not linked(other, one)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("双色球第23041期", "双色球第23042期", True),
        ("连载（十二）", "连载（十三）", True),
        ("轮渡重新开航", "轮渡重新开航", False),
        ("轮渡重新开航", "青澜江轮渡开航", False),
        (None, None, False),
        ("4月10日", "4月11日", True),
    ],
)
def test_headlines_of_a_series(one: str | None, other: str | None, same: bool) -> None:
    assert same_series(one, other) == same


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(FERRY) - 1), st.integers(1, 60))
def test_a_sentence_is_found_where_the_other_prints_it(start: int, length: int) -> None:
    end = min(start + length, len(FERRY))
    other = "本报讯 " + misread(OpenCC("s2t").convert(FERRY), 53)
    place = shared_text(FERRY, other).place(start, end)
    if place is not None:
        held = "".join(FERRY[start:end].split())
        there = "".join(other[slice(*place)].split())
        assert abs(len(there) - len(held)) <= 4
        assert place[0] - start in range(7)


@settings(max_examples=60, deadline=None)
@given(st.text("甲乙风雨江船渡票12", max_size=120), st.text("甲乙风雨江船渡票12", max_size=120))
def test_it_is_the_same_both_ways_round(one: str, other: str) -> None:
    there, back = shared_text(one, other), shared_text(other, one)
    assert [(run.other, run.one, run.length) for run in there.runs] == [*back.runs]
    assert same_printing(there) == same_printing(back)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(STRETCHES)), st.lists(st.sampled_from(STRETCHES)))
def test_a_quick_look_never_takes_two_texts_for_less_alike_than_they_are(
    one: list[str], other: list[str]
) -> None:
    first, second = same_text._compared("".join(one)), same_text._compared("".join(other))
    runs = same_text._in_order(same_text._common_runs(first, second))
    assert same_text._may_share(first, second) >= sum(run.length for run in runs)


def test_texts_with_little_in_common_are_not_laid_over_one_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    laid: list[str] = []
    common_runs = same_text._common_runs

    def counted(one: same_text.Compared, other: same_text.Compared) -> list[same_text.Run]:
        laid.append(one.text)
        return common_runs(one, other)

    monkeypatch.setattr(same_text, "_common_runs", counted)
    half = PARAGRAPHS[0][: len(PARAGRAPHS[0]) // 2]
    assert shared_text(PARAGRAPHS[0], half + PARAGRAPHS[1]).length == 0
    assert laid == []
    assert shared_text(FERRY, misread(FERRY)).length
    assert len(laid) == 1


@settings(max_examples=60, deadline=None)
@given(st.text("甲乙丙风", max_size=60), st.text("甲乙丙风", max_size=60))
def test_windows_are_paired_that_stand_once_in_each_text(one: str, other: str) -> None:
    first, second = same_text._compared(one), same_text._compared(other)
    ours, theirs = (
        [text[at : at + HAN_WINDOW] for at in range(len(text) - HAN_WINDOW + 1)]
        for text in (one, other)
    )
    once, there_once = Counter(ours), Counter(theirs)
    expected = [
        (at, theirs.index(window))
        for at, window in enumerate(ours)
        if once[window] == there_once[window] == 1
    ]
    found = same_text._windows_of_both(first, second)
    assert [*zip(*(each.tolist() for each in found), strict=True)] == expected
