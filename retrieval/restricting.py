"""What a question leaves out or asks one of, judged by whole articles as they are printed.

An article is what a newsroom leaves out: a passage that does not hold the word says little when the
headline does. So it is, too, that a reader who opens a hit never meets the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.archive import Archive
from index.continuing import whole
from index.store import Ids, Scope, Store
from retrieval.lanes import NOTHING
from retrieval.records import Interpretation
from retrieval.same_words import tokens_of, words_of

_HOLDERS = 60  # passages that hold a term of an either-or, taken as candidates
_BLOCK = 500
# What else is printed over an article, as its facts are stored (index/article_rows.py).
_BESIDE = re.compile(r'"(?:kicker|subtitle)":"((?:[^"\\]|\\.)*)"')


class Restriction:
    """Which passages a reading admits: none of an article that holds an excluded word, and of each
    either-or only those of articles that hold a term; and only some that are `among` others."""

    def __init__(self, archive: Archive, reading: Interpretation, among: Ids | None = None) -> None:
        self._archive = archive
        self._among = among
        self._excluded = [words_of(one) for one in reading.excluded]
        self._any_of = [[words_of(one) for one in terms] for terms in reading.any_of]
        self._verdicts: dict[int, bool] = {}  # by the key of the article

    def __call__(self, passage_ids: Ids) -> NDArray[np.bool_]:
        """Which of some passages are admitted."""
        if self._among is None:
            return self._by_text(passage_ids)
        admitted = np.isin(passage_ids, self._among)
        if self._excluded or self._any_of:
            admitted[admitted] = self._by_text(passage_ids[admitted])
        return admitted

    def _by_text(self, passage_ids: Ids) -> NDArray[np.bool_]:
        rows = self._archive.passages(passage_ids.tolist())
        kept = self.articles({row.article_key for row in rows.values()})
        admitted = (one in rows and rows[one].article_key in kept for one in passage_ids.tolist())
        return np.fromiter(admitted, np.bool_, len(passage_ids))

    def articles(self, keys: Iterable[int]) -> set[int]:
        """Which of some articles are admitted, by their keys."""
        asked = set(keys)
        for key, text in self._texts([key for key in asked if key not in self._verdicts]):
            self._verdicts[key] = self._admitted(text)
        return {key for key in asked if self._verdicts.get(key, False)}

    def _admitted(self, text: str) -> bool:
        if any(word.stand_in(text) for word in self._excluded):
            return False
        return all(any(word.stand_in(text) for word in terms) for terms in self._any_of)

    def _texts(self, keys: Sequence[int]) -> Iterator[tuple[int, str]]:
        """Everything an article prints for readers, the halves of one together."""
        select = (
            "SELECT article_key, title, body, facts LIKE '%\"jump\\__%' ESCAPE '\\', "
            "CASE WHEN facts LIKE '%title\":%' OR facts LIKE '%kicker\":%' THEN facts ELSE '' END "
            "FROM articles WHERE article_key"
        )
        for at in range(0, len(keys), _BLOCK):
            block = keys[at : at + _BLOCK]
            marks = ",".join("?" * len(block))
            for key, title, body, jumps, facts in self._archive.connection.execute(
                f"{select} IN ({marks})", block
            ):
                printed = [title or "", *_BESIDE.findall(facts), body]
                yield key, self._whole(key) if jumps else "\n".join(printed)

    def _whole(self, key: int) -> str:
        stored = self._archive.articles_by_key([key]).get(key)
        if stored is None:
            return ""
        article = whole(self._archive, stored)[0].article
        printed = (article.kicker, article.title, article.subtitle, article.body)
        return "\n".join(filter(None, printed))


def restriction(
    archive: Archive, reading: Interpretation, among: Ids | None = None
) -> Restriction | None:
    """What a reading leaves out, and all that is not `among` some; None when it admits all."""
    if among is None and not (reading.excluded or reading.any_of):
        return None
    return Restriction(archive, reading, among)


def holders_of_terms(store: Store, reading: Interpretation, scope: Scope) -> Ids:
    """Passages that hold a term of an either-or: candidates, however rare the term."""
    terms = [one for terms in reading.any_of for one in terms]
    found = [store.holding(tokens_of(one), _HOLDERS, scope) for one in terms]
    return np.concatenate([NOTHING, *found])
