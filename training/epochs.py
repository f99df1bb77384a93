"""The pairs of an epoch: drawn, translated and worn afresh each time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import faiss
import numpy as np
from numpy.typing import NDArray

from training import negatives, pairs
from training.bags import Bags, Numbers, stacked
from training.pairs import PairSet
from training.recipe import PARALLEL, Materials
from training.translation import Lexicon, rewritten
from training.wear import Wear, worn

CHINESE_QUESTIONS = ("cmrc2018_train", "cmrc2018_trial", "drcd_dev", "chronoqa_train")
ENGLISH_QUESTIONS = "squad_en_dev_minus_xquad"
JAPANESE_QUESTIONS = "jaquad_train"
DICTIONARIES = ("cedict_zh_en", "cfdict_zh_fr")
DICTIONARY_WEAR = Wear(broken=0.6, lost=0.0, misread=0.0, mistaken=0.0)
PASSAGE_WEAR = Wear(spared=0.6)
INGREDIENTS = ("pivots", "foreign", "wear", "made", "mined", "topics")
TOPICS = 256


@dataclass(frozen=True, slots=True)
class Amounts:
    """How many pairs of each kind an epoch has, at most."""

    questions: int = 20_000  # of each language
    japanese: int = 10_000
    words: int = 30_000
    french: int = 10_000
    sentences: int = 20_000
    cloze: int = 50_000
    leads: int = 24_000
    made: int = 30_000
    english_cloze: int = 12_000


class Epochs:
    """Draws epoch after epoch; the wrong passages and topics come from the vectors of the last."""

    def __init__(
        self,
        given: Materials,
        amounts: Amounts = Amounts(),
        ingredients: Sequence[str] = INGREDIENTS,
        seed: int = 0,
    ) -> None:
        self._given = given
        self._amounts = amounts
        self._with = frozenset(ingredients)
        self._seed = seed
        self._sets = dict(given.sets)
        self._sets["zh questions"] = merged(
            "zh questions", [given.sets[name] for name in CHINESE_QUESTIONS if name in given.sets]
        )

    def draw(self, number: int, vectors: NDArray[np.float32]) -> list[PairSet]:
        """The pair sets of the n-th epoch, counted from 0."""
        chance = np.random.default_rng((self._seed, number))
        if number == 1 and "mined" in self._with:
            self._mine(vectors)
        topics = None
        if number and "topics" in self._with:
            topics = topics_of(self._given.news, vectors, self._seed)
        drawn = [
            *self._questions(chance),
            *self._english(chance),
            *self._translations(chance),
            *self._news(chance, topics),
        ]
        if "wear" in self._with:
            drawn = [self._worn(some, chance) for some in drawn]
        return [some for some in drawn if len(some) > 1]

    def _mine(self, vectors: NDArray[np.float32]) -> None:
        for name in ("zh questions", ENGLISH_QUESTIONS):
            if name in self._sets and len(self._sets[name]) > negatives.NEAREST:
                self._sets[name] = with_wrong(self._sets[name], vectors)

    def _some(self, name: str, limit: int, chance: np.random.Generator) -> list[PairSet]:
        """A set of that name drawn from, in a list; no set, an empty list."""
        if name not in self._sets:
            return []
        chosen = self._sets[name]
        if chosen.wrong is not None:
            chosen = pick_wrong(chosen, chance)
        return [pairs.picked(chosen, limit, chance)]

    def _questions(self, chance: np.random.Generator) -> Iterator[PairSet]:
        given = self._given
        for some in self._some("zh questions", self._amounts.questions, chance):
            yield some
            yield pairs.abroad(some, given.to_english, given.shared, chance)
            if "foreign" in self._with:
                yield foreign(some, given.from_chinese, chance, given.to_english, given.foreign)
        yield from self._some(JAPANESE_QUESTIONS, self._amounts.japanese, chance)

    def _english(self, chance: np.random.Generator) -> Iterator[PairSet]:
        given = self._given
        for some in self._some(ENGLISH_QUESTIONS, self._amounts.questions, chance):
            yield some
            yield pairs.abroad(some, given.to_chinese, given.shared, chance, "left")
            chinese = pairs.abroad(some, given.to_chinese, given.shared, chance, "right")
            yield chinese
            if "foreign" in self._with:
                yield foreign(chinese, given.from_english, chance)
            # Real English sentences teach what is mere grammar, which translated ones lack.
            passages = pairs.passages_of(self._sets[ENGLISH_QUESTIONS])
            english = pairs.cloze(passages, self._amounts.english_cloze, chance)
            english = replace(english, name="english cloze")
            yield english
            yield pairs.abroad(english, given.to_chinese, given.shared, chance, "right")

    def _translations(self, chance: np.random.Generator) -> Iterator[PairSet]:
        amounts = self._amounts
        for name, limit in (
            ("cedict_zh_en", amounts.words),
            ("cfdict_zh_fr", amounts.french),
            ("tatoeba_zh_en", amounts.sentences),
        ):
            yield from self._some(name, limit, chance)
        if "pivots" in self._with:
            yield pairs.many_to_many(self._given.sentences, 2 * amounts.sentences, chance)
        else:
            yield from self._some(PARALLEL, 2 * amounts.sentences, chance)

    def _news(self, chance: np.random.Generator, topics: Numbers | None) -> Iterator[PairSet]:
        given, amounts = self._given, self._amounts
        cloze = about(pairs.cloze(given.news, amounts.cloze, chance), topics)
        yield cloze
        yield about(pairs.leads(given.news, amounts.leads, chance), topics)
        for side in ("left", "right"):
            half = pairs.picked(cloze, amounts.cloze // 2, chance)
            yield pairs.abroad(half, given.to_english, given.shared, chance, side)
        if "made" in self._with:
            made = about(pairs.picked(given.made, amounts.made, chance), topics)
            yield made
            half = pairs.picked(made, amounts.made // 2, chance)
            yield pairs.abroad(half, given.to_english, given.shared, chance)

    def _worn(self, some: PairSet, chance: np.random.Generator) -> PairSet:
        if some.name in DICTIONARIES:
            left = right = DICTIONARY_WEAR
        else:
            left, right = Wear(), PASSAGE_WEAR
        return replace(
            some,
            left=worn(some.left, self._given.parts, chance, left),
            right=worn(some.right, self._given.parts, chance, right),
        )


def merged(name: str, sets: Sequence[PairSet]) -> PairSet:
    """The pairs of all sets as one, their texts numbered apart."""
    shifts = np.cumsum([0, *(len(some) for some in sets)])[:-1]
    nothing = np.zeros(0, np.int64)
    return PairSet(
        name,
        stacked([some.left for some in sets]),
        stacked([some.right for some in sets]),
        np.concatenate([nothing, *(s.left_ids + n for s, n in zip(sets, shifts, strict=True))]),
        np.concatenate([nothing, *(s.right_ids + n for s, n in zip(sets, shifts, strict=True))]),
    )


def about(some: PairSet, topics: Numbers | None) -> PairSet:
    """The pairs with the topics of their articles."""
    return some if topics is None else replace(some, topics=topics[some.left_ids])


def topics_of(news: Bags, vectors: NDArray[np.float32], seed: int) -> Numbers:
    """The cluster of each article's first words (k-means)."""
    order = np.arange(len(news))
    rows = negatives.means(vectors, news.taken(order, 100))
    count = max(1, min(TOPICS, len(news) // 40))
    clusters = faiss.Kmeans(rows.shape[1], count, niter=5, seed=seed)
    clusters.train(rows)
    found: Numbers = clusters.index.search(rows, 1)[1][:, 0]
    return found


def with_wrong(some: PairSet, vectors: NDArray[np.float32]) -> PairSet:
    """The set with the candidates for wrong passages of each pair in `wrong_ids`."""
    numbers, right = np.unique(some.right_ids, return_inverse=True)
    passages = pairs.passages_of(some)
    found = negatives.mined(some.left, right, passages, vectors)
    return replace(some, wrong=passages, wrong_ids=np.append(numbers, -1)[found])


def pick_wrong(some: PairSet, chance: np.random.Generator) -> PairSet:
    """The set with one wrong passage for each pair, out of its candidates."""
    if some.wrong is None:
        return some
    drawn = negatives.drawn(some.wrong_ids, chance)
    places = np.searchsorted(np.unique(some.right_ids), np.maximum(drawn, 0))
    return replace(some, wrong=some.wrong.taken(places), wrong_ids=drawn)


def foreign(
    some: PairSet,
    lexicons: Mapping[str, Lexicon],
    chance: np.random.Generator,
    otherwise: Lexicon | None = None,
    kept: NDArray[np.bool_] | None = None,
) -> PairSet:
    """The pairs with the left text in some language each: word by word as aligned, what is left
    by the other lexicon; a token that neither has is dropped unless `kept` says otherwise."""
    if not lexicons:
        return pairs.picked(some, 0, chance)
    order = chance.permutation(len(some))
    shares = np.array_split(order, len(lexicons))
    parts = [
        rewritten(some.left.taken(share), words, chance)
        for share, words in zip(shares, lexicons.values(), strict=True)
    ]
    left = stacked(parts).taken(np.argsort(order))
    if otherwise is not None:
        left = rewritten(left, otherwise, chance, kept=kept)
    return replace(some, name=f"{some.name}, left foreign", left=left)
