"""Which words of two languages mean the same, learned from sentences that mean the same.

IBM model 1 (Brown et al. 1993) in both directions, the two multiplied: a word that occurs once
goes with every word of its sentence in one direction, but few of them go with it in the other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.bags import Bags, Numbers
from training.translation import Lexicon, lexicon

ROUNDS = 6
SURE = 0.05  # product of both directions from which two words are taken to mean the same
MOST = 3  # translations of a word


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs of tokens that mean the same: `weights[i]`, from 0 to 1, says how surely."""

    here: Numbers
    there: Numbers
    weights: NDArray[np.float64]

    def back(self) -> Alignment:
        """The same pairs from the other language."""
        return Alignment(self.there, self.here, self.weights)


def _cells(left: Bags, right: Bags) -> tuple[Numbers, Numbers, Numbers]:
    """Sentence, left token and right token of every two tokens of two sentences of a pair."""
    owners: list[Numbers] = []
    here: list[Numbers] = []
    there: list[Numbers] = []
    for at in range(len(left)):
        one, two = np.unique(left[at]), np.unique(right[at])
        owners.append(np.full(len(one) * len(two), at, np.int64))
        here.append(np.repeat(one, len(two)).astype(np.int64))
        there.append(np.tile(two, len(one)).astype(np.int64))
    nothing = np.zeros(0, np.int64)
    found = [np.concatenate([nothing, *part]) for part in (owners, here, there)]
    return found[0], found[1], found[2]


def _direction(cell: Numbers, group: Numbers, source: Numbers) -> NDArray[np.float64]:
    """p(there | here) of each kind of cell. `cell` is the kind of each cell, `group` the sentence
    and right token that it explains, `source` the left token of each kind."""
    share = np.ones(len(source))
    for _ in range(ROUNDS):
        weight = share[cell]
        weight /= np.maximum(np.bincount(group, weight), 1e-12)[group]
        counts = np.bincount(cell, weight, minlength=len(source))
        share = counts / np.maximum(np.bincount(source, counts), 1e-12)[source]
    return share


def align(left: Bags, right: Bags, tokens: int) -> Alignment:
    """The words of the left texts and those of the right texts that mean the same.

    Both sides have as many texts; `tokens` is the size of the vocabulary.
    """
    owners, here, there = _cells(left, right)
    if not len(owners):
        return Alignment(here, there, np.zeros(0))
    kinds, cell = np.unique(here * tokens + there, return_inverse=True)
    source, target = kinds // tokens, kinds % tokens
    _, explained = np.unique(owners * tokens + there, return_inverse=True)
    _, explaining = np.unique(owners * tokens + here, return_inverse=True)
    sure = _direction(cell, explained, source) * _direction(cell, explaining, target)
    kept = sure > SURE
    return Alignment(source[kept], target[kept], sure[kept])


def words_of(found: Alignment, tokens: int) -> Lexicon:
    """The alignment as a lexicon to rewrite texts with."""
    choices: dict[int, list[tuple[NDArray[np.int32], float]]] = {}
    for at in np.argsort(-found.weights, kind="stable").tolist():
        listed = choices.setdefault(int(found.here[at]), [])
        if len(listed) < MOST:
            row = np.asarray([found.there[at]], np.int32)
            listed.append((row, float(found.weights[at])))
    return lexicon(choices, tokens)


def carried(found: Alignment, rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each token of the vocabulary, the weighted mean of the rows of its translations.

    `rows` has one row a token; a token without translation gets a zero row.
    """
    out = np.zeros_like(rows)
    np.add.at(out, found.here, rows[found.there] * found.weights[:, None].astype(np.float32))
    return out
