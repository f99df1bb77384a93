"""Results of slow steps, kept outside the repository so that a second run is quick."""

from __future__ import annotations

import getpass
import hashlib
import pickle
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

FOLDER = Path(tempfile.gettempdir()) / f"baoda-training-{getpass.getuser()}"


def kept(key: str, make: Callable[[], T], folder: Path = FOLDER) -> T:
    """What `make` returns, or what it returned under this key before; no key, nothing kept.

    The key must name everything the result depends on. The folder is private to this user and
    only read back by this script: pickle is not safe for files of others.
    """
    if not key:
        return make()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / hashlib.sha256(key.encode()).hexdigest()[:24]
    if path.exists():
        return pickle.loads(path.read_bytes())  # type: ignore[no-any-return]
    made = make()
    path.write_bytes(pickle.dumps(made))
    return made
