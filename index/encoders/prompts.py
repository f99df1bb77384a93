"""What a model wants to read before a question and before a passage."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple


class Prompts(NamedTuple):
    """The words put before every question and every passage; empty where there are none."""

    query: str
    passage: str


_QUERY_NAMES = ("query", "question")
_PASSAGE_NAMES = ("document", "passage", "corpus", "doc")

# Families that were trained with prompts, by the last part of their name, for folders that do not
# say so themselves. The first that fits counts. From the model cards of intfloat (E5), BAAI (BGE),
# Snowflake (Arctic), Nomic and Mixedbread; bge-m3 and the later gte models want none.
FAMILIES: tuple[tuple[str, Prompts], ...] = (
    (
        r"e5-.*instruct",
        Prompts(
            "Instruct: Given a web search query, retrieve relevant passages that answer the query\n"
            "Query: ",
            "",
        ),
    ),
    (r"e5-", Prompts("query: ", "passage: ")),
    (r"bge-(small|base|large)-zh", Prompts("为这个句子生成表示以用于检索相关文章：", "")),
    (
        r"bge-(small|base|large)-en",
        Prompts("Represent this sentence for searching relevant passages: ", ""),
    ),
    (r"arctic-embed-.*v2", Prompts("query: ", "")),
    (r"arctic-embed-", Prompts("Represent this sentence for searching relevant passages: ", "")),
    (r"nomic-embed-text-", Prompts("search_query: ", "search_document: ")),
    (r"mxbai-embed-", Prompts("Represent this sentence for searching relevant passages: ", "")),
)


def prompts_for(
    name: str,
    told: Mapping[str, str | None],
    default: str | None = None,
    *,
    query: str | None = None,
    passage: str | None = None,
) -> Prompts:
    """The prompts of a model: those given here, else its own, else those of its family.

    `told` and `default` are the model's `prompts` and `default_prompt_name`; a prompt given as ''
    means none. sentence-transformers itself would take the empty `document` that it adds to every
    model before the `passage` that some models name, and would pass over the default.
    """
    own = Prompts(_first(told, _QUERY_NAMES), _first(told, _PASSAGE_NAMES))
    if not any(own) and default is not None:
        own = Prompts(told.get(default) or "", told.get(default) or "")
    if not any(own):
        own = _family(name)
    return Prompts(
        own.query if query is None else query, own.passage if passage is None else passage
    )


def _first(told: Mapping[str, str | None], names: tuple[str, ...]) -> str:
    return next((prompt for name in names if (prompt := told.get(name))), "")


def _family(name: str) -> Prompts:
    last = name.rstrip("/").rpartition("/")[2].lower()
    fits = (prompts for part, prompts in FAMILIES if re.search(rf"(^|[-_]){part}", last))
    return next(fits, Prompts("", ""))
