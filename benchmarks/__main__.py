"""`make bench`: quality on the sample pages and on open sets, then speed on a large archive.
`make rivals`: the same questions asked of what a user would pick instead."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks import quality, speed
from benchmarks.data import CACHE, SHARED
from benchmarks.rivals import report as rivals

PARTS = {"quality": quality.report, "speed": speed.report}
DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
_DEFAULT = "default: quality and speed"


def main() -> None:
    """Print every report, or those named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("part", nargs="*", choices=[*PARTS, "rivals", []], help=_DEFAULT)
    parser.add_argument("--data", type=Path, default=SHARED, help="folder of pages and data")
    parser.add_argument("--cache", type=Path, default=CACHE, help="for archives")
    parser.add_argument("--trial", choices=list(rivals.TRIALS), help="rivals: one, not both")
    parser.add_argument("--questions", type=int, default=rivals.QUESTIONS, help="rivals: a set")
    parser.add_argument("--set", action="append", default=[], help="rivals: only this; repeatable")
    parser.add_argument("--engine", action="append", default=[], help="the same, of engines")
    parser.add_argument("--out", type=Path, default=DOCUMENT, help="rivals: where tables go")
    options = parser.parse_args()
    for name in options.part or PARTS:
        if name == "rivals":
            _rivals(options)
        else:
            print(PARTS[name](options.data, options.cache), flush=True)
    if not options.part:
        print("Beside other engines, on the same passages and questions: make rivals")


def _rivals(options: argparse.Namespace) -> None:
    wish = rivals.Wish(options.questions, options.set, options.engine)
    for trial in [options.trial] if options.trial else rivals.TRIALS:
        print(rivals.report(options.data, options.cache, trial, wish, options.out))


if __name__ == "__main__":
    main()
