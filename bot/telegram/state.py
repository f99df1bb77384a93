"""The bot's own file: what it must remember across a restart, and nothing else.

One SQLite file a bot, one connection, one thread: no two writers, and the event loop never waits
for the disk. The archive itself is never written to.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from index.errors import BaodaError

P = ParamSpec("P")
T = TypeVar("T")

_SCHEMA = """
CREATE TABLE IF NOT EXISTS inbox (
    update_id INTEGER PRIMARY KEY, received REAL NOT NULL, asker INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0, body TEXT);
CREATE TABLE IF NOT EXISTS marks (
    update_id INTEGER PRIMARY KEY REFERENCES inbox ON DELETE CASCADE, mark BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS answers (
    id TEXT PRIMARY KEY, made REAL NOT NULL, chat_id INTEGER NOT NULL, user_id INTEGER NOT NULL,
    asked_in INTEGER, message_id INTEGER, record TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS answers_by_question ON answers (chat_id, asked_in);
CREATE INDEX IF NOT EXISTS answers_by_message ON answers (chat_id, message_id);
CREATE INDEX IF NOT EXISTS answers_by_user ON answers (user_id, chat_id, made);
CREATE TABLE IF NOT EXISTS chats (chat_id INTEGER PRIMARY KEY, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS admitted (user_id INTEGER PRIMARY KEY, since REAL NOT NULL);
CREATE TABLE IF NOT EXISTS spent (code TEXT PRIMARY KEY, expires REAL NOT NULL);
CREATE TABLE IF NOT EXISTS follows (
    id INTEGER PRIMARY KEY, chat_id INTEGER NOT NULL, user_id INTEGER NOT NULL, thread_id INTEGER,
    question TEXT NOT NULL, language TEXT NOT NULL, made REAL NOT NULL,
    generation INTEGER NOT NULL, UNIQUE (chat_id, user_id, question));
CREATE TABLE IF NOT EXISTS seen (
    follow_id INTEGER NOT NULL REFERENCES follows ON DELETE CASCADE, mark TEXT NOT NULL,
    PRIMARY KEY (follow_id, mark)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS notices (
    id INTEGER PRIMARY KEY, made REAL NOT NULL,
    follow_id INTEGER NOT NULL REFERENCES follows ON DELETE CASCADE, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS feedback (
    answer_id TEXT NOT NULL, rank INTEGER NOT NULL, user_id INTEGER NOT NULL, made REAL NOT NULL,
    verdict TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (answer_id, rank, user_id));
"""
_ABOUT_A_USER = ("answers", "follows", "feedback", "admitted")


class StateBusy(BaodaError):
    """Another process is running this bot."""


class State:
    """The file, open and locked. Raises StateBusy when another process has it."""

    def __init__(self, folder: Path, bot: str) -> None:
        self.path = path_of(folder, bot)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(self.path.with_suffix(".lock"))
            self._db = _opened(self.path)
        except (OSError, sqlite3.Error) as error:
            raise BaodaError(
                f"The Telegram bot cannot keep its file in {folder} ({error}): set "
                "BAODA_TELEGRAM_STATE to a folder that can be written to."
            ) from error
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="telegram-state")

    async def do(
        self,
        work: Callable[Concatenate[sqlite3.Connection, P], T],
        *given: P.args,
        **named: P.kwargs,
    ) -> T:
        """The result of `work` on the connection, in one transaction, off the event loop."""
        loop = asyncio.get_running_loop()

        def together() -> T:
            with self._db:
                return work(self._db, *given, **named)

        return await loop.run_in_executor(self._thread, together)

    async def erase(self, user_id: int) -> None:
        """Forget a user so that not a byte of what was kept stays in the file."""
        await self.do(_erased, user_id)
        await asyncio.get_running_loop().run_in_executor(self._thread, self._squeeze)

    def close(self) -> None:
        """Close the file and let another process have it."""
        self._thread.shutdown(wait=True)
        self._db.close()
        os.close(self._lock)

    def _squeeze(self) -> None:
        """Write the file anew without what was deleted, and empty its log."""
        self._db.execute("VACUUM")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def path_of(folder: Path, bot: str) -> Path:
    """Where the bot with this number keeps its file."""
    return folder / f"telegram-{bot}.db"


def bot_number(token: str) -> str:
    """The public part of a token: the number of the bot."""
    return "".join(filter(str.isalnum, token.partition(":")[0])) or "bot"


def reading(path: Path) -> sqlite3.Connection:
    """The file opened to be read only, beside a bot that may be running."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _locked(path: Path) -> int:
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise StateBusy(
            f"Another process is running this Telegram bot already ({path} is locked): stop it "
            "first, or give this one a token of its own."
        ) from None
    return lock


def _opened(path: Path) -> sqlite3.Connection:
    """What is deleted is overwritten; only this user may read the file, it holds questions."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    db = sqlite3.connect(path, check_same_thread=False, timeout=10)
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON", "foreign_keys=ON"):
        db.execute(f"PRAGMA {pragma}")
    db.executescript(_SCHEMA)
    return db


def _erased(db: sqlite3.Connection, user_id: int) -> None:
    for table in _ABOUT_A_USER:
        db.execute(f"DELETE FROM {table} WHERE user_id = ?", (user_id,))
    db.execute("DELETE FROM chats WHERE chat_id = ?", (user_id,))  # a private chat is its user
    db.execute("UPDATE inbox SET body = NULL, asker = NULL WHERE asker = ?", (user_id,))
