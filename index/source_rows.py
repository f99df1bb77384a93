"""Source files to rows of the archive."""

from __future__ import annotations

import json
import sqlite3
import zlib

from index.raw_files import keep_raw
from index.records import Conserved, Reading, SourceText


def insert_source(
    connection: sqlite3.Connection,
    path: str,
    source: SourceText,
    given: str,
    reading: Reading,
    counted: Conserved,
    packed: bytes | None = None,
) -> int:
    """Store a file's text, furniture and counts, and its bytes where the text does not give them
    back; returns its key. Do it inside a transaction. `packed` is what `packed_text` gives, where
    that was worked out before."""
    furniture = [[line.line, line.text, line.kind] for line in reading.furniture]
    keep_raw(connection, source)
    cursor = connection.execute(
        "INSERT INTO sources (path, file, sha256, encoding, text, given, furniture, characters, "
        "in_articles, in_furniture, in_noise) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            path,
            source.file,
            source.sha256,
            source.encoding,
            packed_text(source) if packed is None else packed,
            given,
            json.dumps(furniture, ensure_ascii=False),
            *counted,
        ),
    )
    return int(cursor.lastrowid or 0)


def packed_text(source: SourceText) -> bytes:
    """The text of a file as it is stored. Other threads go on meanwhile."""
    return zlib.compress(source.text.encode("utf-8"), 1)
