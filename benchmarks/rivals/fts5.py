"""SQLite FTS5, which every Python has, ranked by its own bm25()."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from benchmarks.rivals.rival import Text
from benchmarks.rivals.words import runs


def grams(question: str) -> list[str]:
    """Every three characters in a row: what the trigram tokenizer indexed."""
    return [run[at : at + 3] for run in runs(question) for at in range(len(run) - 2)]


TERMS: dict[str, Callable[[str], list[str]]] = {"unicode61": runs, "trigram": grams}


class Fts5:
    """A table in memory. A passage matches when it holds any term of the question."""

    def __init__(self, tokenizer: str) -> None:
        self._terms = TERMS[tokenizer]
        self._database = sqlite3.connect(":memory:")
        self._database.execute(f"CREATE VIRTUAL TABLE texts USING fts5(text, tokenize={tokenizer})")

    def build(self, texts: Sequence[Text]) -> None:
        self._database.executemany("INSERT INTO texts(rowid, text) VALUES (?, ?)", texts)

    def search(self, question: str, k: int) -> list[int]:
        terms = " OR ".join(f'"{term}"' for term in dict.fromkeys(self._terms(question)))
        if not terms:
            return []
        select = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?"
        return [row[0] for row in self._database.execute(select, (terms, k))]
