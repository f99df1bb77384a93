"""Which words the bundled encoder knows, and the tokenizer that finds them.

The tokenizer is a Unigram model over whole words: its Viterbi search gives the most probable
segmentation, which is what jieba does, but in Rust and inside tokenizer.json. Chinese words score
the logarithm of their share in the corpus; all other words score nearly alike, so that there the
segmentation with the fewest pieces wins (a rare whole word must beat two frequent halves).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice

import jieba
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

from training.cache import FOLDER
from training.characters import is_han
from training.sources import Pair

UNKNOWN = "[UNK]"
LONGEST = 16  # characters of a word; also bounds the Viterbi search on endless input
ROMAN = "a-zăđơư\u1ea0-\u1ef9"  # all that the character map leaves of Latin letters
WORD = re.compile(rf"[{ROMAN}]+|\d+|[ぁ-ゖー]+|[ァ-ヺー]+|[^\W\d_{ROMAN}ぁ-ヺー\u3400-\u9fff]+")
HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
LATIN = re.compile(r"[a-z]+")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789%$€£¥+#&℃°"


# Languages whose words share letters are cut into pieces together, each word counted by its root.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "latin": ("de", "es", "fr", "it", "pt", "id"),
    "russian": ("ru",),
    "vietnamese": ("vi",),
    "arabic": ("ar",),
    "korean": ("ko",),
    "thai": ("th",),
}


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many tokens each script may have; together below 65,536 so that ids fit 16 bits."""

    han_words: int = 24_500
    english: int = 13_500
    numbers: int = 1_500
    japanese: int = 3_000
    pieces: Mapping[str, int] = field(default_factory=lambda: PIECES)
    rarest_han: int = 3  # a single Chinese character seen less often is left out
    most: int = 65_200  # of all; the rarest Chinese words give way


PIECES: Mapping[str, int] = {
    "latin": 9_500, "russian": 3_200, "vietnamese": 2_200, "arabic": 2_800, "korean": 2_600,
    "thai": 700,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each word occurs, by script."""

    han: Counter[str]
    english: Counter[str]
    japanese: Counter[str]
    foreign: Mapping[str, Counter[str]]  # by group of languages


def _count_han(job: tuple[list[str], dict[int, str], list[str]]) -> Counter[str]:
    texts, letters, words = job
    jieba.setLogLevel("WARNING")
    cutter = jieba.Tokenizer()
    FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
    cutter.tmp_dir = str(FOLDER)  # its dictionary cache is unmarshalled: keep it out of /tmp itself
    cutter.initialize()
    for word in words:
        if not cutter.FREQ.get(word):
            cutter.add_word(word, freq=5)
    found: Counter[str] = Counter()
    for text in texts:
        found.update(cutter.lcut(text.translate(letters), HMM=False))
    del found[" "]
    return found


def count_han(
    texts: list[str], letters: dict[int, str], words: list[str], workers: int = 2
) -> Counter[str]:
    """Words of Chinese texts as jieba segments them; `words` are added to its dictionary."""
    shares = [(texts[at::workers], letters, words) for at in range(workers)]
    with ProcessPoolExecutor(workers) as pool:
        return sum(pool.map(_count_han, shares), Counter())


def count_words(texts: Iterable[str], letters: dict[int, str]) -> Counter[str]:
    """Runs of one script, Chinese characters left out."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(WORD.findall(text.translate(letters)))
    return found


def count_corpus(
    pairs: list[Pair], news: list[str], letters: dict[int, str], workers: int = 2
) -> Counts:
    """The counts of all training text; each distinct text of the pairs counts three times the
    news, because questions and encyclopaedias hold the words that news is asked about with."""
    sides = {(side, lang) for p in pairs for side, lang in ((p.a, p.lang_a), (p.b, p.lang_b))}
    by_lang: dict[str, list[str]] = {}
    for side, lang in sorted(sides):
        by_lang.setdefault(lang, []).append(side)
    headwords = sorted({p.a.translate(letters) for p in pairs if p.kind == "definition"})
    chinese = [t for lang in by_lang if lang.startswith(("zh", "yue")) for t in by_lang[lang]]
    running = [text for text in chinese if len(text) > 8]
    words = [word for word in headwords if 2 <= len(word) <= 6 and " " not in word]
    han = count_han(running * 3 + news, letters, words, workers)
    english = count_words(by_lang.get("en", []) * 3, letters)
    english.update({w: n for w, n in han.items() if LATIN.fullmatch(w)})
    japanese = count_words(by_lang.get("ja", []), letters)
    foreign = {
        group: count_words((t for lang in langs for t in by_lang.get(lang, [])), letters)
        for group, langs in GROUPS.items()
    }
    return Counts(han, english, japanese, foreign)


def pieces(words: Mapping[str, int], limit: int) -> list[str]:
    """Frequent parts of words, by byte-pair merging (no word-boundary marks)."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    trainer = trainers.BpeTrainer(
        vocab_size=limit, limit_alphabet=limit // 2, max_token_length=LONGEST, show_progress=False
    )
    # Repeating by the root of the count lets rare words shape the pieces they will need.
    repeated = (" ".join([word] * math.isqrt(times)) for word, times in sorted(words.items()))
    tokenizer.train_from_iterator(repeated, trainer)
    return [piece for piece, _ in sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])]


def _top(words: Mapping[str, int], limit: int, rarest: int = 2) -> list[str]:
    ranked = sorted(words.items(), key=lambda item: (-item[1], item[0]))
    return [word for word, times in islice(ranked, limit) if times >= rarest]


def compounds(words: Mapping[str, int], total: int, shortest: int = 5) -> set[str]:
    """Long words made of known words of two characters or more: 中国外交部, but not 乌兹别克.

    They are better read as their parts: whoever asks for 外交部 should meet 中国外交部.
    """
    found = set()
    for word in words:
        if len(word) < shortest or not all(map(is_han, word)):
            continue
        made = {0}
        for end in range(2, len(word) + 1):
            # A part must be a word in its own right, not a syllable pair seen now and then.
            if any(
                words.get(word[start:end], 0) > total * 1e-6
                for start in made
                if 1 < end - start < len(word)
            ):
                made.add(end)
        if len(word) in made - {0}:
            found.add(word)
    return found


def _chinese(counts: Counts, sizes: Sizes) -> dict[str, float]:
    """Chinese characters and words with the logarithm of their share, the rarest words last."""
    letters: Counter[str] = Counter()
    for word, times in counts.han.items():
        for letter in filter(is_han, word):
            letters[letter] += times
    singles = [letter for letter, times in letters.items() if times >= sizes.rarest_han]
    words = {
        word: times
        for word, times in counts.han.items()
        if 1 < len(word) <= LONGEST and any(map(is_han, word)) and " " not in word
    }
    total = sum(counts.han.values())
    for word in compounds(words, total):
        del words[word]
    # As in jieba, a character never used alone still counts once.
    scores = {letter: math.log((counts.han[letter] or 1) / total) for letter in sorted(singles)}
    return scores | {w: math.log(words[w] / total) for w in _top(words, sizes.han_words)}


def foreign_pieces(counts: Counts, sizes: Sizes) -> list[str]:
    """The pieces of all words that are not Chinese, and every letter and sign."""
    listed = pieces(counts.japanese, sizes.japanese)
    for group, words in counts.foreign.items():
        listed += pieces(words, sizes.pieces[group])
    return list(dict.fromkeys(listed + list(LETTERS)))


def choose(counts: Counts, sizes: Sizes = Sizes()) -> dict[str, float]:
    """Token to its Unigram score (a log probability for Chinese)."""
    english = {w: n for w, n in counts.english.items() if LATIN.fullmatch(w) and len(w) <= LONGEST}
    numbers = {w: n for w, n in counts.han.items() if w.isdecimal() and w.isascii() and len(w) < 5}
    foreign = _top(english, sizes.english) + _top(numbers, sizes.numbers)
    foreign = list(dict.fromkeys(foreign + foreign_pieces(counts, sizes)))
    chinese = list(_chinese(counts, sizes).items())
    scores = dict(chinese[: max(0, sizes.most - len(foreign))])
    total = sum(counts.han.values())
    everything = sum(counts.foreign.values(), counts.english + counts.japanese + Counter(numbers))
    for word in foreign:
        scores.setdefault(word, -10 + 0.1 * math.log((everything[word] + 1) / total))
    return scores


def word_tokenizer(scores: Mapping[str, float], letters: normalizers.Normalizer) -> Tokenizer:
    """The tokenizer whose ids are the positions in `scores` plus one; id 0 is what is unknown."""
    vocabulary = [(UNKNOWN, 0.0), *scores.items()]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = letters
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return tokenizer
