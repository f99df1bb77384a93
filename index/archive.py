"""The archive: one SQLite file, the only truth. Reading goes through here, writing too.

Writers hold the lock of index/lock.py; readers open the file read-only and see a snapshot.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.article_rows import article_of
from index.errors import ArchiveDamaged, ArchiveMissing
from index.records import Article

FORMAT = "1"  # bump when the schema changes; older archives are refused in words
FILE_NAME = "archive.sqlite"

Ids = NDArray[np.int64]


class PassageRow(NamedTuple):
    """A passage as stored: `body[start:end]` of the article with that key."""

    passage_id: int
    article_key: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article with the id it is cited by. `standing` is current, superseded or withdrawn."""

    article_id: str
    article: Article
    standing: str = "current"
    key: int = 0


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A source file as known: `path` is where it was found, `sha256` of its bytes then."""

    source_id: int
    path: str
    file: str
    sha256: str
    given: str = "{}"


class Archive:
    """An open archive folder. Safe to use from several threads (a connection each)."""

    def __init__(self, folder: Path, *, writable: bool = False) -> None:
        """Raises ArchiveMissing when there is none, ArchiveDamaged when it cannot be read."""
        self.folder = folder
        self.writable = writable
        self._connections = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        if not (folder / FILE_NAME).is_file():
            raise ArchiveMissing(
                f"There is no archive in {folder}. "
                f"Make one with: baoda index --archive {folder} FILES"
            )
        found = self.meta("format")
        if found != FORMAT:
            self.close()
            raise ArchiveDamaged(
                f"The archive in {folder} has format {found or 'unknown'}, but this version "
                f"reads {FORMAT}. Index the files again into a new folder."
            )

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        connection: sqlite3.Connection | None = getattr(self._connections, "open", None)
        if connection is None:
            connection = connect(self.folder, writable=self.writable)
            self._connections.open = connection
            with self._lock:
                self._opened.append(connection)
        return connection

    def close(self) -> None:
        """Close every thread's connection."""
        with self._lock:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
        self._connections = threading.local()

    def meta(self, key: str) -> str | None:
        """A fact about the archive itself, or None."""
        try:
            row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        except sqlite3.DatabaseError as error:
            raise ArchiveDamaged(
                f"The archive in {self.folder} cannot be read ({error}). Restore it from a backup."
            ) from error
        return row["value"] if row else None

    @property
    def generation(self) -> int:
        """Goes up by one with every change to articles."""
        return int(self.meta("generation") or 0)

    def encoder_mismatch(self, name: str) -> str:
        """The sentence for somebody who opens this archive with the wrong encoder."""
        return (
            f"The archive in {self.folder} was built with the encoder "
            f"'{self.meta('encoder_name')}', not with this '{name}'. Set BAODA_ENCODER to the one "
            "it was built with, or index the files into a new folder."
        )

    def count(self, table: str) -> int:
        """How many rows a table holds."""
        assert table in {"sources", "articles", "passages", "vectors", "former_articles"}
        return int(self.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def article(self, article_id: str) -> StoredArticle | None:
        """The article with that id, current or former, or None."""
        select = "SELECT * FROM articles WHERE article_id = ?"
        if row := self.connection.execute(select, (article_id,)).fetchone():
            return StoredArticle(article_id, article_of(row), key=row["article_key"])
        select = "SELECT * FROM former_articles WHERE article_id = ?"
        if row := self.connection.execute(select, (article_id,)).fetchone():
            return StoredArticle(article_id, article_of(row), row["standing"])
        return None

    def articles(self) -> Iterator[StoredArticle]:
        """Every current article, in order of source."""
        order = "SELECT * FROM articles ORDER BY source_id, article_key"
        for row in self.connection.execute(order):
            yield StoredArticle(row["article_id"], article_of(row), key=row["article_key"])

    def articles_by_key(self, keys: Sequence[int]) -> dict[int, StoredArticle]:
        """The articles with those keys; keys that are gone are left out."""
        return {
            row["article_key"]: StoredArticle(
                row["article_id"], article_of(row), key=row["article_key"]
            )
            for row in self._by_ids("SELECT * FROM articles WHERE article_key", keys)
        }

    def passages(self, passage_ids: Sequence[int]) -> dict[int, PassageRow]:
        """The passages with those ids; ids that are gone are left out."""
        select = 'SELECT passage_id, article_key, start, "end" FROM passages WHERE passage_id'
        return {row[0]: PassageRow(*row) for row in self._by_ids(select, passage_ids)}

    def passages_of(self, article_key: int) -> list[PassageRow]:
        """The passages of an article, in order."""
        select = 'SELECT passage_id, article_key, start, "end" FROM passages WHERE article_key = ?'
        return [
            PassageRow(*row)
            for row in self.connection.execute(select + " ORDER BY start", (article_key,))
        ]

    def sources(self) -> list[StoredSource]:
        """Every source file, in order of taking in."""
        select = "SELECT source_id, path, file, sha256, given FROM sources ORDER BY source_id"
        return [StoredSource(*row) for row in self.connection.execute(select)]

    def source_text(self, source_id: int) -> str:
        """The decoded text of a source file."""
        import zlib

        select = "SELECT text FROM sources WHERE source_id = ?"
        row = self.connection.execute(select, (source_id,)).fetchone()
        return zlib.decompress(row["text"]).decode("utf-8")

    def newspapers(self) -> list[str]:
        """The names of the newspapers in the archive, most articles first."""
        select = (
            "SELECT newspaper FROM articles WHERE newspaper IS NOT NULL "
            "GROUP BY newspaper ORDER BY count(*) DESC, newspaper"
        )
        return [row[0] for row in self.connection.execute(select)]

    def period(self) -> tuple[str | None, str | None]:
        """The first and the last issue date, or None twice."""
        row = self.connection.execute(
            "SELECT min(issue_date), max(issue_date) FROM articles"
        ).fetchone()
        return row[0], row[1]

    def _by_ids(self, select: str, ids: Sequence[int]) -> Iterator[sqlite3.Row]:
        for at in range(0, len(ids), 500):  # SQLite takes a bounded number of parameters
            block = [int(one) for one in ids[at : at + 500]]
            marks = ",".join("?" * len(block))
            yield from self.connection.execute(f"{select} IN ({marks})", block)


def connect(folder: Path, *, writable: bool) -> sqlite3.Connection:
    """A connection to the archive in a folder.

    `synchronous=FULL`: a committed article survives power loss, not only a killed process.
    """
    path = folder / FILE_NAME
    mode = "rw" if writable else "ro"
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}", uri=True, check_same_thread=False, timeout=10
    )
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    if writable:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA recursive_triggers = ON")
    else:
        connection.execute("PRAGMA query_only = ON")
    return connection


def create_archive(folder: Path) -> None:
    """Make an empty archive in a folder; nothing happens when there is one already."""
    path = folder / FILE_NAME
    if path.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    schema = files("index").joinpath("schema.sql").read_text("utf-8")
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(
            f"BEGIN; {schema}"
            f"INSERT INTO meta VALUES ('format', '{FORMAT}'), ('generation', '0'); COMMIT;"
        )
    finally:
        connection.close()


def as_ids(values: Iterable[int]) -> Ids:
    """Passage ids as the array that stores take."""
    return np.fromiter(values, dtype=np.int64)
