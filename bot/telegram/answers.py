"""Answers that were given, kept so that their buttons go on working after a restart.

Of a passage only its citation id is kept, and where in it the answer stands: what a button shows
is looked up in the archive again, so it is always as printed, and withdrawn when it was withdrawn.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import string
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from retrieval.records import Hit, Question

_LETTERS = string.ascii_letters + string.digits
_ID_LENGTH = 10  # 62^10: nobody finds another's by trying
_FOLLOWS_ON = 3600.0  # seconds within which “what about 2022?” still means the last question
_DAYS = frozenset(("as_of", "from_date", "to_date"))
Extent = tuple[int, int]


@dataclass(frozen=True, slots=True)
class KeptHit:
    """A hit: where it is printed, and which stretches of the passage answer (from its start)."""

    citation_id: str
    article_id: str
    file: str
    highlight: Extent
    span: Extent | None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as given in a chat. `head` is what stands above every passage, as markup;
    `times` are the words of the question that limited the search."""

    id: str
    chat_id: int
    user_id: int
    asked_in: int | None
    message_id: int | None
    question: dict[str, Any]
    status: str
    head: str
    times: tuple[str, ...] = ()
    refined: str = ""
    hits: tuple[KeptHit, ...] = ()
    made: float = 0.0

    @property
    def text(self) -> str:
        """The question."""
        return str(self.question["text"])

    def asked(self, **changes: Any) -> Question:
        """The question with its options, to be asked again with `changes`."""
        fields = Question.__dataclass_fields__
        known = {name: value for name, value in self.question.items() if name in fields}
        for name in _DAYS & known.keys():
            known[name] = date.fromisoformat(known[name])
        return replace(Question(**known), **changes)


def new_id() -> str:
    """An id nobody can guess, short enough for a button."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_ID_LENGTH))


def kept_question(question: Question) -> dict[str, Any]:
    """A question as it is written down."""
    record = asdict(question)
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in record.items()
        if value is not None
    }


def kept_hit(hit: Hit) -> KeptHit:
    """A hit as it is written down."""
    start = hit.passage.start
    return KeptHit(
        citation_id=hit.citation.citation_id,
        article_id=hit.article.article_id,
        file=hit.source.file,
        highlight=(hit.highlight.start - start, hit.highlight.end - start),
        span=(hit.span.start - start, hit.span.end - start) if hit.span else None,
        also=tuple(citation.text for citation in hit.also_printed),
    )


def read_hit(record: dict[str, Any]) -> KeptHit:
    """A hit as it was written down (`dataclasses.asdict`), read back from JSON."""
    span = record["span"]
    return KeptHit(
        record["citation_id"],
        record["article_id"],
        record["file"],
        tuple(record["highlight"]),
        tuple(span) if span else None,
        tuple(record["also"]),
    )


def keep(db: sqlite3.Connection, answer: KeptAnswer) -> None:
    """Write an answer down, or anew."""
    record = {
        "question": answer.question,
        "status": answer.status,
        "head": answer.head,
        "times": answer.times,
        "refined": answer.refined,
        "hits": [asdict(hit) for hit in answer.hits],
    }
    db.execute(
        "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            answer.id,
            answer.made or time.time(),
            answer.chat_id,
            answer.user_id,
            answer.asked_in,
            answer.message_id,
            json.dumps(record, ensure_ascii=False),
        ),
    )


def by_id(db: sqlite3.Connection, answer_id: str) -> KeptAnswer | None:
    """The answer, None when it has expired or never was."""
    return _first(db, "id = ?", (answer_id,))


def by_message(db: sqlite3.Connection, chat_id: int, message_id: int) -> KeptAnswer | None:
    """The answer that a message of ours shows."""
    return _first(db, "chat_id = ? AND message_id = ?", (chat_id, message_id))


def by_question(db: sqlite3.Connection, chat_id: int, asked_in: int) -> KeptAnswer | None:
    """The answer to the question in a message."""
    return _first(db, "chat_id = ? AND asked_in = ?", (chat_id, asked_in))


def last_of(
    db: sqlite3.Connection, chat_id: int, user_id: int, before: float | None = None
) -> KeptAnswer | None:
    """The last answer a user had in a chat (`before` a time), if that was not long before."""
    until = time.time() if before is None else before
    return _first(
        db,
        "chat_id = ? AND user_id = ? AND made > ? AND made < ? AND asked_in IS NOT NULL",
        (chat_id, user_id, until - _FOLLOWS_ON, until),
    )


def forget(db: sqlite3.Connection, days: float) -> None:
    """Delete answers older than so many days."""
    db.execute("DELETE FROM answers WHERE made < ?", (time.time() - days * 86_400,))


def _first(db: sqlite3.Connection, where: str, given: Sequence[object]) -> KeptAnswer | None:
    row = db.execute(
        "SELECT id, made, chat_id, user_id, asked_in, message_id, record FROM answers"
        f" WHERE {where} ORDER BY made DESC LIMIT 1",
        given,
    ).fetchone()
    if row is None:
        return None
    answer_id, made, chat_id, user_id, asked_in, message_id, record = row
    read = json.loads(record)
    hits = tuple(map(read_hit, read.pop("hits")))
    times = tuple(read.pop("times"))
    places = (answer_id, chat_id, user_id, asked_in, message_id)
    return KeptAnswer(*places, **read, times=times, hits=hits, made=made)
