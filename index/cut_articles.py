"""What an article is stored under and found by, worked out away from the archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from index.identity import article_id
from index.passages import passages
from index.records import Article, Part, SourceMap
from index.sentences import Span
from index.sketch import sketches

# Plain values, so that another process may be asked: newspaper, day, pages, id given, title, body,
# and where the parts of the body begin and end.
Plain = tuple[str | None, str | None, tuple[str, ...], str | None, str | None, str, list[Span]]
Found = tuple[str, list[Span], list[int]]


class Cut(NamedTuple):
    """An article with its id, its passages and its sketch."""

    identity: str
    article: Article
    passages: list[Span]
    sketch: list[int]


def plain(article: Article) -> Plain:
    """What of an article its id, passages and sketch are made of."""
    day = article.issue_date.isoformat() if article.issue_date else None
    parts = [(part.start, part.end) for part in article.parts]
    facts = (article.newspaper, day, article.pages, article.source_id, article.title)
    return *facts, article.body, parts


def cut_articles(articles: Sequence[Plain]) -> list[Found]:
    """Of each article, as `plain` gives it, the id, the passages and the sketch."""
    made = [_article(one) for one in articles]
    drawn = sketches([one.body for one in made])
    return [
        (article_id(one), [(each.start, each.end) for each in passages(one)], sketch)
        for one, sketch in zip(made, drawn, strict=True)
    ]


def cuts_of(articles: Sequence[Article], found: Sequence[Found]) -> Iterator[Cut]:
    """The articles with what was found out about them."""
    for article, (identity, spans, sketch) in zip(articles, found, strict=True):
        yield Cut(identity, article, spans, sketch)


def _article(told: Plain) -> Article:
    newspaper, day, pages, source_id, title, body, parts = told
    return Article(
        body=body,
        parts=tuple(Part("", "", None, start, end, SourceMap(())) for start, end in parts),
        newspaper=newspaper,
        issue_date=date.fromisoformat(day) if day else None,
        pages=tuple(pages),
        title=title,
        source_id=source_id,
    )
