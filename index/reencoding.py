"""Another encoder for an archive, from the passages it holds: no file is read again.

The new vectors are made beside the archive, in a database of their own, a block at a time; the
archive is changed in one transaction at the end. Until then it answers with its old encoder, and a
run that was interrupted goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from index.archive import Archive
from index.encoders import open_encoder
from index.encoding import PassageEncoding
from index.errors import ArchiveDamaged, BaodaError
from index.lock import writing
from index.search_text import search_text
from index.store.publishing import publish_local, shorten_log
from index.transaction import set_meta, transaction
from index.writing import BLOCK, vector_rows

SIDE = "reencoding.sqlite"
_COLUMNS = (
    "passage_id INTEGER PRIMARY KEY, vector BLOB NOT NULL, tokens BLOB NOT NULL, "
    "digest BLOB NOT NULL"  # of the text that the vector was made from
)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ReencodeReport:
    """`passages` were encoded, `kept` of them by an earlier run that was interrupted; `cut` of
    those encoded now were longer than the encoder reads."""

    encoder: str
    before: str | None
    passages: int
    kept: int
    cut: int
    seconds: float


def reencode(
    folder: Path,
    encoder: str,
    *,
    options: Mapping[str, str] = MappingProxyType({}),
    progress: Progress | None = None,
) -> ReencodeReport:
    """Give the archive in a folder the encoder of that name, opened with these options.

    Articles, passages and citations stay what they are. `progress` is told (passages done,
    passages in all). Raises ArchiveMissing, ArchiveBusy while another process writes,
    EncoderMissing, BaodaError when there is no room to write.
    """
    began = time.perf_counter()
    Archive(folder).close()  # says so, in words, when there is none
    encoding = PassageEncoding(open_encoder(encoder, **options))
    with writing(folder):
        archive = Archive(folder, writable=True)
        try:
            before = archive.meta("encoder_name")
            kept, made = _change(archive, encoder, encoding, progress or (lambda done, total: None))
        except (OSError, sqlite3.DatabaseError) as error:
            raise BaodaError(
                f"The archive in {folder} cannot be written to ({error}). Nothing is lost: run "
                "the same command again to go on."
            ) from error
        finally:
            archive.close()
    cut = getattr(encoding.encoder, "cut", 0)
    return ReencodeReport(encoder, before, kept + made, kept, cut, time.perf_counter() - began)


def _change(
    archive: Archive, name: str, encoding: PassageEncoding, progress: Progress
) -> tuple[int, int]:
    """How many passages an earlier run had encoded, and how many this one did."""
    facts = {**encoding.facts, "encoder_name": name}
    counts = (0, 0)
    if all(archive.meta(key) == fact for key, fact in encoding.facts.items()):
        set_meta(archive.connection, facts)  # the same encoder may have another name
    else:
        with _beside(archive.folder, encoding.facts) as side:
            counts = _encode(archive, side, encoding, progress)
        _swap(archive, facts)
    publish_local(archive)
    shorten_log(archive)
    _remove_side(archive.folder)
    return counts


@contextmanager
def _beside(folder: Path, facts: dict[str, str]) -> Iterator[sqlite3.Connection]:
    """The database of new vectors; one that was begun with another encoder, or that cannot be
    read, is begun anew."""
    told = json.dumps(facts | {"columns": _COLUMNS}, sort_keys=True)
    side = sqlite3.connect(folder / SIDE, isolation_level=None)
    try:
        if _encoder_of(side) != told:
            side.close()
            _remove_side(folder)
            side = sqlite3.connect(folder / SIDE, isolation_level=None)
            side.executescript(
                "BEGIN; CREATE TABLE encoder (facts TEXT NOT NULL);"
                f"CREATE TABLE vectors ({_COLUMNS}); COMMIT;"
            )
            side.execute("INSERT INTO encoder VALUES (?)", (told,))
        yield side
    finally:
        side.close()


def _encoder_of(side: sqlite3.Connection) -> str | None:
    try:
        row = side.execute("SELECT facts FROM encoder").fetchone()
        sound = side.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    except sqlite3.DatabaseError:
        return None
    return str(row[0]) if row and sound else None


def _encode(
    archive: Archive, side: sqlite3.Connection, encoding: PassageEncoding, progress: Progress
) -> tuple[int, int]:
    """How many passages were encoded before, and how many now. A vector is kept only for the very
    text it was made from: an archive put back from a backup gives the same ids out again."""
    known = {one for one, text in _passages(archive) if _digest_kept(side, one) == _digest(text)}
    wanted, made = archive.count("passages"), 0
    lacking = (one for one in _passages(archive) if one[0] not in known)
    while block := list(islice(lacking, BLOCK)):
        progress(len(known) + made, wanted)
        texts = [text for _, text in block]
        rows = vector_rows([one for one, _ in block], encoding(texts))
        side.execute("BEGIN")
        side.executemany(
            "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)",
            ((*row, _digest(text)) for row, text in zip(rows, texts, strict=True)),
        )
        side.execute("COMMIT")
        made += len(block)
    progress(len(known) + made, wanted)
    return len(known), made


def _digest_kept(side: sqlite3.Connection, passage_id: int) -> bytes | None:
    select = "SELECT digest FROM vectors WHERE passage_id = ?"
    row = side.execute(select, (passage_id,)).fetchone()
    return row[0] if row else None


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _passages(archive: Archive) -> Iterator[tuple[int, str]]:
    """Every passage with the text it is encoded by."""
    select = (
        'SELECT passage_id, start, "end", title, body FROM passages '
        "JOIN articles USING (article_key) ORDER BY passage_id"
    )
    for passage_id, start, end, title, body in archive.connection.execute(select):
        yield passage_id, search_text(title, body[start:end])


def _swap(archive: Archive, facts: dict[str, str]) -> None:
    """Put the new vectors in the place of the old ones, all at once. No search index can start
    from an older one then."""
    connection = archive.connection
    connection.execute("ATTACH ? AS side", (str((archive.folder / SIDE).resolve()),))
    try:
        with transaction(connection) as change:
            connection.execute("DELETE FROM vectors")
            connection.executemany(
                "INSERT INTO vectors SELECT passage_id, vector, tokens FROM side.vectors "
                "WHERE passage_id = ? AND digest = ?",
                ((passage_id, _digest(text)) for passage_id, text in _passages(archive)),
            )
            if archive.count("vectors") != archive.count("passages"):
                raise ArchiveDamaged("Passages and vectors are not the same: run baoda check.")
            connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", facts.items())
            connection.execute("DELETE FROM changes WHERE generation < ?", (change.generation,))
    finally:
        connection.execute("DETACH side")


def _remove_side(folder: Path) -> None:
    for ending in ("", "-journal"):
        (folder / f"{SIDE}{ending}").unlink(missing_ok=True)
