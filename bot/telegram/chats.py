"""How a chat wants to be spoken to: its settings, kept until it changes them or is erased."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, dataclass

from retrieval.citing import DEFAULT_STYLE

HITS = (3, 5, 10)


@dataclass(frozen=True, slots=True)
class Preferences:
    """The settings of a chat. `language` is empty where Telegram's is followed."""

    language: str = ""
    hits: int = 5
    style: str = DEFAULT_STYLE
    use_dates: bool = True
    daily: bool = False
    quiet: bool = True


def preferences(db: sqlite3.Connection, chat_id: int) -> Preferences:
    """The settings of a chat, the defaults where it has changed none."""
    row = db.execute("SELECT record FROM chats WHERE chat_id = ?", (chat_id,)).fetchone()
    return Preferences(**json.loads(row[0])) if row else Preferences()


def prefer(db: sqlite3.Connection, chat_id: int, wanted: Preferences) -> None:
    """Keep the settings of a chat."""
    record = json.dumps(asdict(wanted))
    db.execute("INSERT OR REPLACE INTO chats VALUES (?, ?)", (chat_id, record))


def move(db: sqlite3.Connection, old: int, new: int) -> None:
    """A group became a supergroup and has another number now."""
    db.execute("UPDATE OR REPLACE chats SET chat_id = ? WHERE chat_id = ?", (new, old))
    for table in ("follows", "answers"):
        db.execute(f"UPDATE OR REPLACE {table} SET chat_id = ? WHERE chat_id = ?", (new, old))
