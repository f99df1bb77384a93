"""LocalStore: tantivy and FAISS in one folder, built from the archive, swapped as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.archive import Archive
from index.errors import ArchiveBusy, ArchiveDamaged
from index.lock import writing
from index.names import RULE as NAME_RULE
from index.pages import RULE as PAGE_RULE
from index.passages import RULE as PASSAGE_RULE
from index.store import Field, Ids, Ranking, Scope, Scores, Token
from index.store.facts import read_facts
from index.store.generation import (
    FACTS,
    FOLDER,
    NEAREST,
    WORDS,
    Manifest,
    read_manifest,
    verify,
)
from index.store.nearest import NearestIndex
from index.store.words import WordsIndex
from index.tokens import RULE as TOKEN_RULE

RULES = f"{TOKEN_RULE} {PASSAGE_RULE.name} {PAGE_RULE} {NAME_RULE}"
_EVERYTHING = Scope()
_WIDE = 0.3  # share of the passages from which a scope is laid over a longer list
_SPARE = 2  # times as long as would do were what is left out spread evenly
_NAMES_KEPT = 32
_COUNTS_KEPT = 50_000  # of tokens; some megabytes


class LocalStore:
    """The store of one generation. Open it with `open_local_store`."""

    def __init__(self, archive: Path, manifest: Manifest) -> None:
        folder = archive / FOLDER / manifest.folder
        self.generation = manifest.generation
        self.state = manifest.state
        self._asked: tuple[Scope, NDArray[np.bool_] | None] | None = None
        self._named: dict[tuple[str | None, ...], Ids] = {}
        self.facts = read_facts(folder / FACTS)
        self._words = WordsIndex(folder / WORDS)
        self._frequency = lru_cache(_COUNTS_KEPT)(self._words.frequency)
        self._nearest = NearestIndex(folder / NEAREST, manifest.dimension)

    def __len__(self) -> int:
        return len(self.facts.ids)

    def keyword(self, field: Field, tokens: Sequence[str], limit: int, scope: Scope) -> Ranking:
        within = self._within(scope)
        if within is None:
            return self._words.best(field, tokens, limit, _EVERYTHING)
        share = within.mean()
        if share < _WIDE:
            return self._words.best(field, tokens, limit, scope)
        # A filter makes tantivy score every passage that holds a token; one that leaves out few
        # is sooner laid over a longer list.
        asked = int(limit / share * _SPARE) + 1
        found = self._words.best(field, tokens, asked, _EVERYTHING)
        kept = np.flatnonzero(within[self.facts.rows(found.ids)])[:limit]
        if len(kept) < limit and len(found.ids) == asked:
            return self._words.best(field, tokens, limit, scope)
        return Ranking(found.ids[kept], found.scores[kept])

    def holding(self, tokens: Sequence[Token], limit: int, scope: Scope) -> Ids:
        return self._words.holding(tokens, limit, scope)

    def meaning(self, vector: NDArray[np.float32], limit: int, scope: Scope) -> Ranking:
        return self._nearest.best(vector, limit, self._within(scope))

    def cosines(self, vector: NDArray[np.float32], passage_ids: Ids) -> Scores:
        return self._nearest.cosines(vector, passage_ids)

    def frequency(self, field: Field, token: str) -> int:
        return self._frequency(field, token)

    def tokens(self, passage_ids: Ids) -> list[NDArray[np.uint16]]:
        return self.facts.tokens_of(passage_ids)

    def scripts(self, passage_ids: Ids) -> NDArray[np.uint8]:
        return self.facts.scripts_of(passage_ids)

    def days(self, passage_ids: Ids) -> NDArray[np.int32]:
        return self.facts.days_of(passage_ids)

    def all_ids(self) -> dict[str, Ids]:
        """The passages each index holds, by the name of the index; they should be the same."""
        return {
            "facts": np.asarray(self.facts.ids),
            "keyword index": self._words.within(Scope()),
            "meaning index": self._nearest.ids(),
        }

    def close(self) -> None:
        """Nothing to write; the mapped files are let go with this object."""

    def _within(self, scope: Scope) -> NDArray[np.bool_] | None:
        """Which of the passages, in order of id, are in a scope; None for all of them. The last
        answer is kept: every lane of a question asks."""
        if scope.open:
            return None
        known = self._asked
        if known is not None and known[0] == scope:
            return known[1]
        chosen = np.ones(len(self.facts.ids), np.bool_)
        if scope.from_date or scope.to_date:
            chosen = self.facts.within(scope)
        names = (scope.newspaper, scope.author, scope.page)
        if names != (None, None, None):
            chosen = chosen & np.isin(self.facts.ids, self._under(*names), assume_unique=True)
        found = None if chosen.all() else chosen
        self._asked = (scope, found)
        return found

    def _under(self, newspaper: str | None, author: str | None, page: str | None) -> Ids:
        """The passages under these names. The last few are kept: readers ask about a newspaper
        again and again, and to list all of its passages takes longer than to search them."""
        names = (newspaper, author, page)
        known = self._named.get(names)
        if known is None:
            if len(self._named) >= _NAMES_KEPT:
                self._named = {}
            scope = Scope(newspaper=newspaper, author=author, page=page)
            known = self._named[names] = self._words.within(scope)
        return known


def open_local_store(archive: Archive) -> LocalStore:
    """The store of the archive's present state. A missing, stale or damaged one is rebuilt first.

    While another process writes, or where nothing can be written, the last published generation
    serves; when there is none, raises ArchiveBusy or ArchiveDamaged.
    """
    while True:
        manifest = read_manifest(archive.folder)
        store = sound_store(archive, manifest)
        if store and store.state == archive.state:
            return store
        try:
            return _rebuilt(archive)
        except ArchiveBusy:
            if store:
                return store
            if read_manifest(archive.folder) == manifest:
                raise
            # A new generation was published while the old one was looked at: look again.
        except OSError as error:
            if store:
                return store
            raise ArchiveDamaged(
                f"The search index in {archive.folder} is missing or damaged, and cannot be "
                f"rebuilt there ({error.strerror or error}). Run: baoda index"
            ) from error


def _rebuilt(archive: Archive) -> LocalStore:
    from index.store.publishing import publish_local  # building loads more than serving needs

    with writing(archive.folder):
        return LocalStore(archive.folder, publish_local(archive))


def sound_store(archive: Archive, manifest: Manifest | None) -> LocalStore | None:
    """The store a manifest names, or None when it cannot be trusted: built by other rules or
    another encoder, or with a file that is missing or changed."""
    if manifest is None or manifest.rules != RULES or manifest.encoder != archive.meta("encoder"):
        return None
    try:
        verify(archive.folder, manifest)
        return LocalStore(archive.folder, manifest)
    except (ArchiveDamaged, OSError, ValueError):
        return None
