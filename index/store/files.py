"""Files that are there wholly or not at all: written, synced, named, and known by their hash."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

_BLOCK = 1 << 23  # bytes hashed at a time, so that one large file keeps every core busy


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


def hashes_of(paths: Sequence[Path]) -> list[str | None]:
    """The hash of each file's bytes, in hex; None for one that cannot be read.

    It is the sha256 of the sha256s of the file's blocks, all of them hashed side by side.
    """
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [_joined(blocks) for blocks in [_begun(pool, path) for path in paths]]


def _begun(pool: ThreadPoolExecutor, path: Path) -> list[Future[bytes]]:
    try:
        size = path.stat().st_size
    except OSError:
        return []
    return [pool.submit(_sha256, path, at) for at in range(0, max(size, 1), _BLOCK)]


def _joined(blocks: list[Future[bytes]]) -> str | None:
    try:
        return (
            hashlib.sha256(b"".join(one.result() for one in blocks)).hexdigest() if blocks else None
        )
    except OSError:
        return None


def _sha256(path: Path, start: int) -> bytes:
    with path.open("rb", buffering=0) as stream:
        stream.seek(start)
        return hashlib.sha256(stream.read(_BLOCK)).digest()
