"""Haystack's InMemoryBM25Retriever: as it comes it takes every Han character for a word."""

from __future__ import annotations

import os
from collections.abc import Sequence

from benchmarks.rivals.rival import Text
from benchmarks.rivals.words import spaced


class HaystackBm25:
    """As it comes; or, with `cut`, over words set apart by jieba."""

    def __init__(self, *, cut: bool = False) -> None:
        os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")
        from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        self._cut = cut
        options = {"bm25_tokenization_regex": r"\S+"} if cut else {}
        self._store = InMemoryDocumentStore(**options)
        self._retriever = InMemoryBM25Retriever(self._store)

    def build(self, texts: Sequence[Text]) -> None:
        from haystack import Document

        self._store.write_documents(
            [Document(id=str(one.passage_id), content=self._prepared(one.text)) for one in texts]
        )

    def search(self, question: str, k: int) -> list[int]:
        asked = self._prepared(question)
        if not asked.strip():
            return []
        found = self._retriever.run(query=asked, top_k=k)["documents"]
        return [int(document.id) for document in found]

    def _prepared(self, text: str) -> str:
        return spaced(text) if self._cut else text
