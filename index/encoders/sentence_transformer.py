"""Any sentence-transformers model, by its name on the Hugging Face hub or from a local folder."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from index.encoders import Vectors
from index.errors import EncoderMissing

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Backend = Literal["torch", "onnx", "openvino"]

WEIGHT_ENDINGS = (".safetensors", ".bin", ".onnx", ".xml", ".json", ".txt", ".model")
HASHED_BYTES = 1 << 20  # of each end of a file: enough to tell two sets of weights apart
LONGEST_TEXT = 100_000  # characters; no such model reads further, but its tokenizer would

log = logging.getLogger(__name__)


class SentenceTransformerEncoder:
    """An Encoder over a loaded sentence-transformers model.

    The model's own prompts for questions and documents are used, whatever they are called in it.
    """

    def __init__(
        self, model: SentenceTransformer, *, name: str, version: str, batch_size: int = 32
    ) -> None:
        """`version` tells this model's weights from those of another, or an earlier version."""
        self.name = name
        self._model = model
        self._batch_size = batch_size
        dimension = model.get_embedding_dimension()
        if dimension is None:  # models that do not know it show it
            dimension = int(np.asarray(model.encode(["?"])).shape[1])
        self.dimension = int(dimension)
        self.fingerprint = _fingerprint(version, self.dimension, model.prompts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One unit row a text, shape (texts, dimension); an empty text gives a zero row."""
        return self._encode(self._model.encode_document, texts)

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question, shape (dimension,)."""
        row: NDArray[np.float32] = self._encode(self._model.encode_query, [text])[0]
        return row

    def _encode(self, encode: Callable[..., Any], texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dimension), np.float32)
        # A transformer gives even an empty text some vector, and that would be near many others.
        spoken = [at for at, text in enumerate(texts) if text.strip()]
        if spoken:  # encode([]) would have the shape (0,)
            clean = [_writable(texts[at][:LONGEST_TEXT]) for at in spoken]
            found = encode(
                clean,
                batch_size=self._batch_size,
                show_progress_bar=False,
                convert_to_numpy=True,
                normalize_embeddings=True,
            )
            rows[spoken] = np.nan_to_num(np.asarray(found, np.float32))
        return rows


def open_sentence_transformer(
    name: str,
    *,
    backend: Backend = "torch",
    revision: str | None = None,
    device: str | None = None,
    local_files_only: bool = False,
    prompts: dict[str, str] | None = None,
    batch_size: int = 32,
) -> SentenceTransformerEncoder:
    """The sentence-transformers model of that name, or in that folder.

    `prompts` replaces the model's own, such as {"query": "query: ", "document": "passage: "} for
    e5 models, whose folders often lack them. Code that comes with a model is never run. Raises
    EncoderMissing when the model cannot be found, downloaded or loaded.
    """
    try:
        import torch
        from sentence_transformers import SentenceTransformer
    except ImportError as problem:
        raise EncoderMissing(
            f"The encoder {name} needs sentence-transformers: pip install sentence-transformers."
        ) from problem
    where = device or ("cuda" if torch.cuda.is_available() else "cpu")
    # Half precision, which many models are stored in, is a hundred times slower on a CPU.
    dtype = {"dtype": torch.float32} if backend == "torch" and where == "cpu" else {}
    try:
        model = SentenceTransformer(
            name,
            device=where,
            backend=backend,
            revision=revision,
            prompts=prompts,
            local_files_only=local_files_only,
            trust_remote_code=False,
            model_kwargs=dtype,
        )
    except Exception as problem:  # the hub, the files and the libraries each have their own errors
        raise EncoderMissing(_why_missing(name, problem)) from problem
    if dtype:
        model.float()  # modules other than the transformer keep the precision they were stored in
    model.eval()
    # A local folder counts by its files: moving or renaming it must not ask for a new index.
    local = Path(name).is_dir()
    version = _weights_digest(Path(name)) if local else f"{name}@{_commit(model) or revision}"
    log.info("encoder %s: version %s, prompts %s", name, version, model.prompts)
    return SentenceTransformerEncoder(model, name=name, version=version, batch_size=batch_size)


def _why_missing(name: str, problem: Exception) -> str:
    """One sentence for a person; the libraries' own messages fill a screen."""
    if Path(name).is_dir():
        first = (str(problem).strip().splitlines() or [type(problem).__name__])[0]
        return f"The folder {name} is not a sentence-transformers model that can be loaded: {first}"
    return (
        f"The encoder {name} was not found: it is neither a local folder nor a model that could "
        "be downloaded (is the name right, and is there a network or a cached copy?)."
    )


def _fingerprint(version: str, dimension: int, prompts: Mapping[str, str | None]) -> str:
    """What changes when the vectors would: weights, dimension or prompts."""
    told = json.dumps([version, dimension, sorted(prompts.items())])
    return f"st-{hashlib.sha256(told.encode()).hexdigest()[:16]}"


def _commit(model: SentenceTransformer) -> str | None:
    """The commit on the hub that a downloaded model came from."""
    for module in model.modules():
        commit = getattr(getattr(module, "config", None), "_commit_hash", None)
        if commit:
            return str(commit)
    return None


def _weights_digest(folder: Path) -> str:
    """A digest of the files of a model: names, sizes, and both ends of each."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.suffix not in WEIGHT_ENDINGS:
            continue
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()} {size}\n".encode())
        with path.open("rb") as file:
            digest.update(file.read(HASHED_BYTES))
            if size > 2 * HASHED_BYTES:
                file.seek(-HASHED_BYTES, 2)
            digest.update(file.read(HASHED_BYTES))
    return digest.hexdigest()[:16]


def _writable(text: str) -> str:
    """The text with lone surrogates replaced, which Rust tokenizers refuse."""
    return text.encode("utf-8", "replace").decode("utf-8")
