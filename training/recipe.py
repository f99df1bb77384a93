"""The recipe: from the data to a tokenizer, first vectors, and the pairs of each epoch."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training import characters, pairs, teacher, translation, vocabulary
from training.bags import Bags, tokenised
from training.cache import kept
from training.pairs import PairSet
from training.sources import PAIR_FILES, Pair, read_news, read_pairs

TRANSLATIONS = ("tatoeba_zh_en", "ntrex_zh_x")
CHINESE_QUESTIONS = ("cmrc2018_train", "cmrc2018_trial", "drcd_dev", "chronoqa_train")
ENGLISH_QUESTIONS = ("squad_en_dev_minus_xquad",)


@dataclass(frozen=True, slots=True)
class Amounts:
    """How many pairs of each kind an epoch has, at most."""

    questions: int = 12_000  # of each question-passage file
    words: int = 30_000
    sentences: int = 28_000
    cloze: int = 60_000
    leads: int = 30_000
    english_cloze: int = 12_000


@dataclass(frozen=True, slots=True)
class Materials:
    """Everything training runs on."""

    tokenizer: Tokenizer
    vectors: NDArray[np.float32]  # the start, shape (vocabulary, dimension)
    sets: dict[str, PairSet]
    news: Bags
    to_english: translation.Lexicon
    to_chinese: translation.Lexicon
    shared: NDArray[np.bool_]  # tokens that read the same in every language: figures, signs


def gather(data: Path, *, sizes: vocabulary.Sizes, dimension: int, cached: str = "") -> Materials:
    """Reads the data and prepares it. `cached` names the run whose slow steps may be reused."""
    texts = {name: read_pairs(data, name) for name in PAIR_FILES}
    texts = {name: listed for name, listed in texts.items() if listed}
    everything = [pair for listed in texts.values() for pair in listed]
    news = read_news(data)

    def key(step: str) -> str:
        return f"{step} {cached} {data.resolve()} {len(everything)} {len(news)}" if cached else ""

    letters = kept(key("letters"), lambda: characters.character_map(data, "".join(news[:5_000])))
    counts = kept(key("counts"), lambda: vocabulary.count_corpus(everything, news, letters))
    scores = vocabulary.choose(counts, sizes)
    tokenizer = vocabulary.word_tokenizer(scores, characters.compiled(letters))
    meanings = teacher.glosses(everything, letters)
    tokens = [vocabulary.UNKNOWN, *scores]
    read = teacher.lessons(tokens, meanings)
    lines = sorted(set(read.values()))
    answers = kept(key(f"teacher {hash_of(lines)}"), lambda: teacher.teach(lines))
    answer_of = dict(zip(lines, answers, strict=True))
    taught = {token: answer_of[line] for token, line in read.items()}
    words = hash_of(tokens)
    sets = kept(key(f"pairs {words}"), lambda: pair_sets(texts, tokenizer))
    news_bags = kept(key(f"news {words}"), lambda: tokenised(tokenizer, news))
    shares = corpus_shares([*(s.right for s in sets.values()), news_bags], len(tokens))
    vectors = teacher.first_vectors(tokens, shares, taught, dimension)
    vectors[0] = 0  # whatever is unknown says nothing
    return Materials(
        tokenizer,
        vectors,
        sets,
        news_bags,
        translation.to_english(tokenizer, meanings),
        translation.to_chinese(tokenizer, meanings, counts.han),
        np.asarray([not any(letter.isalpha() for letter in token) for token in tokens]),
    )


def pair_sets(texts: Mapping[str, Sequence[Pair]], tokenizer: Tokenizer) -> dict[str, PairSet]:
    """The pairs of each source, tokenised."""
    return {name: pairs.pair_set(name, listed, tokenizer) for name, listed in texts.items()}


def hash_of(lines: Sequence[str]) -> str:
    """A short digest of some lines, for the key of a kept result."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def corpus_shares(bags: Sequence[Bags], tokens: int) -> NDArray[np.float64]:
    """The share of each token among all tokens of the bags, shape (tokens,)."""
    times = sum(np.bincount(bag.ids, minlength=tokens) for bag in bags)
    found: NDArray[np.float64] = np.asarray(times, np.float64) / max(1, np.sum(times))
    return found


def epoch(given: Materials, amounts: Amounts, number: int, seed: int = 0) -> list[PairSet]:
    """The pairs of the n-th epoch: drawn afresh, and translated afresh, each time."""
    chance = np.random.default_rng((seed, number))
    sets: list[PairSet] = []
    for name, source in given.sets.items():
        limit = {"cedict_zh_en": amounts.words, "cfdict_zh_fr": amounts.words // 4}.get(
            name, amounts.sentences if name in TRANSLATIONS else amounts.questions
        )
        chosen = pairs.picked(source, limit, chance)
        sets.append(chosen)
        if name in CHINESE_QUESTIONS:
            sets.append(pairs.abroad(chosen, given.to_english, given.shared, chance))
        if name in ENGLISH_QUESTIONS:
            for side in ("left", "right"):
                sets.append(pairs.abroad(chosen, given.to_chinese, given.shared, chance, side))
    cloze = pairs.cloze(given.news, amounts.cloze, chance)
    sets += [cloze, pairs.leads(given.news, amounts.leads, chance)]
    for side in ("left", "right"):
        half = pairs.picked(cloze, amounts.cloze // 2, chance)
        sets.append(pairs.abroad(half, given.to_english, given.shared, chance, side))
    for name in ENGLISH_QUESTIONS:
        if name in given.sets:
            # Real English sentences teach what is mere grammar, which translated ones lack.
            passages = pairs.passages_of(given.sets[name])
            english = pairs.cloze(passages, amounts.english_cloze, chance)
            sets.append(english)
            sets.append(pairs.abroad(english, given.to_chinese, given.shared, chance, "right"))
    return [some for some in sets if len(some) > 1]
