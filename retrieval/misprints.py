"""Likely misprints of a question's words, told by what the archive prints and by shape.

Shapes alone tell no misprint from another word (贷款, 货款), the archive alone tells none from
another name; here both must agree. Figures: docs/decisions/0010-ocr-confusions.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice

import numpy as np

from index.confusions import levelled
from index.shapes import look_alikes
from index.store import Ids, Scope, Store
from index.tokens import fold, words
from retrieval.lanes import Misprint
from retrieval.ranking import inverse_frequency

MOST = 4  # misprints looked for in one question
_READ = 250  # readings that are looked up: those of some 180 characters, a question of a paragraph
_RARE = 10  # passages that hold a pair of a misprint, at most
_TIMES = 3  # as often stands the right pair, at least, unless the archive has it nowhere
_WORTH = 0.5  # of a misprint beside the right word: what is printed right goes first
_RUN = re.compile("[\u4e00-\u9fff]{3,}")
# Another numeral, day, side or word of grammar is another statement, not a misprint; and what
# stands beside 某 is a surname, of which another is another person.
_KEPT = frozenset(
    "〇零一二三四五六七八九十百千万亿两半第年月日时分个号上下左右前后东西南北中大小男女"
    "的了是在和与有不这那为什么哪谁几多少何吗呢某"
)

Often = Callable[[str], int]


def misprints(store: Store, folded: str) -> tuple[Misprint, ...]:
    """What a folded question's words are likely misprinted as in a store, at most MOST.

    One character of three in a row is another that looks like it; the archive has both pairs that
    this makes, seldom, and in one passage; it has those of the question much more often or not at
    all; and no dictionary word is made of them.
    """
    often = cache(lambda pair: store.frequency("bigrams", pair))
    readings = islice(dict.fromkeys(_readings(folded)), _READ)
    found = (_misprint(store, *one) for one in readings if _seldom(often, *one))
    return tuple(islice(filter(None, found), MOST))


def _misprint(store: Store, meant: str, printed: str) -> Misprint | None:
    """The misprint when no dictionary word is made of it and one passage holds both its pairs."""
    pairs = _pairs(printed)
    if not _no_word(printed) or not len(_holding(store, pairs)):
        return None
    weight = _WORTH * min(1.0, _rarity(store, _pairs(meant)) / _rarity(store, pairs))
    return Misprint(meant, printed, pairs, weight)


def _readings(folded: str) -> Iterator[tuple[str, str]]:
    """Three characters of a text and the same with another in the middle, for each look-alike."""
    for run in _RUN.findall(folded):
        for at in range(len(run) - 2):
            before, middle, after = meant = run[at : at + 3]
            if _KEPT.isdisjoint(meant):
                for other in _alike(middle):
                    yield meant, before + other + after


@lru_cache(8192)
def _alike(character: str) -> tuple[str, ...]:
    """The look-alikes of a character that its bigrams do not find anyway."""
    own = levelled(character)
    return tuple(one for one in look_alikes(character) if one not in _KEPT and levelled(one) != own)


def _seldom(often: Often, meant: str, printed: str) -> bool:
    highest = 0
    for pair in _pairs(printed):
        count = often(pair)
        if not 0 < count <= _RARE:
            return False
        highest = max(highest, count)
    usual = max(map(often, _pairs(meant)))
    return not usual or usual >= _TIMES * highest


def _no_word(printed: str) -> bool:
    """Whether a dictionary knows no two of the characters as a word, nor all three."""
    return len(words(printed)) == len(printed)


def _pairs(three: str) -> tuple[str, str]:
    three = levelled(three)
    return three[:2], three[1:]


def _holding(store: Store, pairs: Sequence[str]) -> Ids:
    """A passage that holds every one of some pairs, if there is any."""
    return store.holding([("bigrams", one) for one in pairs], 1, Scope())


def _rarity(store: Store, pairs: Sequence[str]) -> float:
    counts = np.array([store.frequency("bigrams", one) for one in pairs])
    return float(inverse_frequency(counts, len(store)).sum())


def misprint_notes(looked_for: Sequence[Misprint], shown: Sequence[str]) -> tuple[str, ...]:
    """What an asker should know: each misprint that stands in a text that is shown."""
    texts = [fold(text) for text in shown] if looked_for else []
    return tuple(
        f"Also looked for “{one.printed}” (a likely misprint of “{one.meant}”)."
        for one in looked_for
        if any(one.printed in text for text in texts)
    )
