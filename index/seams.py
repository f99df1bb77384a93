"""Where one printed line ends and another begins: does the second go on with the first?"""

from __future__ import annotations

from functools import lru_cache

from index.tokens import cutter

_REACH = 4  # characters on either side of a seam


def gain_over(left: str, right: str, page: str) -> float:
    """How surely `right` goes on where `left` ends: a word is whole again, or a phrase that the
    page has elsewhere; less than nothing when a bracket closes that was not opened."""
    if right[:1] in "，。、；：,;:!?！？”’》」』）)":
        return 3.0 if left[-1:] not in "，。、；：,;:!?！？" else -3.0
    gain = 0.0
    for word in words_over(left[-_REACH:], right[:_REACH]):
        gain = max(gain, 1.0 + 0.5 * (len(word) - 2))
    for size in (4, 3, 2):
        for taken in range(1, size):
            phrase = left[-taken:] + right[: size - taken]
            if len(phrase) == size and phrase.isalpha() and phrase in page:
                return gain + 0.4 * (size - 1)
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
    if right[:1] in tuple("，。、；：！？”’》」』）)"):
        return left[-1:] not in "，。、；：！？"
    return bool(words_over(left[-4:], right[:4]))
