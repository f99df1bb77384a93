"""The archive: one SQLite file, the only truth. Reading goes through here, writing too.

Writers hold the lock of index/lock.py; readers open the file read-only and see a snapshot.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import weakref
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.article_rows import article_of, intact
from index.database import FILE_NAME, FORMAT, Held, connect, create_archive
from index.errors import ArchiveDamaged, ArchiveMissing
from index.raw_files import raw_of
from index.records import Article

__all__ = [
    "FILE_NAME",
    "Archive",
    "Ids",
    "PassageRow",
    "StoredArticle",
    "StoredSource",
    "as_ids",
    "create_archive",
    "require_folder",
]

log = logging.getLogger(__name__)

Ids = NDArray[np.int64]
TABLES = (
    "sources",
    "raw_files",
    "articles",
    "copies",
    "passages",
    "vectors",
    "former_articles",
    "quarantine",
)


def require_folder(folder: Path) -> None:
    """Raises ArchiveMissing when no archive can be there: a file is in the way, the name is too
    long, or nobody may look."""
    try:
        there = next((one for one in (folder, *folder.parents) if one.exists()), folder)
    except OSError as error:
        raise ArchiveMissing(f"{folder} cannot be opened: {error.strerror}.") from error
    if there.is_file():
        raise ArchiveMissing(f"{there} is a file: please name the folder of an archive.")


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
    """An open archive folder. Safe to use from several threads: each has a connection of its own,
    which is closed when the thread ends."""

    def __init__(self, folder: Path, *, writable: bool = False) -> None:
        """Raises ArchiveMissing when there is none, ArchiveDamaged when it cannot be read."""
        self.folder = folder
        self.writable = writable
        self._connections = threading.local()
        # Weak: a thread that ends lets go of its connection, and nothing here keeps it.
        self._opened: weakref.WeakSet[Held] = weakref.WeakSet()
        self._lock = threading.Lock()
        require_folder(folder)
        if not (folder / FILE_NAME).is_file():
            raise ArchiveMissing(
                f"There is no archive in {folder}. "
                f"Make one with: baoda index --archive {folder} FILES"
            )
        try:
            self._know_the_format()
        except BaseException:
            self.close()
            raise

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        held: Held | None = getattr(self._connections, "held", None)
        if held is None:
            held = Held(connect(self.folder, writable=self.writable))
            self._connections.held = held
            with self._lock:
                self._opened.add(held)
        return held.connection

    def close(self) -> None:
        """Close every thread's connection."""
        with self._lock:
            for held in list(self._opened):
                held.connection.close()
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

    @property
    def state(self) -> str:
        """Another with every change, and never the same again, not even after a backup was put
        back: what a search index was built from."""
        return self.meta("state") or ""

    def encoder_mismatch(self, name: str) -> str:
        """The sentence for somebody who opens this archive with the wrong encoder."""
        return (
            f"The archive in {self.folder} was built with the encoder "
            f"'{self.meta('encoder_name')}', not with this '{name}'. Set BAODA_ENCODER (and the "
            "back end and prompts, if you set them) to what it was built with, or change its "
            f"encoder: baoda reencode --archive {self.folder} --encoder {name}"
        )

    def count(self, table: str) -> int:
        """How many rows a table holds."""
        if table not in TABLES:
            raise ValueError(f"no table to count: {table}")
        return int(self.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def article(self, article_id: str) -> StoredArticle | None:
        """The article with that id, current or former, or None.

        Raises ArchiveDamaged when it is no longer what was stored.
        """
        select = "SELECT *, 'current' AS standing FROM articles WHERE article_id = ?"
        row = self.connection.execute(select, (article_id,)).fetchone()
        if row is None:
            select = "SELECT *, 0 AS article_key FROM former_articles WHERE article_id = ?"
            row = self.connection.execute(select, (article_id,)).fetchone()
        if row is None:
            return None
        if not intact(row):
            raise self._damaged(article_id)
        return StoredArticle(article_id, article_of(row), row["standing"], row["article_key"])

    def articles(self) -> Iterator[StoredArticle]:
        """Every current article, in order of source. Raises ArchiveDamaged at one that is no longer
        what was stored."""
        order = "SELECT * FROM articles ORDER BY source_id, article_key"
        for row in self.connection.execute(order):
            if not intact(row):
                raise self._damaged(row["article_id"])
            yield StoredArticle(row["article_id"], article_of(row), key=row["article_key"])

    def _damaged(self, article_id: str) -> ArchiveDamaged:
        return ArchiveDamaged(
            f"The article {article_id} has changed on disk, so it is not shown. Restore the "
            f"archive in {self.folder} from a backup."
        )

    def articles_by_key(self, keys: Sequence[int]) -> dict[int, StoredArticle]:
        """The articles with those keys. Left out are keys that are gone, and articles that are no
        longer what was stored: damage is never shown, and does not hide what is sound."""
        found: dict[int, StoredArticle] = {}
        for row in self._by_ids("SELECT * FROM articles WHERE article_key", keys):
            if intact(row):
                key = row["article_key"]
                found[key] = StoredArticle(row["article_id"], article_of(row), key=key)
            else:
                log.error("article no. %s has changed on disk: run baoda check", row[0])
        return found

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
        """The decoded text of a source file. Raises ArchiveDamaged when it cannot be read."""
        select = "SELECT text FROM sources WHERE source_id = ?"
        row = self.connection.execute(select, (source_id,)).fetchone()
        try:
            return zlib.decompress(row["text"]).decode("utf-8")
        except (zlib.error, UnicodeDecodeError, TypeError) as error:
            raise ArchiveDamaged(f"The text of source {source_id} cannot be read.") from error

    def raw_bytes(self, source_id: int) -> bytes | None:
        """The very bytes of a source file; None when it was too large for them to be kept. Raises
        ArchiveDamaged when they are not what was taken in."""
        select = "SELECT sha256, encoding FROM sources WHERE source_id = ?"
        sha256, encoding = self.connection.execute(select, (source_id,)).fetchone()
        return raw_of(self.connection, sha256, self.source_text(source_id), encoding)

    def newspapers(self) -> list[str]:
        """The names of the newspapers in the archive, most articles first."""
        select = (
            "SELECT newspaper FROM articles WHERE newspaper IS NOT NULL "
            "GROUP BY newspaper ORDER BY count(*) DESC, newspaper"
        )
        return [row[0] for row in self.connection.execute(select)]

    def period(self) -> tuple[str | None, str | None]:
        """The first and the last issue date, or None twice."""
        # Apart: SQLite reads one end of an index for min or max, and all of it for both.
        ends = ("SELECT min(issue_date) FROM articles", "SELECT max(issue_date) FROM articles")
        first, last = (self.connection.execute(end).fetchone()[0] for end in ends)
        return first, last

    def _by_ids(self, select: str, ids: Sequence[int]) -> Iterator[Any]:
        for at in range(0, len(ids), 500):  # SQLite takes a bounded number of parameters
            block = [int(one) for one in ids[at : at + 500]]
            marks = ",".join("?" * len(block))
            yield from self.connection.execute(f"{select} IN ({marks})", block)

    def _know_the_format(self) -> None:
        found = self.meta("format")
        if found != FORMAT:
            raise ArchiveDamaged(
                f"The archive in {self.folder} has format {found or 'unknown'}, but this version "
                f"reads {FORMAT}. Index the files again into a new folder."
            )


def as_ids(values: Iterable[int]) -> Ids:
    """Passage ids as the array that stores take."""
    return np.fromiter(values, dtype=np.int64)
