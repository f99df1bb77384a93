"""A list holds every article that matches, once, and counts them; its cursor survives changes."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.build import index_paths
from index.errors import BadQuestion
from index.removing import remove
from retrieval.answerer import Answerer, open_answerer
from retrieval.browsing import _list_of
from retrieval.cursors import _check
from retrieval.listing import SORTS, Browse, Listing, Sort
from tests.retrieval.written import archive_of, untitled


def ids(listing: Listing) -> list[str | None]:
    return [item.article.source_id for item in listing.items]


def counts(listing: Listing) -> dict[str, dict[str, int]]:
    facets = {"months": listing.months, "papers": listing.newspapers, "authors": listing.authors}
    return {name: {one.name: one.count for one in facet} for name, facet in facets.items()}


def test_everything_is_listed_the_newest_first_and_the_undated_last(answerer: Answerer) -> None:
    listing = answerer.browse(Browse())
    assert ids(listing) == ["ginger", "marathon", "bridge", "ferry", "letter"]
    assert (listing.total, listing.undated, listing.next) == (5, 1, None)
    assert counts(listing) == {
        "months": {"2023-04": 3, "2024-01": 1},
        "papers": {"云汀日报": 3, "The Qinglan Weekly": 1, "云汀晚报": 1},
        "authors": {"顾南枝": 2, "Jane Fuller": 1, "沈一苇": 1, "韩立言": 1},
    }
    assert ids(answerer.browse(Browse(sort="oldest")))[0] == "ferry"
    assert ids(answerer.browse(Browse(sort="oldest")))[-1] == "letter"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Browse(newspaper="云汀晚报"), ["ginger"]),
        (Browse(author="顾南枝"), ["ginger", "ferry"]),
        (Browse(page="1"), ["marathon", "ferry"]),  # 01 and 1 are the same page
        (Browse(page="a3"), ["ginger"]),
        (Browse(from_date=date(2023, 4, 11), to_date=date(2023, 4, 14)), ["marathon", "bridge"]),
        (Browse(to_date=date(2023, 4, 10)), ["ferry"]),
        (Browse(newspaper="没有的报"), []),
        (Browse(text="轮渡"), ["ferry"]),
        (Browse(text="望鹤桥封闭多久？"), ["bridge"]),
        (Browse(text="圖書館"), ["letter"]),
        (Browse(text="图书馆的灯"), ["letter"]),
        (Browse(text="marathon"), ["marathon"]),
        (Browse(text="“江上又有了汽笛声”"), ["ferry"]),
        (Browse(text="“汽笛声江上又有了”"), []),
        (Browse(text="云汀", newspaper="云汀日报"), ["bridge"]),
        (Browse(text="云汀", sort="oldest"), ["bridge", "ginger"]),
        (Browse(text="云汀 -望鹤桥"), ["ginger"]),
        (Browse(text="轮渡 OR 冷链专列", sort="newest"), ["ginger", "ferry"]),
        (Browse(text="作者:顾南枝"), ["ginger", "ferry"]),
        (Browse(text="-轮渡 作者:顾南枝"), ["ginger"]),
        (Browse(text="火星"), []),
        (Browse(text="的"), []),
    ],
)
def test_a_list_holds_what_was_asked_for(
    answerer: Answerer, asked: Browse, found: list[str]
) -> None:
    listing = answerer.browse(asked)
    assert ids(listing) == found
    assert listing.total == len(found)
    assert sum(one.count for one in listing.months) + listing.undated == listing.total


def test_where_no_article_has_every_word_those_with_most_are_listed_and_it_says_so(
    answerer: Answerer,
) -> None:
    every = answerer.browse(Browse(text="轮渡 票价"))
    most = answerer.browse(Browse(text="轮渡 票价 仔姜"))
    assert (ids(every), every.all_words) == (["ferry"], True)
    assert (ids(most), most.all_words) == (["ferry"], False)


def test_what_is_shown_of_an_article_is_a_slice_of_it(answerer: Answerer) -> None:
    for item in answerer.browse(Browse(text="云汀")).items:
        body = answerer.article(item.article.article_id).body
        assert item.opening.text == body[item.opening.start : item.opening.end] != ""
        assert item.highlight is not None
        assert item.highlight.text == body[item.highlight.start : item.highlight.end]
        assert "云汀" in item.highlight.text or "云汀" in (item.article.title or "")
        cited = answerer.citation(item.citation.citation_id)
        assert (cited.standing, cited.passage.text) == ("current", body)


@pytest.mark.parametrize("asked", [Browse(limit=0), Browse(limit=101), Browse(text="字" * 513)])
def test_what_cannot_be_listed_is_said_in_a_sentence(answerer: Answerer, asked: Browse) -> None:
    with pytest.raises(BadQuestion):
        answerer.browse(asked)


@pytest.mark.parametrize("sort", ["newest", "oldest", "relevance"])
@pytest.mark.parametrize(
    "payload",
    [
        [],
        [["x"]],
        ["gone"],
        ["gone", "a", "b", "c", "d", "e"],
        ["gone", None, None, None, None, None],
        ["gone", 1, "a", 1, "b", 1],
        ["gone", 0.5, 1, "a", 1, "b", 1],
        ["gone", True, "a", 1, "b", 1],
        {"gone": 1},
        "gone",
        7,
    ],
)
def test_a_cursor_somebody_made_up_is_refused_or_read_never_a_fault(
    answerer: Answerer, payload: object, sort: Sort
) -> None:
    # The check can be worked out by anybody who reads cursors.py.
    asked = Browse(text="轮渡", sort=sort)
    record = json.dumps(payload)
    checked = _check(record, _list_of(asked)) + record
    cursor = base64.urlsafe_b64encode(checked.encode()).decode().rstrip("=")
    with suppress(BadQuestion):
        assert answerer.browse(replace(asked, cursor=cursor)).total == 1


def test_a_cursor_is_of_its_own_list_only(answerer: Answerer) -> None:
    cursor = answerer.browse(Browse(limit=2)).next
    assert cursor is not None
    others = (
        Browse(limit=2, cursor=cursor, sort="oldest"),
        Browse(limit=2, cursor=cursor, newspaper="云汀日报"),
        Browse(limit=2, cursor=cursor[:-2] + "AA"),
        Browse(limit=2, cursor="é"),
        Browse(limit=2, cursor=""),
    )
    for other in others:
        with pytest.raises(BadQuestion, match="cursor"):
            answerer.browse(other)


def _articles(numbers: range) -> str:
    return "".join(
        json.dumps(
            {
                "id": f"n{number:02}",
                "newspaper": "云汀日报",
                "issue_date": f"2023-05-{number // 3 + 1:02}",
                "pages": [f"{number % 3 + 1:02}"],
                "title": f"第{number}号船靠岸",
                "text": f"第{number}号渡船昨天在青澜江靠岸。船上有{number + 3}人。",
            },
            ensure_ascii=False,
        )
        + "\n"
        for number in numbers
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.jsonl").write_text(_articles(range(0, 30, 2)), "utf-8")
    index_paths(tmp_path / "archive", [tmp_path / "one.jsonl"])
    return tmp_path / "archive"


@pytest.fixture
def growing(folder: Path) -> Iterator[Answerer]:
    opened = open_answerer(folder)
    yield opened
    opened.close()


@pytest.mark.parametrize("sort", SORTS)
def test_pages_follow_each_other_without_gap_or_repeat(growing: Answerer, sort: Sort) -> None:
    asked = Browse(text="渡船 青澜江", sort=sort, limit=4)
    whole = growing.browse(replace(asked, limit=100))
    pages: list[str | None] = []
    cursor = None
    while True:
        page = growing.browse(replace(asked, cursor=cursor))
        pages += ids(page)
        assert page.total == whole.total == 15
        cursor = page.next
        if cursor is None:
            break
    assert pages == ids(whole)


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_a_cursor_goes_on_after_articles_came_and_went(
    growing: Answerer, folder: Path, sort: Sort
) -> None:
    first = growing.browse(Browse(sort=sort, limit=5))
    last = first.items[-1].article.article_id
    (folder.parent / "two.jsonl").write_text(_articles(range(1, 30, 2)), "utf-8")
    index_paths(folder, [folder.parent / "two.jsonl"])
    remove(folder, [last])  # the very article the cursor names
    rest = growing.browse(Browse(sort=sort, limit=100, cursor=first.next))
    numbers = sorted(range(30), key=lambda n: (-(n // 3) if sort == "newest" else n // 3, n % 3))
    order = [f"n{number:02}" for number in numbers]
    assert ids(rest) == order[order.index(str(first.items[-1].article.source_id)) + 1 :]


def test_a_list_reads_words_as_a_question_does(tmp_path: Path) -> None:
    articles = untitled(
        [
            "市府印发云政办函〔2022〕12号，规定轮渡票价。",
            "轮 渡 停了，票价不变。",
            "总投资6,000万元的码头开工。",
            "码头总投资六百万元。",
        ]
    )
    with archive_of(tmp_path, articles) as answerer:
        for text, left in (
            ("“云政办函[2022]12号”", {articles[0][2]}),
            ("票价 -轮渡", set()),
            ("票价 -“停了”", {articles[0][2]}),
            ("码头 -“6000万元”", {articles[3][2]}),
        ):
            listing = answerer.browse(Browse(text=text))
            assert {item.opening.text for item in listing.items} == left
            assert listing.total == sum(one.count for one in listing.months) == len(left)


def test_a_list_finds_a_newspaper_and_an_author_however_they_are_written(
    answerer: Answerer,
) -> None:
    for text in (
        "报纸:云汀晚报",
        "報紙:雲汀晚報",
        "报纸:《云汀晚报》 作者:顧南枝",
        "作者:“沈 一苇”",
    ):
        assert ids(answerer.browse(Browse(text=text)))[:1] == ["ginger"]
