"""Which articles were corrected in print: every printed correction laid to what it corrects.

Found anew for each generation of the archive, by the words that corrections are headed and closed
with; nothing is stored.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from index.archive import Archive
from index.errors import BaodaError
from index.store import Field, Scope, Store
from index.tokens import words_and_bigrams
from retrieval.corrected import corrected, stand_in
from retrieval.correcting import is_heading, notices, says_so
from retrieval.records import Citation, Hit
from retrieval.resolving import citation_of
from retrieval.verdicts import Verification
from retrieval.views import ArticleView, CitedPassage, Correction

log = logging.getLogger(__name__)

_CALLED = "更正 勘误 正误 订正 来函 correction corrections erratum errata corrigendum clarification"
_MOST = 5_000  # passages looked at for each of these words
_BLOCK = 500

Table = Mapping[str, tuple[Correction, ...]]


class Corrections:
    """The printed corrections of an archive, by the id of the article that each corrects. Safe to
    use from several threads; read once a generation, by the first that asks."""

    def __init__(self, archive: Archive, public_url: str) -> None:
        self._archive = archive
        self._public_url = public_url
        self._lock = threading.Lock()
        self._state: str | None = None
        self._table: Table = {}

    def of(self, store: Store, article_id: str) -> tuple[Correction, ...]:
        """The corrections of an article, the first one printed first; those withdrawn since the
        generation was built are left out."""
        found = self._of_generation(store).get(article_id, ())
        return tuple(one for one in found if self._stands(one))

    def marked(self, store: Store, hits: Iterable[Hit]) -> tuple[Hit, ...]:
        """The hits, each citation of a corrected article with the ids of its corrections."""
        return tuple(self._marked(store, hit) for hit in hits)

    def told(self, store: Store, found: Verification) -> Verification:
        """A quotation checked, each citation of a corrected article with its corrections."""
        return replace(
            found,
            matches=tuple(
                replace(one, citation=self._with_ids(store, one.citation, one.article.article_id))
                for one in found.matches
            ),
        )

    def attached(self, store: Store, cited: CitedPassage) -> CitedPassage:
        """What a citation leads to, with the corrections of its article. One that was current is
        superseded by them."""
        known = cited.successor.citation_id.split("-")[0] if cited.successor else ""
        found = self.of(store, cited.article.article_id) or (known and self.of(store, known)) or ()
        if not found:
            return cited
        ids = tuple(one.citation.citation_id for one in found)
        cited = replace(cited, corrections=found, citation=replace(cited.citation, corrections=ids))
        if cited.standing != "current":
            return cited
        return replace(cited, standing="superseded", note=_note(found, cited.passage.text))

    def read(self, store: Store, view: ArticleView) -> ArticleView:
        """A whole article, its citation with the corrections."""
        citation = self._with_ids(store, view.citation, view.article.article_id)
        return replace(view, citation=citation)

    def _marked(self, store: Store, hit: Hit) -> Hit:
        citation = self._with_ids(store, hit.citation, hit.article.article_id)
        return hit if citation is hit.citation else replace(hit, citation=citation)

    def _with_ids(self, store: Store, citation: Citation, article_id: str) -> Citation:
        found = self.of(store, article_id)
        ids = tuple(one.citation.citation_id for one in found)
        return replace(citation, corrections=ids) if ids else citation

    def _stands(self, one: Correction) -> bool:
        select = "SELECT 1 FROM articles WHERE article_id = ?"
        identity = one.citation.citation_id.split("-")[0]
        return self._archive.connection.execute(select, (identity,)).fetchone() is not None

    def _of_generation(self, store: Store) -> Table:
        if self._state != store.state:
            with self._lock:
                if self._state != store.state:
                    self._table = self._read(store)
                    self._state = store.state
        return self._table

    def _read(self, store: Store) -> Table:
        try:
            return _read(self._archive, store, self._public_url)
        except (BaodaError, sqlite3.DatabaseError):
            log.exception("printed corrections cannot be read: run baoda check")
            return {}


def _note(found: Sequence[Correction], passage: str) -> str:
    days = sorted({one.citation.issue_date for one in found if one.citation.issue_date})
    printed = " and on ".join(day.isoformat() for day in days)
    when = f"was printed on {printed}" if printed else "was printed later"
    if stand_in(passage, [change for one in found for change in one.amended]):
        return f"A correction of these words {when}; they stand here as they were printed."
    return f"A correction of this article {when}; it stands here as it was printed."


def _read(archive: Archive, store: Store, public_url: str) -> Table:
    table: dict[str, list[Correction]] = defaultdict(list)
    keys = _keys_of_notices(archive, _passages(store))
    for at in range(0, len(keys), _BLOCK):
        for stored in archive.articles_by_key(keys[at : at + _BLOCK]).values():
            for notice in notices(stored.article):
                if meant := corrected(archive, stored, notice):
                    cited = citation_of(stored, notice.start, notice.end, public_url)
                    table[meant.article_id].append(Correction(cited, notice.text, notice.amended))
    return {
        identity: tuple(sorted(found, key=lambda one: one.citation.issue_date or date.max))
        for identity, found in table.items()
    }


def _passages(store: Store) -> list[int]:
    """The passages that have one of the words by which corrections are called."""
    found: dict[int, None] = {}
    for word in _CALLED.split():
        words, pairs = words_and_bigrams(word)
        kind: Field = "bigrams" if not word.isascii() else "words"
        ranked = store.keyword(kind, pairs if kind == "bigrams" else words, _MOST, Scope())
        found |= dict.fromkeys(ranked.ids.tolist())
    return list(found)


def _keys_of_notices(archive: Archive, passage_ids: Sequence[int]) -> list[int]:
    """The articles that may be or hold a correction, by their headings and how they begin."""
    rows = archive.passages(passage_ids).values()
    keys = sorted({row.article_key for row in rows})
    kicker, section = (
        f"CASE WHEN json_valid(facts) THEN json_extract(facts, '$.{name}') END"
        for name in ("kicker", "section")
    )
    select = (
        f"SELECT article_key, title, {kicker}, {section}, body FROM articles WHERE article_key IN"
    )
    found: list[int] = []
    for at in range(0, len(keys), _BLOCK):
        block = keys[at : at + _BLOCK]
        marks = ",".join("?" * len(block))
        for key, *headings, body in archive.connection.execute(f"{select} ({marks})", block):
            texts = [one for one in headings if isinstance(one, str)]  # what is damaged may be none
            if any(map(is_heading, texts)) or (isinstance(body, str) and says_so(body)):
                found.append(key)
    return found
