"""A quotation may stand in a headline, a kicker or a subtitle: it is found there, and cited by its
article."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot.http.quotes import MatchShape
from index.build import index_paths
from retrieval.answerer import Answerer, open_answerer
from tests.conftest import ARTICLES


def opened(folder: Path, *more: Mapping[str, object]) -> Answerer:
    lines = (json.dumps(one, ensure_ascii=False) for one in (*ARTICLES, *more))
    (folder / "articles.jsonl").write_text("\n".join(lines), "utf-8")
    index_paths(folder / "archive", [folder / "articles.jsonl"])
    return open_answerer(folder / "archive")


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    answerer = opened(tmp_path_factory.mktemp("headings"))
    yield answerer
    answerer.close()


@pytest.mark.parametrize(
    ("quotation", "verdict", "printed"),
    [
        ("望鹤桥下月封闭大修", "exact", "望鹤桥下月封闭大修"),
        ("“桥下月封闭大”", "exact", "桥下月封闭大"),
        ("望鶴橋下月封閉大修！", "equivalent", "望鹤桥下月封闭大修"),
        ("望鹤桥下月停航大修", "near", "望鹤桥下月封闭大修"),
    ],
)
def test_a_headline_is_found_and_cited_by_its_article(
    answerer: Answerer, quotation: str, verdict: str, printed: str
) -> None:
    found = answerer.verify(quotation)
    match = found.matches[0]
    assert (found.verdict, match.text.text, match.printed_in) == (verdict, printed, "title")
    assert match.text.text == str(match.article.title)[match.text.start : match.text.end]
    changes = [(one.op, one.asked, one.printed) for one in match.differences]
    assert changes == ([("replace", "停航", "封闭")] if verdict == "near" else [])
    cited = answerer.citation(match.citation.citation_id)
    assert cited.passage.text == answerer.article(match.article.article_id).body
    assert MatchShape.model_validate(match.as_json()).printed_in == "title"


def test_every_heading_of_a_page_is_exact(sample_answerer: Answerer) -> None:
    headings = {
        (name, text)
        for one in sample_answerer._archive.articles()
        for name in ("title", "kicker", "subtitle")
        if (text := getattr(one.article, name))
    }
    assert {name for name, _ in headings} == {"title", "kicker", "subtitle"}
    assert [text for _, text in headings if sample_answerer.verify(text).verdict != "exact"] == []


def test_a_headline_that_another_article_names_is_found_in_both(tmp_path: Path) -> None:
    named = {"title": "灯下", "text": "本报曾刊发《望鹤桥下月封闭大修》一文，读者来信不少。"}
    answerer = opened(tmp_path, named)
    try:
        found = answerer.verify("望鹤桥下月封闭大修")
        assert {one.printed_in: one.verdict for one in found.matches} == {
            "body": "exact",
            "title": "exact",
        }
        assert {one.printed_in for one in answerer.verify("下月封闭").matches} == {"body"}
    finally:
        answerer.close()
