"""Models of the sentence-transformers kind by folder or name: found fast, or missed in words."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, TypeVar

from index.errors import BaodaError

Backend = Literal["torch", "onnx", "openvino"]
Model = TypeVar("Model")

log = logging.getLogger(__name__)

_PACKAGES = {"torch": (), "onnx": ("optimum", "onnxruntime"), "openvino": ("optimum", "openvino")}
_HUB_NAME = re.compile(r"\w[\w.-]*(/\w[\w.-]*)?")
_FIRST_FILES = ("modules.json", "config_sentence_transformers.json")  # of an encoder; of a reranker
_PATIENCE = 10.0  # seconds for the hub to say whether it has a model


def load_model(
    make: Callable[..., Model],
    name: str,
    *,
    what: str,
    missing: type[BaodaError],
    backend: Backend = "torch",
    revision: str | None = None,
    device: str | None = None,
    local_files_only: bool = False,
) -> Model:
    """A model made by a sentence-transformers class, ready to use. Code that comes with a model is
    never run; a copy that was downloaded before is used without asking the hub.

    `what` it is called in the sentence of the `missing` error, raised when it cannot be loaded.
    """
    import torch
    from transformers.utils import logging as progress_bars

    progress_bars.disable_progress_bar()  # type: ignore[no-untyped-call]

    lacking = [one for one in _PACKAGES[backend] if find_spec(one) is None]
    if lacking:
        raise missing(
            f"The {what} {name} cannot run with {backend} without {' and '.join(lacking)}. "
            "Install what is missing (docs/encoders.md says how), or set BAODA_ENCODER_BACKEND to "
            "torch."
        )
    where = device or ("cuda" if torch.cuda.is_available() else "cpu")
    # Half precision, which many models are stored in, is a hundred times slower on a CPU.
    whole = backend == "torch" and where == "cpu"
    options = {
        "device": where,
        "backend": backend,
        "revision": revision,
        "trust_remote_code": False,
        "model_kwargs": {"dtype": torch.float32} if whole else {},
    }
    here = local_files_only or Path(name).is_dir()
    try:
        model: Any = None if here else _downloaded_before(make, name, options)
        if model is None:
            if not here:
                _ask_the_hub(name, revision, what, missing)
            model = make(name, local_files_only=here, **options)
    except missing:
        raise
    except Exception as problem:  # the hub, the files and the libraries each have their own errors
        raise missing(_why(name, what, backend, problem)) from problem
    if whole:
        model.float()  # modules other than the transformer keep the precision they were stored in
    model.eval()
    loaded: Model = model
    return loaded


def _downloaded_before(
    make: Callable[..., Model], name: str, options: dict[str, Any]
) -> Model | None:
    """The copy of a model that is on this machine, or None."""
    if _HUB_NAME.fullmatch(name) is None:
        return None
    from huggingface_hub import try_to_load_from_cache

    # Without the file that says how vectors are made, they would be made some other way.
    if not any(
        isinstance(try_to_load_from_cache(full, file, revision=options["revision"]), str)
        for full in _hub_names(name)
        for file in _FIRST_FILES
    ):
        return None
    try:
        return make(name, local_files_only=True, **options)
    except Exception:  # half a download: the hub has the rest
        log.info("the copy of %s on this machine is not whole", name, exc_info=True)
        return None


def _ask_the_hub(name: str, revision: str | None, what: str, missing: type[BaodaError]) -> None:
    """Whether the hub has a model, asked once: the library would try for a minute and a half."""
    if _HUB_NAME.fullmatch(name) is None:
        raise missing(f"The {what} {name} cannot be loaded: there is no such folder.")
    from huggingface_hub import HfApi
    from huggingface_hub.errors import RepositoryNotFoundError, RevisionNotFoundError

    for full in _hub_names(name):
        try:
            HfApi().model_info(full, revision=revision, timeout=_PATIENCE)
            return
        except (RepositoryNotFoundError, RevisionNotFoundError):
            continue
        except Exception as problem:  # every way in which a network can fail
            raise missing(
                f"The {what} {name} cannot be loaded: there is no such folder, it was not "
                "downloaded before, and the model hub cannot be reached. Put the model's folder "
                "on this machine and name the folder."
            ) from problem
    raise missing(
        f"The {what} {name} cannot be loaded: there is no such folder, and the model hub shows no "
        "model of that name."
    )


def _hub_names(name: str) -> tuple[str, ...]:
    """A name without an owner is one of the library's own models."""
    return (name,) if "/" in name else (f"sentence-transformers/{name}", name)


def _why(name: str, what: str, backend: Backend, problem: Exception) -> str:
    """One sentence for a person; the libraries' own messages fill a screen."""
    first = (str(problem).strip().splitlines() or [type(problem).__name__])[0]
    if backend != "torch" and isinstance(problem.__context__ or problem, ImportError):
        return (
            f"The {what} {name} cannot run with {backend}: the versions of optimum and "
            f"transformers that are installed do not go together ({first}). Install others "
            "(docs/encoders.md says which), or set BAODA_ENCODER_BACKEND to torch."
        )
    if Path(name).is_dir():
        return f"The folder {name} is not a sentence-transformers model that can be loaded: {first}"
    return (
        f"The {what} {name} is neither a local folder nor a model that could be downloaded "
        f"({type(problem).__name__})."
    )
