"""One writer at a time: an advisory lock on a file inside the archive."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import ArchiveBusy


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the archive's write lock. The system frees it when the process ends, however it ends.

    Raises ArchiveBusy at once when another process (or another thread of this one) holds it, and
    OSError when the folder cannot be written to.
    """
    descriptor = os.open(folder / "write.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ArchiveBusy(
                f"Another process is writing to the archive in {folder}; try again when it is done."
            ) from None
        yield
    finally:
        os.close(descriptor)  # which frees the lock


def being_written(folder: Path) -> bool:
    """Whether a process holds the archive's write lock just now."""
    try:
        with writing(folder):
            return False
    except ArchiveBusy:
        return True
    except OSError:  # a folder nobody here can write to
        return False
