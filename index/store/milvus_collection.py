"""A Milvus collection that holds exactly the passages of an archive."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import islice
from typing import Any

import numpy as np

from index.archive import Archive
from index.errors import BaodaError
from index.names import author_keys, name_key
from index.pages import page_name
from index.store import day_number
from index.store.publishing import NewPassage, new_passages
from index.tokens import token_lines

MOST = 16_384  # Milvus gives no more hits, and takes no more ids, at a time

_BLOCK = 1_000  # rows sent at a time: some megabytes
_BYTES = 60_000  # of text in one field; a cluster counts bytes, Milvus Lite characters
_APART = re.compile(r"[^\w\s]|_")  # where the standard tokenizer would cut a token of ours


def bring_up(client: Any, collection: str, archive: Archive) -> None:
    """Send what the collection lacks, delete what the archive no longer has. Done again after a
    crash it changes nothing twice: rows are known by their id and a check of what they are."""
    if not client.has_collection(collection):
        _create(client, collection, int(archive.meta("dimension") or 0) or 2)
    client.load_collection(collection)
    wanted = _checks(archive)
    there = _there(client, collection)
    gone = [one for one, check in there.items() if wanted.get(one) != check]
    for at in range(0, len(gone), _BLOCK):
        client.delete(collection, ids=gone[at : at + _BLOCK])
    lacking = {one for one, check in wanted.items() if there.get(one) != check}
    if not lacking:
        return
    vectors = "SELECT vector FROM vectors WHERE passage_id = ?"
    rows = (
        (one, archive.connection.execute(vectors, (one.passage_id,)).fetchone()[0])
        for one in new_passages(archive, min(lacking) - 1)
        if one.passage_id in lacking
    )
    while block := list(islice(rows, _BLOCK)):
        client.upsert(collection, list(_sent(block, wanted)))
    client.flush(collection)


def _create(client: Any, collection: str, dimension: int) -> None:
    pymilvus: Any = import_module("pymilvus")
    kinds = pymilvus.DataType
    schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("passage_id", kinds.INT64, is_primary=True)
    indexes = client.prepare_index_params()
    for field in ("words", "bigrams"):
        analyzer = {"tokenizer": "standard"}
        schema.add_field(
            field,
            kinds.VARCHAR,
            max_length=65_535,
            enable_analyzer=True,
            analyzer_params=analyzer,
        )
        sparse = f"{field}_bm25"
        schema.add_field(sparse, kinds.SPARSE_FLOAT_VECTOR)
        schema.add_function(
            pymilvus.Function(
                name=sparse,
                function_type=pymilvus.FunctionType.BM25,
                input_field_names=[field],
                output_field_names=[sparse],
            )
        )
        indexes.add_index(
            sparse,
            index_type="SPARSE_INVERTED_INDEX",
            metric_type="BM25",
            params={"bm25_k1": 1.2, "bm25_b": 0.75},
        )
    schema.add_field("vector", kinds.FLOAT_VECTOR, dim=dimension)
    indexes.add_index("vector", index_type="AUTOINDEX", metric_type="IP")
    schema.add_field("day", kinds.INT64)
    schema.add_field("checked", kinds.INT64)
    schema.add_field("newspaper", kinds.VARCHAR, max_length=1_024)
    for field in ("authors", "pages"):
        schema.add_field(
            field,
            kinds.ARRAY,
            element_type=kinds.VARCHAR,
            max_capacity=256,
            max_length=1_024,
        )
    client.create_collection(
        collection, schema=schema, index_params=indexes, consistency_level="Strong"
    )


def _checks(archive: Archive) -> dict[int, int]:
    """Of every passage what tells it from another that had its id before a backup was put back."""
    select = (
        'SELECT passage_id, article_id, start, "end" FROM passages '
        "JOIN articles USING (article_key)"
    )
    rows = archive.connection.execute(select)
    return {row[0]: zlib.crc32(f"{row[1]}-{row[2]}-{row[3]}".encode()) for row in rows}


def _there(client: Any, collection: str) -> dict[int, int]:
    """The id and the check of every row of the collection."""
    found: dict[int, int] = {}
    last = -1
    while True:
        rows = client.query(
            collection,
            filter=f"passage_id > {last}",
            output_fields=["passage_id", "checked"],
            limit=MOST,
        )
        found.update((row["passage_id"], row["checked"]) for row in rows)
        if len(rows) < MOST:
            return found
        last = _next(rows, last)


def _next(rows: Sequence[Any], last: int) -> int:
    """Milvus gives a limited query in order of the key, so the highest seen is where it stopped."""
    highest = max(int(row["passage_id"]) for row in rows)
    if highest <= last:
        raise BaodaError("The Milvus collection cannot be listed; remove it and try again.")
    return highest


def _sent(
    block: Sequence[tuple[NewPassage, bytes]], checks: dict[int, int]
) -> Iterator[dict[str, Any]]:
    lines = token_lines([one.text for one, _ in block])
    for (one, vector), words, pairs in zip(block, *lines, strict=True):
        yield {
            "passage_id": one.passage_id,
            "words": _cut(" ".join(told(word) for word in words.split())),
            "bigrams": _cut(" ".join(told(pair) for pair in pairs.split())),
            "vector": np.frombuffer(vector, np.float16).astype(np.float32).tolist(),
            "day": day_number(one.day) if one.day else 0,
            "checked": checks[one.passage_id],
            "newspaper": name_key(one.newspaper or ""),
            "authors": list(author_keys(one.authors))[:256],
            "pages": list(dict.fromkeys(map(page_name, one.pages)))[:256],
        }


def told(token: str) -> str:
    """The token in letters and digits only, so that the tokenizer leaves it whole."""
    return _APART.sub(lambda match: f"x{ord(match[0]):x}x", token)


def _cut(line: str) -> str:
    """As much of a line as a field holds, cut between tokens."""
    data = line.encode("utf-8", "replace")
    return line if len(data) <= _BYTES else data[:_BYTES].rpartition(b" ")[0].decode("utf-8")
