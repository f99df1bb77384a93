"""A question that asks for the latest or the first gets it first; no other hit is moved."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.accounts import Order
from retrieval.answerer import Answerer
from retrieval.ordering import (
    LOOKED_AT,
    Asked,
    InOrder,
    Standing,
    in_order,
    may_be_moved,
    order_asked,
)
from retrieval.records import Question

NEWEST = """望鹤桥维修最新进展
大桥的最新消息是什么？
最新的统计数字是多少？
后来怎么样了？
后来望鹤桥恢复通车了吗？
最近一次停电是什么时候？
上一次涨价涨了多少？
上次涨价涨了多少？
最后一次见到江豚是哪天？
最近一期彩票的头奖是多少？
江豚保护的现状如何？
这条路目前的进展
轮渡现在怎么样了？
工程目前是什么情况？
望鹤桥其后如何？
望鶴橋後來怎麼樣了？
輪渡的現狀
最後一次停航是哪天？
What is the latest on the bridge?
latest figures for bus passengers
When was the most recent power cut?
What has happened since then?
When was the last time the bridge was closed?
What happened next at the ferry?
current status of the tunnel"""
OLDEST = """最早提出建桥的是谁？
这座桥最早见于哪年的报道？
最先报道此事的是哪家报纸？
首次发现江豚是什么时候？
第一次停航是哪一年？
什么时候第一次通车？
何时首次向公众开放？
首次报道江豚的是哪篇文章？
最初的票价是多少？
最早的一次地震发生在哪里？
望鶴橋首次封閉是什麼時候？
頭一次通航是哪年？
When was the bridge first opened?
In which year were porpoises first seen?
When did the ferry first run?
What is the earliest report of the flood?
When was the first time tolls were charged?"""
WHEN = """望鹤桥何时封闭？
大桥什么时候通车？
哪一年建成？
望鶴橋何時封閉？
When did the bridge open?
第一次世界大战何时结束？
最早一班车几点开？
最早要到几月才能通车？
最早可以几点入场？
首次公开募股是哪一年？"""
NEITHER = """最新款手机多少钱？
最新型号的列车有几节车厢？
新闻发布会在哪里举行？
最新鲜的水果在哪买？
第一次世界大战中阵亡的县人有多少？
第一次全国人口普查由谁主持？
谁首次代表中国队参赛？
公司首次公开募股募集多少？
离火车站最近的医院是哪家？
最近的地铁站叫什么？
最早的班车是几路？
我国最早的大学在哪座城市？
后来居上的是哪支队？
后来者如何入会？
谁主张维持现状？
“最新”杂志社在哪里？
《后来》是谁唱的？
她第一次登台演的是什么？
目前如何申请补贴？
现在有多少人住在这里？
一次性餐具收费多少？
望鹤桥有多长？
最佳新人是谁？
最早和最近一次封桥分别是谁宣布的？
Which school did the First Lady visit?
What is the latest model of the car called?
How many seats does the latest train have?
Which form must be in by Friday at the latest?
Who won first prize?
Which firm built the first floor?
What did the First World War cost the town?
Who gave first aid?
Which school came first?"""


def said(questions: str) -> list[str]:
    return questions.split("\n")


@pytest.mark.parametrize("question", said(NEWEST))
def test_the_newest_is_asked_for(question: str) -> None:
    asked = order_asked(question)
    assert (asked.order, asked.if_several) == ("newest", False)
    assert asked.words
    assert asked.words in question


@pytest.mark.parametrize("question", said(OLDEST))
def test_the_oldest_is_asked_for(question: str) -> None:
    asked = order_asked(question)
    assert (asked.order, asked.if_several) == ("oldest", False)
    assert asked.words in question


@pytest.mark.parametrize("question", said(WHEN))
def test_when_something_happened_is_asked_for(question: str) -> None:
    assert order_asked(question).if_several


@pytest.mark.parametrize("question", said(NEITHER))
def test_no_order_is_asked_for(question: str) -> None:
    assert order_asked(question) == Asked()


def hit(score: float, day: int | None, story: int = 1, span: bool = True) -> Standing:
    """A hit printed on a day of 2023, None for an unknown one."""
    printed = date(2023, 1, 1).replace(day=day) if day else None
    return Standing(score, printed, story, span)


def days(hits: list[Standing], order: Order, top: int = 50, if_several: bool = False) -> list[int]:
    return shown(hits, in_order(hits, Asked(order, "最新", if_several), top))


def shown(hits: list[Standing], found: InOrder) -> list[int]:
    """The days of the hits in their order; 0 for an unknown one."""
    assert len(set(found.places)) == len(found.places)
    printed = [hits[at].day for at in found.places]
    return [day.day if day else 0 for day in printed]


def test_the_hits_that_answer_stand_in_the_order_asked_for() -> None:
    hits = [hit(0.80, 5), hit(0.79, 9), hit(0.78, 2), hit(0.75, 7, story=2)]
    assert days(hits, "newest") == [9, 7, 5, 2]
    assert days(hits, "oldest") == [2, 5, 7, 9]
    assert days(hits, "relevance") == [5, 9, 2, 7]


def test_a_newer_article_that_does_not_answer_stays_behind() -> None:
    assert days([hit(0.80, 5), hit(0.60, 9)], "newest") == [5, 9]
    assert days([hit(0.80, 5), hit(0.70, 9, story=2)], "newest") == [5, 9]
    assert days([hit(0.80, 5), hit(0.70, 9)], "newest") == [9, 5], "of one story"


def test_where_the_answer_is_not_sure_only_its_own_story_is_put_in_order() -> None:
    hits = [hit(0.30, 5), hit(0.30, 9, story=2), hit(0.30, 7)]
    unsure = in_order(hits, Asked("newest", "最新", sure=False), 5)
    assert shown(hits, unsure) == [7, 9, 5]


def test_a_hit_without_a_date_keeps_its_place() -> None:
    assert days([hit(0.80, 5), hit(0.80, None), hit(0.80, 9)], "newest") == [9, 0, 5]
    undated = [hit(0.80, None), hit(0.80, None), hit(0.4, 3)]
    found = in_order(undated, Asked("newest", "最新"), 5)
    assert (found.order, found.notes) == ("relevance", ())


def test_an_order_given_beside_the_question_is_that_of_all_that_is_shown() -> None:
    hits = [hit(0.80, 5), hit(0.20, 9, story=2), hit(0.75, None), hit(0.10, 2), hit(0.79, 30)]
    found = in_order(hits, order_asked("最新的消息", "oldest"), 4)
    assert shown(hits, found) == [2, 5, 0, 9]
    assert (found.order, found.notes) == ("oldest", ())
    assert in_order(hits, order_asked("最新的消息", "relevance"), 4).places == (0, 1, 2, 3)


def test_the_newest_is_looked_for_below_the_hits_that_are_shown() -> None:
    hits = [hit(0.80, at) for at in range(1, LOOKED_AT + 5)]
    assert days(hits, "newest", top=2) == [LOOKED_AT, LOOKED_AT - 1]
    assert Asked("newest", "最新").looked_at == LOOKED_AT
    assert Asked("oldest", if_several=True).looked_at == 0


@pytest.mark.parametrize("order", ["newest", "oldest"])
@pytest.mark.parametrize("sure", [True, False])
@given(
    hits=st.lists(
        st.builds(hit, st.floats(0, 1), st.integers(1, 28), st.integers(1, 3)), min_size=6
    )
)
def test_a_hit_that_may_not_be_moved_by_its_score_need_not_be_looked_at(
    order: Order, sure: bool, hits: list[Standing]
) -> None:
    hits.sort(key=lambda one: -one.score)
    asked = Asked(order, "最新", sure=sure)
    near = [one for one in hits if may_be_moved(one.score, hits[0].score)]
    looked_at = hits[: max(5, len(near))]
    assert in_order(looked_at, asked, 5).places == in_order(hits, asked, 5).places


def test_when_orders_only_where_several_stories_answer() -> None:
    several = [hit(0.80, 5), hit(0.79, 2, story=2)]
    assert days(several, "oldest", if_several=True) == [2, 5]
    for left in (
        [hit(0.80, 5), hit(0.79, 2)],
        [hit(0.80, 5), hit(0.79, 2, story=2, span=False)],
        [hit(0.80, 5), hit(0.74, 2, story=2)],
    ):
        assert days(left, "oldest", if_several=True) == [5, 2]


def test_the_order_is_told_in_words() -> None:
    found = in_order([hit(0.8, 5), hit(0.8, 9)], Asked("newest", "最新"), 5)
    assert found.notes == ("“最新” asks for the newest: the hits that answer stand newest first.",)


@pytest.mark.parametrize(("order", "falling"), [("oldest", False), ("newest", True)])
def test_the_order_given_is_that_of_the_answer(
    sample_answerer: Answerer, order: Order, falling: bool
) -> None:
    best, *_ = sample_answerer.ask(Question("冷链专列")).hits
    hits = sample_answerer.ask(Question("冷链专列", order=order)).hits
    days = [hit.citation.issue_date or date.max for hit in hits]
    assert days == sorted(days, reverse=falling)
    assert len(set(days)) > 1
    assert best.citation.citation_id in {hit.citation.citation_id for hit in hits}
