"""The bytes of the files that were taken in, so that each can be checked and got back.

Most are not kept twice: where the decoded text, encoded again, is the very file, that is what
gives it back. Kept are the bytes of all others: PDF and Office files, web pages, packed files, and
texts that were changed while they were decoded (escaped JSON).
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib

from index.errors import ArchiveDamaged
from index.records import SourceText

MOST_KEPT = 64 << 20  # bytes of one file; a newspaper page as PDF has a tenth to half of that
_GZIP = b"\x1f\x8b"  # what a file packed by gzip begins with; to pack it again gains nothing
_WORTH_PACKING = 0.9  # of its size at most; a file that is packed already only costs time


def keep_raw(connection: sqlite3.Connection, source: SourceText) -> None:
    """Keep the bytes of a file, unless its text gives them back; of one larger than MOST_KEPT the
    reason why they are missing."""
    data = source.raw
    if data is None or encoded(source.text, source.encoding) == data:
        return
    if len(data) > MOST_KEPT:
        reason = f"it has {len(data):,} bytes, more than the {MOST_KEPT:,} that are kept"
        row: tuple[bytes | None, int, str | None] = (None, 0, reason)
    else:
        packed = data if data.startswith(_GZIP) else zlib.compress(data, 1)
        worth = len(packed) <= _WORTH_PACKING * len(data)
        row = (packed if worth else data, int(worth), None)
    connection.execute(
        "INSERT OR REPLACE INTO raw_files (sha256, data, packed, not_kept) VALUES (?, ?, ?, ?)",
        (source.sha256, *row),
    )


def raw_of(connection: sqlite3.Connection, sha256: str, text: str, encoding: str) -> bytes | None:
    """The bytes of the file with that hash, text and encoding; None when it was too large to be
    kept. Raises ArchiveDamaged when they are not what was taken in."""
    select = "SELECT data, packed, not_kept FROM raw_files WHERE sha256 = ?"
    row = connection.execute(select, (sha256,)).fetchone()
    if row is None:
        data = encoded(text, encoding)
    elif row[2] is not None:
        return None
    else:
        data = _unpacked(row[0]) if row[1] else row[0]
    if not isinstance(data, bytes) or hashlib.sha256(data).hexdigest() != sha256:
        raise ArchiveDamaged("its bytes are not those that were taken in")
    return data


def encoded(text: str, encoding: str) -> bytes | None:
    """The text in its encoding; None when that is the name of a format."""
    try:
        return text.encode(encoding)
    except (LookupError, UnicodeEncodeError):
        return None


def _unpacked(data: bytes) -> bytes | None:
    try:
        return zlib.decompress(data)
    except (zlib.error, TypeError):
        return None
