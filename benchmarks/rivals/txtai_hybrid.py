"""txtai with `hybrid=True`: its own BM25 and an encoder, half and half."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.rivals.minilm import weights
from benchmarks.rivals.rival import Text


class TxtaiHybrid:
    """Everything at the library's defaults; the encoder is the one it would download."""

    def __init__(self) -> None:
        from txtai import Embeddings

        self._index = Embeddings(path=weights(), hybrid=True, content=False, gpu=False)

    def build(self, texts: Sequence[Text]) -> None:
        self._index.index((one.passage_id, one.text, None) for one in texts)

    def search(self, question: str, k: int) -> list[int]:
        return [int(found) for found, _ in self._index.search(question, k)]
