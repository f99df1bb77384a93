"""Looking through the archive: every article of a period, of a newspaper, with some words.

Where a question is answered by the best passages, a list holds all that match and counts them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.archive import Archive, StoredArticle
from index.continuing import whole
from index.holdings import Holdings, set_aside
from index.sentences import sentences
from index.store import Store
from index.tokens import fold
from retrieval.catalogue import Catalogue, KeptCatalogue, Mask, Rows
from retrieval.cursors import Cursor, read, written
from retrieval.issues import issue_days, newspapers_held
from retrieval.listing import Arrivals, Browse, Count, Listed, Listing, Sort
from retrieval.matching import Matcher, Matches, words_asked
from retrieval.question import interpret
from retrieval.records import Interpretation, Slice
from retrieval.resolving import citation_of, facts_of, slice_of
from retrieval.under import Under, passages_under, rows_under

_OPENING = 120  # characters of an article that show what it is about
_LOOKED_THROUGH = 6_000  # characters of an article in which the best sentence is looked for
_NAMED = 100  # newspapers and authors that are counted by name, the commonest
_BY_DAY = (int, str, int, str, int)  # what a place in a list by date is made of
_UNDATED_LAST = 99_999_999

Place = tuple[Any, ...]


class Browser:
    """Lists of an archive's articles. Safe to use from several threads."""

    def __init__(self, archive: Archive, public_url: str) -> None:
        self._archive = archive
        self._public_url = public_url
        self._catalogue = KeptCatalogue(archive)
        self._matcher = Matcher(archive)

    def browse(self, asked: Browse, store: Store) -> Listing:
        """One page of the articles asked for, and how many there are; raises BadQuestion."""
        asked = asked.checked()
        catalogue = self._catalogue()
        reading = interpret(asked.question(asked.text), dated=bool(catalogue.days.any()))
        words = words_asked(reading)
        matches = self._matcher.matching(store, catalogue, words, _among(catalogue, reading))
        rows = _ordered(catalogue, matches, asked.order)
        place = partial(_place, catalogue, matches, asked.order)
        start = _start(catalogue, rows, asked, place)
        shown = rows[start : start + asked.limit].tolist()
        more = start + len(shown) < len(rows)
        last = Cursor(catalogue.entries[shown[-1]].article_id, place(shown[-1])) if more else None
        chosen = matches.chosen
        return Listing(
            total=len(rows),
            items=self._items([catalogue.entries[row].key for row in shown], words.all),
            next=written(last, _list_of(asked)) if last else None,
            months=_months(catalogue.days[chosen]),
            newspapers=_counts(catalogue.newspapers.counts(chosen)),
            authors=_counts(catalogue.authors.counts(chosen)),
            undated=int(np.count_nonzero(catalogue.days[chosen] == 0)),
            interpretation=reading,
            all_words=matches.all_words,
            generation=catalogue.generation,
        )

    def arrivals(self, asked: Browse, store: Store, since: int, limit: int) -> Arrivals:
        """The articles that match and came in after the one with the key `since`, in order of
        coming: those with all words only."""
        catalogue = self._catalogue()
        reading = interpret(asked.question(asked.text), dated=bool(catalogue.days.any()))
        words = words_asked(reading)
        matches = self._matcher.matching(store, catalogue, words, _among(catalogue, reading))
        rows = np.flatnonzero(matches.chosen).tolist() if matches.all_words else []
        keys = sorted(key for row in rows if (key := catalogue.entries[row].key) > since)
        items = self._items(keys[:limit], words.all)
        latest = max((entry.key for entry in catalogue.entries), default=0)
        return Arrivals(items, keys[limit - 1] if len(keys) > limit else latest, latest)

    def under(self, reading: Interpretation) -> Under | None:
        """The passages under what a reading names of headlines and sections; None when nothing."""
        if not reading.under:
            return None
        catalogue = self._catalogue()
        return passages_under(catalogue, reading, partial(_among, catalogue, reading))

    def count(self) -> int:
        """How many articles there are, the halves of one being one."""
        return len(self._catalogue())

    def holdings(self) -> Holdings:
        """Every newspaper of the archive, and the files that were set aside."""
        return Holdings(newspapers_held(self._catalogue()), set_aside(self._archive))

    def issue_days(self, newspaper: str | None, year: int) -> dict[date, int]:
        """How many articles of a newspaper were printed on each day of a year that has any."""
        return issue_days(self._catalogue(), newspaper, year)

    def _items(self, keys: Sequence[int], words: Sequence[str]) -> tuple[Listed, ...]:
        stored = self._archive.articles_by_key(keys)
        return tuple(self._listed(stored[key], words) for key in keys if key in stored)

    def _listed(self, stored: StoredArticle, words: Sequence[str]) -> Listed:
        full, _ = whole(self._archive, stored)
        body = full.article.body
        return Listed(
            article=facts_of(full),
            citation=citation_of(full, 0, len(body), self._public_url),
            opening=slice_of(full.article, *_opening(body)),
            highlight=_highlight(full, words),
        )


def _among(catalogue: Catalogue, reading: Interpretation) -> Mask:
    """Which rows the scope of a reading admits; one whose date is unknown is in no period, but may
    be let in besides."""
    among = np.ones(len(catalogue), np.bool_)
    if reading.from_date:
        among &= catalogue.days >= _number(reading.from_date.isoformat())
    if reading.to_date:
        until = _number(reading.to_date.isoformat())
        among &= (catalogue.days <= until) & (catalogue.days > 0)
    if reading.undated:
        among |= catalogue.days == 0
    for names, wanted in (
        (catalogue.newspapers, reading.newspaper),
        (catalogue.authors, reading.author),
        (catalogue.pages, reading.page),
    ):
        if wanted is not None:
            carrying = np.zeros(len(catalogue), np.bool_)
            carrying[names.carrying(wanted)] = True
            among &= carrying
    under = rows_under(catalogue, reading)
    return among if under is None else among & under


def _ordered(catalogue: Catalogue, matches: Matches, order: Sort) -> Rows:
    rows = np.flatnonzero(matches.chosen)
    days = catalogue.days[rows]
    by_day = np.where(days == 0, _UNDATED_LAST, days) if order == "oldest" else -days
    rows = rows[np.argsort(by_day, kind="stable")]
    if order == "relevance":
        rows = rows[np.argsort(-matches.scores[rows], kind="stable")]
    return rows


def _place(catalogue: Catalogue, matches: Matches, order: Sort, row: int) -> Place:
    """What a list in this order is sorted by, the least first."""
    day, *rest = catalogue.entries[row].place
    if order == "oldest":
        return (day or _UNDATED_LAST, *rest)
    if order == "newest":
        return (-day, *rest)
    return (-float(matches.scores[row]), -day, *rest)


def _start(catalogue: Catalogue, rows: Rows, asked: Browse, place: Callable[[int], Place]) -> int:
    """Where in the list the page begins that is asked for."""
    if asked.cursor is None:
        return 0
    kinds = (float, *_BY_DAY) if asked.order == "relevance" else _BY_DAY
    cursor = read(asked.cursor, _list_of(asked), kinds)
    found = np.flatnonzero(rows == catalogue.rows.get(cursor.article_id, -1))
    if len(found):
        return int(found[0]) + 1
    return bisect_right(rows.tolist(), cursor.place, key=place)


def _list_of(asked: Browse) -> list[object]:
    """What makes a list another list, so that a cursor of one is none of the other."""
    scope = (asked.from_date, asked.to_date, asked.newspaper, asked.author, asked.page)
    return [asked.text, asked.as_of, asked.use_dates, asked.order, *scope]


def _months(days: NDArray[np.int64]) -> tuple[Count, ...]:
    months, counts = np.unique(days[days > 0] // 100, return_counts=True)
    return tuple(
        Count(f"{month // 100:04}-{month % 100:02}", count)
        for month, count in zip(months.tolist(), counts.tolist(), strict=True)
    )


def _counts(named: Sequence[tuple[str, int]]) -> tuple[Count, ...]:
    return tuple(Count(*one) for one in named[:_NAMED])


def _number(day: str) -> int:
    return int(day.replace("-", ""))


def _opening(body: str) -> tuple[int, int]:
    """The first sentences of a body, as many as fit; of a longer one its beginning."""
    spans = sentences(body[: 2 * _OPENING])
    if not spans:
        return 0, min(len(body), _OPENING)
    start = spans[0][0]
    fitting = [end for _, end in spans if end - start <= _OPENING]
    return start, fitting[-1] if fitting else min(len(body), start + _OPENING)


def _highlight(stored: StoredArticle, words: Sequence[str]) -> Slice | None:
    """The first of the sentences that hold most of the words; None when none holds any."""
    body = stored.article.body[:_LOOKED_THROUGH]
    best, most = None, 0
    for start, end in sentences(body) if words else ():
        sentence = fold(body[start:end])
        held = sum(word in sentence for word in words)
        if held > most:
            best, most = (start, end), held
    return slice_of(stored.article, *best) if best else None
