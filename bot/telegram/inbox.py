"""The durable inbox: an update is on disk before Telegram is told that we have it.

Telegram keeps an update for a day and sends it again until it is confirmed; its number tells
repeats. So what was received is answered after any crash, and what was answered is not answered
again, but for the one whose reply went out just before the crash.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from typing import NamedTuple

from bot.telegram.state import State

_ATTEMPTS = 3  # starts that a waiting update survives: it may be what brings the process down
_REMEMBERED = 3 * 86_400.0  # seconds; Telegram repeats an update for one day


class Received(NamedTuple):
    """An update as it came: its number, who sent it, its JSON."""

    update_id: int
    asker: int | None
    body: str


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
    cursor = db.execute(
        "INSERT OR IGNORE INTO inbox (update_id, received, asker, body) VALUES (?, ?, ?, ?)",
        (one.update_id, now, one.asker, one.body),
    )
    return cursor.rowcount == 1


def _left_over(db: sqlite3.Connection) -> list[Received]:
    db.execute("DELETE FROM inbox WHERE received < ?", (time.time() - _REMEMBERED,))
    db.execute("UPDATE inbox SET attempts = attempts + 1 WHERE body IS NOT NULL")
    db.execute(
        "UPDATE inbox SET body = NULL, asker = NULL WHERE body IS NOT NULL AND attempts > ?",
        (_ATTEMPTS,),
    )
    rows = db.execute(
        "SELECT update_id, asker, body FROM inbox WHERE body IS NOT NULL ORDER BY update_id"
    )
    return [Received(*row) for row in rows]


def _done(db: sqlite3.Connection, update_id: int) -> None:
    db.execute("UPDATE inbox SET body = NULL, asker = NULL WHERE update_id = ?", (update_id,))


def _waiting(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM inbox WHERE body IS NOT NULL").fetchone()[0])
