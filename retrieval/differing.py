"""What differs between a quotation and what is printed, word by word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retrieval.aligning import Change, changes
from retrieval.letters import Letters, letters
from retrieval.verdicts import Difference, Op

_OPS: dict[tuple[bool, bool], Op] = {
    (True, True): "replace",
    (True, False): "delete",
    (False, True): "insert",
}


def differences(asked: Letters, printed: str) -> tuple[Difference, ...]:
    """Word by word what differs between a quotation and what is printed: whole numbers, whole
    words of alphabets, single characters of scripts without spaces; neighbours together."""
    other = letters(printed)
    first, second = asked.tokens(), other.tokens()
    said = [asked.plain[low:high] for low, high in first]
    stands = [other.plain[low:high] for low, high in second]
    numbers = {word: number for number, word in enumerate(dict.fromkeys(said + stands))}
    one, two = (np.array([numbers[word] for word in words], np.uint32) for words in (said, stands))
    return tuple(_difference(change, asked, first, other, second) for change in changes(one, two))


def _difference(
    change: Change,
    asked: Letters,
    first: Sequence[tuple[int, int]],
    printed: Letters,
    second: Sequence[tuple[int, int]],
) -> Difference:
    said = _words(asked, first[change.a : change.to_a])
    stands = _words(printed, second[change.b : change.to_b])
    return Difference(_OPS[bool(said), bool(stands)], said, stands)


def _words(one: Letters, tokens: Sequence[tuple[int, int]]) -> str:
    if not tokens:
        return ""
    start, end = one.place(tokens[0][0], tokens[-1][1])
    return one.text[start:end]
