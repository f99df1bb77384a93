"""A child process that takes files in until it is killed: `python -m tests.index.crashing`."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main() -> None:
    from index.build import index_paths
    from index.encoders.static import open_bundled

    archive, pages = Path(sys.argv[1]), Path(sys.argv[2])
    open_bundled()
    print("ready", flush=True)

    def progress(done: int, files: int, name: str) -> None:
        # What was announced as done must be there whatever happens next.
        os.write(1, f"{done}\n".encode())

    index_paths(archive, [pages], progress=progress)
    os.write(1, b"end\n")


if __name__ == "__main__":
    main()
