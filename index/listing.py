"""Which files are meant when files and folders are named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from index.readers import READERS
from index.sidecar import SIDECAR


class FoundFile(NamedTuple):
    """A file to be taken in; `named` by itself, or met in a folder that was named."""

    path: Path
    named: bool


def files_named(paths: Sequence[Path], archive: Path) -> Iterator[FoundFile]:
    """Files as named, then the readable ones in named folders, each once, in order of name.

    What lies in the archive itself is left alone, and so are the files that tell of others.
    """
    seen: set[Path] = set()
    own = archive.resolve()
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            wanted = file is path or (_readable(file) and file.is_file())
            if not wanted or file.name == SIDECAR:
                continue
            resolved = file.resolve()
            if resolved not in seen and (file is path or not resolved.is_relative_to(own)):
                seen.add(resolved)
                yield FoundFile(file, file is path)


def _readable(file: Path) -> bool:
    return not file.name.startswith(".") and file.name.lower().endswith(tuple(READERS))
