"""The blocks of the old newspaper among the shared data, as its transcribers framed them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

PAPER = "news/ecpo_jingbao.jsonl.gz"
PROSE = 100  # characters: a block of fewer is a headline, an advertisement, a note


@dataclass(frozen=True, slots=True)
class Block:
    """What the transcribers drew a frame around: its paragraphs are lists of printed lines."""

    id: str
    day: date
    kind: str | None
    title: str
    paragraphs: tuple[tuple[str, ...], ...]

    @property
    def page(self) -> str:
        return self.id.rpartition("-")[0]

    @property
    def body(self) -> str:
        """The running text: a paragraph a line."""
        return "\n".join("".join(lines) for lines in self.paragraphs)

    @property
    def is_prose(self) -> bool:
        return self.kind == "article" and len(self.body) >= PROSE and "、" in self.body


def blocks_of(data: Path) -> list[Block]:
    """The blocks of the paper, in the order of the file."""
    with gzip.open(data / PAPER, "rt", encoding="utf-8") as file:
        return [_block(json.loads(line)) for line in file]


def _block(record: Mapping[str, Any]) -> Block:
    paragraphs = tuple(tuple(lines) for lines in record["lines"])
    day = date.fromisoformat(record["date"])
    return Block(record["id"], day, record["type"], record["title"], paragraphs)
