"""Questions and lists can be limited to what stands over an article: its headline, its section."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.archive import Archive
from index.build import index_paths
from index.continuing import whole
from retrieval.answerer import Answerer, open_answerer
from retrieval.catalogue import KeptCatalogue
from retrieval.listing import Browse
from retrieval.records import Answer, Interpretation, Question
from retrieval.under import passages_under

FACTS = {"newspaper": "云汀日报", "issue_date": "2023-04-10"}
ARTICLES: tuple[dict[str, Any], ...] = (
    {"id": "ferry", "title": "轮渡今晨开航", "section": "民生", "text": "首班渡船载客，票价三元。"},
    {"id": "kicker", "kicker": "輪渡票價", "title": "听证会召开", "text": "票价拟定为四元。"},
    {"id": "under", "title": "江上一日", "subtitle": "轮渡与老渡工", "text": "票价没有涨。"},
    {"id": "body", "title": "大桥封闭", "section": "民生新闻", "text": "改乘轮渡，票价三元。"},
    {"id": "sport", "title": "马拉松", "section": "体育", "text": "票价百元。"}
    | {"authors": ["顾南枝"]},
    {"id": "2023", "title": "2023年的票价", "text": "票价一年没有变。", "issue_date": "2022-01-05"},
)  # fmt: skip


def line_of(article: dict[str, Any]) -> str:
    """A line of article JSONL; kickers and subtitles are told as `baoda export` does."""
    exported = {"source_id": article["id"], "citation": {}, "source": {}}
    return json.dumps(FACTS | article | exported, ensure_ascii=False)


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    folder = tmp_path_factory.mktemp("under")
    (folder / "articles.jsonl").write_text("\n".join(map(line_of, ARTICLES)), "utf-8")
    index_paths(folder / "archive", [folder / "articles.jsonl"])
    answerer = open_answerer(folder / "archive")
    yield answerer
    answerer.close()


def ask(answerer: Answerer, text: str, **options: Any) -> Answer:
    return answerer.ask(Question(text, top=20, near=True, **options))


UNDER = (
    ("票价 标题:轮渡", {"ferry", "kicker", "under"}),
    ("票价 標題：輪渡", {"ferry", "kicker", "under"}),
    ("票价 题:“轮渡 今晨”", {"ferry"}),
    ("票价 标题:轮渡 标题:听证", {"kicker"}),
    ("票价 栏目:民生", {"ferry", "body"}),
    ("票价 栏目:体育 作者:顾南枝", {"sport"}),
    ("票价 标题:轮渡 栏目:民生", {"ferry"}),
    ("票价 标题:轮渡 -老渡工", {"ferry", "kicker"}),
    ("票价 标题:轮渡 -载客", {"kicker", "under"}),
    ("票价 标题:票价 日期:2022", {"2023"}),
)


@pytest.mark.parametrize(("text", "found"), UNDER)
def test_only_what_stands_under_the_words_is_found_and_listed(
    answerer: Answerer, text: str, found: set[str]
) -> None:
    assert {hit.article.source_id for hit in ask(answerer, text).hits} == found
    assert {item.article.source_id for item in answerer.browse(Browse(text=text)).items} == found


def test_the_later_half_of_an_article_stands_under_the_headline_of_the_first(
    sample_folder: Path,
) -> None:
    sample = Archive(sample_folder)
    catalogue = KeptCatalogue(sample)()
    halves = [one for one in sample.articles() if one.article.jump_from]
    later = [(one, full.article) for one in halves for full, at in [whole(sample, one)] if at]
    assert later
    everywhere = np.ones(len(catalogue), np.bool_)
    for half, full in later:
        reading = Interpretation("zh", in_title=(full.title or "",))
        under = passages_under(catalogue, reading, lambda: everywhere)
        assert under is not None
        own = {passage.passage_id for passage in sample.passages_of(half.key)}
        assert own <= set(under.ids.tolist())
    sample.close()


def test_a_headline_alone_is_answered_by_what_stands_under_it(answerer: Answerer) -> None:
    for text, found in (
        ("标题:轮渡", {"ferry", "kicker", "under"}),
        ("栏目:体育", {"sport"}),
        ("标题:2023年", {"2023"}),
    ):
        answer = answerer.ask(Question(text, top=20))
        assert (answer.status, answer.confidence) == ("answered", 1.0)
        assert {hit.article.source_id for hit in answer.hits} == found
        assert {one.article.source_id for one in answerer.browse(Browse(text=text)).items} == found


def test_what_was_read_is_told(answerer: Answerer) -> None:
    told = ask(answerer, "票价 标题:轮渡 栏目:民生").as_json()["interpretation"]
    assert (told["in_title"], told["in_section"]) == (["轮渡"], ["民生"])
    assert ask(answerer, "票价").as_json()["interpretation"]["in_title"] == []


LIMITS = (
    ("票价 标题:火星", "No article in the archive has “火星” in its headline."),
    ("票价 栏目:副刊", "No article in the archive stands in a section “副刊”."),
    (
        "票价 标题:轮渡 标题:马拉松",
        "No article in the archive has all of this over it: “轮渡”, “马拉松”.",
    ),
    ("票价 标题:轮渡 作者:罗稚蘅", "No article in the archive names “罗稚蘅” as its author."),
    ("标题:火星", "No article in the archive has “火星” in its headline."),
)


@pytest.mark.parametrize(("text", "said"), LIMITS)
def test_a_limit_that_nothing_meets_is_named(answerer: Answerer, text: str, said: str) -> None:
    answer = ask(answerer, text)
    assert (answer.status, answer.reason, answer.hits) == ("not_found", said, ())


def test_new_articles_are_under_their_headlines_at_once(tmp_path: Path) -> None:
    source = tmp_path / "articles.jsonl"
    source.write_text(line_of(ARTICLES[0]), "utf-8")
    index_paths(tmp_path / "archive", [source])
    answerer = open_answerer(tmp_path / "archive")
    try:
        assert not answerer.browse(Browse(text="标题:马拉松")).items
        more = tmp_path / "more.jsonl"
        more.write_text(line_of(ARTICLES[4]), "utf-8")
        index_paths(tmp_path / "archive", [more])
        assert len(answerer.browse(Browse(text="标题:马拉松")).items) == 1
    finally:
        answerer.close()
