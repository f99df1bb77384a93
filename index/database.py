"""Connections to the archive's SQLite file, and how a new one comes to be."""

from __future__ import annotations

import errno
import os
import secrets
import sqlite3
from importlib.resources import files
from pathlib import Path

from index.store.files import sync_file, sync_folder

FORMAT = "4"  # bump when the schema changes; older archives are refused in words
FILE_NAME = "archive.sqlite"

_WAL_KEPT = 64_000_000  # bytes of write-ahead log kept on disk after a large file was taken in
_WRITER_CACHE = 64_000  # KiB; the ids of articles are random, so their index is written all over
_PAGE = 8192  # bytes; an article with its facts fits into one more often than into 4096


class Held:
    """Closes a connection when nobody holds it any more: at once when a thread ends, while the
    connection itself, being part of a cycle, would wait for the garbage collector."""

    __slots__ = ("__weakref__", "connection")

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __del__(self) -> None:
        self.connection.close()


def connect(folder: Path, *, writable: bool) -> sqlite3.Connection:
    """A connection to the archive in a folder.

    `synchronous=FULL`: a committed article survives power loss, not only a killed process. Raises
    sqlite3.DatabaseError when the file is damaged.
    """
    try:
        return _connected(folder, writable)
    except UnicodeDecodeError as error:  # SQLite quotes a damaged definition, and Python reads it
        raise sqlite3.DatabaseError("the definitions of its tables are damaged") from error


def _connected(folder: Path, writable: bool) -> sqlite3.Connection:
    if writable:
        connection = _opened(folder, "mode=rw")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA journal_size_limit = {_WAL_KEPT}")
        connection.execute(f"PRAGMA cache_size = -{_WRITER_CACHE}")
        return connection
    connection = _opened(folder, "mode=ro")
    try:
        connection.execute("SELECT 1 FROM meta").fetchone()
    except sqlite3.OperationalError:
        # A log needs a place to be kept beside the file. In a folder where nothing can be
        # written, and where no writer left one, the file alone is the whole truth.
        if os.access(folder, os.W_OK) or (folder / f"{FILE_NAME}-wal").exists():
            return connection  # what is wrong shows, in words, when it is used
        connection.close()
        connection = _opened(folder, "mode=ro&immutable=1")
    return connection


def _opened(folder: Path, how: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{(folder / FILE_NAME).resolve().as_uri()}?{how}",
        uri=True,
        check_same_thread=False,  # closed by Archive.close, whichever thread calls it
        timeout=10,
        isolation_level=None,  # transactions begin where index/transaction.py says so
    )
    connection.row_factory = sqlite3.Row
    return connection


def create_archive(folder: Path) -> None:
    """Make an empty archive in a folder; nothing happens when there is one already.

    It is made under another name and renamed when it is whole. Hold the write lock, unless no
    other process can know of the folder.
    """
    path = folder / FILE_NAME
    if path.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"{FILE_NAME}.new"
    # Of an archive that was begun and never finished; and a log whose archive is gone would be
    # taken for the new one's.
    for leftover in (f"{fresh}", f"{fresh}-wal", f"{fresh}-shm", f"{path}-wal", f"{path}-shm"):
        Path(leftover).unlink(missing_ok=True)
    schema = files("index").joinpath("schema.sql").read_text("utf-8")
    connection = sqlite3.connect(fresh)
    try:
        connection.execute(f"PRAGMA page_size = {_PAGE}")
        # Filled with a rollback journal and only then set to WAL: closing copies a log into the
        # file and says nothing when the disk is full, which would leave half an archive.
        connection.executescript(f"BEGIN; {schema}; {_first_rows()} COMMIT;")
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()
    if Path(f"{fresh}-wal").exists():
        raise OSError(errno.ENOSPC, "its log could not be written back", str(fresh))
    sync_file(fresh)
    os.replace(fresh, path)
    sync_folder(folder)


def _first_rows() -> str:
    state = secrets.token_hex(8)
    return (
        f"INSERT INTO meta VALUES ('format', '{FORMAT}'), ('generation', '0'), "
        f"('state', '{state}'), ('archive', '{secrets.token_hex(8)}');"
        f"INSERT INTO changes VALUES (0, '{state}', 0, 0);"
    )
