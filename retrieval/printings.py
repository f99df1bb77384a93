"""Where else the text of a hit was printed, and hits that are one text taken together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from index.archive import Archive, PassageRow
from index.article_rows import article_of, intact
from index.continuing import whole
from index.printings import ArticlePrintings, likeness, sketches_of
from index.same_text import SharedText
from retrieval.citing import with_text
from retrieval.records import Citation
from retrieval.resolving import citation_of

_MORE = "A passage shown was printed in so many places that not all of them are named."
_BLOCK = 5  # passages read from the archive together


class OtherPrintings:
    """The other places of one passage: where its text stands in other printings of its article,
    by the key of each. `row` is the passage as stored. They are found when they are first asked
    for, since most passages that are looked at are not shown."""

    def __init__(self, archive: Archive, row: PassageRow, printings: ArticlePrintings) -> None:
        self.row = row
        self._archive = archive
        self._printings = printings

    @cached_property
    def places(self) -> dict[int, tuple[int, int]]:
        """Where the text stands in each of the other printings."""
        row, shared = self.row, self._shared
        found = {key: one.place(row.start, row.end) for key, one in shared.items()}
        return {key: place for key, place in found.items() if place is not None}

    @property
    def more(self) -> bool:
        """Whether it may have more places."""
        return self._printings.all.more

    @property
    def _shared(self) -> dict[int, SharedText]:
        return {one.article_key: one.shared for one in self._printings.all.found}

    def hold(self, row: PassageRow) -> bool:
        """Whether most of another passage is this one's text, printed elsewhere."""
        shared = self._printings.shared_with(row.article_key)
        start, end = (shared and shared.place(self.row.start, self.row.end)) or (0, 0)
        return 2 * (min(end, row.end) - max(start, row.start)) > row.end - row.start

    def citations(
        self, own: Citation, sentence: tuple[int, int], public_url: str
    ) -> tuple[Citation, ...]:
        """The places that hold the sentence that answers, a range of the stored article, as
        citations in order of date; `own` is the passage's. Each names another printing: what
        would name the same newspaper, issue, page and headline is left out."""
        shared = self._shared
        keys = [key for key in self.places if shared[key].place(*sentence) is not None]
        others = [*self._of_articles(keys, public_url), *self._of_copies(own)]
        if not others:  # as of most
            return ()
        others.sort(
            key=lambda one: (one.issue_date or date.max, one.newspaper or "", one.citation_id)
        )
        distinct = {_facts(one): one for one in reversed(others)}
        distinct.pop(_facts(own), None)
        return tuple(reversed(distinct.values()))

    def _of_articles(self, keys: Sequence[int], public_url: str) -> Iterator[Citation]:
        stored = self._archive.articles_by_key(keys)
        for key, article in stored.items():
            full, offset = whole(self._archive, article)
            start, end = self.places[key]
            yield citation_of(full, start + offset, end + offset, public_url)

    def _of_copies(self, own: Citation) -> Iterator[Citation]:
        """The same article in another file. It has the same id, for newspaper, date, page and
        text are the same: what its file says more of the issue is shown, and the id leads to the
        words of the copy that is found."""
        select = (
            "SELECT copies.* FROM copies JOIN articles USING (article_id) "
            "WHERE articles.article_key = ? ORDER BY copy_key"
        )
        for row in self._archive.connection.execute(select, (self.row.article_key,)):
            if intact(row):
                article = article_of(row)
                yield with_text(
                    replace(
                        own,
                        issue_number=article.issue_number,
                        authors=article.authors,
                        inferred=article.inferred,
                    )
                )


def once_each(archive: Archive, ids: Sequence[int]) -> Iterator[OtherPrintings]:
    """The passages that are not one text, in order: of several printings the first stays.
    Passages that are gone are left out. Each is looked up when it is asked for."""
    kept: list[OtherPrintings] = []
    sketches: dict[int, list[int]] = {}
    printings: dict[int, ArticlePrintings] = {}
    for at in range(0, len(ids), _BLOCK):
        block = ids[at : at + _BLOCK]
        rows = archive.passages(block)
        keys = {row.article_key for row in rows.values()}
        sketches |= sketches_of(archive, keys - sketches.keys())
        for row in (rows[one] for one in block if one in rows):
            key = row.article_key
            alike = (one for one in kept if one.row.article_key != key)
            if any(
                likeness(sketches[key], sketches[one.row.article_key]) and one.hold(row)
                for one in alike
            ):
                continue
            if key not in printings:
                printings[key] = ArticlePrintings(archive, key)
            kept.append(OtherPrintings(archive, row, printings[key]))
            yield kept[-1]


def more_notes(shown: Iterable[OtherPrintings]) -> tuple[str, ...]:
    """What an asker should know of passages printed too often."""
    return (_MORE,) if any(one.more and one.places for one in shown) else ()


def _facts(citation: Citation) -> Citation:
    """What tells one printing from another; the same place under another reading of its byline
    is the same."""
    return replace(citation, citation_id="", url="", text="", authors=(), inferred=())
