"""What took the place of words that were cited from an earlier reading of a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from index.archive import Archive, StoredArticle
from index.continuing import whole
from index.pages import page_name
from index.records import Article
from retrieval.aligning import nearest, pairs_in_common
from retrieval.letters import Letters, letters

SAME = 0.8  # share of the cited letters that must stand there, in order, to be the same words
_MOST = 500  # articles of an issue that are looked at


class Place(NamedTuple):
    """`body[start:end]` of a whole article, which has that share of the words looked for."""

    stored: StoredArticle
    start: int
    end: int
    share: float


def successor(archive: Archive, former: Article, start: int, end: int) -> Place | None:
    """Where the words `body[start:end]` of a former article stand in the present reading of its
    page. None when no article there has them, or several have them alike."""
    words = letters(former.body[start:end])
    if not words.plain:
        return None
    found = {
        (place.stored.article_id, place.start): place
        for one in _of_the_page(archive, former)
        if (place := _place(archive, one, words))
    }
    best = sorted(found.values(), key=lambda place: -place.share)[:2]
    if not best or (len(best) > 1 and best[0].share == best[1].share):
        return None
    return best[0]


def _of_the_page(archive: Archive, former: Article) -> Iterator[StoredArticle]:
    """The present articles of a former one's page, where pages are known; where the day is not,
    those of its headline."""
    where = "newspaper IS ? AND issue_date IS ?"
    values: tuple[str | None, ...] = (former.newspaper, None, former.title)
    if former.issue_date:
        values = (former.newspaper, former.issue_date.isoformat())
    else:
        where += " AND title IS ?"
    select = f"SELECT article_key FROM articles WHERE {where} LIMIT {_MOST}"
    keys = [row[0] for row in archive.connection.execute(select, values)]
    pages = set(map(page_name, former.pages))
    for one in archive.articles_by_key(keys).values():
        printed = set(map(page_name, one.article.pages))
        if not pages or not printed or pages & printed:
            yield one


def _place(archive: Archive, one: StoredArticle, words: Letters) -> Place | None:
    """Where an article has the words, or most of them."""
    full, _ = whole(archive, one)
    body = letters(full.article.body)
    at = body.plain.find(words.plain)
    if at >= 0:
        return Place(full, *body.place(at, at + len(words.plain)), 1.0)
    asked, printed = words.codes, body.codes
    # Each letter that differs spoils two pairs at most.
    if pairs_in_common(asked, printed) < len(asked) - 1 - 2 * (1 - SAME) * len(asked):
        return None
    near = nearest(asked, printed)
    if near is None or (share := 1 - near.distance / len(asked)) < SAME:
        return None
    return Place(full, *body.place(near.start, near.end), share)
