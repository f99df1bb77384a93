"""What age, bad scans and strangers do to words, so that the parts of words carry meaning too.

A word is read as its parts (a Chinese word as its characters, any other as shorter pieces), is
lost, or one of its characters is misread as another, mostly as one that looks like it: as it
happens to names no dictionary knows, and in text that a machine read off paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models

from index import confusions
from training.bags import Bags, Ids
from training.characters import is_han
from training.translation import Lexicon, lexicon, rewritten

LENGTHS = (12, 5, 3)  # longest pieces of a word in each of its readings


@dataclass(frozen=True, slots=True)
class Wear:
    """How much is worn: each text draws its own rate between none and these."""

    broken: float = 0.35  # of the words, read as their parts
    lost: float = 0.25
    misread: float = 0.03  # of single Chinese characters, as any other
    mistaken: float = 0.15  # of those that look like another, as that
    spared: float = 0.4  # of the texts, not worn at all


@dataclass(frozen=True, slots=True)
class Parts:
    """The readings of words in parts, and the characters that may be misread for each other."""

    words: Lexicon
    looks: Lexicon  # a character to those that look like it
    letters: Ids  # single Chinese characters, each as often as it occurs, roughly
    is_letter: NDArray[np.bool_]


def _pieces_of(pieces: Sequence[str], longest: int) -> models.Unigram:
    """A reader that knows only the pieces up to a length; the fewest win."""
    kept = [("", 0.0), *((piece, -10.0) for piece in pieces if len(piece) <= longest)]
    return models.Unigram(kept, unk_id=0, byte_fallback=False)


def parts(
    tokenizer: Tokenizer, tokens: Sequence[str], pieces: Sequence[str], shares: NDArray[np.float64]
) -> Parts:
    """The readings of every token in parts that are tokens too; `shares` are corpus shares."""
    readers = [_pieces_of(pieces, longest) for longest in LENGTHS]
    choices: dict[int, list[tuple[Ids, float]]] = {}
    for token, text in enumerate(tokens):
        if token == 0 or len(text) < 2 or text.isdecimal():
            continue
        if is_han(text[0]):
            readings = [list(text)]
        else:
            readings = [[found.value for found in reader.tokenize(text)] for reader in readers]
        for reading in readings:
            row = [tokenizer.token_to_id(part) for part in reading]
            if len(row) > 1 and all(row):
                choices.setdefault(token, []).append((np.asarray(row, np.int32), 1.0))
    single = np.asarray([len(text) == 1 and is_han(text) for text in tokens])
    often = np.minimum(np.ceil(shares * 1e5), 50).astype(np.int64) * single
    letters = np.repeat(np.arange(len(tokens), dtype=np.int32), often)
    return Parts(lexicon(choices, len(tokens)), _looks(tokenizer, len(tokens)), letters, single)


def _looks(tokenizer: Tokenizer, tokens: int) -> Lexicon:
    """Each single character to those that are easily taken for it."""
    choices: dict[int, list[tuple[Ids, float]]] = {}
    for alike in confusions.sets():
        known = [token for letter in alike if (token := tokenizer.token_to_id(letter))]
        for token in known:
            others = [np.asarray([other], np.int32) for other in known if other != token]
            if others:
                choices[token] = [(row, 1.0) for row in others]
    return lexicon(choices, tokens)


def worn(bags: Bags, given: Parts, chance: np.random.Generator, wear: Wear = Wear()) -> Bags:
    """The texts with words broken, lost and misread. A text keeps at least a word if it had one."""
    rates = chance.random(len(bags)) * (chance.random(len(bags)) >= wear.spared)
    mine = rates[bags.owners]
    out = rewritten(
        bags, given.words, chance, touched=chance.random(len(bags.ids)) < wear.broken * mine
    )
    mine = rates[out.owners]
    mistaken = chance.random(len(out.ids)) < wear.mistaken * mine
    out = rewritten(out, given.looks, chance, touched=mistaken)
    kept = chance.random(len(out.ids)) >= wear.lost * mine
    kept[out.starts[:-1][out.sizes > 0]] = True
    return _misread(out, given, chance, wear.misread * mine).masked(kept)


def _misread(
    bags: Bags, given: Parts, chance: np.random.Generator, rates: NDArray[np.float64]
) -> Bags:
    """The texts with single characters replaced by any others; `rates` has one number a token."""
    if not len(given.letters):
        return bags
    wrong = given.is_letter[bags.ids] & (chance.random(len(bags.ids)) < rates)
    ids = np.where(wrong, chance.choice(given.letters, len(bags.ids)), bags.ids)
    return Bags(ids.astype(np.int32), bags.starts)
