"""From the archive to a generation: only what changed is tokenised; the rest is carried over."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.archive import Archive
from index.encoders.static import StaticEncoder, open_bundled
from index.errors import ArchiveDamaged
from index.store import Ids
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
from index.store.local import RULES, LocalStore, sound_store
from index.store.nearest import build_nearest, write_nearest
from index.store.words import WordsRow, change_words
from index.tokens import words_and_bigrams

_BLOCK = 2_000  # passages tokenised at a time: keeps memory flat for an archive of any size


class _NewPassage(NamedTuple):
    """A passage the base generation does not have, with the facts the indexes need."""

    passage_id: int
    article_key: int
    text: str
    day: date | None
    newspaper: str | None
    authors: Sequence[str]
    pages: Sequence[str]


def publish_local(archive: Archive) -> Manifest:
    """Build and publish the generation of the archive's present state. Hold the write lock.

    Starts from the generation that serves when that is whole, so that adding a page to a large
    archive costs a page and a copy.
    """
    generation = archive.generation
    base = read_manifest(archive.folder)
    store = sound_store(archive, base)
    if store is None or base is None or base.generation > generation:
        return _build(archive, generation, None, None)
    if base.generation == generation:
        return base
    return _build(archive, generation, base, store)


def _build(
    archive: Archive, generation: int, base: Manifest | None, store: LocalStore | None
) -> Manifest:
    since = base.generation if base else 0
    removed = _removed(archive, since) if base else np.empty(0, np.int64)
    folder = workshop(archive.folder, generation, base)
    fresh = _FreshFacts(open_bundled())
    change_words(folder / WORDS, fresh.words_rows(_added(archive, since)), removed.tolist())
    facts = _merged(store.facts if store else None, removed, fresh)
    dimension = int(archive.meta("dimension") or 0)
    _write(archive, folder, facts, dimension)
    return publish(
        archive.folder,
        folder,
        generation=generation,
        encoder=archive.meta("encoder") or "",
        dimension=dimension,
        rules=RULES,
        passages=len(facts.ids),
    )


def _write(archive: Archive, folder: Path, facts: PassageFacts, dimension: int) -> None:
    write_facts(facts, folder / FACTS)
    vectors = _vectors(archive, facts.ids, dimension)
    write_nearest(build_nearest(facts.ids, vectors, dimension), folder / NEAREST)


class _FreshFacts:
    """Collects the facts of new passages while they stream into the keyword index."""

    def __init__(self, encoder: StaticEncoder) -> None:
        self._encoder = encoder
        self.ids: list[int] = []
        self.articles: list[int] = []
        self.days: list[int] = []
        self.tokens: list[NDArray[np.uint16]] = []

    def words_rows(self, added: Iterator[_NewPassage]) -> Iterator[WordsRow]:
        while block := list(islice(added, _BLOCK)):
            self.ids.extend(one.passage_id for one in block)
            self.articles.extend(one.article_key for one in block)
            self.days.extend(_number(one.day) for one in block)
            lists = self._encoder.token_ids([one.text for one in block])
            self.tokens.extend(lists[at] for at in range(len(lists)))
            for one in block:
                words, pairs = words_and_bigrams(one.text)
                yield WordsRow(
                    one.passage_id, words, pairs, one.day, one.newspaper, one.authors, one.pages
                )


def _merged(old: PassageFacts | None, removed: Ids, fresh: _FreshFacts) -> PassageFacts:
    """The facts that stay and the new ones. New ids are higher than any before, so they follow."""
    ids = np.asarray(fresh.ids, np.int64)
    articles = np.asarray(fresh.articles, np.int64)
    days = np.asarray(fresh.days, np.int32)
    lengths = np.fromiter((len(one) for one in fresh.tokens), np.int64, len(fresh.tokens))
    tokens = np.concatenate([np.empty(0, np.uint16), *fresh.tokens])
    if old is not None:
        stays = ~np.isin(old.ids, removed)
        old_lengths = np.diff(old.bounds)
        tokens = np.concatenate([old.tokens[np.repeat(stays, old_lengths)], tokens])
        ids = np.concatenate([old.ids[stays], ids])
        articles = np.concatenate([old.articles[stays], articles])
        days = np.concatenate([old.days[stays], days])
        lengths = np.concatenate([old_lengths[stays], lengths])
    bounds = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return PassageFacts(ids, articles, days, bounds, tokens)


def _added(archive: Archive, since: int) -> Iterator[_NewPassage]:
    select = (
        'SELECT passage_id, article_key, start, "end", body, title, newspaper, issue_date, facts '
        "FROM passages JOIN articles USING (article_key) WHERE added > ? ORDER BY passage_id"
    )
    last, facts = -1, {}
    for row in archive.connection.execute(select, (since,)):
        if row["article_key"] != last:
            last, facts = row["article_key"], json.loads(row["facts"])
        text = row["body"][row["start"] : row["end"]]
        yield _NewPassage(
            row["passage_id"],
            row["article_key"],
            f"{row['title']}\n{text}" if row["title"] else text,
            date.fromisoformat(row["issue_date"]) if row["issue_date"] else None,
            row["newspaper"],
            facts.get("authors", ()),
            facts.get("pages", ()),
        )


def _removed(archive: Archive, since: int) -> Ids:
    select = "SELECT passage_id FROM removed_passages WHERE removed > ?"
    rows: list[Any] = archive.connection.execute(select, (since,)).fetchall()
    return np.fromiter((row[0] for row in rows), np.int64, len(rows))


def _vectors(archive: Archive, ids: Ids, dimension: int) -> NDArray[np.float16]:
    """The stored vectors of these passages, a row each, in the order of the ids (rising)."""
    rows = archive.connection.execute("SELECT passage_id, vector FROM vectors ORDER BY passage_id")
    vectors = np.empty((len(ids), dimension), np.float16)
    filled = 0
    for passage_id, vector in rows:
        if filled == len(ids) or passage_id != ids[filled]:
            raise ArchiveDamaged(f"Vector {passage_id} belongs to no passage: run baoda check.")
        vectors[filled] = np.frombuffer(vector, np.float16)
        filled += 1
    if filled < len(ids):
        raise ArchiveDamaged(f"Passage {ids[filled]} has no vector: run baoda check.")
    return vectors


def _number(day: date | None) -> int:
    return day.year * 10_000 + day.month * 100 + day.day if day else 0
