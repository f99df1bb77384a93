"""Tokens of many texts at a time: what `tokenizers` finds with a Unigram model, in a third of the
time.

The library goes through texts one by one and makes an object of each. Here a block of texts is one
array of characters: the pieces that stand anywhere in it are looked up together, letter after
letter, and the likeliest way through every word is followed in all words side by side (Viterbi, in
double precision, the earliest piece first among equals, as the library does it).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import Unigram
from tokenizers.normalizers import Normalizer
from tokenizers.pre_tokenizers import WhitespaceSplit

from index.encoders.trie import SPACE, Letters, Places, trie_of

Tokens = tuple[NDArray[np.uint16], list[int]]  # of texts, end to end, and how many each text has

_UNKNOWN_PENALTY = 10.0  # of tokenizers and SentencePiece, below the least likely piece
_STRANGE = 1  # the number of a character that is in no piece
_TOGETHER = np.uint32(0xFFFFFFFF)  # what only the normalizer itself can tell
_PLANE = 0x10000
_NO_SPACE = "\x1c\x1d\x1e\x1f"  # white space to Python, but not to Unicode
# Normalizers that look no further than a character and what is joined to it. Others look at whole
# texts: what a Replace or a Strip makes of a character cannot be told from that character.
_NARROW = ("NFC", "NFD", "NFKC", "NFKD", "Lowercase", "Precompiled")
_MOST_TOKENS = 1 << 16  # what 16 bits can number
# Characters that a normalizer sees one by one: no marks, joiners, jamo or pictures among them, so
# that none acts on its neighbour, whatever the form (Unicode's normal forms, grapheme clusters).
_ALONE = (
    ("\t", "\n"),
    (" ", "~"),
    ("\u00a0", "\u00ac"),
    ("\u00ae", "\u02af"),
    ("\u0391", "\u0482"),
    ("\u048a", "\u052f"),
    ("\u1e00", "\u1eff"),
    ("\u2010", "\u2027"),
    ("\u2030", "\u205e"),
    ("\u2100", "\u25ff"),
    ("\u3000", "\u3029"),
    ("\u3041", "\u3096"),
    ("\u309b", "\u30ff"),
    ("\u3400", "\u4dbf"),
    ("\u4e00", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\uff01", "\uff60"),
)


def bulk_tokenizer(tokenizer: Tokenizer) -> BulkTokenizer | None:
    """The tokenizer for many texts; None where it would not find the very same tokens."""
    told: dict[str, Any] = json.loads(tokenizer.to_str())
    plain = not told["added_tokens"] and tokenizer.post_processor is None
    split = isinstance(tokenizer.pre_tokenizer, WhitespaceSplit)
    if not (plain and split and isinstance(tokenizer.model, Unigram)):
        return None
    model = told["model"]
    if model["unk_id"] is None or model["byte_fallback"] or len(model["vocab"]) > _MOST_TOKENS:
        return None
    if tokenizer.normalizer is None or not _narrow(told["normalizer"]):
        return None
    return BulkTokenizer(tokenizer.normalizer, model["vocab"], model["unk_id"])


def _narrow(normalizer: dict[str, Any]) -> bool:
    if normalizer["type"] == "Sequence":
        return all(map(_narrow, normalizer["normalizers"]))
    return normalizer["type"] in _NARROW


class BulkTokenizer:
    """Finds the tokens of many texts. Safe to use from several threads at once."""

    def __init__(
        self, normalizer: Normalizer, vocabulary: Sequence[tuple[str, float]], unknown: int
    ) -> None:
        self._normalizer = normalizer
        self._unknown = unknown
        self._scores = np.array([score for _, score in vocabulary])
        self._unknown_score = self._scores.min() - _UNKNOWN_PENALTY
        used = sorted({character for piece, _ in vocabulary for character in piece})
        numbers = {character: at for at, character in enumerate(used, _STRANGE + 1)}
        self._pieces = trie_of([[numbers[one] for one in piece] for piece, _ in vocabulary])
        self._level = _level_numbers(numbers)
        self._printed = _printed_numbers(normalizer, self._level)

    def token_ids(self, texts: Sequence[str]) -> Tokens:
        """The tokens of some texts, at least one. Raises UnicodeEncodeError at a lone surrogate."""
        letters, ends = self._letters(texts)
        at, tokens = self._likeliest(letters)
        counts = np.diff(np.searchsorted(at, ends), prepend=0)
        return tokens.astype(np.uint16), counts.tolist()

    def _letters(self, texts: Sequence[str]) -> tuple[Letters, Places]:
        """The letters of levelled texts, white space behind each, and where each text ends."""
        found = _numbered("".join(texts), self._printed)
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        ends = np.cumsum(lengths)
        parts = np.split(found, ends[:-1])
        for at in np.unique(np.searchsorted(ends, np.flatnonzero(found == _TOGETHER), "right")):
            parts[at] = _numbered(self._normalizer.normalize_str(texts[at]), self._level)
        space = np.full(1, SPACE, np.uint32)
        lengths = np.fromiter(map(len, parts), np.int64, len(parts)) + 1
        letters = np.concatenate([each for part in parts for each in (part, space)])
        return letters, np.cumsum(lengths)

    def _likeliest(self, letters: Letters) -> tuple[Places, NDArray[np.int64]]:
        """Where the tokens of the likeliest ways through all words begin, rising, and which.

        `best` is how likely the best way to a place is, `by` its last step. First go the steps from
        the first letter of every word, then those from every second letter: when it is their turn,
        all steps that lead to their letter have been taken.
        """
        within = _within_words(letters)
        steps = self._steps(letters, within)
        best = np.where(within == 0, 0.0, -np.inf)
        by = np.zeros(len(letters), np.int64)
        bounds = np.searchsorted(within[steps.start], np.arange(within.max(initial=0) + 2))
        for low, high in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
            reached = best[steps.start[low:high]] + steps.score[low:high]
            ends = steps.end[low:high]
            better = np.flatnonzero(reached > best[ends])
            ends = ends[better]
            best[ends], by[ends] = reached[better], better + low
        return self._followed_back(steps, by, letters, within)

    def _steps(self, letters: Letters, within: Places) -> _Steps:
        """Every piece that stands anywhere in the words, and every character that is no piece."""
        starts, tokens, lengths = self._pieces.found_in(letters)
        known = np.zeros(len(letters), np.bool_)
        known[starts[lengths == 1]] = True
        strange = np.flatnonzero(~known & (letters != SPACE))
        start = np.concatenate([starts, strange])
        length = np.concatenate([lengths, np.ones(len(strange), np.int64)])
        token = np.concatenate([tokens, np.full(len(strange), self._unknown)])
        score = self._scores[token]
        score[len(starts) :] = self._unknown_score
        order = np.argsort(_small(within[start]), kind="stable")
        start = start[order]
        return _Steps(start, start + length[order], token[order], score[order])

    def _followed_back(
        self, steps: _Steps, by: Places, letters: Letters, within: Places
    ) -> tuple[Places, NDArray[np.int64]]:
        """The tokens of the ways that lead to the ends of the words; unknown ones side by side in
        a word are one."""
        token = np.full(len(letters), -1, np.int64)
        at = np.flatnonzero((letters[1:] == SPACE) & (letters[:-1] != SPACE)) + 1
        while len(at):
            step = by[at]
            at = steps.start[step]
            token[at] = steps.token[step]
            at = at[within[at] > 0]
        at = np.flatnonzero(token >= 0)
        found = token[at]
        unknown = found == self._unknown
        again = unknown[1:] & unknown[:-1] & (within[at[1:]] > 0)
        kept = np.concatenate([np.ones(min(len(at), 1), np.bool_), ~again])
        return at[kept], found[kept]


@dataclass(frozen=True, slots=True)
class _Steps:
    """Ways from one place in a word to a later one, in the order of where in its word each
    starts: with which token, and how likely (logarithm)."""

    start: Places
    end: Places
    token: NDArray[np.int64]
    score: NDArray[np.float64]


def _level_numbers(numbers: dict[str, int]) -> Letters:
    """The number of every levelled character; of those beyond the table it is _STRANGE."""
    size = max(_PLANE, 2 + max(map(ord, numbers)))
    level = np.full(size, _STRANGE, np.uint32)
    for character, number in numbers.items():
        level[ord(character)] = number
    for code in range(_PLANE):  # a piece with white space in it stands in no word
        if chr(code).isspace() and chr(code) not in _NO_SPACE:
            level[code] = SPACE
    return level


def _printed_numbers(normalizer: Normalizer, level: Letters) -> Letters:
    """The number of every printed character that is levelled to one character, or to white space,
    whatever stands beside it; of all others it is _TOGETHER."""
    printed = np.full(_PLANE + 1, _TOGETHER, np.uint32)
    for first, last in _ALONE:
        for code in range(ord(first), ord(last) + 1):
            levelled = _numbered(normalizer.normalize_str(chr(code)), level)
            if len(levelled) and (len(levelled) == 1 or not levelled.any()):
                printed[code] = levelled[0]
    return printed


def _small(places: Places) -> NDArray[np.int64] | NDArray[np.uint16]:
    """The same numbers, in the size that numpy sorts without comparing where they fit into it."""
    return places.astype(np.uint16) if places.max(initial=0) < _PLANE else places


def _numbered(text: str, numbers: Letters) -> Letters:
    codes = np.frombuffer(text.encode("utf-32-le"), "<u4")
    return np.asarray(numbers[np.minimum(codes, len(numbers) - 1)])


def _within_words(letters: Letters) -> Places:
    """How far from the beginning of its word every letter stands; -1 for white space."""
    places = np.arange(len(letters))
    space = letters == SPACE
    before = np.maximum.accumulate(np.where(space, places, -1))
    return np.where(space, -1, places - before - 1)
