"""One change to the archive at a time: committed whole, or not at all."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

# In meta, before the id of an article that was taken out by itself; the value is the path of the
# file it stood in. While that file is in the archive the article stays out.
KEPT_OUT = "kept out "


@dataclass(slots=True)
class Change:
    """A transaction under way: the generation it makes, and the highest keys given out so far."""

    connection: sqlite3.Connection
    generation: int
    last_article: int
    last_passage: int

    def article_keys(self, count: int) -> range:
        """So many keys that no article ever had."""
        self.last_article += count
        return range(self.last_article - count + 1, self.last_article + 1)

    def passage_ids(self, count: int) -> range:
        """So many ids that no passage ever had."""
        self.last_passage += count
        return range(self.last_passage - count + 1, self.last_passage + 1)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[Change]:
    """One change, which makes a new generation; committed whole, or rolled back whole."""
    with all_or_nothing(connection):
        last = connection.execute("SELECT * FROM changes ORDER BY generation DESC").fetchone()
        change = Change(
            connection, last["generation"] + 1, last["last_article"], last["last_passage"]
        )
        yield change
        state = secrets.token_hex(8)
        connection.execute(
            "INSERT INTO changes VALUES (?, ?, ?, ?)",
            (change.generation, state, change.last_article, change.last_passage),
        )
        connection.executemany(
            "UPDATE meta SET value = ? WHERE key = ?",
            [(str(change.generation), "generation"), (state, "state")],
        )


@contextmanager
def all_or_nothing(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction that changes no article, and so makes no new generation."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk may have rolled it back already
            connection.execute("ROLLBACK")
        raise


def move_source(connection: sqlite3.Connection, old: str, new: str) -> None:
    """Know a file again at the place it was moved to."""
    with all_or_nothing(connection):
        connection.execute("UPDATE sources SET path = ? WHERE path = ?", (new, old))
        keep_out_under(connection, old, new)


def keep_out_under(connection: sqlite3.Connection, old: str, new: str) -> None:
    """What is kept out with the file at `old` is kept out with the one at `new`."""
    connection.execute(
        "UPDATE meta SET value = ? WHERE key GLOB ? AND value = ?", (new, f"{KEPT_OUT}*", old)
    )


def quarantine(connection: sqlite3.Connection, path: str, reason: str) -> None:
    """Remember a file that was not taken in, and why."""
    with all_or_nothing(connection):
        connection.execute("INSERT OR REPLACE INTO quarantine VALUES (?, ?)", (path, reason))


def release(connection: sqlite3.Connection, path: str) -> None:
    """Forget that a file could not be read: it is again what it was when it was taken in."""
    with all_or_nothing(connection):
        connection.execute("DELETE FROM quarantine WHERE path = ?", (path,))


def set_meta(connection: sqlite3.Connection, facts: dict[str, str]) -> None:
    """Remember facts about the archive itself."""
    with all_or_nothing(connection):
        connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", facts.items())


def forget_before(connection: sqlite3.Connection, generation: int) -> None:
    """Drop what only an older search index than this generation's would need to catch up."""
    with all_or_nothing(connection):
        connection.execute("DELETE FROM removed_passages WHERE removed <= ?", (generation,))
        connection.execute("DELETE FROM changes WHERE generation < ?", (generation,))
