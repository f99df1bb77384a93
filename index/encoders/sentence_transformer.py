"""Any sentence-transformers model, by its name on the Hugging Face hub or from a local folder."""

from __future__ import annotations

import hashlib
import json
import logging
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.encoders import Vectors
from index.encoders.loading import Backend, load_model
from index.encoders.prompts import Prompts, prompts_for
from index.errors import EncoderMissing

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

WEIGHT_ENDINGS = (".safetensors", ".bin", ".onnx", ".xml", ".json", ".txt", ".model")
HASHED_BYTES = 1 << 20  # of each end of a file: enough to tell two sets of weights apart
LONGEST_TEXT = 100_000  # characters; no such model reads further, but its tokenizer would

log = logging.getLogger(__name__)


class SentenceTransformerEncoder:
    """An Encoder over a loaded sentence-transformers model. `cut` counts the passages that were
    longer than the model reads: what it did not read is found by its words only."""

    def __init__(
        self,
        model: SentenceTransformer,
        *,
        name: str,
        fingerprint: str,
        prompts: Prompts,
        batch_size: int = 32,
    ) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self.dimension = _dimension(model)
        self.cut = 0
        self._model = model
        self._prompts = prompts
        self._batch_size = batch_size
        self._reads = model.max_seq_length or math.inf  # tokens

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One unit row a text, shape (texts, dimension); an empty text gives a zero row."""
        self._notice_cut(texts)
        return self._encode(self._model.encode_document, texts, self._prompts.passage)

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question, shape (dimension,)."""
        row: NDArray[np.float32] = self._encode(
            self._model.encode_query, [text], self._prompts.query
        )[0]
        return row

    def _encode(self, encode: Callable[..., Any], texts: Sequence[str], prompt: str) -> Vectors:
        rows = np.zeros((len(texts), self.dimension), np.float32)
        # A transformer gives even an empty text some vector, and that would be near many others.
        spoken = [at for at, text in enumerate(texts) if text.strip()]
        if spoken:  # encode([]) would have the shape (0,)
            found = encode(
                [_readable(texts[at]) for at in spoken],
                prompt=prompt,
                batch_size=self._batch_size,
                show_progress_bar=False,
                convert_to_numpy=True,
                normalize_embeddings=True,
            )
            rows[spoken] = np.nan_to_num(np.asarray(found, np.float32))
        return rows

    def _notice_cut(self, texts: Sequence[str]) -> None:
        """Count the texts that fill all a model reads; the first one is told."""
        prompt = self._prompts.passage
        # A character is seldom more than two tokens, so the short ones need no second look.
        long = [_readable(one) for one in texts if 2 * len(prompt + one) > self._reads]
        before = self.cut
        for at in range(0, len(long), self._batch_size):
            tokens = self._model.preprocess(long[at : at + self._batch_size], prompt=prompt)
            self.cut += int((tokens["attention_mask"].sum(1) >= self._reads).sum())
        if self.cut and not before:
            log.warning(
                "The encoder %s reads %d tokens of a passage, and some are longer: their ends are "
                "found by their words only.",
                self.name,
                self._reads,
            )


def open_sentence_transformer(
    name: str,
    *,
    backend: Backend = "torch",
    query_prompt: str | None = None,
    passage_prompt: str | None = None,
    revision: str | None = None,
    device: str | None = None,
    local_files_only: bool = False,
    batch_size: int = 32,
) -> SentenceTransformerEncoder:
    """The sentence-transformers model of that name, or in that folder.

    A prompt given replaces the model's own, or that of its family (index/encoders/prompts.py); ''
    means none. The family is told by the name of the model or its folder, else by where a link
    leads, else by what its config.json calls it; where only the folder's name tells it, a renamed
    folder is another encoder, unless both prompts are given. Code that comes with a model is never
    run. Raises EncoderMissing when the model cannot be found, downloaded or loaded.
    """
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as problem:
        raise EncoderMissing(
            f"The encoder {name} needs sentence-transformers: pip install sentence-transformers."
        ) from problem
    model = load_model(
        SentenceTransformer,
        name,
        what="encoder",
        missing=EncoderMissing,
        backend=backend,
        revision=revision,
        device=device,
        local_files_only=local_files_only,
    )
    prompts = prompts_for(
        name,
        model.prompts,
        model.default_prompt_name,
        also=_other_names(name),
        query=query_prompt,
        passage=passage_prompt,
    )
    version = _version(name, model, backend, revision)
    log.info("encoder %s: version %s, %s, prompts %r", name, version, backend, prompts)
    # Back ends round differently, and quantised models more than that.
    told = json.dumps([version, backend, _dimension(model), prompts])
    return SentenceTransformerEncoder(
        model,
        name=name,
        fingerprint=f"st-{hashlib.sha256(told.encode()).hexdigest()[:16]}",
        prompts=prompts,
        batch_size=batch_size,
    )


def _dimension(model: SentenceTransformer) -> int:
    known = model.get_embedding_dimension()
    if known is None:  # models that do not know it show it
        known = np.asarray(model.encode(["?"])).shape[1]
    return int(known)


def _version(name: str, model: SentenceTransformer, backend: Backend, revision: str | None) -> str:
    """What tells these weights from others, and from earlier ones of the same name. A local folder
    counts by its files: moving it does not ask for a new index, and neither does renaming it,
    unless its prompts were told by nothing but its name (see open_sentence_transformer)."""
    if Path(name).is_dir():
        return _weights_digest(Path(name), backend)
    return f"{name}@{_commit(model) or revision}"


def _other_names(name: str) -> list[str]:
    """What else a local folder's model is called: where the folder really lies, and what the
    config.json in it, or in that of its first module, says."""
    folder = Path(name)
    if not folder.is_dir():
        return []
    names = [str(folder.resolve())]
    for path in (folder / "config.json", *sorted(folder.glob("0*/config.json"))):
        try:
            told = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            continue  # not every model has one
        said = told.get("_name_or_path") if isinstance(told, dict) else None
        names += [said] if isinstance(said, str) else []
    return names


def _commit(model: SentenceTransformer) -> str | None:
    """The commit on the hub that a downloaded model came from."""
    for module in model.modules():
        commit = getattr(getattr(module, "config", None), "_commit_hash", None)
        if commit:
            return str(commit)
    return None


def _weights_digest(folder: Path, backend: Backend) -> str:
    """A digest of the files of a model: names, sizes, and both ends of each. Copies for another
    back end, which torch does not read, do not count."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.suffix not in WEIGHT_ENDINGS:
            continue
        if backend == "torch" and path.relative_to(folder).parts[0] in ("onnx", "openvino"):
            continue
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()} {size}\n".encode())
        with path.open("rb") as file:
            digest.update(file.read(HASHED_BYTES))
            if size > 2 * HASHED_BYTES:
                file.seek(-HASHED_BYTES, 2)
            digest.update(file.read(HASHED_BYTES))
    return digest.hexdigest()[:16]


def _readable(text: str) -> str:
    """The text no longer than any model reads, without the lone surrogates that Rust tokenizers
    refuse."""
    return text[:LONGEST_TEXT].encode("utf-8", "replace").decode("utf-8")
