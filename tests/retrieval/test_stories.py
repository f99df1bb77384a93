"""Hits of one event are one story, over several days and articles; other events are others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answerer import Answerer
from retrieval.records import Question
from retrieval.stories import Told, grouped
from tests.retrieval.written import archive_of

COLLAPSE = (
    "4月6日，岚海市白塔老街一处围墙倒塌，压住三辆停放的轿车，没有人员受伤，街道办已经围起警戒线。"
)
CAUSE = "岚海市白塔老街围墙倒塌一事有了说法：住建局认为连日降雨泡软了墙基，三位车主将获赔偿。"
OTHER_WALL = "6月2日，陶溪县新修的运动场围墙通过验收，全长八百米，墙面由中学生绘上了水彩画。"
MARKET = "岚海市最大的海鲜市场昨日搬到城东新址，四百多家商户开门迎客，老市场将改成停车场。"
ARTICLES = [
    ("白塔老街围墙倒塌 三辆轿车被压", "2023-04-07", COLLAPSE),
    ("白塔老街围墙倒塌原因查明", "2023-04-12", CAUSE),
    ("陶溪县运动场围墙通过验收", "2023-06-03", OTHER_WALL),
    ("海鲜市场搬到城东", "2023-04-08", MARKET),
]


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    with archive_of(tmp_path_factory.mktemp("stories"), ARTICLES) as opened:
        yield opened


def numbers(answerer: Answerer, hits: list[Told]) -> list[int]:
    searcher = answerer._searcher
    return grouped(hits, searcher.tokenise, searcher.table)


def test_reports_of_one_event_are_one_story_and_other_events_are_not(answerer: Answerer) -> None:
    hits = [
        Told(key, f"{title}\n{text}", date.fromisoformat(day))
        for key, (title, day, text) in enumerate(ARTICLES)
    ]
    assert numbers(answerer, hits) == [1, 1, 2, 3]


def test_passages_of_one_article_are_one_story(answerer: Answerer) -> None:
    hits = [Told(7, COLLAPSE, None), Told(8, MARKET, None), Told(7, COLLAPSE, None)]
    assert numbers(answerer, hits) == [1, 2, 1]
    assert numbers(answerer, hits[:1]) == [1]
    assert numbers(answerer, []) == []


def test_an_article_without_words_is_a_story_of_its_own(answerer: Answerer) -> None:
    hits = [Told(1, "", None), Told(2, "\n…", None), Told(3, COLLAPSE, None)]
    assert numbers(answerer, hits) == [1, 2, 3]


def test_notices_of_one_form_years_apart_are_not_one_story(answerer: Answerer) -> None:
    form = "{place}自来水公司通知：因管道检修，{day}起{street}停水两天，请居民提前储水。"
    hits = [
        Told(1, form.format(place="岚海", day="4月6日", street="白塔老街"), date(2019, 4, 5)),
        Told(2, form.format(place="陶溪", day="9月1日", street="学院路"), date(2023, 8, 30)),
    ]
    assert numbers(answerer, hits) == [1, 2]


@given(st.permutations(range(len(ARTICLES))))
def test_stories_are_numbered_from_one_in_order_of_appearance(
    answerer: Answerer, order: list[int]
) -> None:
    hits = [Told(at, "\n".join(ARTICLES[at][::2]), None) for at in order]
    found = numbers(answerer, hits)
    assert list(dict.fromkeys(found)) == list(range(1, max(found) + 1))
    assert numbers(answerer, hits) == found


def test_an_answer_names_its_stories(answerer: Answerer) -> None:
    answer = answerer.ask(Question("白塔老街的围墙为什么倒塌？"))
    story = answer.stories[0]
    best = max((hit for hit in answer.hits if hit.story == 1), key=lambda hit: hit.score)
    assert (story.number, story.title) == (1, best.article.title)
    assert (str(story.first), str(story.last)) == ("2023-04-07", "2023-04-12")
    assert [hit.rank for hit in answer.hits if hit.story == 1] == list(story.ranks)
    told = [rank for one in answer.stories for rank in one.ranks]
    assert sorted(told) == [hit.rank for hit in answer.hits]
