"""Rerankers: models that read a question and a passage together. Slow, so under a deadline."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from index.encoders.loading import load_model
from index.errors import BaodaError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

READ = 20  # first passages that are read again
_BATCH = 2  # pairs between two looks at the clock
LATE = "The reranker took too long; the order is the one without it."
LOADING = "The reranker is still being loaded; the order is the one without it."
BROKEN = "The reranker cannot be used; the order is the one without it."

log = logging.getLogger(__name__)


class RerankerMissing(BaodaError):
    """The reranker named in the settings cannot be loaded."""


class Reranker(Protocol):
    """Judges how well passages answer a question."""

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """One score a text, 0 to 1, higher is better; no text gives none."""


class CrossEncoderReranker:
    """A Reranker over a loaded cross-encoder with one score a pair."""

    def __init__(self, model: CrossEncoder) -> None:
        import torch

        self._model = model
        self._sigmoid = torch.nn.Sigmoid()
        self._one = threading.Lock()  # its tokenizer is for one thread at a time

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.zeros(0, np.float32)
        pairs = [(_readable(question), _readable(text)) for text in texts]
        with self._one:
            found = self._model.predict(
                pairs,
                batch_size=len(pairs),
                show_progress_bar=False,
                activation_fn=self._sigmoid,
                convert_to_numpy=True,
            )
        return np.nan_to_num(np.asarray(found, np.float32))


def open_reranker(name: str) -> CrossEncoderReranker:
    """The sentence-transformers CrossEncoder of that name, or in that folder.

    Raises RerankerMissing when it cannot be loaded, or is no reranker.
    """
    from sentence_transformers import CrossEncoder

    model = load_model(CrossEncoder, name, what="reranker", missing=RerankerMissing)
    if model.num_labels != 1:
        raise RerankerMissing(
            f"The model {name} is no reranker: it gives {model.num_labels} scores a passage, not 1."
        )
    return CrossEncoderReranker(model)


class Reranking:
    """A reranker under a deadline, loaded beside the questions once the first has come."""

    def __init__(self, opening: Callable[[], Reranker], milliseconds: float) -> None:
        self._opening = opening
        self._seconds = milliseconds / 1000
        self._reranker: Reranker | None = None
        self._broken = False
        self._loader: threading.Thread | None = None
        self._beginning = threading.Lock()
        self._one = threading.Lock()  # two questions at once would only be late together

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32] | str:
        """One score a text, 0 to 1; or, in a sentence, why there are none. Takes about as long as
        the deadline at most, waiting for other questions included: a batch that has begun is
        finished. What comes late is dropped whole: half an order is none."""
        self._begin_loading()
        if self._reranker is None:
            return BROKEN if self._broken else LOADING
        until = time.monotonic() + self._seconds
        if not self._one.acquire(timeout=self._seconds):
            return LATE
        try:
            return _before(until, self._reranker, question, texts)
        except Exception:  # whatever a model does, the question is answered
            log.exception("the reranker failed")
            return BROKEN
        finally:
            self._one.release()

    def load(self) -> None:
        """Wait until the reranker is loaded, or known not to load: for whoever asks only once."""
        self._begin_loading().join()

    def _begin_loading(self) -> threading.Thread:
        with self._beginning:
            if self._loader is None:
                self._loader = threading.Thread(target=self._load, name="reranker", daemon=True)
                self._loader.start()
            return self._loader

    def _load(self) -> None:
        try:
            self._reranker = self._opening()
        except BaodaError as error:
            self._broken = True
            log.error("%s", error)
        except Exception:  # whatever a model's files do; the questions are answered without it
            self._broken = True
            log.exception("the reranker cannot be loaded")


def _before(
    until: float, reranker: Reranker, question: str, texts: Sequence[str]
) -> NDArray[np.float32] | str:
    """The scores when all of them are there by then, a moment of the monotonic clock, else LATE."""
    parts = [np.zeros(0, np.float32)]
    for at in range(0, len(texts), _BATCH):
        parts.append(reranker.scores(question, texts[at : at + _BATCH]))
        if time.monotonic() > until:
            return LATE
    return np.concatenate(parts)


class Reread(NamedTuple):
    """The places of passages in their new order, the scores of the first of them, which were read
    again, and what the asker should know."""

    order: Sequence[int]
    scores: Sequence[float] = ()
    notes: tuple[str, ...] = ()


def read_again(
    reranking: Reranking | None, question: str, texts: Sequence[str], above: int = 0
) -> Reread:
    """The first READ passages in the order of the reranker, the others after them; all as they
    came when there is none, or when it does not deliver. The first `above` stay above the rest."""
    found = reranking.scores(question, texts[:READ]) if reranking and texts else ""
    if isinstance(found, str):
        return Reread(range(len(texts)), notes=(found,) if found else ())
    order = np.lexsort((-found, np.arange(len(found)) >= above))
    scores = np.maximum.accumulate(found[order][::-1])[::-1]  # none below one that comes after it
    return Reread([*order.tolist(), *range(len(found), len(texts))], scores.tolist())


def _readable(text: str) -> str:
    """The text without lone surrogates, which Rust tokenizers refuse."""
    return text.encode("utf-8", "replace").decode("utf-8")
