"""Which articles hold the words of a text: for lists, where all that match are counted.

A question looks for the best passages; a list must say how many there are. So words are not
weighed by how well they fit: an article holds a word, or it does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.archive import Archive
from index.patterns import lazy_pattern
from index.records import Article
from index.store import Ids, Scope, Store, Token
from index.tokens import bigrams, fold, words
from retrieval.catalogue import Catalogue, Mask
from retrieval.records import Interpretation
from retrieval.restricting import Restriction
from retrieval.same_words import words_of
from retrieval.search import is_asking

_KEPT = 512  # units whose passages are remembered
_READ = 300  # articles whose text is read to see whether a phrase stands there as such
_EVERYWHERE = Scope()
_CJK = "\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af〇\U00020000-\U0003ffff"
_RUN = lazy_pattern(rf"[{_CJK}]+|\d+(?:[.,:]\d+)*|[^\W\d_{_CJK}]+")
_CJK_CHARACTER = lazy_pattern(f"[{_CJK}]")
_NAME = 3  # characters; a run no longer is looked for as it stands, whatever words it may hold
# Han characters that hold a sentence together; alone they name nothing.
_PARTICLES = frozenset("的了在是和与及或有为被把对从到就也都而且吗呢吧啊之其于以")


class Words(NamedTuple):
    """What a list is to hold, folded: articles with all `units`, where there are any such, and
    in any case with every phrase, with one of each group of `any_of`, with none of `excluded`.
    `unmet` when nothing was named that could be looked for."""

    units: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()
    unmet: bool = False

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.phrases, *(one for group in self.any_of for one in group), *self.units)


class Matches(NamedTuple):
    """Which rows of the catalogue match, and a score of every row for ordering. `all_words`: each
    holds all of the words; else no article does, and these hold most of them."""

    chosen: Mask
    scores: NDArray[np.float64]
    all_words: bool = True


def words_asked(reading: Interpretation) -> Words:
    """The words of a text as its operators leave it, but for those its period was read from."""
    rest = reading.words
    either = (one for group in reading.any_of for one in group)
    for taken in (*reading.time_words, *reading.phrases, *either):
        rest = rest.replace(taken, " ")
    if not any(map(str.isalnum, _without_fields(rest, reading))):
        rest = ""  # fields by themselves, whose values a question still needs to be about something
    units, phrases = units_of(rest), tuple(fold(one) for one in reading.phrases)
    groups = tuple(tuple(fold(one) for one in group) for group in reading.any_of)
    excluded = tuple(fold(one) for one in reading.excluded)
    named = units or phrases or groups or excluded
    return Words(units, phrases, groups, excluded, not named and any(map(str.isalnum, rest)))


def _without_fields(text: str, reading: Interpretation) -> str:
    for value in filter(None, (reading.author, reading.newspaper, reading.page, *reading.under)):
        text = text.replace(value, " ")
    return text


def units_of(text: str) -> tuple[str, ...]:
    """What a text looks for, folded: its words, without those that only ask or hold it together.
    Characters that the dictionary knows only one by one are a name, and stay together."""
    found: list[str] = []
    for run in _RUN.findall(fold(text)):
        found.extend(_joined_singles(run))
    named = [unit for unit in dict.fromkeys(found) if not is_asking(unit)]
    telling = [unit for unit in named if unit.isdigit() or len(unit) > (2 if unit.isascii() else 1)]
    return tuple(telling or named)


def _joined_singles(run: str) -> Iterator[str]:
    if len(run) <= _NAME and not _PARTICLES & set(run) and not run.isascii():
        yield run
        return
    name = ""
    for word in _words_in_order(run):
        if len(word) == 1 and not word.isascii() and word not in _PARTICLES:
            name += word
            continue
        yield from filter(None, (name, "" if word in _PARTICLES else word))
        name = ""
    if name:
        yield name


def _words_in_order(run: str) -> Iterator[str]:
    """The longest words of a run: search mode gives the parts of a long word before the word."""
    cut, at = words(run), 0
    while at < len(run) and cut:
        here = [word for word in cut if run.startswith(word, at)]
        word = max(here, key=len, default=run[at])
        yield word
        at += len(word)


class Matcher:
    """Finds the articles that hold words. Which passages hold a word is remembered for the store
    it was looked up in, so that the next page of a list costs nothing."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._known: tuple[Store | None, dict[str, Ids]] = (None, {})

    def matching(self, store: Store, catalogue: Catalogue, words: Words, among: Mask) -> Matches:
        """The articles among some that hold every phrase and every unit; where none holds every
        unit, those that hold most of them, but for one that holds none."""
        scores = np.zeros(len(catalogue))
        if words.unmet:
            return Matches(np.zeros_like(among), scores)
        among = self._bounded(store, catalogue, words, among)
        held = np.zeros((len(words.units), len(catalogue)), np.bool_)
        for at, unit in enumerate(words.units):
            held[at] = self._weigh(store, catalogue, unit, scores)
        counts = (held & among).sum(axis=0)
        most = int(counts.max(initial=0))
        chosen = (counts == most) & among if most or not len(held) else np.zeros_like(among)
        chosen = self._without(catalogue, words.excluded, chosen)
        return Matches(chosen, scores, most == len(held))

    def _without(self, catalogue: Catalogue, excluded: tuple[str, ...], chosen: Mask) -> Mask:
        """Of the chosen rows, where they are not many, those whose articles as printed hold no
        excluded word; tokens do not tell of one with blanks in it."""
        rows = np.flatnonzero(chosen).tolist()
        if not excluded or len(rows) > _READ:
            return chosen
        admits = Restriction(self._archive, Interpretation("", excluded=excluded))
        kept = admits.articles(catalogue.entries[row].key for row in rows)
        left = np.zeros_like(chosen)
        left[[row for row in rows if catalogue.entries[row].key in kept]] = True
        return left

    def _bounded(self, store: Store, catalogue: Catalogue, words: Words, among: Mask) -> Mask:
        """Those of some that hold what must be held, and nothing that must not."""
        for group in (*((phrase,) for phrase in words.phrases), *words.any_of):
            among = among & self._with_any(store, catalogue, group, among)
        if words.excluded:
            among = among & ~self._with_any(store, catalogue, words.excluded, among)
        return among

    def _with_any(
        self, store: Store, catalogue: Catalogue, terms: tuple[str, ...], among: Mask
    ) -> Mask:
        found = np.zeros(len(catalogue), np.bool_)
        for term in terms:
            found |= self._with_phrase(store, catalogue, term, among)
        return found

    def _weigh(
        self, store: Store, catalogue: Catalogue, unit: str, scores: NDArray[np.float64]
    ) -> Mask:
        """Which rows hold a unit; adds to their scores, the more the rarer the unit is."""
        rows, _ = catalogue.rows_of_passages(self._passages(store, unit))
        times = np.bincount(rows, minlength=len(catalogue))
        held: Mask = times > 0
        rarity = np.log1p(len(catalogue) / (1 + held.sum()))
        scores += rarity * times / (times + 1)
        return held

    def _passages(self, store: Store, unit: str) -> Ids:
        """The passages that hold a unit: by its bigrams, which need no dictionary, and what is
        written with spaces by its words."""
        known = self._known
        if known[0] is not store or len(known[1]) >= _KEPT:
            known = self._known = (store, {})
        found = known[1].get(unit)
        if found is None:
            tokens: list[Token] = [("bigrams", pair) for pair in bigrams(unit)]
            tokens += [("words", word) for word in words(unit) if not _CJK_CHARACTER.match(word)]
            found = known[1][unit] = store.holding(tokens, len(store), _EVERYWHERE)
        return found

    def _with_phrase(self, store: Store, catalogue: Catalogue, phrase: str, among: Mask) -> Mask:
        """Which of some rows hold a phrase: all its bigrams and words in one passage; and where
        those are not many, as their text tells."""
        rows, _ = catalogue.rows_of_passages(self._passages(store, phrase))
        held = np.zeros(len(catalogue), np.bool_)
        held[rows] = True
        chosen = np.flatnonzero(held & among)
        if len(chosen) <= _READ:
            keys = {catalogue.entries[row].key: row for row in chosen.tolist()}
            stored = self._archive.articles_by_key(list(keys))
            for key, row in keys.items():
                held[row] = key in stored and _stands(phrase, stored[key].article)
        return held


def _stands(phrase: str, article: Article) -> bool:
    """Whether a phrase stands in an article, read as where a question looks for it; half an
    article is trusted to hold it."""
    texts = (article.kicker, article.title, article.subtitle, article.body)
    words = words_of(phrase)
    return bool(article.jump_to) or any(words.stand_in(text) for text in texts if text)
