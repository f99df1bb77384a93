"""What the records of a file say, counted from the file itself and not by way of its articles.

Of a record count the characters of its text, title, kicker, subtitle and byline. Those of fields
and columns that are not read count too: they are noise. Facts about an article (newspaper, dates,
pages, names, ids) are no printed text; neither they nor the notation (braces, quotes) are counted.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from index.errors import UnreadableFile
from index.readers.articles import is_export
from index.readers.csv import Column, columns_of, delimiter_of
from index.readers.marked import clean
from index.records import SourceText

_LONE = re.compile("[\ud800-\udfff]")
_TEXT = "text"
# By the name that it has in a record: what an article holds as its field of that name.
_HELD = {_TEXT: "body", "title": "title", "byline": "byline"}
_EXPORTED = _HELD | {"kicker": "kicker", "subtitle": "subtitle"}
_FACTS = frozenset(
    ("id", "newspaper", "issue_date", "issue_number", "pages", "authors", "section", "language",
     "url")
)  # fmt: skip
_EXPORTED_FACTS = _FACTS | frozenset(
    ("source_id", "correspondents", "inferred", "notes", "kind", "jump_to", "jump_from", "source",
     "sources", "citation")
)  # fmt: skip


class Values(NamedTuple):
    """What one record says: the number of the last line it stands on, the texts that an article
    holds by the name of its field, and how many characters nobody reads. The names of columns are
    a record too, a `header`."""

    line: int
    texts: Mapping[str, str]
    unread: int = 0
    header: bool = False


def printed(text: str) -> int:
    """How many characters of a text are not white space."""
    return len("".join(text.split()))


def values_of(source: SourceText) -> Iterator[Values] | None:
    """The records of a file, in order; None for a file that is not made of records."""
    name = source.file.lower()
    count = next((count for ending, count in _COUNTED.items() if name.endswith(ending)), None)
    return count(source.text) if count else None


def _of_objects(text: str) -> Iterator[Values]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.isspace():
            continue
        record: dict[str, Any] = json.loads(line)
        exported = is_export(record)
        names, facts = (_EXPORTED, _EXPORTED_FACTS) if exported else (_HELD, _FACTS)
        texts = {names[name]: record[name] or "" for name in names if name in record}
        if "\\u" in line:  # half a surrogate pair is no character
            texts = {name: _LONE.sub("", text) for name, text in texts.items()}
        unread = sum(
            _said(value)
            for name, value in record.items()
            if name not in names and name not in facts
        )
        yield Values(number, texts, unread)


def _said(value: object) -> int:
    """The characters of all the texts and numbers in a value."""
    if isinstance(value, str):
        return printed(value)
    if isinstance(value, dict):
        return sum(map(_said, value.values()))
    if isinstance(value, list):
        return sum(map(_said, value))
    return 0 if value is None or isinstance(value, bool) else len(str(value))


def _of_rows(text: str) -> Iterator[Values]:
    # The parser of the standard library, so that what the reader's own leaves out is found.
    csv.field_size_limit(sys.maxsize)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    try:
        columns = columns_of(list(map(clean, next(rows))))
        lines = io.StringIO(text, newline="")
        header = "".join(lines.readline() for _ in range(rows.line_num))
        yield Values(rows.line_num, {"": header}, header=True)
        for row in rows:
            if any(row):
                yield _of_row(row, columns, rows.line_num)
    except csv.Error as error:
        raise UnreadableFile(f"its rows cannot be counted: {error}") from None


def _of_row(row: list[str], columns: list[Column], line: int) -> Values:
    """Of several columns for one thing the first that says it is read."""
    texts = dict.fromkeys(_HELD.values(), "")
    unread = 0
    for column in columns:
        cell = row[column.at] if column.at < len(row) else ""
        said = cell if column.name == _TEXT else clean(cell)
        if column.name in _HELD and not texts[_HELD[column.name]].strip():
            texts[_HELD[column.name]] = said
        elif column.name not in _FACTS:
            unread += printed(said)
    return Values(line, texts, unread)


_COUNTED: dict[str, Callable[[str], Iterator[Values]]] = {
    ".jsonl": _of_objects,
    ".jsonl.gz": _of_objects,
    ".csv": _of_rows,
    ".tsv": _of_rows,
}
