"""`make bench`: quality on the sample pages and on open sets, then speed on a large archive."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks import quality, speed
from benchmarks.data import SHARED

PARTS = {"quality": quality.report, "speed": speed.report}


def main() -> None:
    """Print every report, or those named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("part", nargs="*", choices=[*PARTS, []], help="default: all")
    parser.add_argument("--data", type=Path, default=SHARED, help="folder of pages and data")
    parser.add_argument("--cache", type=Path, default=Path(".cache/bench"), help="for archives")
    options = parser.parse_args()
    for name in options.part or PARTS:
        print(PARTS[name](options.data, options.cache), flush=True)


if __name__ == "__main__":
    main()
