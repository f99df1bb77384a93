"""Counting the table of index/affinity.py: `python -m training.affinity NEWS.jsonl.gz`.

The bundled one was counted from the 66,668 articles of crud_news (repository badge Apache-2.0).
It holds counts of characters, pairs and triples only: no text can be read from it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from index.affinity import STEPS, TABLE, folded, hashed

LEAST = {1: 1, 2: 5, 3: 10}  # how often a gram must stand in the news to be kept, by length


def counted(texts: Iterable[str]) -> tuple[Counter[str], int]:
    """How often the grams that are kept stand in the texts, and how many characters there are."""
    found: Counter[str] = Counter()
    for text in texts:
        bare = folded(text)
        for size in LEAST:
            found.update(map("".join, zip(*(bare[at:] for at in range(size)), strict=False)))
    total = sum(count for gram, count in found.items() if len(gram) == 1)
    return Counter({gram: n for gram, n in found.items() if n >= LEAST[len(gram)]}), total


def write(counts: Counter[str], total: int, path: Path) -> None:
    """The table: distances between the sorted hashes of the grams, and logarithms of counts."""
    levels: dict[int, int] = {}
    for gram, count in counts.items():
        place = hashed(gram)
        levels[place] = max(levels.get(place, 0), round(STEPS * math.log2(count)))
    places = np.array(sorted(levels), dtype=np.int64)
    gaps = np.diff(places, prepend=0)
    small = np.uint16 if gaps.max(initial=0) < 1 << 16 else np.uint32
    kept = np.array([levels[int(place)] for place in places], dtype=np.uint8)
    np.savez_compressed(path, gaps=gaps.astype(small), levels=kept, total=np.int64(total))


def _texts(archive: Path) -> Iterator[str]:
    with gzip.open(archive, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def main() -> None:
    parser = argparse.ArgumentParser(description="Count what goes on with what, from news")
    parser.add_argument("news", type=Path, help="article JSON lines, gzipped")
    parser.add_argument("--out", type=Path, default=TABLE)
    options = parser.parse_args()
    counts, total = counted(_texts(options.news))
    write(counts, total, options.out)
    print(f"{len(counts):,} grams of {total:,} characters: {options.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
