"""Changes to the archive: one transaction a source file, so an article is in wholly or not."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

import numpy as np

from index.article_rows import facts_of, row_sha256
from index.encoders import Vectors
from index.identity import article_id
from index.passages import passages
from index.records import Article, Passage, Reading, SourceText

BLOCK = 512  # articles encoded at a time: keeps memory flat for a file of any size

EncodePassages = Callable[[Sequence[str]], Vectors]


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[int]:
    """One change: yields the generation it makes; committed whole, or rolled back whole."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        generation = 1 + int(
            connection.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()[0]
        )
        connection.execute("UPDATE meta SET value = ? WHERE key = 'generation'", (generation,))
        yield generation
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def put_source(
    connection: sqlite3.Connection,
    path: str,
    source: SourceText,
    given: str,
    reading: Reading,
    encode: EncodePassages,
) -> tuple[int, int]:
    """Store a file's text, articles, passages and vectors; replaces what the path held before.

    Articles that are no longer there stay citable as superseded. Returns how many articles and
    passages the file has. An article that is already in the archive is not stored twice.
    """
    with transaction(connection) as generation:
        retire_source(connection, path, generation, "superseded")
        source_id = _insert_source(connection, path, source, given, reading)
        articles = passages_stored = 0
        rows = iter(reading.articles)
        while block := list(islice(rows, BLOCK)):
            stored, cut = _insert_block(connection, source_id, block, generation, encode)
            articles, passages_stored = articles + stored, passages_stored + cut
        connection.execute("DELETE FROM quarantine WHERE path = ?", (path,))
    return articles, passages_stored


def withdraw_source(connection: sqlite3.Connection, path: str) -> None:
    """Take a file's articles out of the archive; they stay citable as withdrawn."""
    with transaction(connection) as generation:
        retire_source(connection, path, generation, "withdrawn")


def retire_source(
    connection: sqlite3.Connection, path: str, generation: int, standing: str
) -> None:
    """Move a path's articles among the former ones and drop their passages."""
    row = connection.execute("SELECT source_id FROM sources WHERE path = ?", (path,)).fetchone()
    if row is None:
        return
    connection.execute(
        "INSERT OR REPLACE INTO former_articles "
        "SELECT article_id, ?, path, file, sources.sha256, issue_date, newspaper, title, given_id, "
        "body, facts FROM articles JOIN sources USING (source_id) WHERE source_id = ?",
        (standing, row[0]),
    )
    connection.execute(
        "INSERT INTO removed_passages SELECT passage_id, ? FROM passages "
        "JOIN articles USING (article_key) WHERE source_id = ?",
        (generation, row[0]),
    )
    connection.execute("DELETE FROM sources WHERE source_id = ?", (row[0],))


def quarantine(connection: sqlite3.Connection, path: str, reason: str) -> None:
    """Remember a file that was not taken in, and why."""
    with connection:
        connection.execute("INSERT OR REPLACE INTO quarantine VALUES (?, ?)", (path, reason))


def _insert_source(
    connection: sqlite3.Connection, path: str, source: SourceText, given: str, reading: Reading
) -> int:
    furniture = [[line.line, line.text, line.kind] for line in reading.furniture]
    cursor = connection.execute(
        "INSERT INTO sources (path, file, sha256, encoding, text, given, furniture) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            path,
            source.file,
            source.sha256,
            source.encoding,
            zlib.compress(source.text.encode("utf-8"), 1),
            given,
            json.dumps(furniture, ensure_ascii=False),
        ),
    )
    return int(cursor.lastrowid or 0)


def _insert_block(
    connection: sqlite3.Connection,
    source_id: int,
    block: list[Article],
    generation: int,
    encode: EncodePassages,
) -> tuple[int, int]:
    cut: list[tuple[int, Article, Passage]] = []
    stored = 0
    for article in block:
        key = _insert_article(connection, source_id, article)
        if key is not None:
            stored += 1
            cut.extend((key, article, passage) for passage in passages(article))
    vectors = encode([search_text(article, passage) for _, article, passage in cut])
    first = _next_passage_id(connection)
    connection.executemany(
        "INSERT INTO passages VALUES (?, ?, ?, ?, ?)",
        (
            (first + at, key, passage.start, passage.end, generation)
            for at, (key, _, passage) in enumerate(cut)
        ),
    )
    connection.executemany(
        "INSERT INTO vectors VALUES (?, ?)",
        ((first + at, row.tobytes()) for at, row in enumerate(vectors.astype(np.float16))),
    )
    return stored, len(cut)


def search_text(article: Article, passage: Passage) -> str:
    """What is encoded and tokenised for a passage: the headline says what the passage is about."""
    text = article.body[passage.start : passage.end]
    return f"{article.title}\n{text}" if article.title else text


def _insert_article(connection: sqlite3.Connection, source_id: int, article: Article) -> int | None:
    facts = facts_of(article)
    day = article.issue_date.isoformat() if article.issue_date else None
    columns = (day, article.newspaper, article.title, article.source_id)
    identity = article_id(article)
    cursor = connection.execute(
        "INSERT OR IGNORE INTO articles (article_id, source_id, issue_date, newspaper, title, "
        "given_id, body, facts, sha256) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            identity,
            source_id,
            *columns,
            article.body,
            facts,
            row_sha256(article.body, facts, *columns),
        ),
    )
    if not cursor.rowcount:
        return None
    connection.execute("DELETE FROM former_articles WHERE article_id = ?", (identity,))
    return cursor.lastrowid


def _next_passage_id(connection: sqlite3.Connection) -> int:
    """One more than any passage ever had, so that an old id never means a new passage."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passages'").fetchone()
    return 1 + (int(row[0]) if row else 0)
