"""Articles printed more than once: which other articles hold the same text.

What is stored is each article's sketch, with it and in its transaction; it goes when the article
goes. Which articles are printings of one another follows from that and from their texts whenever
it is asked, so the answer is the same whatever the order files came in, moved or were replaced.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from index.archive import Archive
from index.same_text import (
    SharedText,
    alike_in_numbers,
    same_printing,
    same_series,
    shared_text,
)
from index.sketch import sketches

_KNOWN_BY_ONE = 16  # articles that may have a number for it to speak by itself
_KNOWN_BY_TWO = 256  # and for it to speak together with a second; more is a newspaper's own phrase
_SHARED = 0.4  # of two sketches' numbers; misread letters leave fewer than the texts share
_COMPARED = 32  # texts compared letter by letter for one article; each takes about a millisecond
_BLOCK = 512

# The numbers of every article that shares enough of them, and of the article itself.
_CANDIDATES = """
    WITH own AS MATERIALIZED (
        SELECT number, (SELECT count(*) FROM (
            SELECT 1 FROM sketches AS known WHERE known.number = mine.number LIMIT :most + 1
        )) AS known FROM sketches AS mine WHERE article_key = :key
    ), candidates AS MATERIALIZED (
        SELECT sketches.article_key FROM own JOIN sketches USING (number)
        WHERE known <= :most AND sketches.article_key <> :key
        GROUP BY sketches.article_key HAVING count(*) > 1 OR min(known) <= :few
    )
    SELECT article_key, number FROM sketches WHERE article_key IN candidates
    ORDER BY article_key, number
"""
_SKETCH = "SELECT number FROM sketches WHERE article_key = ? ORDER BY number"


class Printing(NamedTuple):
    """Another article that holds the same text. `shared` says where: `one` is the article asked
    about, `other` this one."""

    article_key: int
    article_id: str
    shared: SharedText


class Printings(NamedTuple):
    """The other printings of an article that were found; `more`: others were not compared."""

    found: tuple[Printing, ...]
    more: bool


class _Text(NamedTuple):
    article_key: int
    article_id: str
    title: str | None
    body: str


def put_sketches(connection: sqlite3.Connection, made: Mapping[int, Sequence[int]]) -> None:
    """Store the sketches of new articles, by the keys of these."""
    connection.executemany(
        "INSERT INTO sketches VALUES (?, ?)",
        ((number, key) for key, sketch in made.items() for number in sketch),
    )


def printings(archive: Archive, article_key: int) -> list[Printing]:
    """The other articles that print the text of one, in order of id: a reprint, an edited or a
    shortened one, one in Traditional characters. If one is another's, that one is its too.

    Not found are texts too short for a sketch (index/sketch.py), and those whose every phrase
    stands in more than 256 articles; not all are when a text was printed too often (printed_in).
    """
    return list(printed_in(archive, article_key).found)


def printed_in(archive: Archive, article_key: int) -> Printings:
    """The same, and whether there may be more: the likeliest are looked at first and at most 32
    compared letter by letter, so of a text printed more often than that some are not named."""
    return ArticlePrintings(archive, article_key).all


class ArticlePrintings:
    """The other printings of one article, each compared when it is first asked for. Of one
    question; for one thread."""

    def __init__(self, archive: Archive, article_key: int) -> None:
        self._connection = archive.connection
        self._key = article_key
        self._compared: dict[int, SharedText | None] = {}

    @cached_property
    def all(self) -> Printings:
        """What `printed_in` says."""
        own = self._own if self._promising else None
        if own is None:  # no other is like it, or it was taken out of the archive a moment ago
            return Printings((), False)
        texts = (_text(self._connection, key) for key in self._promising)
        alike = (one for one in texts if one is not None and _may_be_printing(own, one))
        found = [
            Printing(other.article_key, other.article_id, shared)
            for other in islice(alike, _COMPARED)
            if (shared := self._shared_with(own, other)) is not None
        ]
        in_order = sorted(found, key=lambda printing: printing.article_id)
        return Printings(tuple(in_order), next(alike, None) is not None)

    def shared_with(self, key: int) -> SharedText | None:
        """What the article shares with another if that is one of its printings; else None."""
        if len(self._promising) > _COMPARED:  # it depends on the others whether it is compared
            return next((one.shared for one in self.all.found if one.article_key == key), None)
        if key not in self._promising or (own := self._own) is None:
            return None
        other = _text(self._connection, key)
        if other is None or not _may_be_printing(own, other):
            return None
        return self._shared_with(own, other)

    @cached_property
    def _promising(self) -> list[int]:
        return _promising(self._connection, self._key)

    @cached_property
    def _own(self) -> _Text | None:
        return _text(self._connection, self._key)

    def _shared_with(self, own: _Text, other: _Text) -> SharedText | None:
        if other.article_key not in self._compared:
            shared = shared_text(own.body, other.body)
            self._compared[other.article_key] = shared if same_printing(shared) else None
        return self._compared[other.article_key]


def sketches_of(archive: Archive, keys: Collection[int]) -> dict[int, list[int]]:
    """The sketch of each article; an empty one of an article without, or that is gone."""
    found: dict[int, list[int]] = {key: [] for key in keys}
    marks = ",".join("?" * len(keys))
    select = f"SELECT article_key, number FROM sketches WHERE article_key IN ({marks})"
    for key, number in archive.connection.execute(f"{select} ORDER BY number", tuple(keys)):
        found[key].append(number)
    return found


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """How likely one text stands in the other by their sketches, 0 to 1; 0 where it cannot be.

    Up to the lower of two sketches' highest numbers both name all there are, so that the share
    they have in common estimates the share of the texts.
    """
    shared = len(set(one).intersection(other))
    if not shared:
        return 0.0
    highest = min(one[-1], other[-1])
    fewer = min(bisect_right(each, highest) for each in (one, other))
    return shared / fewer if shared >= _SHARED * fewer else 0.0


def sketches_missing(archive: Archive) -> Iterator[str]:
    """A sentence for every article whose sketch is not the one of its text; for `baoda check`."""
    connection = archive.connection
    stored: dict[int, set[int]] = defaultdict(set)
    for number, key in connection.execute("SELECT number, article_key FROM sketches"):
        stored[key].add(number)
    rows = connection.execute("SELECT article_key, article_id, body FROM articles")
    while block := rows.fetchmany(_BLOCK):
        for row, sketch in zip(block, sketches([row["body"] for row in block]), strict=True):
            # Another release of the character tables may change a number, but not half of them.
            held = stored.pop(row["article_key"], set())
            if 2 * len(held & set(sketch)) < max(len(held), len(sketch)):
                yield f"article {row['article_id']}: other printings of it cannot be found"
    for key in stored:
        yield f"article no. {key}: it is gone, but is still looked for among printings"


def _promising(connection: sqlite3.Connection, own: int) -> list[int]:
    """The articles whose sketches say that one text may stand in the other, the likeliest
    first."""
    wanted = {"key": own, "most": _KNOWN_BY_TWO, "few": _KNOWN_BY_ONE}
    sketches_of: dict[int, list[int]] = defaultdict(list)
    for key, number in connection.execute(_CANDIDATES, wanted):
        sketches_of[key].append(number)
    mine = [row[0] for row in connection.execute(_SKETCH, (own,))] if sketches_of else []
    alike = [(likeness(mine, theirs), key) for key, theirs in sketches_of.items()]
    return [key for _, key in sorted((-share, key) for share, key in alike if share)]


def _may_be_printing(one: _Text, other: _Text) -> bool:
    """What can be told without comparing two texts, the cheapest first."""
    return not same_series(one.title, other.title) and alike_in_numbers(one.body, other.body)


def _text(connection: sqlite3.Connection, key: int) -> _Text | None:
    select = "SELECT article_key, article_id, title, body FROM articles WHERE article_key = ?"
    row = connection.execute(select, (key,)).fetchone()
    return _Text(*row) if row else None
