"""How two printings of a text may differ: letters misread, sentences cut, another dateline; and how
one notice differs from the next of its form: in its figures, its dates and its names."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from index.surnames import is_name

_COMPARED = 200  # letters of a difference that are compared one by one; a longer one is new text
_CREDIT = 60  # letters of a dateline or a credit at either end, which are each newspaper's own
_CLAUSE = 8  # letters of a passage left out or put in; fewer are looked at as a change of words
FEW = 2  # differences so few that each of them may be the point
_NOISE = 5  # misread letters for each figure or word that may be misread too
TELLING = frozenset("0123456789〇零一二三四五六七八九十百千万亿两甲乙丙丁东南西北上下左右男女")
_NUMBER = re.compile(r"\d+(?:[.,:．，：]\d+)*")
_CREDITED = re.compile(
    r"讯|訊|电|電|消息|报道|報道|报导|報導|记者|記者|通讯员|通訊員|编辑|責編|责编|来源|來源|"
    r"\([A-Z][A-Za-z ]+\)|[—–-] ?$|^ ?By |Reuters|\bAP\b|AFP|Reporting by"
)


class Difference(NamedTuple):
    """What stands in one text at a place, and what in the other, after which two letters.
    `alone`: one text has nothing at all between two shared runs."""

    one: str
    other: str
    before: str
    alone: bool


def is_credit(*ends: str) -> bool:
    """Whether the shorter of two different ends only says who reported it, and not another day or
    number."""
    shorter = min(ends, key=len)
    if len(shorter) > _CREDIT or not _CREDITED.search(shorter):
        return False
    first, second = (Counter(numbers(end)) for end in ends)
    return not (first - second and second - first)


def differences_of(one: str, other: str, before: str) -> Iterator[Difference]:
    """A gap as single differences: letters replaced, left out or put in."""
    if not one or not other or max(len(one), len(other)) > _COMPARED:
        yield Difference(one, other, before, not (one and other))
        return
    steps = SequenceMatcher(None, one, other, False).get_opcodes()
    changed = [step for step in steps if step[0] != "equal"]
    kept = sum(step[2] - step[1] for step in steps if step[0] == "equal")
    if len(changed) > 2 and kept < 2 * len(changed):  # other words, which share some letters
        yield Difference(one, other, before, False)
        return
    for _, a, to_a, b, to_b in changed:
        yield Difference(one[a:to_a], other[b:to_b], (before + one[:a])[-2:], False)


def only_noise(differences: Sequence[Difference], of_han: bool) -> bool:
    """Whether the differences are those of a misreading and of an editor's cuts: letters here and
    there, not the figures and words in which one notice differs from the next."""
    changes = [found for found in differences if not _is_cut(found)]
    widest = 1 if of_han else 2
    graver = [
        found
        for found in changes
        if _telling(found) or max(len(found.one), len(found.other)) > widest
    ]
    misread = len(changes) - len(graver)
    pairs = Counter((found.one, found.other) for found in changes)
    most = max(pairs.values(), default=0)
    if most > 1 and 2 * most > len(changes):
        return False  # one word for another, again and again, and hardly anything else: a name
    if len(changes) <= FEW and any(_renames(found) for found in changes):
        return False
    return len(graver) * _NOISE <= misread


def _is_cut(found: Difference) -> bool:
    """Text that only one has: sentences left out, or a word that says no number."""
    if not found.alone:
        return False
    return len(found.one + found.other) >= _CLAUSE or not _telling(found)


def _telling(found: Difference) -> bool:
    return not TELLING.isdisjoint(found.one + found.other)


def _renames(found: Difference) -> bool:
    """Whether both texts have a person's name there, but not the same."""
    return any(
        is_name(found.before[-length:] + found.one[:1])
        and is_name(found.before[-length:] + found.other[:1])
        for length in (1, 2)
        if found.one and found.other and len(found.before) >= length
    )


def numbers(text: str) -> list[str]:
    """The numbers a text gives in figures, each whole (20.5, 12:30), in order."""
    found = _NUMBER.findall(text)
    # The whole text would take ten times as long to level.
    return [one if one.isascii() else unicodedata.normalize("NFKC", one) for one in found]
