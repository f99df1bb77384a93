"""The durable inbox: an update is on disk before Telegram is told that we have it.

Telegram keeps an update for a day and sends it again until it is confirmed; its number tells
repeats. So what was received is answered after any crash, and what was answered is not answered
again, but for the one whose reply went out just before the crash. A number that comes again with
another update is another update: a server other than Telegram's may count from one after a restart.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from typing import NamedTuple

from bot.telegram.state import State

_ATTEMPTS = 3  # times that an update may be begun: it may be what brings the process down
_REMEMBERED = 3 * 86_400.0  # seconds; Telegram repeats an update for one day


class Received(NamedTuple):
    """An update as it came: its number, who sent it, its JSON, and what tells it from another
    update of that number."""

    update_id: int
    asker: int | None
    body: str
    mark: bytes = b""


class Inbox:
    """Updates that wait for their answer, and the numbers of those that had it."""

    def __init__(self, state: State) -> None:
        self._state = state

    async def keep(self, updates: Sequence[Received]) -> list[Received]:
        """Write them down, to the disk itself, and give back those that are new."""
        return await self._state.do(_keep, updates) if updates else []

    async def left_over(self) -> list[Received]:
        """What waited when the process ended; to be called once, at the start."""
        return await self._state.do(_left_over)

    async def begun(self, update_id: int) -> None:
        """The update is being worked on; if the process ends now, that may be why."""
        await self._state.do(_begun, update_id)

    async def spared(self, update_id: int) -> None:
        """The work on it ended early, and not by its fault; it waits for the next start."""
        await self._state.do(_spared, update_id)

    async def done(self, update_id: int) -> None:
        """The update is dealt with; its content is forgotten, its number is kept for a while."""
        await self._state.do(_done, update_id)

    async def waiting(self) -> int:
        """How many wait."""
        return await self._state.do(_waiting)


def _keep(db: sqlite3.Connection, updates: Sequence[Received]) -> list[Received]:
    # Outside a transaction still: the first INSERT begins it. Power may fail after this one.
    db.execute("PRAGMA synchronous = FULL")
    try:
        now = time.time()
        fresh = [one for one in updates if _kept(db, one, now)]
        db.commit()
        return fresh
    finally:
        db.rollback()  # of nothing, when all went well
        db.execute("PRAGMA synchronous = NORMAL")


def _kept(db: sqlite3.Connection, one: Received, now: float) -> bool:
    known = db.execute("SELECT mark FROM marks WHERE update_id = ?", (one.update_id,)).fetchone()
    if known and known[0] == one.mark:
        return False
    db.execute(
        "INSERT OR REPLACE INTO inbox (update_id, received, asker, body) VALUES (?, ?, ?, ?)",
        (one.update_id, now, one.asker, one.body),
    )
    db.execute("INSERT OR REPLACE INTO marks VALUES (?, ?)", (one.update_id, one.mark))
    return True


def _left_over(db: sqlite3.Connection) -> list[Received]:
    db.execute("DELETE FROM inbox WHERE received < ?", (time.time() - _REMEMBERED,))
    db.execute(
        "UPDATE inbox SET body = NULL, asker = NULL WHERE body IS NOT NULL AND attempts >= ?",
        (_ATTEMPTS,),
    )
    rows = db.execute(
        "SELECT update_id, asker, body FROM inbox WHERE body IS NOT NULL ORDER BY update_id"
    )
    return [Received(*row) for row in rows]


def _begun(db: sqlite3.Connection, update_id: int) -> None:
    db.execute("UPDATE inbox SET attempts = attempts + 1 WHERE update_id = ?", (update_id,))


def _spared(db: sqlite3.Connection, update_id: int) -> None:
    db.execute("UPDATE inbox SET attempts = 0 WHERE update_id = ?", (update_id,))


def _done(db: sqlite3.Connection, update_id: int) -> None:
    db.execute("UPDATE inbox SET body = NULL, asker = NULL WHERE update_id = ?", (update_id,))


def _waiting(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM inbox WHERE body IS NOT NULL").fetchone()[0])
