"""The keyword index: tantivy over our own tokens, one document a passage."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import tantivy
from numpy.typing import NDArray

from index.errors import ArchiveDamaged
from index.names import author_keys, name_key
from index.pages import page_name
from index.store import Field, Ids, Ranking, Scope, Token, day_number

_HEAP = 512_000_000  # bytes a writer may buffer before it writes a segment; a larger one costs less
_AFTER_ALL = 10**8  # a number above that of any day
_UNUSABLE = re.compile(r"\s")


class WordsRow(NamedTuple):
    """A passage as the keyword index takes it; tokens stand in one line, white space between."""

    passage_id: int
    words: str
    bigrams: str
    day: date | None
    newspaper: str | None
    authors: Sequence[str]
    pages: Sequence[str]


def schema() -> Any:
    """Token fields carry frequencies, not positions: phrases are checked on the stored text."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("passage_id", stored=False, indexed=True, fast=True)
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("bigrams", tokenizer_name="whitespace", index_option="freq")
    builder.add_integer_field("day", indexed=True, fast=False)
    for name in ("newspaper", "author", "page"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    return builder.build()


def change_words(folder: Path, added: Iterable[WordsRow], removed: Iterable[int]) -> None:
    """Add and remove passages in the index in `folder`; made when there is none. Files are
    written anew, never changed, so hard links to an older state keep that state. Raises OSError
    when they cannot be written."""
    try:
        index = tantivy.Index(schema(), path=str(folder))
        index.config_reader(reload_policy="manual")  # or it reads along, in a thread of its own
        writer = index.writer(_HEAP)
    except ValueError as error:
        raise OSError(f"the keyword index cannot be opened: {error}") from error
    for passage_id in removed:
        writer.delete_documents_by_query(
            tantivy.Query.term_query(index.schema, "passage_id", int(passage_id))
        )
    for row in added:
        _written(writer.add_document, _document(row))
    _written(writer.commit)
    _written(writer.wait_merging_threads)


def _written(step: Callable[..., Any], *what: Any) -> None:
    """A step of the writer; what goes wrong there is a disk that is full or broken."""
    try:
        step(*what)
    except ValueError as error:
        raise OSError(f"the keyword index cannot be written: {error}") from error


def _document(row: WordsRow) -> Any:
    document = tantivy.Document()
    document.add_integer("passage_id", row.passage_id)
    document.add_text("words", row.words)
    document.add_text("bigrams", row.bigrams)
    if row.day:
        document.add_integer("day", day_number(row.day))
    if row.newspaper:
        document.add_text("newspaper", name_key(row.newspaper))
    for author in author_keys(row.authors):
        document.add_text("author", author)
    for page in dict.fromkeys(map(page_name, row.pages)):
        document.add_text("page", page)
    return document


class WordsIndex:
    """An open keyword index; a snapshot that later changes do not touch."""

    def __init__(self, folder: Path) -> None:
        """Raises ArchiveDamaged when the folder holds no whole index."""
        try:
            index = _opened(folder)
        except ValueError as error:
            raise ArchiveDamaged(f"The keyword index {folder} cannot be read.") from error
        self._searcher = index.searcher()
        self._schema = index.schema
        # The index itself is let go: it would look for changes twice a second for ever.

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def best(self, field: Field, tokens: Sequence[str], limit: int, scope: Scope) -> Ranking:
        """The passages with the best BM25 score (tantivy: k1 = 1.2, b = .75) for these tokens."""
        terms = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, field, token))
            for token in dict.fromkeys(tokens)
            if token and not _UNUSABLE.search(token)
        ]
        if not terms or limit < 1:
            return Ranking.empty()
        query = tantivy.Query.boolean_query(terms)
        if limits := self._limits(scope):
            must = [(tantivy.Occur.Must, one) for one in (query, *limits)]
            query = tantivy.Query.boolean_query(must)
        found = self._searcher.search(query, limit, count=False).hits
        if not found:
            return Ranking.empty()
        return Ranking(self._ids([address for _, address in found]), _scores(found))

    def holding(self, tokens: Sequence[Token], limit: int, scope: Scope) -> Ids:
        """The passages that hold every one of the tokens, best first."""
        if not tokens or limit < 1 or any(not one or _UNUSABLE.search(one) for _, one in tokens):
            return Ranking.empty().ids
        terms = [tantivy.Query.term_query(self._schema, *one) for one in dict.fromkeys(tokens)]
        must = [(tantivy.Occur.Must, one) for one in (*terms, *self._limits(scope))]
        found = self._searcher.search(tantivy.Query.boolean_query(must), limit, count=False).hits
        return self._ids([address for _, address in found]) if found else Ranking.empty().ids

    def within(self, scope: Scope) -> NDArray[np.int64]:
        """Every passage of a scope, in no order."""
        limits = [(tantivy.Occur.Must, one) for one in self._limits(scope)]
        query = tantivy.Query.boolean_query(limits) if limits else tantivy.Query.all_query()
        found = self._searcher.search(query, max(1, len(self)), count=False).hits
        return self._ids([address for _, address in found])

    def frequency(self, field: Field, token: str) -> int:
        """In how many passages the token stands."""
        return int(self._searcher.doc_freq(field, token))

    def _limits(self, scope: Scope) -> list[Any]:
        """Conditions that add nothing to the score."""
        terms = [
            tantivy.Query.term_query(self._schema, name, value)
            for name, value in (
                ("newspaper", None if scope.newspaper is None else name_key(scope.newspaper)),
                ("author", None if scope.author is None else name_key(scope.author)),
                ("page", None if scope.page is None else page_name(scope.page)),
            )
            if value is not None
        ]
        if scope.from_date or scope.to_date:
            terms.append(self._printed(scope))
        return [tantivy.Query.const_score_query(term, 0.0) for term in terms]

    def _printed(self, scope: Scope) -> Any:
        """The passages of a period. One without a date has no such field, which tantivy cannot ask
        for: where such are wanted, they are among those not printed outside the period."""
        low = day_number(scope.from_date or date.min)
        high = day_number(scope.to_date or date.max)
        if not scope.undated:
            return self._days(low, high)
        outside = (self._days(0, low - 1), self._days(high + 1, _AFTER_ALL))
        return tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Must, tantivy.Query.all_query()),
                *((tantivy.Occur.MustNot, days) for days in outside),
            ]
        )

    def _days(self, low: int, high: int) -> Any:
        kind = tantivy.FieldType.Integer
        return tantivy.Query.range_query(self._schema, "day", kind, low, high)

    def _ids(self, addresses: list[Any]) -> NDArray[np.int64]:
        values = self._searcher.fast_field_values("passage_id", addresses)
        return np.asarray(values, dtype=np.int64)


def _opened(folder: Path) -> Any:
    """The index in a folder. tantivy makes a lock file there even to read; where nothing can be
    written it is opened through links from a folder that is gone again at once."""
    if os.access(folder, os.W_OK):
        return _reading(folder)
    with tempfile.TemporaryDirectory(prefix="baoda-words-") as links:
        for file in folder.iterdir():
            if not file.name.startswith(".tantivy"):
                (Path(links) / file.name).symlink_to(file.resolve())
        return _reading(Path(links))


def _reading(folder: Path) -> Any:
    index = tantivy.Index.open(str(folder))
    index.config_reader(reload_policy="manual")
    index.reload()
    return index


def _scores(found: list[tuple[float, Any]]) -> NDArray[np.float32]:
    return np.fromiter((score for score, _ in found), dtype=np.float32)
