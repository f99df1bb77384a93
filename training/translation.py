"""Word-by-word translation with the dictionary, good enough to train a bag of words on.

Such an encoder does not see word order, so the glosses of a Chinese question make a fair English
question, and Chinese headwords a fair Chinese passage for an English one. This is where most of
the questions asked in one language and answered in another come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training.bags import Bags, Ids, bags_of, stacked, tokenised

ARTICLES = ("to be ", "to ", "a ", "an ", "the ")
ALMOST = 1 - 1e-6


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a token may be rewritten as, and how often each is to be taken.

    Choice `i` is `rows[i]`; the choices of token `t` have keys in (t, t + 1], the last at t + 1,
    so that one search for `t` plus a chance draws for all tokens of a corpus at once.
    """

    keys: NDArray[np.float64]
    rows: Bags
    known: NDArray[np.bool_]  # for each token, whether it has a choice


def lexicon(choices: Mapping[int, Sequence[tuple[Ids, float]]], tokens: int) -> Lexicon:
    """The lexicon of these rows and weights by token; `tokens` is the size of the vocabulary."""
    keys: list[NDArray[np.float64]] = []
    rows: list[Ids] = []
    known = np.zeros(tokens, np.bool_)
    for token, weighted in sorted(choices.items()):
        steps = np.cumsum([weight for _, weight in weighted], dtype=np.float64)
        keys.append(token + steps / steps[-1])
        rows.extend(row for row, _ in weighted)
        known[token] = True
    return Lexicon(np.concatenate([*keys, np.zeros(0)]), bags_of(rows), known)


def rewritten(
    bags: Bags,
    words: Lexicon,
    chance: np.random.Generator,
    *,
    touched: NDArray[np.bool_] | None = None,
    kept: NDArray[np.bool_] | None = None,
) -> Bags:
    """The texts with their words rewritten by a draw from the lexicon.

    `touched`, one truth a token of the texts, says which may be (all by default). A token without
    choice stays, unless `kept`, one truth a token of the vocabulary, says that it is dropped.
    """
    flat = bags.ids
    change = words.known[flat] if touched is None else words.known[flat] & touched
    count, tokens = len(words.rows), len(words.known)
    drawn = flat + np.minimum(chance.random(len(flat)), ALMOST)
    stay = count + flat.astype(np.int64)
    if kept is not None:
        stay = np.where(kept[flat], stay, count + tokens)
    picks = np.where(change, np.searchsorted(words.keys, drawn), stay)
    themselves = Bags(np.arange(tokens, dtype=np.int32), np.arange(tokens + 1))
    nothing = Bags(np.zeros(0, np.int32), np.zeros(2, np.int64))
    out = stacked([words.rows, themselves, nothing]).taken(picks)
    return Bags(out.ids, out.starts[bags.starts])


def bare(sense: str) -> str:
    """An English meaning without its article or its `to`, in lower case."""
    lowered = sense.lower().strip(" .!?")
    for article in ARTICLES:
        if lowered.startswith(article):
            return lowered[len(article) :]
    return lowered


def to_english(tokenizer: Tokenizer, meanings: Mapping[str, Sequence[str]]) -> Lexicon:
    """Chinese token to its meanings; the first listed are likelier, as dictionaries order them."""
    texts: list[str] = []
    owners: list[tuple[int, float]] = []
    for word, senses in meanings.items():
        token = tokenizer.token_to_id(word)
        if token is None:
            continue
        short = [sense for sense in senses[:4] if len(sense.split()) <= 5] or list(senses[:1])
        texts.extend(bare(sense) for sense in short)
        owners.extend((token, 1 / (at + 1)) for at in range(len(short)))
    return _read(tokenizer, texts, owners)


def _read(
    tokenizer: Tokenizer, texts: Sequence[str], owners: Iterable[tuple[int, float]]
) -> Lexicon:
    """The lexicon in which each owner, a token and a weight, may become its text."""
    found: dict[int, list[tuple[Ids, float]]] = {}
    rows = tokenised(tokenizer, texts)
    for at, (token, weight) in enumerate(owners):
        found.setdefault(token, []).append((rows[at], weight))
    return lexicon(found, tokenizer.get_vocab_size())


def _forms(word: str) -> list[str]:
    """A word and what it may be a plural, a past or a participle of."""
    forms = [word]
    for ending, instead in (("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"),
                            ("ing", ""), ("ing", "e"), ("ly", "")):  # fmt: skip
        if word.endswith(ending) and len(word) - len(ending) > 2:
            forms.append(word[: len(word) - len(ending)] + instead)
    return forms


def _meant(
    meanings: Mapping[str, Sequence[str]], times: Mapping[str, int]
) -> dict[str, dict[str, float]]:
    """English meaning to the Chinese words that mean just that, with weights."""
    senses: dict[str, dict[str, float]] = {}
    for word, listed in meanings.items():
        if not times.get(word):
            continue
        for at, sense in enumerate(listed[:4]):
            weight = times[word] ** 0.5 / (at + 1)
            entry = senses.setdefault(bare(sense), {})
            entry[word] = max(entry.get(word, 0.0), weight)
    return senses


def to_chinese(
    tokenizer: Tokenizer, meanings: Mapping[str, Sequence[str]], times: Mapping[str, int]
) -> Lexicon:
    """English token to the Chinese words that mean just that; frequent words are likelier."""
    senses = _meant(meanings, times)
    texts: list[str] = []
    owners: list[tuple[int, float]] = []
    for english, token in sorted(tokenizer.get_vocab().items()):
        form = next((form for form in _forms(english) if form in senses), None)
        if form is None or not english.isascii() or not english.isalpha() or len(english) < 2:
            continue
        best = sorted(senses[form].items(), key=lambda item: (-item[1], item[0]))[:6]
        texts.extend(word for word, _ in best)
        owners.extend((token, weight) for _, weight in best)
    return _read(tokenizer, texts, owners)
