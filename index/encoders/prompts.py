"""What a model wants to read before a question and before a passage."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Prompts(NamedTuple):
    """The words put before every question and every passage; empty where there are none."""

    query: str
    passage: str


_QUERY_NAMES = ("query", "question")
_PASSAGE_NAMES = ("document", "passage", "corpus", "doc")

# Families that were trained with prompts, by the name of the model, for folders that do not say so
# themselves. The first that fits counts. From the model cards of intfloat (E5), BAAI (BGE),
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

# Folders below a model's own that name a state of it: /srv/multilingual-e5-small/v2/onnx.
_STATE = re.compile(
    r"[0-9a-f]{7,64}|v?\d[\d.]*|main|latest|current|models?|onnx|openvino|snapshots"
)
_HUB = "models--"  # of the hub's cache: models--intfloat--multilingual-e5-small/snapshots/6c1f…


def prompts_for(
    name: str,
    told: Mapping[str, str | None],
    default: str | None = None,
    *,
    also: Sequence[str] = (),
    query: str | None = None,
    passage: str | None = None,
) -> Prompts:
    """The prompts of a model: those given here, else its own, else those of its family.

    `told` and `default` are the model's `prompts` and `default_prompt_name`; `also` are other names
    that it is known by, for its family, when `name` does not tell one. A prompt given as '' means
    none. sentence-transformers itself would take the empty `document` that it adds to every
    model before the `passage` that some models name, and would pass over the default.
    """
    own = Prompts(_first(told, _QUERY_NAMES), _first(told, _PASSAGE_NAMES))
    if not any(own) and default is not None:
        own = Prompts(told.get(default) or "", told.get(default) or "")
    if not any(own):
        own = next(filter(any, map(_family, (name, *also))), own)
    return Prompts(
        own.query if query is None else query, own.passage if passage is None else passage
    )


def _first(told: Mapping[str, str | None], names: tuple[str, ...]) -> str:
    return next((prompt for name in names if (prompt := told.get(name))), "")


def _family(name: str) -> Prompts:
    model = _model_of(name)
    fits = (prompts for part, prompts in FAMILIES if re.search(rf"(^|[-_]){part}", model))
    return next(fits, Prompts("", ""))


def _model_of(name: str) -> str:
    """The model's own part of a name on the hub, of a folder, or of a snapshot in its cache."""
    parts = [part for part in name.lower().replace("\\", "/").split("/") if part]
    cached = next((part for part in reversed(parts) if part.startswith(_HUB)), None)
    if cached is not None:
        return cached.rpartition("--")[2]
    return next((part for part in reversed(parts) if not _STATE.fullmatch(part)), "")
