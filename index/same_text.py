"""Where two articles hold the same text, and whether one is a printing of the other.

A reprint loses its end, gains a dateline, has a letter misread. A notice of the same form has
another figure, date or name. Both share most of their letters; what tells is how they differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.differences import FEW, TELLING, differences_of, is_credit, numbers, only_noise
from index.sketch import HAN_WINDOW, Letters, letters, window_of, windows

Places = NDArray[np.int64]

_REMEMBERED = 64  # texts last compared: one is compared with many
_HEADLINES = 4096  # last looked at: notices of one form all have the others' to be told from
_HELD = 0.75  # share of the shorter text that must stand in the longer one
_MOST_RUNS = 300  # runs in common that are put in order; the longest, when there are more
_OTHER_NUMBERS = 0.3  # share of the numbers
_LOOKED_AT = 16  # bits of a hash at a quick look; a window in a hundred passes for another by them


class Run(NamedTuple):
    """`length` letters that stand in both texts, counted in letters of each."""

    one: int
    other: int
    length: int


@dataclass(frozen=True, slots=True)
class Compared:
    """A text with its letters: `at` says where in `text` each stands. `hashes` are those of its
    windows, in order."""

    text: str
    codes: Letters = field(repr=False)
    at: NDArray[np.int64] = field(repr=False)
    window: int
    hashes: NDArray[np.uint64] = field(repr=False)

    def words(self, start: int, end: int) -> str:
        """Letters `start` to `end`, as they are compared."""
        return "".join(map(chr, self.codes[start:end].tolist()))

    def printed(self, start: int, end: int) -> str:
        """What is printed from the letter `start` to the letter `end`."""
        low = int(self.at[start - 1]) + 1 if start else 0
        return self.text[low : int(self.at[end])] if end < len(self.at) else self.text[low:]


@dataclass(frozen=True, slots=True)
class SharedText:
    """The text two articles share, as runs in the order of both."""

    one: Compared
    other: Compared
    runs: tuple[Run, ...]

    @property
    def length(self) -> int:
        """How many letters they share."""
        return sum(run.length for run in self.runs)

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the text of `one[start:end]` stands in the other; None when half of its letters
        or more do not stand there."""
        low, high = np.searchsorted(self.one.at, (start, end))
        found = [_within(run, int(low), int(high)) for run in self.runs]
        held = [run for run in found if run.length > 0]
        if 2 * sum(run.length for run in held) <= high - low:
            return None
        first, last = held[0].other, held[-1].other + held[-1].length - 1
        return _with_marks(self.other.text, int(self.other.at[first]), int(self.other.at[last]) + 1)


def shared_text(one: str, other: str) -> SharedText:
    """What two texts have in common, misread letters aside; nothing, where that is too little for
    one to be a printing of the other."""
    first, second = _compared(one), _compared(other)
    swapped = (len(one), one) > (len(other), other)  # both ways round the same is found
    if swapped:
        first, second = second, first
    wanted = _HELD * min(len(first.codes), len(second.codes))
    likely = first.window == second.window and _may_share(first, second) >= wanted
    found = _common_runs(first, second) if likely else []
    runs = _in_order(found) if sum(run.length for run in found) >= wanted else []
    if swapped:
        return SharedText(second, first, tuple(Run(b, a, length) for a, b, length in runs))
    return SharedText(first, second, tuple(runs))


def same_printing(shared: SharedText) -> bool:
    """Whether what the texts share makes them printings of one text: the shorter stands nearly
    whole in the longer, and nothing that differs says another thing."""
    one, other = shared.one, shared.other
    if not shared.runs or shared.length < _HELD * min(len(one.codes), len(other.codes)):
        return False
    if np.array_equal(one.codes, other.codes):
        return True
    differences = [found for pair in _gaps(shared) for found in differences_of(*pair)]
    return only_noise(differences, one.window == HAN_WINDOW)


def alike_in_numbers(one: str, other: str) -> bool:
    """A quick look before two texts are compared: whether the text with fewer numbers has nearly
    all of them in common with the other. A few may be of a dateline, or misread."""
    first, second = _numbers_of(one), _numbers_of(other)
    fewer = min(len(first), len(second))
    return fewer - len(first & second) <= max(FEW, _OTHER_NUMBERS * fewer)


def same_series(one: str | None, other: str | None) -> bool:
    """Whether two headlines are the same but for their figures: instalments, not printings."""
    if not one or not other:
        return False
    first, second = _headline(one), _headline(other)
    return bool(first[0]) and first[0] == second[0] and first[1] != second[1]


@lru_cache(maxsize=_HEADLINES)
def _headline(title: str) -> tuple[str, str]:
    text = "".join(map(chr, letters(title)[0].tolist()))
    words = "".join(letter for letter in text if letter not in TELLING)
    return words, "".join(letter for letter in text if letter in TELLING)


@lru_cache(maxsize=_REMEMBERED)
def _compared(text: str) -> Compared:
    codes, at = letters(text)
    window = window_of(codes)
    return Compared(text, codes, at, window, windows(codes, window))


def _may_share(one: Compared, other: Compared) -> int:
    """How many letters the two share at most, by a quick look: so many of the first stand in
    windows that the other seems to have as well, and every letter of a run does."""
    seen, shift = np.zeros(1 << _LOOKED_AT, np.bool_), np.uint64(64 - _LOOKED_AT)
    seen[other.hashes >> shift] = True
    starts = np.flatnonzero(seen.take(one.hashes >> shift))
    return int(np.minimum(np.diff(starts), one.window).sum()) + one.window


def _common_runs(one: Compared, other: Compared) -> list[Run]:
    """The longest stretches in common that hold a window which stands once in each text."""
    first, second = _windows_of_both(one, other)
    # Windows one after the other in both texts are of one run: the first of them tells.
    begins = np.ones(len(first), np.bool_)
    begins[1:] = (np.diff(first) != 1) | (np.diff(second) != 1)
    runs: list[Run] = []
    for a, b in zip(first[begins].tolist(), second[begins].tolist(), strict=True):
        last = runs[-1] if runs else None
        if not (last and a - b == last.one - last.other and a < last.one + last.length):
            runs.append(_extended(one.codes, other.codes, a, b))
    return list(dict.fromkeys(runs))


def _windows_of_both(one: Compared, other: Compared) -> tuple[Places, Places]:
    """Where each window that stands once in each text stands in them, in order of the first."""
    count = len(one.hashes)
    hashes = np.concatenate((one.hashes, other.hashes))
    order = np.argsort(hashes)
    hashes = hashes[order]
    new = np.ones(len(hashes) + 1, np.bool_)  # not the hash before; and so is what ends the last
    new[1:-1] = hashes[1:] != hashes[:-1]
    two = np.flatnonzero(new[:-2] & ~new[1:-1] & new[2:])
    low, high = np.minimum(order[two], order[two + 1]), np.maximum(order[two], order[two + 1])
    ours = low < count
    there = np.full(count, -1)
    there[low[ours]] = high[ours] - count  # below 0 where both stand in the first
    found = np.flatnonzero(there >= 0)
    return found, there[found]


def _extended(one: Letters, other: Letters, a: int, b: int) -> Run:
    back, ahead = min(a, b), min(len(one) - a, len(other) - b)
    left = _alike(one[a - back : a][::-1], other[b - back : b][::-1])
    right = _alike(one[a : a + ahead], other[b : b + ahead])
    return Run(a - left, b - left, left + right)


def _alike(one: Letters, other: Letters) -> int:
    """How many letters two equally long texts have in common at their beginning."""
    differ = one != other
    first = int(differ.argmax()) if len(differ) else 0
    return first if len(differ) and differ[first] else len(differ)


def _in_order(runs: Sequence[Run]) -> list[Run]:
    """The runs that stand in the same order in both texts and hold most letters together."""
    runs = sorted(sorted(runs, key=lambda run: -run.length)[:_MOST_RUNS])
    best: list[tuple[int, int]] = []  # letters held up to each run, and the run before it
    for at, run in enumerate(runs):
        reached = [
            (best[before][0] - _overlap(runs[before], run), before)
            for before in range(at)
            if runs[before].one < run.one and runs[before].other < run.other
        ]
        most, before = max(reached, default=(0, -1))
        best.append((most + run.length, before) if most > 0 else (run.length, -1))
    chain: list[Run] = []
    at = max(range(len(runs)), key=lambda each: best[each][0], default=-1)
    while at >= 0:
        chain.append(runs[at])
        at = best[at][1]
    return list(_apart(chain[::-1]))


def _overlap(before: Run, run: Run) -> int:
    return max(0, before.one + before.length - run.one, before.other + before.length - run.other)


def _apart(chain: Sequence[Run]) -> Iterator[Run]:
    """The chain with no letter in two runs."""
    one = other = 0
    for run in chain:
        cut = max(0, one - run.one, other - run.other)
        if cut < run.length:
            yield Run(run.one + cut, run.other + cut, run.length - cut)
            one, other = run.one + run.length, run.other + run.length


def _gaps(shared: SharedText) -> Iterator[tuple[str, str, str]]:
    """What stands in each text between the shared runs, and at the ends unless only one goes on
    there or it is a dateline or a credit; with the letters before it."""
    one, other = shared.one, shared.other
    a = b = 0
    for at, run in enumerate((*shared.runs, Run(len(one.codes), len(other.codes), 0))):
        first, second = one.words(a, run.one), other.words(b, run.other)
        if at in (0, len(shared.runs)):
            printed = one.printed(a, run.one), other.printed(b, run.other)
            if first and second and not is_credit(*printed):
                yield _nearest(first, second, at == 0, one.words(max(0, a - 2), a))
        elif first or second:
            yield first, second, one.words(max(0, a - 2), a)
        a, b = run.one + run.length, run.other + run.length


def _nearest(one: str, other: str, head: bool, before: str) -> tuple[str, str, str]:
    """As much of two different ends as the shorter one has, next to what is shared."""
    least = min(len(one), len(other))
    return (one[-least:], other[-least:], "") if head else (one[:least], other[:least], before)


@lru_cache(maxsize=_REMEMBERED)
def _numbers_of(text: str) -> frozenset[str]:
    return frozenset(numbers(text))


def _within(run: Run, low: int, high: int) -> Run:
    start, end = max(run.one, low), min(run.one + run.length, high)
    return Run(start, run.other + start - run.one, max(0, end - start))


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """With the marks that belong to the first and the last word."""
    while start and text[start - 1] in "“‘「『《〈（(\"'":
        start -= 1
    while end < len(text) and not (text[end].isalnum() or text[end].isspace()):
        end += 1
    return start, end
