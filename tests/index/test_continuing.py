"""An article that jumps to another page is read as one, in whatever order its pages come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from index.archive import StoredArticle
from index.continuing import continuations, joined
from index.pages import page_name
from index.records import Article, Part, Run, SourceMap
from index.structure import Box

DAY = date(2023, 4, 10)


def half(
    key: int, body: str, page: str, title: str | None = None, **jumps: str | None
) -> StoredArticle:
    source_map = SourceMap((Run(0, 100 * key, len(body)),))
    part = Part(f"{page}.txt", "ab" * 32, page, 0, len(body), source_map)
    article = Article(
        body, (part,), newspaper="云汀日报", issue_date=DAY, pages=(page,), title=title, **jumps
    )
    return StoredArticle(f"id{key}", article, key=key)


FERRY = half(1, "渡工解开缆绳,把船", "01", "最后一班船", jump_to="02")
FERRY_2 = half(2, "推离石阶。", "02", None, jump_from="01")
GINGER = half(3, "专列开出。", "01", "红芽姜坐上专列", jump_to="02")
GINGER_2 = half(4, "手续半天办完。", "02", "红芽姜坐上专列", jump_from="01")


def test_a_sentence_cut_by_the_jump_reads_on() -> None:
    found, offset = joined([FERRY, FERRY_2], FERRY)
    assert found.article.body == "渡工解开缆绳,把船推离石阶。"
    assert (found.article_id, offset) == ("id1", 0)
    assert found.article.pages == ("01", "02")


def test_a_half_knows_where_it_begins_in_the_whole() -> None:
    found, offset = joined([FERRY, FERRY_2], FERRY_2)
    assert found.article_id == "id1"
    assert found.article.body[offset:] == FERRY_2.article.body


def test_every_part_still_leads_to_its_own_file() -> None:
    article = joined([GINGER, GINGER_2], GINGER)[0].article
    assert article.body == "专列开出。\n手续半天办完。"
    second = article.part_at(article.body.index("手续"))
    assert (second.file, second.page) == ("02.txt", "02")
    assert second.map.spans(second.start, second.end) == ((400, 407),)


def test_the_headline_and_then_what_is_left_over_tell_two_jumps_apart() -> None:
    assert continuations([FERRY, GINGER, GINGER_2, FERRY_2]) == {1: 2, 3: 4}


def test_halves_that_cannot_be_told_apart_stay_apart() -> None:
    nameless = half(4, "手续半天办完。", "02", None, jump_from="01")
    assert continuations([FERRY, GINGER, FERRY_2, nameless]) == {}


@pytest.mark.parametrize(
    "stranger",
    [
        half(5, "推离石阶。", "03", None, jump_from="01"),
        half(5, "推离石阶。", "02", None, jump_from="04"),
        half(5, "推离石阶。", "02", "另一个标题", jump_from="01"),
    ],
)
def test_pages_and_headlines_must_be_each_other_s(stranger: StoredArticle) -> None:
    assert joined([FERRY, stranger], FERRY) == (FERRY, 0)


def test_a_circle_of_jumps_ends() -> None:
    first = half(1, "甲,", "01", "题", jump_to="02", jump_from="02")
    second = half(2, "乙,", "02", "题", jump_to="01", jump_from="01")
    assert joined([first, second], first)[0].article.body


def test_three_pages_make_one_article() -> None:
    middle = replace(FERRY_2, article=replace(FERRY_2.article, jump_to="03"))
    last = half(6, "钟响了三下。", "03", None, jump_from="02")
    found, offset = joined([last, middle, FERRY], last)
    assert found.article.body == "渡工解开缆绳,把船推离石阶。\n钟响了三下。"
    assert found.article.body[offset:] == "钟响了三下。"
    assert found.article.pages == ("01", "02", "03")


@pytest.mark.parametrize(
    ("printed", "name"), [("02", "2"), ("A02", "A2"), (" a 4", "A4"), ("1", "1"), ("二", "二")]
)
def test_pages_compare_as_people_read_them(printed: str, name: str) -> None:
    assert page_name(printed) == name


def test_a_headline_that_says_something_else_is_of_another_article() -> None:
    other = half(5, "推离石阶。", "02", "今日天气", jump_from="01")
    assert continuations([FERRY, other]) == {}
    shortened = half(6, "推离石阶。", "02", "最后一班渡船", jump_from="01")
    assert continuations([FERRY, shortened]) == {1: 6}


def test_headlines_are_alike_whatever_their_letters() -> None:
    head = half(1, "The boat", "1", "Last Ferry Sails", jump_to="2")
    tail = half(2, "left.", "2", "LAST FERRY", jump_from="1")
    other = half(3, "rose.", "2", "BREAD PRICES", jump_from="1")
    assert continuations([head, other, tail]) == {1: 2}


def test_a_page_that_prints_no_number_is_counted_in_its_file() -> None:
    halves = [
        replace(
            one,
            article=replace(
                one.article,
                pages=(),
                parts=(replace(one.article.parts[0], boxes=(Box(0, 4, at, 0, 0, 9, 9),)),),
            ),
        )
        for at, one in enumerate((FERRY, FERRY_2), 1)
    ]
    assert joined(halves, halves[1])[0].article.body == "渡工解开缆绳,把船推离石阶。"
