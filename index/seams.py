"""Where one printed line ends and another begins: does the second go on with the first?"""

from __future__ import annotations

from functools import lru_cache

from index.affinity import affinity
from index.tokens import cutter

_REACH = 4  # characters on either side of a seam
_STOPS = "，。、；：,;:!?！？"
_NO_START = _STOPS + "”’》」』）)"
_MARK = 3.0
_PRINTED = 0.4
# On 2,000 line ends of news, counted in the table too: three in four that go on are above,
# of others one in thirty.
_LIKELY = 1.0


def gain_over(left: str, right: str, page: str) -> float:
    """How surely `right` goes on where `left` ends: as text does in other newspapers, and with a
    phrase that the page has elsewhere; less than nothing when a mark would stand after a mark."""
    if right[:1] in _NO_START:
        return _MARK if left[-1:] not in _STOPS else -_MARK
    gain = affinity(left, right)
    for size in (4, 3, 2):
        for taken in range(1, size):
            phrase = left[-taken:] + right[: size - taken]
            if len(phrase) == size and phrase.isalpha() and phrase in page:
                return gain + _PRINTED * (size - 1)
    return gain


@lru_cache(4096)
def words_over(left: str, right: str) -> tuple[str, ...]:
    """The dictionary words that a seam between two lines cuts in two."""
    words = cutter()(left + right)
    return tuple(
        word
        for word in words
        if any(
            left.endswith(word[:at]) and right.startswith(word[at:]) for at in range(1, len(word))
        )
    )


def joins(left: str, right: str) -> bool:
    """True when a word or a sentence cut at the end of `left` is whole again with `right`."""
    left, right = left.rstrip(), right.lstrip()
    if right[:1] in tuple(_NO_START):
        return left[-1:] not in _STOPS
    likely = affinity(left, right)
    return likely > _LIKELY or (
        likely > -_LIKELY and bool(words_over(left[-_REACH:], right[:_REACH]))
    )
