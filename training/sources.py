"""Reading the training data: pairs of texts, and the news articles."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Every file named here allows shipping weights learned from it; see the model card for licences.
PAIR_FILES = (
    "cmrc2018_train",
    "cmrc2018_trial",
    "drcd_dev",
    "chronoqa_train",
    "jaquad_train",
    "squad_en_dev_minus_xquad",
    "cedict_zh_en",
    "cfdict_zh_fr",
    "tatoeba_zh_en",
    "ntrex_zh_x",
)
NEWS_FILES = ("crud_news",)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that should lie close together."""

    a: str
    b: str
    kind: str
    lang_a: str
    lang_b: str


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a gzip'd JSON lines file, in file order."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_pairs(data: Path, name: str) -> list[Pair]:
    """The pairs of one training file; a file that is not there has none."""
    path = data / "train" / f"{name}.jsonl.gz"
    if not path.exists():
        return []
    return [
        Pair(record["a"], record["b"], record["kind"], record["lang_a"], record["lang_b"])
        for record in read_jsonl(path)
    ]


def read_news(data: Path) -> list[str]:
    """The bodies of all news articles."""
    bodies: list[str] = []
    for name in NEWS_FILES:
        path = data / "news" / f"{name}.jsonl.gz"
        if path.exists():
            bodies.extend(record["text"] for record in read_jsonl(path))
    return bodies
