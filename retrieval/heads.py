"""What stands over articles: headlines with kicker and subtitle, and the sections they are in.

An archive has more of them than can be compared one by one while somebody waits, so all are kept as
one text, levelled as words are that are looked for.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from index.archive import Archive
from index.confusions import levelled
from index.tokens import folded_lines
from retrieval.same_words import bare, words_of

Rows = NDArray[np.intp]

_FACTS = ("kicker", "subtitle", "section")
_SELECT = (
    "SELECT article_key, title, CASE WHEN json_valid(facts) THEN json_extract(facts, "
    + ", ".join(f"'$.{name}'" for name in _FACTS)
    + ") END FROM articles"
)


class Heads:
    """Texts that stand over articles, each under the row of its article."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        kept = list(texts)
        self._rows = [row for row, _ in kept]
        self._texts = [text for _, text in kept]
        lines = [levelled(bare(line)) for line in folded_lines(self._texts)]
        self._starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        self._lines = "\n".join(lines)

    def holding(self, words: str) -> Rows:
        """The rows of the texts that hold words: in any script and width, with or without marks
        and blanks between, characters that OCR takes for one another alike; whole words where a
        script divides words."""
        return np.array(list(self._holding(words)), np.intp)

    def _holding(self, words: str) -> Iterator[int]:
        wanted = words_of(words)
        letters = levelled(wanted.bare)
        at = self._lines.find(letters) if letters else -1
        while at >= 0:
            found = bisect_right(self._starts, at) - 1
            if not wanted.bounded or wanted.stand_in(self._texts[found]):
                yield self._rows[found]
            at = self._lines.find(letters, self._starts[found + 1])


def heads_of(archive: Archive, rows: dict[int, int]) -> tuple[Heads, Heads]:
    """The headlines and the sections of articles, given the row of each by its key. Kicker,
    headline and subtitle are texts of their own."""
    headlines: list[tuple[int, str]] = []
    sections: list[tuple[int, str]] = []
    for key, title, facts in archive.connection.execute(_SELECT):
        if key in rows:
            kicker, subtitle, section = _facts(facts)
            headlines += [(rows[key], one) for one in (kicker, title, subtitle) if one]
            sections += [(rows[key], section)] if section else []
    return Heads(headlines), Heads(sections)


def _facts(found: str | None) -> Sequence[str | None]:
    """Facts as SQLite gives them; what is damaged on disk tells none."""
    return json.loads(found) if found else [None] * len(_FACTS)
