"""Questions that are followed: what of their answers was seen, and what is still to be told."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from retrieval.records import Hit

MOST = 20  # questions one user may follow in one chat
BASELINE = 50  # passages that count as known when following begins
NEWS = 5  # ranks among which a new passage is worth telling


@dataclass(frozen=True, slots=True)
class Follow:
    """A followed question, and whom to tell."""

    id: int
    chat_id: int
    user_id: int
    thread: int | None
    question: str
    language: str
    generation: int


@dataclass(frozen=True, slots=True)
class Notice:
    """A passage that is to be told."""

    id: int
    made: float
    follow: Follow
    record: dict[str, Any]


_FOLLOW = "follows.id, chat_id, user_id, thread_id, question, language, generation"


def marks_of(hit: Hit) -> tuple[str, str]:
    """What a passage is known by: its article, and its letters, by which a reprint is the same."""
    letters = "".join(filter(str.isalnum, hit.highlight.text)) or hit.citation.citation_id
    printed = hashlib.sha256(letters.encode("utf-8", "replace")).hexdigest()[:32]
    return f"a:{hit.article.article_id}", f"t:{printed}"


def follow(
    db: sqlite3.Connection, wanted: Follow, known: Iterable[Hit], most: int = MOST
) -> int | None:
    """Begin to follow; what is `known` now is never told. The follow's number, 0 when the question
    is followed already, None when there are too many."""
    mine = (wanted.chat_id, wanted.user_id)
    same = db.execute(
        "SELECT 1 FROM follows WHERE chat_id = ? AND user_id = ? AND question = ?",
        (*mine, wanted.question),
    )
    if same.fetchone():
        return 0
    count = db.execute("SELECT count(*) FROM follows WHERE chat_id = ? AND user_id = ?", mine)
    if count.fetchone()[0] >= most:
        return None
    row = db.execute(
        "INSERT INTO follows (chat_id, user_id, thread_id, question, language, made, generation)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*mine, wanted.thread, wanted.question, wanted.language, time.time(), wanted.generation),
    )
    number = int(row.lastrowid or 0)
    _see(db, number, known)
    return number


def followed(
    db: sqlite3.Connection, chat_id: int | None = None, user_id: int | None = None
) -> list[Follow]:
    """The questions followed in a chat by a user, of everybody when neither is named."""
    where = "" if chat_id is None else "WHERE chat_id = ? AND user_id = ?"
    given = () if chat_id is None else (chat_id, user_id)
    rows = db.execute(f"SELECT {_FOLLOW} FROM follows {where} ORDER BY id", given)
    return [Follow(*row) for row in rows]


def stop(db: sqlite3.Connection, number: int, chat_id: int, user_id: int) -> bool:
    """Follow no longer; whether it was followed by this user in this chat."""
    gone = db.execute(
        "DELETE FROM follows WHERE id = ? AND chat_id = ? AND user_id = ?",
        (number, chat_id, user_id),
    )
    return gone.rowcount > 0


def stop_chat(db: sqlite3.Connection, chat_id: int) -> None:
    """A chat no longer takes our messages."""
    db.execute("DELETE FROM follows WHERE chat_id = ?", (chat_id,))


def checked(
    db: sqlite3.Connection,
    one: Follow,
    generation: int,
    answering: Iterable[tuple[Hit, dict[str, Any]]],
    all_found: Iterable[Hit],
) -> int:
    """Note what a check at a generation found: of what `answering` holds, the passages not seen
    before become notices, each printing once. How many those were."""
    told = 0
    for hit, record in answering:
        if _unseen(db, one.id, hit):
            told += 1
            db.execute(
                "INSERT INTO notices (made, follow_id, record) VALUES (?, ?, ?)",
                (time.time(), one.id, json.dumps(record, ensure_ascii=False)),
            )
        _see(db, one.id, (hit,))
    _see(db, one.id, all_found)
    db.execute("UPDATE follows SET generation = ? WHERE id = ?", (generation, one.id))
    return told


def pending(db: sqlite3.Connection) -> list[Notice]:
    """The notices that are to be told, oldest first."""
    rows = db.execute(
        f"SELECT notices.id, notices.made, record, {_FOLLOW} FROM notices"
        " JOIN follows ON follows.id = follow_id ORDER BY notices.id"
    )
    return [Notice(row[0], row[1], Follow(*row[3:]), json.loads(row[2])) for row in rows]


def told(db: sqlite3.Connection, notices: Iterable[Notice]) -> None:
    """These were told."""
    db.executemany("DELETE FROM notices WHERE id = ?", [(one.id,) for one in notices])


def _unseen(db: sqlite3.Connection, number: int, hit: Hit) -> bool:
    """Whether neither the article nor its words were seen."""
    marks = marks_of(hit)
    found = db.execute(
        "SELECT 1 FROM seen WHERE follow_id = ? AND mark IN (?, ?)", (number, *marks)
    )
    return found.fetchone() is None


def _see(db: sqlite3.Connection, number: int, hits: Iterable[Hit]) -> None:
    rows = [(number, mark) for hit in hits for mark in marks_of(hit)]
    db.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", rows)
