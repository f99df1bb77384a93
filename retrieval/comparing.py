"""A quotation beside what is printed, stretch by stretch: the same, or differing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.aligning import changes
from retrieval.letters import Codes, Letters, letters


@dataclass(frozen=True, slots=True)
class Compared:
    """A stretch of both texts, one of which may be empty. `same` when they read alike, width,
    case, script, punctuation and spaces aside."""

    same: bool
    asked: str
    printed: str


def compare(asked: str, printed: str) -> tuple[Compared, ...]:
    """Both texts in stretches, in order: joined, `printed` gives what is printed, `asked` what
    was quoted. Words differ as wholes, as in `retrieval.differing`."""
    one, other = letters(asked), letters(printed)
    first, second = one.tokens(), other.tokens()
    codes = _numbered(one, first, other, second)
    found: list[Compared] = []
    at = stood = 0
    for change in changes(*codes):
        low, high = _place(one, first, change.a, change.to_a)
        begin, end = _place(other, second, change.b, change.to_b)
        if asked[at:low] or printed[stood:begin]:
            found.append(Compared(True, asked[at:low], printed[stood:begin]))
        found.append(Compared(False, asked[low:high], printed[begin:end]))
        at, stood = high, end
    if asked[at:] or printed[stood:]:
        found.append(Compared(True, asked[at:], printed[stood:]))
    return tuple(found)


def _numbered(
    one: Letters,
    first: Sequence[tuple[int, int]],
    other: Letters,
    second: Sequence[tuple[int, int]],
) -> tuple[Codes, Codes]:
    """The words of both texts as numbers, the same word the same number."""
    said = [one.plain[low:high] for low, high in first]
    stands = [other.plain[low:high] for low, high in second]
    numbers = {word: number for number, word in enumerate(dict.fromkeys(said + stands))}
    asked, printed = ([numbers[word] for word in words] for words in (said, stands))
    return np.array(asked, np.uint32), np.array(printed, np.uint32)


def _place(
    text: Letters, tokens: Sequence[tuple[int, int]], first: int, last: int
) -> tuple[int, int]:
    """Where the words from `first` to before `last` stand; no words stand behind the one before."""
    if first < last:
        return text.place(tokens[first][0], tokens[last - 1][1])
    end = text.place(*tokens[first - 1])[1] if first else 0
    return end, end
