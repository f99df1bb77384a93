"""From the archive to a generation: only what changed is tokenised; the rest is carried over."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.archive import Archive
from index.beside import Work, one_ahead, working
from index.errors import ArchiveDamaged
from index.scripts import scripts_of
from index.search_text import search_text
from index.store import Ids, day_number
from index.store.facts import PassageFacts, write_facts
from index.store.generation import (
    FACTS,
    NEAREST,
    WORDS,
    Manifest,
    publish,
    read_manifest,
    workshop,
)
from index.store.local import RULES, sound_store
from index.store.nearest import build_nearest, write_nearest
from index.store.words import WordsRow, change_words
from index.transaction import forget_before

_BLOCK = 2_000  # passages tokenised at a time: keeps memory flat for an archive of any size
_MANY = 15_000  # new passages for which another process is worth starting
# When more than this share of a generation is gone it is built afresh: the keyword index counts
# removed passages in its statistics until it rewrites the segment they stand in.
_MOST_REMOVED = 0.2


class NewPassage(NamedTuple):
    """A passage with the facts that search indexes need."""

    passage_id: int
    article_key: int
    text: str
    day: date | None
    newspaper: str | None
    authors: Sequence[str]
    pages: Sequence[str]
    tokens: bytes


class _Base(NamedTuple):
    """The generation to start from, and what has changed since."""

    manifest: Manifest
    facts: PassageFacts
    last_passage: int
    removed: Ids


def publish_local(archive: Archive) -> Manifest:
    """Build and publish the generation of the archive's present state. Hold the write lock.

    Starts from the generation that serves when that is whole, so that adding a page to a large
    archive costs a page and a copy.
    """
    manifest = read_manifest(archive.folder)
    store = sound_store(archive, manifest)
    if store is None or manifest is None:
        return _build(archive, None)
    if manifest.state == archive.state:
        return manifest
    return _build(archive, _base(archive, manifest, store.facts))


def _base(archive: Archive, manifest: Manifest, facts: PassageFacts) -> _Base | None:
    """None when the archive does not remember that state, or too little of it is left."""
    known = archive.connection.execute(
        "SELECT last_passage FROM changes WHERE generation = ? AND state = ?",
        (manifest.generation, manifest.state),
    ).fetchone()
    if known is None:
        return None
    rows = archive.connection.execute(
        "SELECT passage_id FROM removed_passages WHERE removed > ?", (manifest.generation,)
    ).fetchall()
    removed = np.fromiter((row[0] for row in rows), np.int64, len(rows))
    if np.isin(removed, facts.ids).sum() > _MOST_REMOVED * len(facts.ids):
        return None
    return _Base(manifest, facts, known[0], removed)


def _build(archive: Archive, base: _Base | None) -> Manifest:
    generation, state = archive.generation, archive.state
    dimension = int(archive.meta("dimension") or 0)
    folder = workshop(archive.folder, generation, base.manifest if base else None)
    fresh = _FreshFacts()
    after = base.last_passage if base else 0
    added = new_passages(archive, after)
    removed: list[int] = base.removed.tolist() if base else []
    much = _count_after(archive, after) > _MANY
    # FAISS and tantivy work side by side.
    with working(much) as work, ThreadPoolExecutor(1) as pool:
        nearest = pool.submit(_write_nearest, archive, folder / NEAREST, dimension)
        change_words(folder / WORDS, fresh.words_rows(added, work), removed)
        facts = _merged(base, fresh)
        write_facts(facts, folder / FACTS)
        if not np.array_equal(nearest.result(), facts.ids):
            raise ArchiveDamaged("Passages and vectors are not the same: run baoda check.")
    manifest = publish(
        archive.folder,
        folder,
        base.manifest if base else None,
        generation=generation,
        state=state,
        encoder=archive.meta("encoder") or "",
        dimension=dimension,
        rules=RULES,
        passages=len(facts.ids),
    )
    if archive.writable:
        forget_before(archive.connection, generation)
    return manifest


@dataclass(slots=True)
class _FreshFacts:
    """Collects the facts of new passages while they stream into the keyword index."""

    ids: list[int] = field(default_factory=list)
    articles: list[int] = field(default_factory=list)
    days: list[int] = field(default_factory=list)
    scripts: list[int] = field(default_factory=list)
    tokens: list[bytes] = field(default_factory=list)

    def words_rows(self, added: Iterator[NewPassage], work: Work) -> Iterator[WordsRow]:
        """What the keyword index takes; a block is tokenised while the one before is given."""
        blocks = iter(lambda: list(islice(added, _BLOCK)), [])
        begun = (
            (block, work.submit("token lines", [one.text for one in block])) for block in blocks
        )
        for block, lines in one_ahead(begun):
            self.ids.extend(one.passage_id for one in block)
            self.articles.extend(one.article_key for one in block)
            self.days.extend(day_number(one.day) if one.day else 0 for one in block)
            self.scripts.extend(scripts_of([one.text for one in block]))
            self.tokens.extend(one.tokens for one in block)
            for one, words, pairs in zip(block, *lines.result(), strict=True):
                yield WordsRow(
                    one.passage_id, words, pairs, one.day, one.newspaper, one.authors, one.pages
                )


def _count_after(archive: Archive, after: int) -> int:
    select = "SELECT count(*) FROM passages WHERE passage_id > ?"
    return int(archive.connection.execute(select, (after,)).fetchone()[0])


def _merged(base: _Base | None, fresh: _FreshFacts) -> PassageFacts:
    """The facts that stay and the new ones. New ids are higher than any before, so they follow."""
    ids = np.asarray(fresh.ids, np.int64)
    articles = np.asarray(fresh.articles, np.int64)
    days = np.asarray(fresh.days, np.int32)
    scripts = np.asarray(fresh.scripts, np.uint8)
    lengths = np.fromiter((len(one) // 2 for one in fresh.tokens), np.int64, len(fresh.tokens))
    tokens = np.frombuffer(b"".join(fresh.tokens), "<u2").astype(np.uint16, copy=False)
    if base is not None:
        old = base.facts
        stays = ~np.isin(old.ids, base.removed)
        old_lengths = np.diff(old.bounds)
        tokens = np.concatenate([old.tokens[np.repeat(stays, old_lengths)], tokens])
        ids = np.concatenate([old.ids[stays], ids])
        articles = np.concatenate([old.articles[stays], articles])
        days = np.concatenate([old.days[stays], days])
        scripts = np.concatenate([old.scripts[stays], scripts])
        lengths = np.concatenate([old_lengths[stays], lengths])
    bounds = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return PassageFacts(ids, articles, days, scripts, bounds, tokens)


def new_passages(archive: Archive, after: int = 0) -> Iterator[NewPassage]:
    """The passages with an id above `after`, in order of id."""
    select = (
        'SELECT passage_id, article_key, start, "end", tokens FROM passages '
        "JOIN vectors USING (passage_id) WHERE passage_id > ? ORDER BY passage_id"
    )
    # Passages of an article follow one another: its text is read once, not with each of them.
    of_article = (
        "SELECT body, title, newspaper, issue_date, facts FROM articles WHERE article_key = ?"
    )
    passages = archive.connection.execute(select, (after,))
    for article, some in groupby(passages, itemgetter(1)):
        for body, title, newspaper, day, told in archive.connection.execute(of_article, (article,)):
            printed, facts = date.fromisoformat(day) if day else None, json.loads(told)
            authors, pages = facts.get("authors", ()), facts.get("pages", ())
            for passage, _, start, end, tokens in some:
                text = search_text(title, body[start:end])
                yield NewPassage(passage, article, text, printed, newspaper, authors, pages, tokens)


def _write_nearest(archive: Archive, path: Path, dimension: int) -> Ids:
    ids, vectors = all_vectors(archive, dimension)
    write_nearest(build_nearest(ids, vectors, dimension), path)
    return ids


def all_vectors(archive: Archive, dimension: int) -> tuple[Ids, NDArray[np.float16]]:
    """Every passage id, rising, and its stored vector."""
    count = archive.count("vectors")
    ids = np.empty(count, np.int64)
    vectors = np.empty((count, dimension), np.float16)
    filled = 0
    rows = archive.connection.execute("SELECT passage_id, vector FROM vectors ORDER BY passage_id")
    while block := rows.fetchmany(_BLOCK):
        data = b"".join([row[1] for row in block])
        if len(data) != len(block) * dimension * 2:
            raise ArchiveDamaged("A vector has the wrong length: run baoda check.")
        until = filled + len(block)
        ids[filled:until] = [row[0] for row in block]
        vectors[filled:until] = np.frombuffer(data, np.float16).reshape(-1, dimension)
        filled = until
    return ids[:filled], vectors[:filled]


def shorten_log(archive: Archive) -> None:
    """Give the disk space of the archive's log back once it is published, unless somebody has
    been reading for long."""
    archive.connection.execute("PRAGMA busy_timeout = 200")
    archive.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
