"""What an archive holds: its newspapers, what was set aside, and which articles stand beside one
on its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from index.archive import Archive, StoredArticle

# What stands in braces is fixed text; the page is looked for in the JSON that holds an article's
# other facts. The index is named because SQLite would take that by newspaper, which for a year of
# one newspaper is no help.
_BESIDE = (
    "SELECT article_id, title FROM articles INDEXED BY {index} "
    "WHERE {same} AND article_key {at} AND "
    "(? IS NULL OR EXISTS (SELECT 1 FROM json_each(facts, '$.pages') WHERE value = ?)) "
    "ORDER BY article_key {order} LIMIT 1"
)
_SAME_ISSUE = "issue_date = ? AND newspaper IS ?"
_SAME_FILE = "source_id = (SELECT source_id FROM articles WHERE article_key = ?)"


@dataclass(frozen=True, slots=True)
class Holding:
    """What there is of one newspaper; `newspaper` is None for articles that name none, the dates
    are None when no article is dated."""

    newspaper: str | None
    articles: int
    issues: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file that was not taken in, by name, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """Every newspaper, most articles first, and every file in quarantine, by name."""

    newspapers: tuple[Holding, ...]
    set_aside: tuple[SetAside, ...] = ()

    @property
    def articles(self) -> int:
        return sum(one.articles for one in self.newspapers)

    @property
    def first(self) -> date | None:
        """The day of the oldest issue."""
        return min((one.first for one in self.newspapers if one.first), default=None)

    @property
    def last(self) -> date | None:
        """The day of the newest issue."""
        return max((one.last for one in self.newspapers if one.last), default=None)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An article beside another on its page."""

    article_id: str
    title: str | None


def set_aside(archive: Archive) -> tuple[SetAside, ...]:
    """Every file in quarantine, by name."""
    aside = archive.connection.execute("SELECT path, reason FROM quarantine ORDER BY path")
    return tuple(SetAside(PurePath(path).name, why) for path, why in aside)


def beside(archive: Archive, stored: StoredArticle) -> tuple[Neighbour | None, Neighbour | None]:
    """The article before and the one after on the page an article begins on: of the same
    newspaper and day, or of the same file when the day is not known."""
    if stored.standing != "current":
        return None, None
    article = stored.article
    day = article.issue_date.isoformat() if article.issue_date else None
    same, values = (_SAME_ISSUE, (day, article.newspaper)) if day else (_SAME_FILE, (stored.key,))
    index = "articles_by_date" if day else "articles_by_source"
    page = article.pages[0] if article.pages else None
    found: list[Neighbour | None] = []
    for at, order in (("< ?", "DESC"), ("> ?", "ASC")):
        select = _BESIDE.format(index=index, same=same, at=at, order=order)
        row = archive.connection.execute(select, (*values, stored.key, page, page)).fetchone()
        found.append(Neighbour(*row) if row else None)
    return found[0], found[1]
