"""The recipe: from the data to a tokenizer, first vectors, and everything pairs are drawn from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training import (
    alignment,
    asked,
    characters,
    pairs,
    spelling,
    teacher,
    translation,
    vocabulary,
    wear,
)
from training.bags import Bags, stacked, tokenised
from training.cache import kept
from training.pairs import PairSet
from training.sources import PAIR_FILES, Pair, read_news, read_pairs
from training.translation import Lexicon
from training.vocabulary import Counts, Sizes

T = TypeVar("T")
Keep = Callable[[str, Callable[[], T]], T]

CHINESE = ("zh", "zh-Hant", "yue")  # and what shares its characters: no other language to us
PARALLEL = "ntrex_zh_x"
MADE_EACH = 2  # questions made of an article, at most


@dataclass(frozen=True, slots=True)
class Texts:
    """The training data as read."""

    pairs: Mapping[str, Sequence[Pair]]  # by file
    news: list[str]

    @property
    def everything(self) -> list[Pair]:
        """The pairs of all files."""
        return [pair for listed in self.pairs.values() for pair in listed]


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary: token `i` is `tokens[i]`, and 0 what is unknown."""

    letters: dict[int, str]
    counts: Counts
    tokenizer: Tokenizer
    scores: dict[str, float]
    tokens: list[str]
    pieces: list[str]
    meanings: dict[str, list[str]]  # of Chinese words, in English


@dataclass(frozen=True, slots=True)
class Materials:
    """Everything training runs on."""

    words: Words
    spoken: NDArray[np.float32]  # the teacher's vector of each token, or zeros
    carried: NDArray[np.float32]  # of words of other languages, of the English words they mean
    shares: NDArray[np.float64]  # of each token among all tokens
    sets: dict[str, PairSet]
    news: Bags
    made: PairSet  # questions made from sentences of the news
    sentences: dict[str, Bags]  # language to the same sentences
    to_english: Lexicon
    to_chinese: Lexicon
    from_english: dict[str, Lexicon]  # by language
    from_chinese: dict[str, Lexicon]
    parts: wear.Parts
    shared: NDArray[np.bool_]  # tokens that read the same in every language: figures, signs
    foreign: NDArray[np.bool_]  # tokens without a Chinese character


def read(data: Path) -> Texts:
    """All training data that is there."""
    found = {name: read_pairs(data, name) for name in PAIR_FILES}
    return Texts({name: listed for name, listed in found.items() if listed}, read_news(data))


def keeper(texts: Texts, data: Path, cached: str) -> Callable[[str, Callable[[], T]], T]:
    """Keeps results of slow steps under the run's name; without a name, nothing is kept."""
    sizes = f"{len(texts.everything)} {len(texts.news)}"

    def keep(step: str, make: Callable[[], T]) -> T:
        return kept(f"{step} {cached} {data.resolve()} {sizes}" if cached else "", make)

    return keep


def words_of(texts: Texts, data: Path, sizes: Sizes, keep: Keep[object]) -> Words:
    """Counts the words of the data and chooses the tokens."""
    letters: dict[int, str] = keep(
        "letters", lambda: characters.character_map(data, "".join(texts.news[:5_000]))
    )  # type: ignore[assignment]
    counts: Counts = keep(
        "counts", lambda: vocabulary.count_corpus(texts.everything, texts.news, letters)
    )  # type: ignore[assignment]
    scores = vocabulary.choose(counts, sizes)
    tokenizer = vocabulary.word_tokenizer(scores, characters.compiled(letters))
    return Words(
        letters,
        counts,
        tokenizer,
        scores,
        [vocabulary.UNKNOWN, *scores],
        vocabulary.foreign_pieces(counts, sizes),
        teacher.glosses(texts.everything, letters),
    )


def gather(data: Path, *, sizes: Sizes, cached: str = "") -> Materials:
    """Reads the data and prepares it. `cached` names the run whose slow steps may be reused."""
    texts = read(data)
    keep = keeper(texts, data, cached)
    words = words_of(texts, data, sizes, keep)
    tokenizer, tokens = words.tokenizer, words.tokens
    name = hash_of(tokens)
    sets = keep(f"pairs {name}", lambda: pair_sets(texts.pairs, tokenizer))
    news = keep(f"news {name}", lambda: tokenised(tokenizer, texts.news))
    made = keep(f"made {name}", lambda: made_questions(texts.news, tokenizer))
    shares = corpus_shares([*(s.right for s in sets.values()), news], len(tokens))
    sentences = parallel(texts.pairs.get(PARALLEL, []), tokenizer)
    english, chinese = alignments(sentences, sets, len(tokens))
    spoken = spoken_rows(words, keep)
    return Materials(
        words,
        spoken,
        carried_rows(words, spoken, list(english.values())),
        shares,
        sets,
        news,
        made,
        sentences,
        translation.to_english(tokenizer, words.meanings),
        translation.to_chinese(tokenizer, words.meanings, words.counts.han),
        {lang: alignment.words_of(found, len(tokens)) for lang, found in english.items()},
        {lang: alignment.words_of(found, len(tokens)) for lang, found in chinese.items()},
        wear.parts(tokenizer, tokens, words.pieces, shares),
        np.asarray([not any(letter.isalpha() for letter in token) for token in tokens]),
        np.asarray([not any(map(characters.is_han, token)) for token in tokens]),
    )


def start(given: Materials, dimension: int, *, aligned: bool = True) -> NDArray[np.float32]:
    """The vectors training starts from, shape (tokens, dimension); without `aligned`, a word of
    another language is only what its letters look like to the teacher."""
    carried = given.carried if aligned else np.zeros_like(given.carried)
    known = carried.any(axis=1, keepdims=True)
    taught = np.where(known, carried, given.spoken).astype(np.float32)
    return teacher.first_vectors(taught, given.shares, dimension)


def spoken_rows(words: Words, keep: Keep[object]) -> NDArray[np.float32]:
    """The teacher's vector of each token, shape (tokens, 384)."""
    read = teacher.lessons(words.tokens, words.meanings)
    lines = sorted(set(read.values()))
    answers: NDArray[np.float32] = keep(f"teacher {hash_of(lines)}", lambda: teacher.teach(lines))  # type: ignore[assignment]
    answer_of = dict(zip(lines, answers, strict=True))
    taught = {token: answer_of[line] for token, line in read.items()}
    return teacher.from_characters(words.tokens, taught, answers.shape[1])


def carried_rows(
    words: Words, spoken: NDArray[np.float32], english: Sequence[alignment.Alignment]
) -> NDArray[np.float32]:
    """Of a word that is neither Chinese nor English, the mean of the English words it is aligned
    with, of length 1; zeros of any other."""
    native = np.asarray([words.counts.english[t] > 1 or t in words.meanings for t in words.tokens])
    known = np.where(native[:, None], spoken, 0).astype(np.float32)
    rows = np.zeros_like(spoken)
    for found in english:
        rows += alignment.carried(found.back(), known)
    rows[native] = 0
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return rows


def pair_sets(texts: Mapping[str, Sequence[Pair]], tokenizer: Tokenizer) -> dict[str, PairSet]:
    """The pairs of each source, tokenised."""
    return {name: pairs.pair_set(name, listed, tokenizer) for name, listed in texts.items()}


def made_questions(news: Sequence[str], tokenizer: Tokenizer, seed: int = 0) -> PairSet:
    """Questions made from the news by rule, with the sentences around their answers."""
    made = list(asked.asked(news, MADE_EACH, seed))
    numbers = np.asarray([article for article, _, _ in made], np.int64)
    left = tokenised(tokenizer, [question for _, question, _ in made])
    return PairSet("made", left, tokenised(tokenizer, [p for _, _, p in made]), numbers, numbers)


def parallel(listed: Sequence[Pair], tokenizer: Tokenizer) -> dict[str, Bags]:
    """Language to its sentences; sentence `i` means the same in every language."""
    by_lang: dict[str, dict[str, str]] = {}
    for pair in listed:
        by_lang.setdefault(pair.lang_b, {})[pair.a] = pair.b
    if not by_lang:
        return {}
    common = set.intersection(*(set(sentences) for sentences in by_lang.values()))
    order = [text for text in dict.fromkeys(pair.a for pair in listed) if text in common]
    found = {lang: [sentences[text] for text in order] for lang, sentences in by_lang.items()}
    return {lang: tokenised(tokenizer, some) for lang, some in {"zh": order, **found}.items()}


def alignments(
    sentences: Mapping[str, Bags], sets: Mapping[str, PairSet], tokens: int
) -> tuple[dict[str, alignment.Alignment], dict[str, alignment.Alignment]]:
    """Language to its alignment from English, and from Chinese (French also by dictionary)."""
    english: dict[str, alignment.Alignment] = {}
    chinese: dict[str, alignment.Alignment] = {}
    for lang, bags in sentences.items():
        if lang in CHINESE or lang == "en":
            continue
        left, right = [sentences["zh"]], [bags]
        if lang == "fr" and "cfdict_zh_fr" in sets:
            left.append(sets["cfdict_zh_fr"].left)
            right.append(sets["cfdict_zh_fr"].right)
        chinese[lang] = alignment.align(stacked(left), stacked(right), tokens)
        if "en" in sentences:
            english[lang] = alignment.align(sentences["en"], bags, tokens)
    return english, chinese


def hash_of(lines: Sequence[str]) -> str:
    """A short digest of some lines, for the key of a kept result."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def corpus_shares(bags: Sequence[Bags], tokens: int) -> NDArray[np.float64]:
    """The share of each token among all tokens of the bags, shape (tokens,)."""
    times = sum(np.bincount(bag.ids, minlength=tokens) for bag in bags)
    found: NDArray[np.float64] = np.asarray(times, np.float64) / max(1, np.sum(times))
    return found


def finished(words: Words, vectors: NDArray[np.float32]) -> tuple[Tokenizer, NDArray[np.float32]]:
    """The tokenizer and vectors to ship: British spellings added, with the American words' rows."""
    american = [word for word in words.scores if words.counts.english[word] > 1]
    extra = {new: old for new, old in spelling.aliases(american).items() if new not in words.scores}
    scores = words.scores | {new: words.scores[old] for new, old in extra.items()}
    number = {token: at for at, token in enumerate(words.tokens)}
    rows = vectors[[number[old] for old in extra.values()]]
    tokenizer = vocabulary.word_tokenizer(scores, words.tokenizer.normalizer)
    return tokenizer, np.concatenate([vectors, rows])
