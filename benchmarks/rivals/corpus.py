"""The passages of an archive, as every rival gets them, and back from an id to a hit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.rivals.rival import Text
from index.archive import Archive, StoredArticle
from retrieval.records import Hit
from retrieval.resolving import citation_of, facts_of, slice_of, source_of


class Corpus:
    """An archive as baoda cut it, open for reading: so that only the finding differs."""

    def __init__(self, folder: Path) -> None:
        self._archive = Archive(folder)

    def texts(self) -> list[Text]:
        """Every passage under its headline, as the reader of a hit sees it."""
        return [
            Text(row.passage_id, f"{stored.article.title or ''}\n{body[row.start : row.end]}")
            for stored in self._archive.articles()
            for body in [stored.article.body]
            for row in self._archive.passages_of(stored.key)
        ]

    def hits(self, passage_ids: Sequence[int]) -> list[Hit]:
        """These passages as hits, so that one rule judges baoda and rivals alike."""
        rows = self._archive.passages(passage_ids)
        keys = {row.article_key for row in rows.values()}
        articles = self._archive.articles_by_key(sorted(keys))
        return [
            self._hit(rank, articles[row.article_key], row.start, row.end)
            for rank, row in enumerate((rows[one] for one in passage_ids), 1)
        ]

    def _hit(self, rank: int, stored: StoredArticle, start: int, end: int) -> Hit:
        found = slice_of(stored.article, start, end)
        return Hit(
            rank=rank,
            score=1 / rank,
            passage=found,
            highlight=found,
            span=None,
            article=facts_of(stored),
            citation=citation_of(stored, start, end, ""),
            source=source_of(stored.article, start, end),
        )

    def close(self) -> None:
        """Let go of the archive."""
        self._archive.close()
