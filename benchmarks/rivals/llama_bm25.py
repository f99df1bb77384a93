"""LlamaIndex's BM25Retriever."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from benchmarks.rivals.rival import Text
from benchmarks.rivals.words import spaced


class LlamaBm25:
    """As it comes; or, with `cut`, over words set apart by jieba, one-character words kept."""

    def __init__(self, *, cut: bool = False) -> None:
        from llama_index.retrievers.bm25 import BM25Retriever

        self._make = BM25Retriever.from_defaults
        self._cut = cut
        self._retriever: Any = None

    def build(self, texts: Sequence[Text]) -> None:
        from llama_index.core.schema import TextNode

        nodes = [TextNode(id_=str(one.passage_id), text=self._prepared(one.text)) for one in texts]
        options = {"skip_stemming": True, "token_pattern": r"(?u)\b\w+\b"} if self._cut else {}
        self._retriever = self._make(nodes=nodes, **options)

    def search(self, question: str, k: int) -> list[int]:
        self._retriever.similarity_top_k = min(k, len(self._retriever.corpus))
        found = self._retriever.retrieve(self._prepared(question))
        return [int(one.node.node_id) for one in found if one.score > 0]

    def _prepared(self, text: str) -> str:
        return spaced(text) if self._cut else text
