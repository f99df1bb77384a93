"""Questions whose answers are known, and the files they are kept in."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from index.errors import BadQuestion

_WHOLE_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Case:
    """A question whose answer is known. `answer` must stand in the passage and, when `file` is
    known, the passage in that file; else the article must be one of `articles`. A case with
    neither has no answer in the archive."""

    text: str
    language: str
    kind: str
    answer: str | None = None
    file: str | None = None
    articles: frozenset[str] = frozenset()
    as_of: date | None = None

    @property
    def answerable(self) -> bool:
        return self.answer is not None or bool(self.articles)


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a question file, plain or gzipped. Raises BadQuestion when it is none."""
    opener = gzip.open if path.suffix == ".gz" else open
    read = 0
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _read_case(path, number, line)
                    read += 1
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise BadQuestion(f"{path.name} cannot be read as a file of questions: {error}.") from error
    if not read:
        raise BadQuestion(f"{path.name} holds no questions: give one a line, as JSON.")


def _read_case(path: Path, number: int, line: str) -> Case:
    try:
        return _case(json.loads(line))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        wrong = f"it has no {error}" if isinstance(error, KeyError) else error
        wrong = "it is not JSON" if isinstance(error, json.JSONDecodeError) else wrong
        raise BadQuestion(f"{path.name}, line {number} is no question: {wrong}.") from error


def _case(record: dict[str, Any]) -> Case:
    language = record.get("lang", "zh")
    as_of = _day(record)
    if "question" in record:
        kind = record.get("kind", "question")
        known = record.get("answer"), record.get("seed")
        return Case(record["question"], language, kind, *known, as_of=as_of)
    answer = next((str(one) for one in record.get("answers") or ()), None)
    articles = frozenset(record["positive_ids"])
    return Case(record["text"], language, "retrieval", answer, None, articles, as_of)


def _day(record: dict[str, Any]) -> date | None:
    """The day a question was asked on. Open sets write `question_date` as they like, and what is no
    whole day then is none."""
    if record.get("as_of"):
        return date.fromisoformat(record["as_of"])
    whole = _WHOLE_DAY.fullmatch(str(record.get("question_date")))
    return date(*map(int, whole.groups())) if whole else None
