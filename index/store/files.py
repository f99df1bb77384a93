"""Files that are there wholly or not at all: written, synced, named, and known by their hash."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def write_synced(path: Path, data: bytes | memoryview) -> None:
    """Write a file and make the disk keep it. A full disk raises OSError, never passes unseen."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
    try:
        view = memoryview(data).cast("B")
        while view:
            view = view[os.write(descriptor, view[: 1 << 26]) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_synced(path: Path, data: bytes) -> None:
    """Put a file in the place of another in one step that survives power loss."""
    fresh = path.with_name(path.name + ".new")
    write_synced(fresh, data)
    os.replace(fresh, path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Make the disk keep what another library wrote."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make the disk keep the names in a folder."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sha256_of(path: Path) -> str:
    """The sha256 of a file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
