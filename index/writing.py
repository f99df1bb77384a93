"""Changes to the archive: one transaction a source file, so an article is in wholly or not."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.article_rows import article_of, row_of
from index.beside import one_ahead, working
from index.conserve import conserved
from index.cut_articles import Cut, cuts_of, plain
from index.encoded import Encoded, EncodePassages
from index.encoders.static import TokenLists
from index.errors import BaodaError
from index.printings import put_sketches
from index.records import Article, Conserved, Reading, SourceText
from index.search_text import search_text
from index.sentences import Span
from index.source_rows import insert_source
from index.transaction import KEPT_OUT, Change, keep_out_under, transaction

BLOCK = 512  # articles encoded at a time: keeps memory flat for a file of any size
_MANY = 4_000  # articles of a file for which another process is worth starting

_COLUMNS = "issue_date, newspaper, title, given_id, body, facts, sha256"


def put_source(
    connection: sqlite3.Connection,
    path: str,
    source: SourceText,
    given: str,
    reading: Reading,
    encode: EncodePassages,
    *,
    characters: Conserved | None = None,
    packed: bytes | None = None,
    instead_of: str | None = None,
) -> tuple[int, int]:
    """Store a file's text, articles, passages and vectors; replaces what the path held before,
    and what `instead_of` held, the path the file was moved from. `characters` are counted and the
    text is `packed` here when that was not done before.

    Articles that are no longer there stay citable as superseded; one that was withdrawn by itself
    stays out as long as the file it stood in is in the archive. Returns how many articles and
    passages are new in the archive: one that stands in another file already is not stored twice.
    """
    with transaction(connection) as change:
        gone = retire_source(change, path, "superseded")
        if instead_of is not None:
            gone += retire_source(change, instead_of, "superseded")
            keep_out_under(connection, instead_of, path)
        counted = characters or conserved(source, reading).counts
        source_id = insert_source(connection, path, source, given, reading, counted, packed)
        counts = _insert_articles(change, source_id, reading.articles, encode)
        promote_copies(change, gone, encode)
        connection.execute("DELETE FROM quarantine WHERE path = ?", (path,))
    return counts


def withdraw_source(connection: sqlite3.Connection, path: str, encode: EncodePassages) -> None:
    """Take a file's articles out of the archive; they stay citable as withdrawn. One that stands
    in another file too stays. What was taken out of the file by itself may come back with it."""
    with transaction(connection) as change:
        connection.execute(
            "DELETE FROM meta WHERE key GLOB ? AND value = ?", (f"{KEPT_OUT}*", path)
        )
        promote_copies(change, retire_source(change, path, "withdrawn"), encode)


def supersede_source(
    connection: sqlite3.Connection, path: str, by: str, encode: EncodePassages
) -> None:
    """Let another file, taken in at the path `by`, stand for the one at `path`; its articles stay
    citable as superseded, and what was kept out with it is kept out with the other."""
    with transaction(connection) as change:
        promote_copies(change, retire_source(change, path, "superseded"), encode)
        keep_out_under(connection, path, by)
        connection.execute("DELETE FROM quarantine WHERE path = ?", (path,))


def retire_source(change: Change, path: str, standing: str) -> list[str]:
    """Move a path's articles among the former ones and drop their passages; returns their ids.

    Follow it with `promote_copies`, when what replaces the source is in.
    """
    connection = change.connection
    row = connection.execute("SELECT source_id FROM sources WHERE path = ?", (path,)).fetchone()
    if row is None:
        return []
    own = "FROM articles JOIN sources USING (source_id) WHERE source_id = ?"
    connection.execute(
        "INSERT OR REPLACE INTO former_articles SELECT article_id, ?, path, file, sources.sha256, "
        f"issue_date, newspaper, title, given_id, body, facts, articles.sha256 {own}",
        (standing, row[0]),
    )
    connection.execute(
        "INSERT INTO removed_passages SELECT passage_id, ? FROM passages "
        "JOIN articles USING (article_key) WHERE source_id = ?",
        (change.generation, row[0]),
    )
    ids = [one[0] for one in connection.execute(f"SELECT article_id {own}", (row[0],))]
    connection.execute("DELETE FROM sources WHERE source_id = ?", (row[0],))
    return ids


def promote_copies(change: Change, article_ids: Iterable[str], encode: EncodePassages) -> None:
    """Let copies take the place of articles whose file is gone."""
    connection = change.connection
    select = (
        "SELECT * FROM copies WHERE article_id = ? AND NOT EXISTS "
        "(SELECT 1 FROM articles WHERE articles.article_id = copies.article_id) "
        "ORDER BY copy_key LIMIT 1"
    )
    rows = [row for one in article_ids for row in connection.execute(select, (one,))]
    rows.sort(key=lambda row: row["source_id"])
    for source_id, group in groupby(rows, key=lambda row: row["source_id"]):
        _insert_articles(change, source_id, [article_of(row) for row in group], encode)
    connection.executemany(
        "DELETE FROM copies WHERE copy_key = ?", [(row["copy_key"],) for row in rows]
    )


def withdraw_article(connection: sqlite3.Connection, article_id: str) -> bool:
    """Take one article out, wherever it stands; it stays citable as withdrawn, and does
    not come back when its file is read again, unless the file is withdrawn in between. False when
    it is not in the archive."""
    with transaction(connection) as change:
        connection.execute(
            "INSERT OR REPLACE INTO meta SELECT ? || article_id, path FROM articles "
            "JOIN sources USING (source_id) WHERE article_id = ?",
            (KEPT_OUT, article_id),
        )
        moved = connection.execute(
            "INSERT OR REPLACE INTO former_articles SELECT article_id, 'withdrawn', path, file, "
            "sources.sha256, issue_date, newspaper, title, given_id, body, facts, articles.sha256 "
            "FROM articles JOIN sources USING (source_id) WHERE article_id = ?",
            (article_id,),
        ).rowcount
        connection.execute(
            "INSERT INTO removed_passages SELECT passage_id, ? FROM passages "
            "JOIN articles USING (article_key) WHERE article_id = ?",
            (change.generation, article_id),
        )
        for table in ("articles", "copies"):
            connection.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))
    return bool(moved)


def renew_tokens(
    connection: sqlite3.Connection, token_ids: Callable[[Sequence[str]], TokenLists]
) -> None:
    """Find the tokens of every passage anew. No search index can start from an older one then."""
    select = (
        'SELECT passage_id, substr(body, start + 1, "end" - start), title FROM passages '
        "JOIN articles USING (article_key) WHERE passage_id > ? ORDER BY passage_id LIMIT ?"
    )
    last = 0
    with transaction(connection) as change:
        while rows := connection.execute(select, (last, BLOCK)).fetchall():
            lists = token_ids([search_text(title, text) for _, text, title in rows])
            connection.executemany(
                "UPDATE vectors SET tokens = ? WHERE passage_id = ?",
                [(_bytes(lists[at]), row[0]) for at, row in enumerate(rows)],
            )
            last = rows[-1][0]
        connection.execute("DELETE FROM changes WHERE generation < ?", (change.generation,))


class _Block(NamedTuple):
    """Some articles of a source on their way into the archive: `fresh` by their ids, `cut` into
    passages whose vectors are being made."""

    fresh: dict[str, Cut]
    copies: list[tuple[str, Article]]
    passages: list[tuple[str, Span]]
    encoded: Future[Encoded]


def _insert_articles(
    change: Change, source_id: int, articles: Sequence[Article], encode: EncodePassages
) -> tuple[int, int]:
    """Store articles of one source; one that is in the archive already becomes a copy. Returns
    how many articles and passages are new. Encodes a block while the one before is written."""
    seen: set[str] = set()
    stored = cut = 0
    much = len(articles) > _MANY
    with working(much) as work, ThreadPoolExecutor(1) as ahead:
        encoding = partial(encode, work=work) if much else encode
        some = (articles[at : at + BLOCK] for at in range(0, len(articles), BLOCK))
        begun = ((one, work.submit("cut articles", list(map(plain, one)))) for one in some)
        blocks = (
            _block(change, cuts_of(one, found.result()), seen, encoding, ahead)
            for one, found in one_ahead(begun)
        )
        for block in one_ahead(blocks):
            _insert_block(change, source_id, block)
            stored, cut = stored + len(block.fresh), cut + len(block.passages)
    return stored, cut


def _block(
    change: Change,
    articles: Iterable[Cut],
    seen: set[str],
    encode: EncodePassages,
    ahead: ThreadPoolExecutor,
) -> _Block:
    fresh: dict[str, Cut] = {}
    copies: list[tuple[str, Article]] = []
    for cut in articles:
        identity = cut.identity
        if _kept_out(change.connection, identity):
            continue
        if identity in seen or _stands(change.connection, identity):
            copies.append((identity, cut.article))
        else:
            fresh[identity] = cut
        seen.add(identity)
    spans = [(cut.identity, span) for cut in fresh.values() for span in cut.passages]
    texts = [_searched(fresh[one].article, *span) for one, span in spans]
    return _Block(fresh, copies, spans, ahead.submit(encode, texts))


def _searched(article: Article, start: int, end: int) -> str:
    return search_text(article.title, article.body[start:end])


def _stands(connection: sqlite3.Connection, identity: str) -> bool:
    select = "SELECT 1 FROM articles WHERE article_id = ?"
    return connection.execute(select, (identity,)).fetchone() is not None


def _kept_out(connection: sqlite3.Connection, identity: str) -> bool:
    select = "SELECT 1 FROM meta WHERE key = ?"
    return connection.execute(select, (KEPT_OUT + identity,)).fetchone() is not None


def _insert_block(change: Change, source_id: int, block: _Block) -> None:
    connection = change.connection
    keys = dict(zip(block.fresh, change.article_keys(len(block.fresh)), strict=True))
    connection.executemany(
        f"INSERT INTO articles (article_key, article_id, source_id, {_COLUMNS}) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (keys[one], one, source_id, *row_of(cut.article, one))
            for one, cut in block.fresh.items()
        ),
    )
    connection.executemany(
        f"INSERT INTO copies (article_id, source_id, {_COLUMNS}) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((one, source_id, *row_of(article, one)) for one, article in block.copies),
    )
    connection.executemany(
        "DELETE FROM former_articles WHERE article_id = ?", [(one,) for one in block.fresh]
    )
    put_sketches(connection, {keys[one]: cut.sketch for one, cut in block.fresh.items()})
    ids = change.passage_ids(len(block.passages))
    connection.executemany(
        "INSERT INTO passages VALUES (?, ?, ?, ?)",
        (
            (passage_id, keys[one], *span)
            for passage_id, (one, span) in zip(ids, block.passages, strict=True)
        ),
    )
    rows = vector_rows(ids, block.encoded.result())
    connection.executemany("INSERT INTO vectors VALUES (?, ?, ?)", rows)


def vector_rows(ids: Sequence[int], encoded: Encoded) -> Iterator[tuple[int, bytes, bytes]]:
    """The rows of `vectors` for passages of these ids: id, vector and tokens. Raises BaodaError
    when the encoder gave a vector that is not finite."""
    if not np.isfinite(encoded.vectors).all():
        raise BaodaError("The encoder gave a vector that is not finite: it cannot be used.")
    half = encoded.vectors.astype(np.float16)
    vectors, tokens = half.tobytes(), _bytes(encoded.tokens.ids)
    width, starts = half.shape[1] * half.itemsize, (2 * encoded.tokens.starts).tolist()
    for at, passage_id in enumerate(ids):
        vector = vectors[at * width : (at + 1) * width]
        yield passage_id, vector, tokens[starts[at] : starts[at + 1]]


def _bytes(tokens: NDArray[np.uint16]) -> bytes:
    return tokens.astype("<u2", copy=False).tobytes()
