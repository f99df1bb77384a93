"""👍 and 👎: kept with the question they judge, and written out as questions for `baoda eval`.

They are evidence for people who measure and tune; nothing here changes how anything is ranked.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from bot.settings import Settings
from bot.telegram.answers import KeptAnswer
from bot.telegram.shown import Shown
from bot.telegram.state import bot_number, path_of, reading
from index.errors import BaodaError

GOOD = "good"
VERDICTS = {"g": GOOD, "b": "bad", "w": "wrong_article", "o": "old_news", "n": "does_not_answer"}


class Judged(NamedTuple):
    """One passage of one question (`record`), and how often readers said what of it."""

    record: dict[str, Any]
    verdicts: Counter[str]


def note(
    db: sqlite3.Connection,
    answer: KeptAnswer,
    at: int,
    user_id: int,
    verdict: str,
    shown: Shown | None,
) -> None:
    """Keep a reader's verdict on a passage (or on a refusal), in place of an earlier one."""
    record = {
        "question": answer.text,
        "as_of": answer.question.get("as_of") or time.strftime("%Y-%m-%d"),
        "status": answer.status,
        **(_of_passage(answer, at, shown) if shown else {}),
    }
    db.execute(
        "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?, ?)",
        (
            answer.id,
            at if shown else -1,
            user_id,
            time.time(),
            verdict,
            json.dumps(record, ensure_ascii=False),
        ),
    )


def exported(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """The judged questions in the form that `baoda eval` reads, one record a question.

    What most readers found good gives `answer`, `evidence` and `seed`; a refusal they found right
    is a question without answer. `disputed` names the passages that were found wrong, and why. A
    question about which nothing but that is known has no known answer: it is left out here and
    counted by `only_disputed`.
    """
    for judged in _by_question(db).values():
        record = _case(judged)
        if record is not None:
            yield record


def only_disputed(db: sqlite3.Connection) -> list[dict[str, Any]]:
    """Questions of which only wrong passages are known: for a person to look at."""
    return [
        {"question": judged[0].record["question"], "disputed": _disputed(judged)}
        for judged in _by_question(db).values()
        if _case(judged) is None
    ]


def export_from(settings: Settings, out: Path, disputed: Path | None) -> dict[str, int]:
    """Write the judged questions of the bot that the settings name, beside a bot that may be
    running; how many there were. Raises BaodaError when nobody has judged anything yet."""
    path = path_of(settings.telegram_state or settings.archive, bot_number(settings.token))
    if not path.exists():
        raise BaodaError(f"No feedback has been kept in {path}: has the bot been running there?")
    try:
        with closing(reading(path)) as db:
            records, wrong = list(exported(db)), only_disputed(db)
        write(out, records)
        if disputed:
            write(disputed, wrong)
    except (OSError, sqlite3.Error) as error:
        raise BaodaError(f"The feedback cannot be exported: {error}.") from error
    return {"questions": len(records), "disputed": len(wrong)}


def write(path: Path, records: list[dict[str, Any]]) -> None:
    """The records as JSON lines; the file appears whole or not at all."""
    fresh = path.with_name(f"{path.name}.new")
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    fresh.write_text("".join(lines), "utf-8")
    fresh.replace(path)


def _of_passage(answer: KeptAnswer, at: int, shown: Shown) -> dict[str, Any]:
    return {
        "answer": (shown.span or shown.highlight or shown.passage).text,
        "evidence": (shown.highlight or shown.passage).text,
        "seed": answer.hits[at].file,
        "citation_id": shown.citation.citation_id,
        "rank": at + 1,
    }


def _by_question(db: sqlite3.Connection) -> dict[str, list[Judged]]:
    """Per question, its passages with the verdicts on each; no user is named."""
    passages: dict[str, dict[str, Judged]] = defaultdict(dict)
    for text, verdict in db.execute("SELECT record, verdict FROM feedback ORDER BY made"):
        record = json.loads(text)
        mine = passages[record["question"]]
        key = record.get("citation_id", "")
        judged = mine.setdefault(key, Judged(record, Counter()))
        judged.verdicts[verdict] += 1
    return {question: list(mine.values()) for question, mine in passages.items()}


def _case(judged: list[Judged]) -> dict[str, Any] | None:
    from retrieval.question import language_of

    best = max(judged, key=_favour)
    if _favour(best) <= 0:
        return None
    record = best.record
    case = {
        "question": record["question"],
        "lang": language_of(record["question"]),
        "kind": "feedback" if "answer" in record else "unanswerable",
        "as_of": record["as_of"],
        "answer": record.get("answer"),
    }
    if "answer" in record:
        case |= {name: record[name] for name in ("seed", "evidence", "citation_id")}
    disputed = _disputed(judged)
    return case | ({"disputed": disputed} if disputed else {})


def _disputed(judged: list[Judged]) -> list[dict[str, Any]]:
    return [
        {"citation_id": one.record["citation_id"], "why": one.verdicts.most_common(1)[0][0]}
        for one in judged
        if "citation_id" in one.record and _favour(one) < 0
    ]


def _favour(one: Judged) -> int:
    good = one.verdicts[GOOD]
    return good - (one.verdicts.total() - good)
