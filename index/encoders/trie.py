"""The pieces of a vocabulary, found wherever they stand in a text, all places side by side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Letters = NDArray[np.uint32]  # a text as numbers of characters
Places = NDArray[np.int64]  # places of letters in a text
_Keys = NDArray[np.uint64]  # a node in the upper half and the letter that follows in the lower

SPACE = 0  # the number of white space, which stands in no piece
_HALF, _ONE = np.uint64(32), np.uint64(1)
_NO_WAY = np.uint64(0)  # in the place of a key: no key is 0, for none has the letter 0
# 2^64 divided by the golden ratio: multiplied by it, keys that follow one another lie far apart in
# the upper bits (Knuth, The Art of Computer Programming, volume 3, 6.4: Fibonacci hashing).
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


class Trie:
    """The pieces of a vocabulary, letter by letter: which node follows a node and a letter, and
    which piece ends there. The ways stand in a table by their hash, the next free place being
    taken: most are found where they are first looked for."""

    def __init__(self, keys: _Keys, tokens: NDArray[np.int64]) -> None:
        """`keys[i]`, a node and the letter that follows it, leads to node i + 1, where piece
        `tokens[i]` ends; -1 where none does."""
        self._tokens = tokens
        bits = (4 * len(keys)).bit_length()
        self._shift, self._last = np.uint64(64 - bits), (1 << bits) - 1
        self._keys = np.full(1 << bits, _NO_WAY)
        self._ways = np.zeros(1 << bits, np.int64)
        ways, places = np.arange(len(keys)), self._places(keys)
        while len(ways):
            free = self._keys[places] == _NO_WAY
            taken, first = np.unique(places[free], return_index=True)
            chosen = np.flatnonzero(free)[first]
            self._keys[taken], self._ways[taken] = keys[ways[chosen]], ways[chosen]
            ways, places = np.delete(ways, chosen), np.delete(places, chosen)
            places = (places + 1) & self._last

    def found_in(self, letters: Letters) -> tuple[Places, NDArray[np.int64], NDArray[np.int64]]:
        """Where pieces begin in a text that ends with white space, which, and how long they are.

        From every letter the trie is followed at once, a step at a time; who finds no way on is
        out, and at white space that is everybody, so that none runs beyond the end.
        """
        none = np.zeros(0, np.int64)
        found = [(none, none, none)]
        at = np.flatnonzero(letters != SPACE)
        node = np.zeros(len(at), np.uint64)
        length = 0
        while len(at):
            here, way = self._followed((node << _HALF) | letters[at + length])
            at, length = at[here], length + 1
            token = self._tokens[way]
            ends = np.flatnonzero(token >= 0)
            found.append((at[ends], token[ends], np.full(len(ends), length)))
            node = way.astype(np.uint64) + _ONE
        starts, tokens, lengths = (np.concatenate(each) for each in zip(*found, strict=True))
        return starts, tokens, lengths

    def _followed(self, keys: _Keys) -> tuple[Places, NDArray[np.int64]]:
        """Which of the ways there are, in order, and their numbers."""
        places = self._places(keys)
        asked = np.arange(len(keys))
        way = np.full(len(keys), -1)
        while len(asked):
            held = self._keys[places]
            here = held == keys[asked]
            way[asked[here]] = self._ways[places[here]]
            on = np.flatnonzero(~here & (held != _NO_WAY))
            asked, places = asked[on], (places[on] + 1) & self._last
        here = np.flatnonzero(way >= 0)
        return here, way[here]

    def _places(self, keys: _Keys) -> NDArray[np.int64]:
        return ((keys * _SPREAD) >> self._shift).astype(np.int64)


def trie_of(pieces: Sequence[Sequence[int]]) -> Trie:
    """The trie of some pieces, each as numbers of letters; of two that are alike, the last."""
    lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
    letters = np.zeros((len(pieces), lengths.max()), np.uint64)
    for piece, row in zip(pieces, letters, strict=True):
        row[: len(piece)] = piece
    node = np.zeros(len(pieces), np.uint64)
    keys: list[NDArray[np.uint64]] = []
    tokens: list[NDArray[np.int64]] = []
    nodes = 1
    for depth in range(letters.shape[1]):
        longer = np.flatnonzero(lengths > depth)
        level, which = np.unique(
            (node[longer] << _HALF) | letters[longer, depth], return_inverse=True
        )
        node[longer] = nodes + which.astype(np.uint64)
        ending = np.full(len(level), -1)
        done = lengths[longer] == depth + 1
        ending[which[done]] = longer[done]
        keys.append(level)
        tokens.append(ending)
        nodes += len(level)
    return Trie(np.concatenate(keys), np.concatenate(tokens))
