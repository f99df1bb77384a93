"""A model reads before a text what its folder says, or its family, or the settings."""

from __future__ import annotations

import pytest

from index.encoders.prompts import Prompts, prompts_for

ADDED = {"query": "", "document": ""}  # sentence-transformers adds these to every model
E5 = Prompts("query: ", "passage: ")


@pytest.mark.parametrize(
    ("told", "default", "expected"),
    [
        ({"query": "q: ", "document": "d: "}, None, Prompts("q: ", "d: ")),
        ({"query": "q: ", "document": "", "passage": "p: "}, None, Prompts("q: ", "p: ")),
        ({**ADDED, "question": "ask: ", "corpus": "text: "}, None, Prompts("ask: ", "text: ")),
        ({"query": "q: ", "document": ""}, None, Prompts("q: ", "")),
        ({**ADDED, "retrieval": "find: "}, "retrieval", Prompts("find: ", "find: ")),
        ({"query": "q: ", "document": ""}, "query", Prompts("q: ", "")),
        ({**ADDED, "sts": "same: "}, None, Prompts("", "")),
    ],
)
def test_a_model_that_says_what_it_wants_gets_it(
    told: dict[str, str | None], default: str | None, expected: Prompts
) -> None:
    assert prompts_for("models/plain", told, default) == expected


@pytest.mark.parametrize(
    ("name", "query", "passage"),
    [
        ("intfloat/multilingual-e5-small", "query: ", "passage: "),
        ("/srv/models/e5-base-v2/", "query: ", "passage: "),
        ("BAAI/bge-small-zh-v1.5", "为这个句子生成表示以用于检索相关文章：", ""),
        ("BAAI/bge-m3", "", ""),
        ("nomic-ai/nomic-embed-text-v1.5", "search_query: ", "search_document: "),
        ("Snowflake/snowflake-arctic-embed-l-v2.0", "query: ", ""),
        ("sentence-transformers/all-MiniLM-L6-v2", "", ""),
        ("/e5-models/minilm", "", ""),
        ("some/bae5-thing", "", ""),
        ("/hub/models--intfloat--multilingual-e5-small/snapshots/abc", "query: ", "passage: "),
        ("/hub/models--BAAI--bge-m3/snapshots/e5-abc", "", ""),
        (
            "/srv/multilingual-e5-small/614241f622f53c4eeff9890bdc4f31cfecc418b3",
            "query: ",
            "passage: ",
        ),
        ("/srv/multilingual-e5-small/v1.0/onnx/", "query: ", "passage: "),
        ("/", "", ""),
    ],
)
def test_a_folder_that_says_nothing_gets_what_its_family_wants(
    name: str, query: str, passage: str
) -> None:
    assert prompts_for(name, ADDED) == Prompts(query, passage)


def test_an_instructed_e5_is_not_asked_like_a_plain_one() -> None:
    prompts = prompts_for("intfloat/multilingual-e5-large-instruct", ADDED)
    assert prompts.query.startswith("Instruct: ")
    assert prompts.passage == ""


def test_what_a_model_says_wins_over_its_family() -> None:
    told: dict[str, str | None] = {"query": "ask: ", "document": ""}
    assert prompts_for("multilingual-e5-small", told) == Prompts("ask: ", "")


def test_a_prompt_that_is_given_wins_and_an_empty_one_means_none() -> None:
    assert prompts_for("e5-small", ADDED, query="Q ") == Prompts("Q ", "passage: ")
    assert prompts_for("e5-small", ADDED, query="", passage="") == Prompts("", "")
    assert prompts_for("e5-small", ADDED) == E5


def test_another_name_tells_the_family_only_where_the_first_does_not() -> None:
    assert prompts_for("/srv/encoder", ADDED, also=["/srv/x", "intfloat/e5-small"]) == E5
    assert prompts_for("/srv/e5-small", ADDED, also=["BAAI/bge-small-zh-v1.5"]) == E5
    assert prompts_for("/srv/encoder", ADDED, also=["/srv/encoder"]) == Prompts("", "")
