"""What is in the archive, as columns in memory: which article was printed when, where, by whom.

Listing and counting touch every article at once, which SQLite would take half a second for; here
it takes some milliseconds. Keys of articles are never used twice, so that after a change only what
is new is read.
"""

from __future__ import annotations

import json
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.archive import Archive, Ids
from index.continuing import Jumping, every_continuation
from index.names import author_keys, name_key
from index.pages import page_name
from retrieval.heads import Heads, heads_of

Rows = NDArray[np.intp]
Mask = NDArray[np.bool_]
Keys = Callable[[Iterable[str]], Iterable[str]]

_SELECT = (
    "SELECT article_key, article_id, issue_date, newspaper, "
    "json_extract(facts, '$.authors', '$.pages'), "
    "facts LIKE '%\"jump\\__%' ESCAPE '\\', source_id FROM articles WHERE article_key > ?"
)


class Entry(NamedTuple):
    """An article as far as a list needs it. `day` is yyyymmdd, 0 when unknown; `jumps` says that
    it may be half of an article."""

    key: int
    article_id: str
    day: int
    newspaper: str
    authors: tuple[str, ...]
    pages: tuple[str, ...]
    jumps: bool
    source_id: int

    @property
    def place(self) -> tuple[int, str, int, str, int]:
        """Where it stands in a list by date: in order of newspaper and page within a day."""
        page = self.pages[0] if self.pages else ""
        return self.day, self.newspaper, len(page), page, self.key


class Names:
    """Which rows carry which names; a row may carry several, each once. `keys` tells by what
    printed names are found, the whole of each first."""

    def __init__(self, of_rows: Iterable[Iterable[str]], keys: Keys = tuple) -> None:
        self._keys = keys
        self._numbers: dict[str, int] = {}
        pairs = [
            (self._numbers.setdefault(name, len(self._numbers)), row)
            for row, names in enumerate(of_rows)
            for name in names
        ]
        columns = np.array(pairs, np.intp).reshape(-1, 2)
        self._codes, self._rows = columns[:, 0], columns[:, 1]
        self._known: dict[str, list[int]] = defaultdict(list)
        for name, number in self._numbers.items():
            for key in keys((name,)):
                self._known[key].append(number)

    def carrying(self, name: str) -> Rows:
        """The rows with that name, however it is written."""
        key = next(iter(self._keys((name,))), "")
        rows: Rows = self._rows[np.isin(self._codes, self._known.get(key, []))]
        return rows

    def carrying_none(self, rows: int) -> Rows:
        """Those of so many rows that have no name."""
        return np.flatnonzero(np.bincount(self._rows, minlength=rows) == 0)

    def counts(self, chosen: Mask) -> list[tuple[str, int]]:
        """How many of the chosen rows carry each name: the commonest first, and only those that
        any row carries."""
        found = np.bincount(self._codes[chosen[self._rows]], minlength=len(self._numbers))
        named = zip(self._numbers, found.tolist(), strict=True)
        return sorted((one for one in named if one[1]), key=lambda one: (-one[1], one[0]))


class Catalogue:
    """Every article of one state of the archive, the oldest first. An article that goes on on
    another page is one row, that of its first half."""

    def __init__(
        self,
        archive: Archive,
        entries: Iterable[Entry],
        follows: Mapping[int, int],
        generation: int = 0,
    ) -> None:
        self._archive = archive
        self.generation = generation
        every = sorted(entries, key=lambda entry: entry.place)
        later = set(follows.values())
        self.entries = [entry for entry in every if entry.key not in later]
        self.rows = {entry.article_id: row for row, entry in enumerate(self.entries)}
        self.days = np.array([entry.day for entry in self.entries], np.int64)
        printed = ([one.newspaper] if one.newspaper else () for one in self.entries)
        self.newspapers = Names(printed, partial(map, name_key))
        self.authors = Names((one.authors for one in self.entries), author_keys)
        self.pages = Names((one.pages for one in self.entries), partial(map, page_name))
        by_key = _rows_by_key(self.entries, follows)
        self._keys = np.array(sorted(by_key), np.int64)
        self._key_rows = np.array([by_key[key] for key in sorted(by_key)], np.intp)

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def passages(self) -> tuple[Ids, Rows]:
        """Every passage, in order of its id, and the row of its article."""
        select = "SELECT passage_id, article_key FROM passages ORDER BY passage_id"
        found = np.array(self._archive.connection.execute(select).fetchall(), np.int64)
        ids, keys = found.reshape(-1, 2).T
        at = np.searchsorted(self._keys, keys).clip(max=max(len(self._keys) - 1, 0))
        known = self._keys[at] == keys if len(self._keys) else np.zeros(len(keys), np.bool_)
        return ids[known], self._key_rows[at[known]]

    @cached_property
    def heads(self) -> tuple[Heads, Heads]:
        """What stands over the articles: their headlines, and their sections."""
        return heads_of(self._archive, {one.key: row for row, one in enumerate(self.entries)})

    def rows_of_passages(self, passage_ids: Ids) -> tuple[Rows, NDArray[np.intp]]:
        """The rows of the articles these passages stand in, and which of the passages those are:
        one that has come or gone since is left out."""
        ids, rows = self.passages
        if not len(ids):
            return rows, np.empty(0, np.intp)
        at = np.searchsorted(ids, passage_ids).clip(max=len(ids) - 1)
        known = np.flatnonzero(ids[at] == passage_ids)
        return rows[at[known]], known


class KeptCatalogue:
    """The catalogue of the archive's present state. Safe to use from several threads."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._lock = threading.Lock()
        self._state: str | None = None
        self._entries: dict[int, Entry] = {}
        self._catalogue = Catalogue(archive, (), {})

    def __call__(self) -> Catalogue:
        """The newest catalogue; what is new in the archive is read first."""
        with self._lock:
            state = self._archive.state
            if state != self._state:
                self._catalogue = self._read()
                self._state = state
            return self._catalogue

    def _read(self) -> Catalogue:
        connection = self._archive.connection
        present = {row[0] for row in connection.execute("SELECT article_key FROM articles")}
        self._entries = {key: one for key, one in self._entries.items() if key in present}
        last = max(self._entries, default=0)
        for row in connection.execute(_SELECT, (last,)):
            self._entries[row[0]] = _entry(*row)
        generation = self._archive.generation
        return Catalogue(self._archive, self._entries.values(), self._follows(), generation)

    def _follows(self) -> dict[int, int]:
        """Which half of an article goes on in which, by key."""
        jumping = (one for one in self._entries.values() if one.jumps)
        return every_continuation(
            self._archive,
            (Jumping(one.key, one.day, one.newspaper, one.source_id) for one in jumping),
        )


def _rows_by_key(entries: list[Entry], follows: Mapping[int, int]) -> dict[int, int]:
    """The row of every key; a later half has that of the first."""
    found = {entry.key: row for row, entry in enumerate(entries)}
    for entry in entries:
        key, row = entry.key, found[entry.key]
        while key in follows and follows[key] not in found:
            key = follows[key]
            found[key] = row
    return found


def _entry(
    key: int,
    article_id: str,
    day: str | None,
    newspaper: str | None,
    lists: str,
    jumps: int,
    source_id: int,
) -> Entry:
    authors, pages = json.loads(lists)
    return Entry(
        key,
        article_id,
        int(day.replace("-", "")) if day else 0,
        newspaper or "",
        tuple(dict.fromkeys(authors or ())),
        tuple(dict.fromkeys(map(page_name, pages or ()))),
        bool(jumps),
        source_id,
    )
