"""Articles that go on on another page: the halves found by their jump marks and read as one.

Each half is stored by itself, so pages may come in any order, change or go; whenever an article is
shown, its halves of the same issue are put together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from index.archive import Archive, StoredArticle
from index.article_rows import article_of
from index.cohesion import terms
from index.pages import page_name
from index.records import Article, Part

_ENDS = "。！？!?…”』」）)：:"
_LONGEST_CHAIN = 8  # halves; more means marks that point in a circle


def whole(archive: Archive, stored: StoredArticle) -> tuple[StoredArticle, int]:
    """The article a half belongs to, and where the half begins in its body.

    The whole has the first half's id and facts, the pages of all halves, and every half's parts.
    An article without halves, or whose other half is not in the archive, is its own whole.
    """
    article = stored.article
    if stored.standing != "current" or not (article.jump_to or article.jump_from):
        return stored, 0
    halves = _halves_of_issue(archive, article, stored.key)
    return joined(halves, stored) if stored.key in {one.key for one in halves} else (stored, 0)


def whole_as_it_was(archive: Archive, stored: StoredArticle) -> Iterator[tuple[StoredArticle, int]]:
    """What `whole` may have been when halves that are former now were current: put together with
    the former ones alone, and with all. Its standing is theirs: withdrawn when one of them is."""
    article = stored.article
    if not (article.jump_to or article.jump_from):
        return
    former = _former_halves(archive, article)
    for halves in (former, [*former, *_halves_of_issue(archive, article, stored.key)]):
        own = next((one for one in halves if one.article_id == stored.article_id), stored)
        together = halves if own is not stored else [*halves, stored]
        standings = {one.standing for one in _chain(together, own)}
        found, offset = joined(together, own)
        standing = next((one for one in ("withdrawn", "superseded") if one in standings), "current")
        yield replace(found, standing=standing), offset


def joined(halves: Sequence[StoredArticle], stored: StoredArticle) -> tuple[StoredArticle, int]:
    """`whole`, given every article of the issue that has a jump mark."""
    first, *others = _chain(halves, stored)
    found, offset = first, 0
    for half in others:
        body = len(found.article.body)
        found = replace(found, article=_put_together(found.article, half.article))
        if half.key == stored.key:
            offset = body + len(_between(found.article.body[:body]))
    return found, offset


def _chain(halves: Sequence[StoredArticle], stored: StoredArticle) -> list[StoredArticle]:
    """The halves of the article that one of them belongs to, in order."""
    follows = continuations(halves)
    before = {follower: key for key, follower in follows.items()}
    by_key = {one.key: one for one in halves}
    first = stored.key
    for _ in range(_LONGEST_CHAIN):
        first = before.get(first, first)
    keys = [first]
    while len(keys) <= _LONGEST_CHAIN and follows.get(keys[-1], first) != first:
        keys.append(follows[keys[-1]])
    return [by_key[key] for key in keys]


def continuations(halves: Sequence[StoredArticle]) -> dict[int, int]:
    """Which half goes on in which, by key: the pages named must be each other's. Where several
    articles jump between the same two pages the headline decides, and then what is left over;
    halves that cannot be told apart stay apart."""
    leaving: dict[tuple[str, str], list[StoredArticle]] = defaultdict(list)
    coming: dict[tuple[str, str], list[StoredArticle]] = defaultdict(list)
    for half in halves:
        article = half.article
        page = _page_of(article)
        if page and article.jump_to:
            leaving[page, page_name(article.jump_to)].append(half)
        if page and article.jump_from:
            coming[page_name(article.jump_from), page].append(half)
    found: dict[int, int] = {}
    for pages, heads in leaving.items():
        found |= _paired(heads, coming.get(pages, []))
    return found


class Jumping(NamedTuple):
    """An article that may be half of one, as far as its issue tells what it may belong to."""

    key: int
    day: object
    newspaper: str | None
    source_id: int


def every_continuation(archive: Archive, jumping: Iterable[Jumping]) -> dict[int, int]:
    """`continuations` of all these articles: in one issue, or in one file when the issue is not
    known."""
    issues: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for one in jumping:
        known = one.day and one.newspaper
        issues[(one.day, one.newspaper) if known else (one.source_id,)].append(one.key)
    halves = archive.articles_by_key([key for keys in issues.values() for key in keys])
    found: dict[int, int] = {}
    for keys in issues.values():
        found |= continuations([halves[key] for key in sorted(keys) if key in halves])
    return found


def whole_articles(archive: Archive) -> int:
    """How many articles an archive has for its readers, to whom the halves of one are one."""
    rows = archive.connection.execute(
        "SELECT article_key, issue_date, newspaper, source_id FROM articles "
        "WHERE facts LIKE '%\"jump\\__%' ESCAPE '\\'"
    )
    later = set(every_continuation(archive, (Jumping(*row) for row in rows)).values())
    return archive.count("articles") - len(later)


def _page_of(article: Article) -> str | None:
    """The page of a half as printed; in a file of several pages that print none, as counted."""
    if article.pages:
        return page_name(article.pages[-1])
    box = next((box for part in article.parts for box in part.boxes), None)
    return str(box.page) if box else None


def _paired(heads: list[StoredArticle], tails: list[StoredArticle]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    heads, tails = list(heads), list(tails)
    for head in list(heads):
        alike = [tail for tail in tails if _same_headline(head.article, tail.article)]
        if len(alike) == 1:
            pairs[head.key] = alike[0].key
            heads.remove(head)
            tails.remove(alike[0])
    if len(heads) == len(tails) == 1 and _may_follow(heads[0].article, tails[0].article):
        pairs[heads[0].key] = tails[0].key
    return pairs


def _same_headline(head: Article, tail: Article) -> bool:
    """A continuation repeats the headline, often shortened."""
    first, second = ("".join((one.title or "").casefold().split()) for one in (head, tail))
    return bool(first and second) and (second in first or first in second)


def _may_follow(head: Article, tail: Article) -> bool:
    """True for the only half that is left, when its headline says nothing else."""
    return not tail.title or bool(terms(tail.title) & terms(head.title or ""))


def _put_together(head: Article, tail: Article) -> Article:
    between = _between(head.body)
    shift = len(head.body) + len(between)
    return replace(
        head,
        body=head.body + between + tail.body,
        parts=(*head.parts, *(_shifted(part, shift) for part in tail.parts)),
        pages=tuple(dict.fromkeys((*head.pages, *tail.pages))),
        jump_to=tail.jump_to,
        notes=(*head.notes, *tail.notes),
    )


def _between(body: str) -> str:
    """A sentence cut by the jump goes on at once; after a full stop a paragraph begins."""
    if not body or body[-1] in _ENDS or body[-1] == ".":
        return "\n"
    return " " if body[-1].isascii() and body[-1].isalnum() else ""


def _shifted(part: Part, shift: int) -> Part:
    return replace(
        part, start=part.start + shift, end=part.end + shift, map=part.map.shifted(shift)
    )


def _halves_of_issue(archive: Archive, article: Article, key: int) -> list[StoredArticle]:
    values: tuple[object, ...] = (article.issue_date, article.newspaper)
    where = "issue_date = ? AND newspaper = ?"
    if None in values:  # pages whose issue is not known may be of any two, but in one file
        where = "source_id = (SELECT source_id FROM articles WHERE article_key = ?)"
        values = (key,)
    rows = archive.connection.execute(
        f"SELECT * FROM articles WHERE {where} "
        "AND facts LIKE '%\"jump\\__%' ESCAPE '\\' ORDER BY article_key",
        tuple(str(value) for value in values),
    )
    return [
        StoredArticle(row["article_id"], article_of(row), key=row["article_key"]) for row in rows
    ]


def _former_halves(archive: Archive, article: Article) -> list[StoredArticle]:
    """The former halves of an issue, with keys that no current one has."""
    day = article.issue_date.isoformat() if article.issue_date else None
    rows = archive.connection.execute(
        "SELECT * FROM former_articles WHERE issue_date IS ? AND newspaper IS ? "
        "AND facts LIKE '%\"jump\\__%' ESCAPE '\\' ORDER BY rowid",
        (day, article.newspaper),
    )
    return [
        StoredArticle(row["article_id"], article_of(row), row["standing"], -number)
        for number, row in enumerate(rows, 1)
    ]
