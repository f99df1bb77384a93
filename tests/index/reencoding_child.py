"""A child process that dies while it reencodes: `python -m tests.index.reencoding_child`."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import index.reencoding as reencoding
from index.archive import Archive
from index.encoders.hashing import HashingEncoder


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def halfway(done: int, total: int) -> None:
    if done >= total / 2:
        die()


def swap_and_die(archive: Archive, facts: dict[str, str]) -> None:
    """Die when everything is in its new place, but not committed."""
    archive.connection.set_trace_callback(lambda said: die() if said == "COMMIT" else None)
    real_swap(archive, facts)


real_swap = reencoding._swap


def main() -> None:
    folder, point = Path(sys.argv[1]), sys.argv[2]
    reencoding.open_encoder = lambda name, **_: HashingEncoder()  # type: ignore[attr-defined]
    reencoding.BLOCK = 4  # type: ignore[attr-defined]
    if point == "before the swap":
        reencoding._swap = die
    elif point == "in the swap":
        reencoding._swap = swap_and_die
    elif point == "before publishing":
        reencoding.publish_local = die  # type: ignore[attr-defined]
    reencoding.reencode(folder, "hashing", progress=halfway if point == "halfway" else None)


if __name__ == "__main__":
    main()
