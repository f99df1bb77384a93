"""The articles under a headline and in a section that a question names (标题:… 栏目:…)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from index.store import Ids
from retrieval.catalogue import Catalogue, Mask
from retrieval.heads import Heads
from retrieval.records import Interpretation

_NO_HEADLINE = "No article in the archive has “{}” in its headline."
_NO_SECTION = "No article in the archive stands in a section “{}”."
_NO_BOTH = "No article in the archive has all of this over it: {}."


class Under(NamedTuple):
    """The passages of those articles, in order of their ids; and why, when there is no such
    article whatever else a question limits."""

    ids: Ids
    unmet: str | None = None


def rows_under(catalogue: Catalogue, reading: Interpretation) -> Mask | None:
    """Which articles have all the words over them; None when a reading names none."""
    if not reading.under:
        return None
    among = np.ones(len(catalogue), np.bool_)
    for heads, words, _ in _named(catalogue, reading):
        among &= _mask(catalogue, heads, words)
    return among


def passages_under(
    catalogue: Catalogue, reading: Interpretation, scope: Callable[[], Mask]
) -> Under | None:
    """The passages of the articles in a scope with all the words over them; None when a reading
    names none."""
    rows = rows_under(catalogue, reading)
    if rows is None:
        return None
    if not rows.any():
        return Under(np.empty(0, np.int64), _unmet(catalogue, reading))
    ids, of_rows = catalogue.passages
    return Under(ids[(rows & scope())[of_rows]])


def _unmet(catalogue: Catalogue, reading: Interpretation) -> str:
    """What stands over no article: the first of the words by themselves, or else all together."""
    for heads, words, said in _named(catalogue, reading):
        if not len(heads.holding(words)):
            return said.format(words)
    return _NO_BOTH.format(", ".join(f"“{words}”" for words in reading.under))


def _named(catalogue: Catalogue, reading: Interpretation) -> list[tuple[Heads, str, str]]:
    """Where each of the words is to stand, and what is told when they stand nowhere."""
    headlines, sections = catalogue.heads
    named = [(headlines, one, _NO_HEADLINE) for one in reading.in_title]
    return named + [(sections, one, _NO_SECTION) for one in reading.in_section]


def _mask(catalogue: Catalogue, heads: Heads, words: str) -> Mask:
    mask = np.zeros(len(catalogue), np.bool_)
    mask[heads.holding(words)] = True
    return mask
