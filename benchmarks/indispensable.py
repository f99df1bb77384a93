"""Whether passages that answer are ever said to lack what no answer can do without:
`python -m benchmarks.indispensable ../shared/data/train`.

Every pair of a question and the passage that answers it, which nothing here was fitted to, is
held against `retrieval/indispensable.py`; what is lacked is listed, for it should be nothing.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from index.tokens import folded_lines
from retrieval.indispensable import indispensable

_SHOWN = 8  # of each file, the pairs that are listed
_KIND = "question-passage"


class Lacking(NamedTuple):
    """A question that asks for something indispensable, and what its passage lacks of that."""

    question: str
    lacked: tuple[str, ...]


def pairs(path: Path) -> Iterator[Lacking]:
    """Every question of a file that asks for something indispensable."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["kind"] != _KIND or not (needed := indispensable(record["a"])):
                continue
            (folded,) = folded_lines([record["b"]])
            lacked = tuple(one.called for one in needed if one.lacking(folded))
            yield Lacking(record["a"], lacked)


def main() -> None:
    """Print for every file how many questions ask for such a thing, and the passages without."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.indispensable", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder of pairs, *.jsonl.gz")
    options = parser.parse_args()
    for path in sorted(options.folder.glob("*.jsonl.gz")):
        asked = list(pairs(path))
        without = [one for one in asked if one.lacked]
        if asked:
            print(f"{path.name}: {len(without)} of {len(asked):,} lack it")
        for one in without[:_SHOWN]:
            print(f"    {one.question} – {', '.join(one.lacked)}")


if __name__ == "__main__":
    main()
