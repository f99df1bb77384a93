"""The passages chosen for an answer, each with the whole article it is a stretch of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from index.archive import Archive, StoredArticle
from index.continuing import whole
from retrieval.printings import OtherPrintings
from retrieval.records import Slice
from retrieval.resolving import slice_of


class Found(NamedTuple):
    """A ranked passage as shown: the whole article it is a stretch of, and where."""

    passage_id: int
    stored: StoredArticle
    start: int
    end: int
    printings: OtherPrintings

    @property
    def passage(self) -> Slice:
        return slice_of(self.stored.article, self.start, self.end)

    @property
    def text(self) -> str:
        """The passage under its headline."""
        return f"{self.stored.article.title or ''}\n{self.passage.text}"


def found(archive: Archive, some: Iterable[OtherPrintings]) -> list[Found]:
    """Passages as stored; those removed since the generation was built are left out, so that
    nothing is shown that is no longer in the archive."""
    chosen = list(some)
    keys = {one.row.article_key for one in chosen}
    articles = archive.articles_by_key(list(keys))
    wholes = {key: whole(archive, stored) for key, stored in articles.items()}
    return [
        _shown(one, *wholes[one.row.article_key]) for one in chosen if one.row.article_key in wholes
    ]


def _shown(one: OtherPrintings, stored: StoredArticle, offset: int) -> Found:
    row = one.row
    return Found(row.passage_id, stored, row.start + offset, row.end + offset, one)
