"""MilvusStore: the same promises on Milvus, for archives that outgrow one machine.

The archive stays the truth: the collection is brought up to it whenever it is opened. The same
code runs on Milvus Lite (a file) and on a cluster, because nothing is used that they do
differently: our own tokens, joined by spaces, go through the plain `standard` tokenizer; keys are
passage ids; dates are numbers; lanes are fused in our code and not in Milvus.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.archive import Archive
from index.errors import BaodaError
from index.lock import writing
from index.names import name_key
from index.pages import page_name
from index.scripts import script_of
from index.store import Field, Ids, Ranking, Scope, Scores, Token, day_number
from index.store.milvus_collection import MOST, bring_up, told


class MilvusStore:
    """The store of an archive in a Milvus collection. Open it with `open_milvus_store`.

    Unlike a local generation a collection changes while it is open; what is not in the archive
    any more is left out when an answer is made. Frequencies are counted up to 16,384.
    """

    def __init__(self, archive: Archive, client: Any, collection: str) -> None:
        self.generation = archive.generation
        self.state = archive.state
        self._archive = archive
        self._client = client
        self._collection = collection
        self._count = archive.count("passages")
        self._frequency = lru_cache(100_000)(self._counted)

    def __len__(self) -> int:
        return self._count

    def keyword(self, field: Field, tokens: Sequence[str], limit: int, scope: Scope) -> Ranking:
        line = " ".join(dict.fromkeys(told(one) for one in tokens if _usable(one)))
        if not line:
            return Ranking.empty()
        ranking = self._search(f"{field}_bm25", line, "BM25", limit, scope)
        # Milvus Lite 3 gives BM25 as a distance, below 0; Milvus as a score.
        return Ranking(ranking.ids, np.abs(ranking.scores))

    def holding(self, tokens: Sequence[Token], limit: int, scope: Scope) -> Ids:
        """Milvus finds what holds any token: what holds each is in every list, and the best of the
        first are given first."""
        lists = [self.keyword(field, [token], MOST, scope).ids for field, token in tokens]
        found = lists[0] if lists else Ranking.empty().ids
        for others in lists[1:]:
            found = found[np.isin(found, others)]
        return found[: max(0, limit)]

    def meaning(self, vector: NDArray[np.float32], limit: int, scope: Scope) -> Ranking:
        row = np.asarray(vector, np.float32)
        if not np.isfinite(row).all():
            raise ValueError("expected finite numbers")
        return self._search("vector", row.tolist(), "IP", limit, scope)

    def cosines(self, vector: NDArray[np.float32], passage_ids: Ids) -> Scores:
        known = self._stored("vector", passage_ids)
        scores = np.zeros(len(passage_ids), np.float32)
        for at, passage_id in enumerate(passage_ids):
            if blob := known.get(int(passage_id)):
                scores[at] = np.frombuffer(blob, np.float16).astype(np.float32) @ vector
        return scores

    def frequency(self, field: Field, token: str) -> int:
        return self._frequency(field, token)

    def tokens(self, passage_ids: Ids) -> list[NDArray[np.uint16]]:
        known = self._stored("tokens", passage_ids)
        return [np.frombuffer(known.get(int(one), b""), "<u2") for one in passage_ids]

    def scripts(self, passage_ids: Ids) -> NDArray[np.uint8]:
        texts = self._texts(passage_ids)
        return np.array([script_of(texts.get(int(one), "")) for one in passage_ids], np.uint8)

    def days(self, passage_ids: Ids) -> NDArray[np.int32]:
        select = "SELECT passage_id, issue_date FROM passages JOIN articles USING (article_key)"
        known = dict(self._rows(select, passage_ids))
        days = (known.get(int(one)) for one in passage_ids)
        return np.array(
            [day_number(date.fromisoformat(day)) if day else 0 for day in days], np.int32
        )

    def close(self) -> None:
        self._client.close()

    def _counted(self, field: Field, token: str) -> int:
        return len(self.keyword(field, [token], MOST, Scope()).ids)

    def _search(self, field: str, data: Any, metric: str, limit: int, scope: Scope) -> Ranking:
        if limit < 1 or not self._count:
            return Ranking.empty()
        (hits,) = self._client.search(
            self._collection,
            data=[data],
            anns_field=field,
            limit=min(limit, MOST),
            filter=_filter(scope),
            search_params={"metric_type": metric},
            output_fields=["passage_id"],
        )
        ids = np.array([hit["passage_id"] for hit in hits], np.int64)
        return Ranking(ids, np.array([hit["distance"] for hit in hits], np.float32))

    def _stored(self, column: str, passage_ids: Ids) -> dict[int, bytes]:
        return dict(self._rows(f"SELECT passage_id, {column} FROM vectors", passage_ids))

    def _texts(self, passage_ids: Ids) -> dict[int, str]:
        select = (
            "SELECT passage_id, coalesce(title || char(10), '') || "
            'substr(body, start + 1, "end" - start) FROM passages JOIN articles USING (article_key)'
        )
        return dict(self._rows(select, passage_ids))

    def _rows(self, select: str, passage_ids: Ids) -> Iterator[Any]:
        for at in range(0, len(passage_ids), 500):  # SQLite takes a bounded number of parameters
            block = [int(one) for one in passage_ids[at : at + 500]]
            marks = ",".join("?" * len(block))
            yield from self._archive.connection.execute(
                f"{select} WHERE passage_id IN ({marks})", block
            )


def open_milvus_store(archive: Archive, uri: str | None = None, token: str = "") -> MilvusStore:
    """The store in the Milvus at `uri` (default: Milvus Lite, a file in the archive), brought up
    to the archive's present state.

    Raises BaodaError when Milvus is not installed or cannot be reached, ArchiveBusy while another
    process writes.
    """
    try:
        pymilvus: Any = import_module("pymilvus")
    except ImportError as error:
        raise BaodaError(
            "Milvus is not installed: pip install 'baoda[milvus]', or use the store 'local'."
        ) from error
    place = uri or str(archive.folder / "milvus.db")
    collection = f"baoda_{archive.meta('archive') or 'archive'}_{_kind(archive)}"
    try:
        client = pymilvus.MilvusClient(place, token=token)
        with writing(archive.folder):
            bring_up(client, collection, archive)
    except pymilvus.MilvusException as error:
        raise BaodaError(f"The Milvus at {place} does not do what it is asked: {error}") from error
    return MilvusStore(archive, client, collection)


def _kind(archive: Archive) -> str:
    """Another encoder or other rules mean another collection."""
    from index.store.local import RULES

    kind = f"{RULES} {archive.meta('encoder')}"
    return f"{zlib.crc32(kind.encode()):08x}"


def _usable(token: str) -> bool:
    return bool(token) and len(token) < 1_000 and not any(letter.isspace() for letter in token)


def _filter(scope: Scope) -> str:
    conditions = []
    if scope.from_date or scope.to_date:
        low, high = scope.from_date or date.min, scope.to_date or date.max
        within = f"(day >= {day_number(low)} and day <= {day_number(high)})"
        conditions.append(f"({within} or day == 0)" if scope.undated else within)
    if scope.newspaper is not None:
        conditions.append(f"newspaper == {_quoted(name_key(scope.newspaper))}")
    author = None if scope.author is None else name_key(scope.author)
    page = None if scope.page is None else page_name(scope.page)
    for field, value in (("authors", author), ("pages", page)):
        if value is not None:
            conditions.append(f"ARRAY_CONTAINS({field}, {_quoted(value)})")
    return " and ".join(conditions)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
