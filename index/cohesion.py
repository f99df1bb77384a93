"""How much of one text's vocabulary another shares: what belongs together uses the same words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from index.patterns import lazy_pattern

_HAN_RUN = lazy_pattern("[\u3400-\u9fff]+")
_LONGEST = 20_000  # characters; a paragraph that goes on has said what it is about
# Words of fewer letters say little of what a text is about: with, that, dans, nach.
_WORD = lazy_pattern(r"[\uac00-\ud7a3]{2,}|[^\W\d_\u3400-\u9fff\uac00-\ud7a3]{5,}")


class Vocabulary:
    """The terms of a page, the rare ones weighing more."""

    def __init__(self, paragraphs: Iterable[str]) -> None:
        sets = [terms(text) for text in paragraphs]
        self._total = len(sets) + 1
        self._in = Counter(term for one in sets for term in one)

    def weight(self, term: str) -> float:
        return math.log(self._total / (self._in[term] or 1))

    def shared(self, text: set[str], other: set[str]) -> float:
        """The share of the text's weight that stands in the other text too, 0 to 1."""
        total = sum(map(self.weight, text))
        return sum(map(self.weight, text & other)) / total if total else 0.0


def terms(text: str) -> set[str]:
    """Character pairs of Han text and words of other scripts."""
    text = text[:_LONGEST]
    found = {word.lower() for word in _WORD.findall(text)}
    for run in _HAN_RUN.findall(text):
        found.update(run[at : at + 2] for at in range(len(run) - 1))
    return found
