"""Articles to rows of the archive and back again, nothing lost."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from index.records import Article, Part, Run, SourceMap
from index.structure import Box

_COLUMNS = {"body", "title", "newspaper", "issue_date", "source_id"}
_LISTS = ("pages", "authors", "correspondents", "inferred", "notes")


class ArticleRow(NamedTuple):
    """An article as the tables hold it; `sha256` is of its id and all the other columns."""

    issue_date: str | None
    newspaper: str | None
    title: str | None
    given_id: str | None
    body: str
    facts: str
    sha256: str


def row_of(article: Article, identity: str) -> ArticleRow:
    """The row of an article that has this id."""
    day = article.issue_date.isoformat() if article.issue_date else None
    columns = (day, article.newspaper, article.title, article.source_id)
    body, facts = article.body, facts_of(article)
    return ArticleRow(*columns, body, facts, row_sha256(identity, body, facts, *columns))


def facts_of(article: Article) -> str:
    """Everything that has no column of its own, as JSON with sorted keys (it is hashed)."""
    record: dict[str, Any] = {
        name: getattr(article, name)
        for name in Article.__slots__
        if name not in _COLUMNS and name != "parts" and getattr(article, name) not in (None, ())
    }
    record["parts"] = [_part_row(part) for part in article.parts]
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def article_of(row: Any) -> Article:
    """The article of a row with the columns of the table `articles`."""
    record = json.loads(row["facts"])
    parts = tuple(_part(part) for part in record.pop("parts"))
    for name in _LISTS:
        record[name] = tuple(record.get(name, ()))
    return Article(
        body=row["body"],
        parts=parts,
        title=row["title"],
        newspaper=row["newspaper"],
        issue_date=date.fromisoformat(row["issue_date"]) if row["issue_date"] else None,
        source_id=row["given_id"],
        **record,
    )


def intact(row: Any) -> bool:
    """Whether a row of `articles`, `copies` or `former_articles` is what was stored."""
    try:
        columns = (row["issue_date"], row["newspaper"], row["title"], row["given_id"])
        hashed = row_sha256(row["article_id"], row["body"], row["facts"], *columns)
        return hashed == str(row["sha256"])
    except (TypeError, AttributeError, IndexError):  # not even text, or the columns, any more
        return False


def row_sha256(*columns: str | None) -> str:
    """What the column `sha256` holds for an article."""
    # None and "" differ, and no text can slip from one column into the next.
    lengths = ",".join("-" if one is None else str(len(one)) for one in columns)
    digest = hashlib.sha256(lengths.encode("ascii"))
    for one in columns:
        digest.update((one or "").encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _part_row(part: Part) -> list[Any]:
    runs = [list(run) for run in part.map.runs]
    row = [part.file, part.sha256, part.page, part.start, part.end, runs, part.lines]
    return [*row, _box_row(part.boxes)] if part.boxes else row


def _box_row(boxes: Iterable[Box]) -> list[float]:
    """The boxes one after the other, seven numbers each, the length in place of the end: a page
    has hundreds of lines, and brackets and long offsets would be a third of what is stored."""
    return [number for box in boxes for number in (box.start, box.end - box.start, *box[2:])]


def _part(row: list[Any]) -> Part:
    file, sha256, page, start, end, runs, lines, *rest = row
    source_map = SourceMap(tuple(Run(*run) for run in runs))
    held = tuple((a, b) for a, b in lines)
    boxes = tuple(_boxes(rest[0])) if rest else ()
    return Part(file, sha256, page, start, end, source_map, held, boxes)


def _boxes(numbers: list[Any]) -> Iterator[Box]:
    for at in range(0, len(numbers), len(Box._fields)):
        start, length, *where = numbers[at : at + len(Box._fields)]
        yield Box(start, start + length, *where)
