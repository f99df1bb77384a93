"""Word-by-word translation with the dictionary, good enough to train a bag of words on.

Such an encoder does not see word order, so the glosses of a Chinese question make a fair English
question, and Chinese headwords a fair Chinese passage for an English one. This is where most of
the questions asked in one language and answered in another come from.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training.bags import Ids, tokenised

ARTICLES = ("to be ", "to ", "a ", "an ", "the ")
NOTHING = np.zeros(0, np.int32)


@dataclass(frozen=True, slots=True)
class Choices:
    """The translations of one token, and how often each is to be taken."""

    rows: tuple[Ids, ...]
    steps: tuple[float, ...]  # cumulative shares, ending in 1

    def draw(self, chance: float) -> Ids:
        """The translation that falls on `chance`, a number from 0 to 1."""
        return self.rows[min(bisect_left(self.steps, chance), len(self.rows) - 1)]


Lexicon = Mapping[int, Choices]


def _choices(weighted: Sequence[tuple[Ids, float]]) -> Choices:
    steps = np.cumsum([weight for _, weight in weighted])
    return Choices(tuple(row for row, _ in weighted), tuple((steps / steps[-1]).tolist()))


def bare(sense: str) -> str:
    """An English meaning without its article or its `to`, in lower case."""
    lowered = sense.lower().strip(" .!?")
    for article in ARTICLES:
        if lowered.startswith(article):
            return lowered[len(article) :]
    return lowered


def _row(tokenizer: Tokenizer, text: str) -> Ids:
    return tokenised(tokenizer, [text])[0]


def to_english(tokenizer: Tokenizer, meanings: Mapping[str, Sequence[str]]) -> dict[int, Choices]:
    """Chinese token to its meanings; the first listed are likelier, as dictionaries order them."""
    found: dict[int, Choices] = {}
    for word, senses in meanings.items():
        token = tokenizer.token_to_id(word)
        if token is None:
            continue
        short = [sense for sense in senses[:4] if len(sense.split()) <= 5] or list(senses[:1])
        rows = [_row(tokenizer, bare(sense)) for sense in short]
        found[token] = _choices([(row, 1 / (at + 1)) for at, row in enumerate(rows)])
    return found


def _forms(word: str) -> list[str]:
    """A word and what it may be a plural, a past or a participle of."""
    forms = [word]
    for ending, instead in (("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"),
                            ("ing", ""), ("ing", "e"), ("ly", "")):  # fmt: skip
        if word.endswith(ending) and len(word) - len(ending) > 2:
            forms.append(word[: len(word) - len(ending)] + instead)
    return forms


def to_chinese(
    tokenizer: Tokenizer, meanings: Mapping[str, Sequence[str]], times: Mapping[str, int]
) -> dict[int, Choices]:
    """English token to the Chinese words that mean just that; frequent words are likelier."""
    senses: dict[str, dict[str, float]] = {}
    for word, listed in meanings.items():
        if not times.get(word):
            continue
        for at, sense in enumerate(listed[:4]):
            weight = times[word] ** 0.5 / (at + 1)
            entry = senses.setdefault(bare(sense), {})
            entry[word] = max(entry.get(word, 0.0), weight)
    found: dict[int, Choices] = {}
    for english, token in sorted(tokenizer.get_vocab().items()):
        form = next((form for form in _forms(english) if form in senses), None)
        if form is None or not english.isascii() or not english.isalpha() or len(english) < 2:
            continue
        best = sorted(senses[form].items(), key=lambda item: (-item[1], item[0]))[:6]
        rows = [(_row(tokenizer, word), weight) for word, weight in best]
        found[token] = _choices(rows)
    return found


def translated(
    row: Ids, lexicon: Lexicon, foreign: NDArray[np.bool_], chance: np.random.Generator
) -> Ids:
    """The row with each token translated; a word of the source language without translation is
    dropped (`foreign` marks tokens, such as figures, that read the same in both)."""
    draws = chance.random(len(row))
    parts = []
    for token, draw in zip(row.tolist(), draws.tolist(), strict=True):
        choices = lexicon.get(token)
        if choices is not None:
            parts.append(choices.draw(draw))
        elif foreign[token]:
            parts.append(np.asarray([token], np.int32))
    return np.concatenate(parts) if parts else NOTHING
