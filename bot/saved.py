"""Saved searches: what somebody wants to be told of, and what has come in for it.

They lie in a database of their own beside the archive. Every new generation is looked through for
each of them; what was found is kept, so that a feed reader that was away misses nothing.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from bot.answering import Answering
from bot.text_input import clean_line
from index.errors import BadQuestion, BaodaError, NotFound
from retrieval.listing import Browse, Listed

FILE_NAME = "saved.sqlite"
MOST_SAVED = 100  # of one owner
MOST_ENTRIES = 500  # kept of one search
_AT_ONCE = 200
_SEEDED = 20  # what a new feed begins with

_SCHEMA = """
CREATE TABLE IF NOT EXISTS searches (
    saved_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    owner TEXT NOT NULL,
    query TEXT NOT NULL,
    created TEXT NOT NULL,
    seen INTEGER NOT NULL           -- the key of the last article looked at
);
CREATE TABLE IF NOT EXISTS entries (
    entry INTEGER PRIMARY KEY,
    saved_id TEXT NOT NULL REFERENCES searches ON DELETE CASCADE,
    citation_id TEXT NOT NULL,
    article_id TEXT NOT NULL,
    title TEXT, authors TEXT NOT NULL, newspaper TEXT, issue_date TEXT,
    citation TEXT NOT NULL, opening TEXT NOT NULL,
    found TEXT NOT NULL,
    UNIQUE (saved_id, citation_id)
);
"""
_SEARCH = "SELECT saved_id, name, owner, query, created FROM searches"
_ENTRY = (
    "SELECT citation_id, article_id, title, authors, newspaper, issue_date, citation, opening, "
    "found FROM entries WHERE saved_id = ? ORDER BY entry DESC LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search somebody saved: `query` has the fields of /api/v1/search. Its id cannot be guessed,
    for whoever knows it may read its feed."""

    saved_id: str
    name: str
    owner: str
    query: Mapping[str, Any]
    created: str


class Entry(NamedTuple):
    """An article that was found for a saved search, as it was cited then."""

    citation_id: str
    article_id: str
    title: str | None
    authors: tuple[str, ...]
    newspaper: str | None
    issue_date: str | None
    citation: str
    opening: str
    found: str


Asked = Callable[[Mapping[str, Any]], Browse]  # from the fields as saved; raises BadQuestion


class SavedSearches:
    """The saved searches of an archive folder. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._checking = threading.Lock()

    def create(
        self, answering: Answering, name: str, owner: str, query: Mapping[str, Any], asked: Browse
    ) -> SavedSearch:
        """A new one, whose feed begins with the newest of what is there. Raises BadQuestion."""
        label = clean_line(name)[:200] or asked.text or "*"
        if len(self.of(owner)) >= MOST_SAVED:
            raise BadQuestion(f"At most {MOST_SAVED} searches can be saved: delete one first.")
        seen = answering.arrivals(asked, 0, 1).latest
        newest = answering.browse(replace(asked, sort="newest", limit=_SEEDED, cursor=None))
        saved = SavedSearch(secrets.token_hex(16), label, owner, dict(query), _now())
        record = json.dumps(saved.query, ensure_ascii=False)
        row = (saved.saved_id, label, owner, record, saved.created, seen)
        with self._open() as connection:
            connection.execute("INSERT INTO searches VALUES (?, ?, ?, ?, ?, ?)", row)
            if newest.all_words:
                _keep(connection, saved.saved_id, reversed(newest.items), answering)
        return saved

    def of(self, owner: str | None) -> list[SavedSearch]:
        """Those of an owner, or all, in order of saving."""
        where, values = (" WHERE owner = ?", (owner,)) if owner is not None else ("", ())
        with self._open() as connection:
            rows = connection.execute(f"{_SEARCH}{where} ORDER BY created", values)
            return [_saved(*row) for row in rows]

    def get(self, saved_id: str) -> SavedSearch:
        """The one with that id; raises NotFound."""
        with self._open() as connection:
            row = connection.execute(f"{_SEARCH} WHERE saved_id = ?", (saved_id,)).fetchone()
        if row is None:
            raise NotFound("There is no saved search with this id.")
        return _saved(*row)

    def delete(self, saved_id: str) -> None:
        """Forget one and what was found for it."""
        with self._open() as connection:
            connection.execute("DELETE FROM searches WHERE saved_id = ?", (saved_id,))

    def entries(self, saved_id: str, limit: int = 100) -> list[Entry]:
        """What was found for one, the latest first."""
        with self._open() as connection:
            rows = connection.execute(_ENTRY, (saved_id, limit)).fetchall()
        return [Entry(*row)._replace(authors=tuple(json.loads(row[3]))) for row in rows]

    def check(self, answering: Answering, asked_of: Asked) -> int:
        """Look for what has come in, for each search; how many entries are new."""
        if not self._path.exists():
            return 0
        with self._checking:
            return sum(self._check(answering, saved, asked_of) for saved in self.of(None))

    def _check(self, answering: Answering, saved: SavedSearch, asked_of: Asked) -> int:
        try:
            asked = asked_of(saved.query)
        except BadQuestion:  # saved when a field was understood that no longer is
            return 0
        seen, new = self._seen(saved.saved_id), 0
        while True:
            found = answering.arrivals(asked, seen, _AT_ONCE)
            with self._open() as connection:
                new += _keep(connection, saved.saved_id, found.items, answering)
                change = "UPDATE searches SET seen = ? WHERE saved_id = ?"
                connection.execute(change, (found.seen, saved.saved_id))
            if found.seen >= found.latest:
                return new
            seen = found.seen

    def _seen(self, saved_id: str) -> int:
        with self._open() as connection:
            select = "SELECT seen FROM searches WHERE saved_id = ?"
            row = connection.execute(select, (saved_id,)).fetchone()
        return int(row[0]) if row else 0

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            # The ids in it open feeds, and what somebody looks for is nobody else's business.
            if not self._path.exists():
                os.close(os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
            with closing(sqlite3.connect(self._path, timeout=5)) as connection, connection:
                connection.execute("PRAGMA foreign_keys = ON")
                connection.executescript(_SCHEMA)
                yield connection
        except (OSError, sqlite3.Error) as error:
            raise BaodaError(
                f"The saved searches in {self._path} cannot be used: {error}."
            ) from error


def _keep(
    connection: sqlite3.Connection, saved_id: str, items: Iterable[Listed], answering: Answering
) -> int:
    """Store what was found, each text once: neither a second printing nor the same article again.
    How many are new."""
    select = "SELECT article_id FROM entries WHERE saved_id = ?"
    known = {row[0] for row in connection.execute(select, (saved_id,))}
    new = 0
    for item in items:
        article_id = item.article.article_id
        if article_id not in known and not known & answering.other_printings(article_id):
            row = (saved_id, *_row(item))
            insert = "INSERT OR IGNORE INTO entries VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            new += connection.execute(insert, row).rowcount
            known.add(article_id)
    forget = (
        "DELETE FROM entries WHERE saved_id = ? AND entry NOT IN "
        "(SELECT entry FROM entries WHERE saved_id = ? ORDER BY entry DESC LIMIT ?)"
    )
    connection.execute(forget, (saved_id, saved_id, MOST_ENTRIES))
    return new


def _row(item: Listed) -> tuple[str | None, ...]:
    cited = item.citation
    return (
        cited.citation_id,
        item.article.article_id,
        cited.title,
        json.dumps(list(cited.authors), ensure_ascii=False),
        cited.newspaper,
        cited.issue_date.isoformat() if cited.issue_date else None,
        cited.text,
        (item.highlight or item.opening).text,
        _now(),
    )


def _saved(saved_id: str, name: str, owner: str, query: str, created: str) -> SavedSearch:
    return SavedSearch(saved_id, name, owner, json.loads(query), created)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
