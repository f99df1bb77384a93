"""The headings of an archive: headlines, kickers and subtitles, in which quotations stand too.

Kickers and subtitles are in no search index, and an article of a headline alone has no passage.
So the headings are read once a generation and looked through as one text.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from index.archive import Archive
from index.store import Store
from retrieval.shelves import Shelf
from retrieval.verdicts import PrintedIn

_NAMES: tuple[PrintedIn, ...] = ("title", "kicker", "subtitle")
_COLUMNS = "article_key, title, " + ", ".join(
    f"CASE WHEN json_valid(facts) THEN json_extract(facts, '$.{name}') END" for name in _NAMES[1:]
)
_MOST = 60  # articles whose headings hold the words


class _Text(NamedTuple):
    """Every heading on a line of its own, white space aside; that of `keys[i]` begins at
    `starts[i]`."""

    text: str
    starts: list[int]
    keys: list[int]


class Headings:
    """The headings of an archive. Safe to use from several threads."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._lock = threading.Lock()
        self._known: tuple[str, _Text] = ("", _Text("", [], []))

    def holding(self, store: Store, words: str) -> list[int]:
        """The articles, by key, one of whose headings holds the very words."""
        text, starts, keys = self._of_generation(store)
        wanted = _squeezed(words)
        found: dict[int, None] = {}
        at = text.find(wanted) if wanted else -1
        while at >= 0 and len(found) < _MOST:
            found[keys[bisect_right(starts, at) - 1]] = None
            at = text.find(wanted, text.find("\n", at))
        return list(found)

    def _of_generation(self, store: Store) -> _Text:
        state, text = self._known
        if state != store.state:
            with self._lock:
                state, text = self._known
                if state != store.state:
                    text = self._read()
                    self._known = (store.state, text)
        return text

    def _read(self) -> _Text:
        lines: list[str] = []
        starts: list[int] = []
        keys: list[int] = []
        length = 0
        for key, *texts in self._archive.connection.execute(f"SELECT {_COLUMNS} FROM articles"):
            for heading in texts:
                if isinstance(heading, str) and heading:  # what is damaged may be none
                    keys.append(key)
                    starts.append(length)
                    lines.append(f"{_squeezed(heading)}\n")
                    length += len(lines[-1])
        return _Text("".join(lines), starts, keys)


def headings_of(archive: Archive, shelves: Sequence[Shelf]) -> Iterator[Shelf]:
    """The headings of some articles, each as a text of its own."""
    select = f"SELECT {_COLUMNS} FROM articles WHERE article_key = ?"
    for shelf in shelves:
        _, *texts = archive.connection.execute(select, (shelf.key,)).fetchone() or (0,)
        for name, heading in zip(_NAMES, texts, strict=False):
            if isinstance(heading, str) and heading:
                yield replace(shelf, body=heading, printed_in=name)


def _squeezed(text: str) -> str:
    return "".join(text.split())
