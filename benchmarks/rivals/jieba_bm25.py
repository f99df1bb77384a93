"""BM25 over jieba words with bm25s: what most people build first for Chinese."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.rivals.rival import Text
from benchmarks.rivals.words import words


class JiebaBm25:
    """Everything at the library's defaults."""

    def __init__(self) -> None:
        import bm25s

        self._index = bm25s.BM25()
        self._ids: list[int] = []

    def build(self, texts: Sequence[Text]) -> None:
        self._ids = [one.passage_id for one in texts]
        self._index.index([words(one.text) for one in texts], show_progress=False)

    def search(self, question: str, k: int) -> list[int]:
        asked = [word for word in words(question) if word in self._index.vocab_dict]
        if not asked:
            return []
        most = min(k, len(self._ids))
        places, scores = self._index.retrieve([asked], k=most, show_progress=False)
        found = zip(places[0].tolist(), scores[0].tolist(), strict=True)
        return [self._ids[place] for place, score in found if score > 0]
