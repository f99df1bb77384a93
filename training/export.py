"""Writing the encoder as a sentence-transformers folder, with 8-bit weights.

sentence-transformers (6.2) reads, besides its own float tables, the tables of model2vec:
`embeddings` and a `weights` number per token, multiplied when loading. Storing 8-bit integers
there with the scale as weight quarters the folder, and every reader computes in float32. From a
float16 table sentence-transformers computes, and returns, half precision.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer

LEVELS = 127


def quantised(
    vectors: NDArray[np.float32],
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """8-bit rows and the scale of each, so that `rows * scale[:, None]` is close to the vectors."""
    scale = (np.abs(vectors).max(axis=1) / LEVELS).astype(np.float32)
    safe = np.where(scale > 0, scale, 1)
    return np.round(vectors / safe[:, None]).astype(np.int8), scale


def export(tokenizer: Tokenizer, vectors: NDArray[np.float32], folder: Path) -> None:
    """The folder that `open_static` and `SentenceTransformer` both load; replaces its contents
    except for README.md, which is written by hand. Row 0, of what is unknown, becomes zero."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    vectors = vectors.copy()
    vectors[0] = 0
    model = SentenceTransformer(
        modules=[StaticEmbedding(tokenizer, embedding_weights=vectors), Normalize()], device="cpu"
    )
    card = folder / "README.md"
    kept = card.read_bytes() if card.exists() else None
    shutil.rmtree(folder, ignore_errors=True)
    model.save(str(folder), create_model_card=False)
    if kept is not None:
        card.write_bytes(kept)
    static = folder / "0_StaticEmbedding"
    if not static.exists():
        static = folder
    rows, scale = quantised(vectors)
    save_file({"embeddings": rows, "weights": scale}, static / "model.safetensors")
    tokenizer.save(str(static / "tokenizer.json"), pretty=False)
    (static / "model.safetensors").chmod(0o644)  # safetensors makes it private to its writer
