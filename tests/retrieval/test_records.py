"""Outside input is checked in words; the JSON has the keys of the contract, no more, no fewer."""

from __future__ import annotations

from datetime import date

import pytest

from index.errors import BadQuestion
from retrieval.answerer import Answerer
from retrieval.records import LONGEST_QUESTION, MOST_HITS, Question


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (Question(""), "empty"),
        (Question(" \n\t　"), "empty"),
        (Question("问" * (LONGEST_QUESTION + 1)), "512"),
        (Question("问", top=0), "top"),
        (Question("问", top=MOST_HITS + 1), "50"),
        (Question("问", from_date=date(2024, 1, 2), to_date=date(2024, 1, 1)), "later than"),
    ],
)
def test_a_question_that_cannot_be_used_is_refused_in_words(question: Question, said: str) -> None:
    with pytest.raises(BadQuestion, match=said):
        question.checked()


def test_a_question_of_the_longest_length_is_taken() -> None:
    assert Question("问" * LONGEST_QUESTION).checked()


ANSWER = {"question", "interpretation", "status", "confidence", "reason", "hits", "generation"}
INTERPRETATION = {"language", "from", "to", "phrases", "newspaper", "author", "page", "notes"}
READ = {
    *("time_words", "favoured", "excluded", "any_of", "exact", "in_title", "in_section"),
    "undated",
}
HIT = {"rank", "score", "passage", "highlight", "span", "article", "citation", "source", "ranks"}
ARTICLE = {"id", "source_id", "title", "byline", "url"}
CITATION = {
    "id",
    "newspaper",
    "issue_date",
    "issue_number",
    "pages",
    "title",
    "authors",
    "text",
    "url",
}


def test_the_answer_json_is_the_contract_s(answerer: Answerer) -> None:
    answer = answerer.ask(Question("青澜江轮渡的票价是多少？")).as_json()
    assert set(answer) == ANSWER | {"took_ms", "order", "stories", "disagreements"}
    assert set(answer["interpretation"]) == INTERPRETATION | READ
    hit = answer["hits"][0]
    assert set(hit) == HIT | {"also_printed", "exact", "story", "selectors", "fragment"}
    assert set(hit["passage"]) == set(hit["highlight"]) == {"text", "start", "end"}
    assert set(hit["article"]) == ARTICLE
    assert set(hit["citation"]) == CITATION
    assert set(hit["source"]) == {"file", "sha256", "spans"}


def test_a_hit_names_its_highlight_as_an_annotation_and_as_a_link(answerer: Answerer) -> None:
    (hit, *_) = answerer.ask(Question("青澜江轮渡的票价是多少？")).hits
    quote, position = hit.as_json()["selectors"]
    body = answerer.article(hit.article.article_id).body
    assert quote["exact"] == hit.highlight.text == body[position["start"] : position["end"]]
    assert quote["prefix"] + quote["exact"] + quote["suffix"] in body
    page = f"https://archive.example/articles/{hit.article.article_id}"
    assert hit.fragment.startswith(f"{page}#:~:text=")
    cited = answerer.citation(hit.citation.citation_id).as_json()
    assert cited["selectors"][0]["exact"] == cited["passage"]["text"]
    assert cited["fragment"].startswith(page)
