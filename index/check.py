"""Every promise of an archive, verified: what `baoda check` runs, and the fault tests after it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from index.archive import Archive
from index.article_rows import article_of, row_sha256
from index.errors import ArchiveDamaged
from index.records import Article
from index.store.generation import read_manifest, verify
from index.store.local import LocalStore, sound_store

_SHOWN = 20  # problems of one kind that are listed; the rest are counted


@dataclass(frozen=True, slots=True)
class CheckReport:
    """`problems` is empty when every promise holds; `counts` says how much was looked at."""

    problems: tuple[str, ...]
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return not self.problems


def check_archive(folder: Path) -> CheckReport:
    """Verify an archive: the database, every article's hash, every passage's place in its source,
    every vector, and that the search indexes hold exactly the passages of the database.

    Raises ArchiveMissing when there is none. A damaged database is a problem, not an error.
    """
    try:
        archive = Archive(folder)
    except ArchiveDamaged as error:
        return CheckReport((str(error),))
    try:
        problems = [line for check in CHECKS for line in _first(check(archive))]
        tables = ("sources", "articles", "passages", "vectors", "former_articles")
        counts = {table: archive.count(table) for table in tables}
    except sqlite3.DatabaseError as error:
        return CheckReport((f"The database cannot be read ({error}); restore it from a backup.",))
    finally:
        archive.close()
    return CheckReport(tuple(problems), counts | {"generation": _generation(folder)})


def _database(archive: Archive) -> Iterator[str]:
    """SQLite's own structure, and no row that points at nothing."""
    for row in archive.connection.execute("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield f"database: {row[0]}"
    for row in archive.connection.execute("PRAGMA foreign_key_check"):
        yield f"database: a row of {row[0]} points at a missing row of {row[2]}"


def _articles(archive: Archive) -> Iterator[str]:
    """Every article is what was stored, and stands in its source where it says."""
    texts: dict[str, str] = {}
    for row in archive.connection.execute("SELECT * FROM articles ORDER BY source_id"):
        columns = (row["issue_date"], row["newspaper"], row["title"], row["given_id"])
        if row_sha256(row["body"], row["facts"], *columns) != row["sha256"]:
            yield f"article {row['article_id']}: its text or facts have changed on disk"
            continue
        article = article_of(row)
        for part in article.parts:
            if part.sha256 not in texts:
                texts = {part.sha256: _text_of(archive, part.sha256)}
        if not _maps_back(article, texts):
            yield f"article {row['article_id']}: its text does not stand in its source file"


def _text_of(archive: Archive, sha256: str) -> str:
    row = archive.connection.execute(
        "SELECT source_id FROM sources WHERE sha256 = ?", (sha256,)
    ).fetchone()
    return archive.source_text(row[0]) if row else ""


def _maps_back(article: Article, texts: dict[str, str]) -> bool:
    for part in article.parts:
        text = texts.get(part.sha256, "")
        printed = "".join(text[low:high] for low, high in part.map.spans(part.start, part.end))
        body = "".join(article.body[part.start : part.end].split())
        if "".join(printed.split()) != body and "".join(_unescaped(printed).split()) != body:
            return False
    return True


def _unescaped(printed: str) -> str:
    """Article JSONL may write a character as \\uXXXX; its span then covers the escape."""
    try:
        return str(json.loads(f'"{printed}"', strict=False))
    except ValueError:
        return printed


def _passages(archive: Archive) -> Iterator[str]:
    """Every passage is a stretch of its article, and no article is without one."""
    bad = (
        "SELECT passage_id FROM passages JOIN articles USING (article_key) "
        'WHERE start < 0 OR "end" <= start OR "end" > length(body)'
    )
    for row in archive.connection.execute(bad):
        yield f"passage {row[0]}: it reaches beyond its article"
    without = (
        "SELECT article_id FROM articles WHERE article_key NOT IN "
        "(SELECT article_key FROM passages) AND trim(body) <> ''"
    )
    for row in archive.connection.execute(without):
        yield f"article {row[0]}: it has no passage, so it cannot be found"


def _vectors(archive: Archive) -> Iterator[str]:
    """Every passage has one vector, finite and of length 1 (or 0: an empty text)."""
    dimension = int(archive.meta("dimension") or 0)
    lost = (
        "SELECT passage_id FROM passages WHERE passage_id NOT IN (SELECT passage_id FROM vectors)"
    )
    for row in archive.connection.execute(lost):
        yield f"passage {row[0]}: it has no vector"
    for passage_id, blob in archive.connection.execute("SELECT passage_id, vector FROM vectors"):
        vector = np.frombuffer(blob, np.float16).astype(np.float32)
        length = float(vector @ vector) if vector.shape == (dimension,) else -1.0
        if not (abs(length - 1) < 0.02 or length == 0):
            yield f"passage {passage_id}: its vector is damaged"


def _indexes(archive: Archive) -> Iterator[str]:
    """The search indexes are whole and hold exactly the passages of the database."""
    if not archive.count("articles"):
        return
    manifest = read_manifest(archive.folder)
    if manifest is None:
        yield "search index: there is none; it is built by the next question or baoda index"
        return
    try:
        verify(archive.folder, manifest)
    except ArchiveDamaged as error:
        yield f"search index: {error}"
        return
    store = sound_store(archive, manifest)
    if store is None or store.generation != archive.generation:
        yield "search index: it is older than the archive; the next question rebuilds it"
        return
    yield from _same_passages(archive, store)


def _same_passages(archive: Archive, store: LocalStore) -> Iterator[str]:
    rows = archive.connection.execute("SELECT passage_id FROM passages ORDER BY passage_id")
    wanted = np.fromiter((row[0] for row in rows), np.int64)
    for name, found in store.all_ids().items():
        if not np.array_equal(np.sort(found), wanted):
            yield f"search index: {name} holds {len(found)} passages, the archive {len(wanted)}"


CHECKS: tuple[Callable[[Archive], Iterator[str]], ...] = (
    _database,
    _articles,
    _passages,
    _vectors,
    _indexes,
)


def _first(problems: Iterator[str]) -> Iterator[str]:
    more = 0
    for at, problem in enumerate(problems):
        if at < _SHOWN:
            yield problem
        else:
            more += 1
    if more:
        yield f"… and {more} more of this kind"


def _generation(folder: Path) -> int:
    manifest = read_manifest(folder)
    return manifest.generation if manifest else 0
