"""Article JSONL: one article a line, `text` required. A broken line refuses the whole file.

The body is the text as it stands, and its source map points at the characters inside the file:
an unescaped stretch of the JSON string is one run, and an escape (`\\"`) is a run at the character
it stands for. Escaped line ends and tabs are white space that no run covers. Where a control
character is written `\\u0007`, its run covers one character of the escape: the only characters
whose span does not read as they do. (Escaped letters were read by index/decode.py already.)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from index.errors import NoArticles, UnreadableFile
from index.language import language_of
from index.masthead import prefer
from index.records import (
    KINDS,
    Article,
    IssueFacts,
    Part,
    Reading,
    Run,
    SourceMap,
    SourceText,
)

_TEXT = re.compile(r'"text"\s*:\s*"([^"\\]*(?:\\.[^"\\]*)*)"', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})(?:\\u([dD][c-fC-F][0-9a-fA-F]{2}))?|(.))", re.DOTALL)
_LONE = re.compile("[\ud800-\udfff]")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_WHITE = "nrtfb"


def read_articles(source: SourceText, facts: IssueFacts) -> Reading:
    """Every line of an article JSONL file as an article; facts given win over those written."""
    articles = tuple(
        _article(source, line, start, number, facts) for number, start, line in _lines(source.text)
    )
    if not articles:
        raise UnreadableFile("it holds no article")
    return Reading(articles, (), facts)


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    # Only \n ends a line here: JSON strings may hold every other line end of Unicode.
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line and not line.isspace():
            yield number, start, line
        start += len(line) + 1


def _article(source: SourceText, line: str, start: int, number: int, given: IssueFacts) -> Article:
    record = _record(line, number)
    facts = prefer(given, _facts(record, number))
    pages = (facts.page,) if given.page else _strings(record, "pages", number)
    body, runs = _body(record["text"], line, start, number)
    page = pages[0] if pages else None
    part = Part(
        source.file, source.sha256, page, 0, len(body), SourceMap(runs), ((number, number),)
    )
    return Article(
        body=body,
        parts=(part,),
        newspaper=facts.newspaper,
        issue_date=facts.issue_date,
        issue_number=facts.issue_number,
        pages=tuple(page for page in pages if page),
        title=_string(record, "title", number),
        byline=_string(record, "byline", number),
        authors=_strings(record, "authors", number),
        section=_string(record, "section", number),
        language=_string(record, "language", number) or language_of(body),
        url=_string(record, "url", number),
        **({"source_id": _string(record, "id", number)} | _exported(record, number)),
    )


def is_export(record: dict[str, Any]) -> bool:
    """Whether a record is a line of `baoda export`, which says more than article JSONL does."""
    return isinstance(record.get("citation"), dict) and isinstance(record.get("source"), dict)


def _exported(record: dict[str, Any], number: int) -> dict[str, Any]:
    """What a line of `baoda export` says besides. Its `id` is baoda's own, made of the article;
    the id that the article once came with is its `source_id`."""
    if not is_export(record):
        return {"kind": "article"}
    kind = _string(record, "kind", number)
    return {
        "source_id": _string(record, "source_id", number),
        "kicker": _string(record, "kicker", number),
        "subtitle": _string(record, "subtitle", number),
        "correspondents": _strings(record, "correspondents", number),
        "inferred": _strings(record, "inferred", number),
        "notes": _strings(record, "notes", number),
        "kind": kind if kind in KINDS else "article",
    }


def _record(line: str, number: int) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise UnreadableFile(f"line {number} is not valid JSON: {error}") from None
    except RecursionError:
        raise UnreadableFile(f"line {number} is nested too deeply") from None
    if not isinstance(record, dict):
        raise UnreadableFile(f"line {number} is not a JSON object")
    if number == 1 and not record.keys() & {"text", "title"}:
        raise NoArticles("its first line has neither a text nor a title")
    text = record.get("text")
    # The heading of a column has no text of its own; with a title it still says where it stood.
    if not isinstance(text, str) or not (text.strip() or record.get("title")):
        raise UnreadableFile(f"line {number} has no text")
    return record


def _facts(record: dict[str, Any], number: int) -> IssueFacts:
    issue_number = record.get("issue_number")
    if isinstance(issue_number, int):
        issue_number = str(issue_number)
        record["issue_number"] = issue_number
    return IssueFacts(
        newspaper=_string(record, "newspaper", number),
        issue_date=_issue_date(record, number),
        issue_number=_string(record, "issue_number", number),
    )


def _issue_date(record: dict[str, Any], number: int) -> date | None:
    written = _string(record, "issue_date", number)
    if written is None:
        return None
    match = _DAY.fullmatch(written)
    try:
        return date(*(int(group) for group in match.groups())) if match else _refuse(written)
    except ValueError:
        raise UnreadableFile(
            f"line {number}: issue_date {written[:40]!r} is not a date (YYYY-MM-DD)"
        ) from None


def _refuse(written: str) -> date:
    raise ValueError(written)


def _string(record: dict[str, Any], name: str, number: int) -> str | None:
    value = record.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise UnreadableFile(f"line {number}: {name} is not a string")
    return _LONE.sub("", value).strip() or None


def _strings(record: dict[str, Any], name: str, number: int) -> tuple[str, ...]:
    value = record.get(name)
    if value is None:
        return ()
    if isinstance(value, str | int):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(item, str | int) for item in value):
        raise UnreadableFile(f"line {number}: {name} is not a list of strings")
    cleaned = (_LONE.sub("", str(item)).strip() for item in value)
    return tuple(item for item in cleaned if item)


def _body(text: str, line: str, start: int, number: int) -> tuple[str, tuple[Run, ...]]:
    """The body, and where each stretch of it stands in the file."""
    for match in _TEXT.finditer(line):
        literal = match[1]
        at = start + match.start(1)
        if "\\" not in literal:
            if literal == text:
                return text, (Run(0, at, len(text)),)
            continue
        body, runs = _unescaped(literal, at)
        if body == text:
            # Half a surrogate pair is no character: a space of ours takes its place.
            return _LONE.sub(" ", body), _without_lone(body, runs)
    raise UnreadableFile(f"line {number}: its text could not be found in the line")


def _unescaped(literal: str, at: int) -> tuple[str, tuple[Run, ...]]:
    pieces: list[str] = []
    runs: list[Run] = []
    body = last = 0
    for match in _ESCAPE.finditer(literal):
        if match.start() > last:
            runs.append(Run(body, at + last, match.start() - last))
            pieces.append(literal[last : match.start()])
            body += match.start() - last
        char = _meaning(match)
        if not char.isspace():
            runs.append(Run(body, at + match.end() - 1, 1))
        pieces.append(char)
        body += len(char)
        last = match.end()
    if last < len(literal):
        runs.append(Run(body, at + last, len(literal) - last))
        pieces.append(literal[last:])
    return "".join(pieces), tuple(runs)


def _meaning(match: re.Match[str]) -> str:
    return str(json.loads(f'"{match[0]}"'))


def _without_lone(body: str, runs: tuple[Run, ...]) -> tuple[Run, ...]:
    lone = {match.start() for match in _LONE.finditer(body)}
    return tuple(run for run in runs if run.body not in lone) if lone else runs
