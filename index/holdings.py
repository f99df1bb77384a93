"""What an archive holds, counted: its newspapers, their issues by day, what was set aside, and
which articles stand beside one on its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from index.archive import Archive, StoredArticle

_NUMBERS = (
    "SELECT newspaper, count(*), count(DISTINCT issue_date), min(issue_date), max(issue_date) "
    "FROM articles GROUP BY newspaper ORDER BY count(*) DESC, newspaper"
)
_DAYS = (
    "SELECT issue_date, count(*) FROM articles INDEXED BY articles_by_date "
    "WHERE issue_date BETWEEN ? AND ? AND newspaper IS ? GROUP BY issue_date ORDER BY issue_date"
)
# `{at}` is fixed text; the page is looked for in the JSON that holds an article's other facts.
_BESIDE = (
    "SELECT article_id, title FROM articles WHERE {same} AND article_key {at} AND "
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


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An article beside another on its page."""

    article_id: str
    title: str | None


def holdings(archive: Archive) -> Holdings:
    """What an archive holds, newspaper by newspaper, and what was set aside."""
    rows = archive.connection.execute(_NUMBERS)
    newspapers = tuple(
        Holding(name, articles, issues, _day(first), _day(last))
        for name, articles, issues, first, last in rows
    )
    aside = archive.connection.execute("SELECT path, reason FROM quarantine ORDER BY path")
    return Holdings(newspapers, tuple(SetAside(PurePath(path).name, why) for path, why in aside))


def days_of(archive: Archive, newspaper: str | None, year: int) -> dict[date, int]:
    """How many articles of a newspaper were printed on each day of a year that has any."""
    period = (f"{year:04}-01-01", f"{year:04}-12-31")
    rows = archive.connection.execute(_DAYS, (*period, newspaper))
    return {date.fromisoformat(day): count for day, count in rows}


def beside(archive: Archive, stored: StoredArticle) -> tuple[Neighbour | None, Neighbour | None]:
    """The article before and the one after on the page an article begins on: of the same
    newspaper and day, or of the same file when the day is not known."""
    if stored.standing != "current":
        return None, None
    article = stored.article
    day = article.issue_date.isoformat() if article.issue_date else None
    same, values = (_SAME_ISSUE, (day, article.newspaper)) if day else (_SAME_FILE, (stored.key,))
    page = article.pages[0] if article.pages else None
    found: list[Neighbour | None] = []
    for at, order in (("< ?", "DESC"), ("> ?", "ASC")):
        select = _BESIDE.format(same=same, at=at, order=order)
        row = archive.connection.execute(select, (*values, stored.key, page, page)).fetchone()
        found.append(Neighbour(*row) if row else None)
    return found[0], found[1]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
