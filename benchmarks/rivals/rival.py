"""What is asked of every rival: take passages, then find the best ones for a question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Text(NamedTuple):
    """A passage under its headline, and the id by which it is found."""

    passage_id: int
    text: str


class Rival(Protocol):
    """A search engine, set up as its documentation says."""

    def build(self, texts: Sequence[Text]) -> None:
        """Index these passages; called once, before the first search."""

    def search(self, question: str, k: int) -> list[int]:
        """The ids of at most `k` passages, best first, each once; none when nothing matches."""
