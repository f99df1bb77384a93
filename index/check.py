"""Every promise of an archive, verified: what `baoda check` runs, and the fault tests after it."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import numpy as np

from index.archive import TABLES, Archive
from index.article_rows import article_of, intact
from index.conserve import counted_furniture, counted_source
from index.continuing import whole_articles
from index.errors import ArchiveDamaged
from index.printings import sketches_missing
from index.raw_files import raw_of
from index.records import Article, Conserved, Furniture, SourceText
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


def check_archive(folder: Path, *, indexes: bool = True) -> CheckReport:
    """Verify an archive: the database, every file's bytes and characters, every article's hash,
    every passage's place in its source, every vector, and, with `indexes`, that the search indexes
    hold exactly the passages of the database.

    Raises ArchiveMissing when there is none. A damaged database is a problem, not an error.
    """
    try:
        archive = Archive(folder)
    except ArchiveDamaged as error:
        return CheckReport((str(error),))
    try:
        checks = CHECKS if indexes else [one for one in CHECKS if one is not _indexes]
        problems = [line for check in checks for line in _first(_surviving(check, archive))]
        counts = {table: archive.count(table) for table in TABLES}
        counts["articles"] = whole_articles(archive)
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


def _sources(archive: Archive) -> Iterator[str]:
    """Every file's bytes are those taken in, and its characters add up."""
    for source in archive.connection.execute("SELECT * FROM sources ORDER BY source_id"):
        name = f"file {source['file']}"
        try:
            text = archive.source_text(source["source_id"])
            raw_of(archive.connection, source["sha256"], text, source["encoding"])
        except ArchiveDamaged as error:
            yield f"{name}: {error}"
            continue
        if not _adds_up(source, text):
            yield f"{name}: its characters do not add up to those in articles, furniture and noise"


def _adds_up(source: sqlite3.Row, text: str) -> bool:
    """Whether the characters of a file, and those of its furniture and noise, are counted again
    as they were counted when it was taken in. Those in articles are held against them by the
    sum alone: an article that was withdrawn is not among the file's any more. That the articles
    there are stand in the file, `_articles` verifies."""
    counts = Conserved(*(source[name] for name in Conserved._fields))
    furniture = [Furniture(*one) for one in json.loads(source["furniture"])]
    proper, noise = counted_furniture(furniture)
    whole, unread = counted_source(SourceText(source["file"], "", "", text))
    again = (whole, proper, noise + unread)
    return counts.adds_up and again == (counts.characters, counts.in_furniture, counts.in_noise)


def _articles(archive: Archive) -> Iterator[str]:
    """Every article is what was stored, and stands in its source where it says."""
    text_of = _Texts(archive)
    for table in ("articles", "copies"):
        for row in archive.connection.execute(f"SELECT * FROM {table} ORDER BY source_id"):
            if not intact(row):
                yield f"article {row['article_id']}: its text or facts have changed on disk"
            elif not _maps_back(article_of(row), *text_of[row["source_id"]]):
                yield f"article {row['article_id']}: its text does not stand in its source file"
    for row in archive.connection.execute("SELECT * FROM former_articles"):
        if not intact(row):
            yield f"former article {row['article_id']}: it has changed on disk"


class _Texts:
    """The hash and the text of a source; the last one is kept, for articles come in order. By its
    number: the same bytes may stand in the archive twice, read in two encodings."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._last = (0, ("", ""))

    def __getitem__(self, source_id: int) -> tuple[str, str]:
        if self._last[0] != source_id:
            select = "SELECT sha256 FROM sources WHERE source_id = ?"
            row = self._archive.connection.execute(select, (source_id,)).fetchone()
            try:
                found = (row[0], self._archive.source_text(source_id)) if row else ("", "")
            except ArchiveDamaged:
                found = ("", "")
            self._last = (source_id, found)
        return self._last[1]


def _maps_back(article: Article, sha256: str, text: str) -> bool:
    for part in article.parts:
        spans = part.map.spans(part.start, part.end)
        printed = "".join("".join(text[low:high] for low, high in spans).split())
        body = "".join(article.body[part.start : part.end].split())
        if part.sha256 != sha256 or (printed != body and not same_but_escapes(printed, body)):
            return False
    return True


def same_but_escapes(printed: str, body: str) -> bool:
    """Article JSONL may write a control character, a quotation mark, a backslash or a separator of
    lines as an escape; its span then reads otherwise."""
    return len(printed) == len(body) and all(
        one == other or other in '"\\' or unicodedata.category(other) in ("Cc", "Zl", "Zp")
        for one, other in zip(printed, body, strict=True)
    )


def _passages(archive: Archive) -> Iterator[str]:
    """The passages of an article never overlap, and hold all of it but white space."""
    select = (
        'SELECT article_id, article_key, body, start, "end" FROM articles '
        "LEFT JOIN passages USING (article_key) ORDER BY article_key, start"
    )
    for (identity, _, body), rows in groupby(
        archive.connection.execute(select), key=lambda row: (row[0], row[1], row[2])
    ):
        past, sound = 0, True
        for _, _, _, start, end in rows:
            if start is not None:
                sound = sound and past <= start < end <= len(body) and not body[past:start].strip()
                past = end
        if not sound or body[past:].strip():
            yield f"article {identity}: its passages do not hold all of it, each part once"


def _vectors(archive: Archive) -> Iterator[str]:
    """Every passage has one vector, finite and of length 1 (or 0: an empty text)."""
    dimension = int(archive.meta("dimension") or 0)
    lost = (
        "SELECT passage_id FROM passages WHERE passage_id NOT IN (SELECT passage_id FROM vectors)"
    )
    for row in archive.connection.execute(lost):
        yield f"passage {row[0]}: it has no vector"
    for passage_id, blob in archive.connection.execute("SELECT passage_id, vector FROM vectors"):
        if len(blob) != 2 * dimension:
            yield f"passage {passage_id}: its vector is damaged"
            continue
        vector = np.frombuffer(blob, np.float16).astype(np.float32)
        length = float(vector @ vector)
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
    if store is None or store.state != archive.state:
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
    _sources,
    _articles,
    _passages,
    _vectors,
    sketches_missing,
    _indexes,
)


def _surviving(check: Callable[[Archive], Iterator[str]], archive: Archive) -> Iterator[str]:
    """The problems a check finds; one that damaged values make impossible is a problem too."""
    try:
        yield from check(archive)
    except (ValueError, TypeError, LookupError) as error:
        yield f"{check.__name__.strip('_')}: a stored value is damaged ({error})"


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
