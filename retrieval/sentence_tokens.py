"""The tokens of a passage's sentences, taken out of those stored for the passage.

Tokenising them again would take a tenth of a question's time. A Unigram tokenizer gives the
likeliest pieces of a text and looks at each by itself: up to a border between two pieces they are
the likeliest of that part too, so a sentence that begins and ends at such borders has just these.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Protocol

from retrieval.interaction import Tokens


class Speller(Protocol):
    """What a tokenizer's tokens are made of."""

    def pieces(self, tokens: Tokens) -> list[str]:
        """The stretch of levelled text each token stands for; a line end for one that is none."""

    def levelled(self, text: str) -> str:
        """A text as its tokens spell it, without what divides them."""


def tokens_of_sentences(
    sentences: Sequence[str], stored: Tokens, speller: Speller
) -> list[Tokens | None]:
    """The tokens of each sentence, given those of the whole: the sentences are all of a passage
    but white space, and `stored` are its tokens, behind those of its headline.

    None for a sentence that must be tokenised by itself: a token runs over its border, or stands
    for other characters than the sentence has.
    """
    pieces = speller.pieces(stored)
    text = "".join(pieces)
    borders = {end: at for at, end in enumerate(accumulate(map(len, pieces), initial=0))}
    found: list[Tokens | None] = [None] * len(sentences)
    high = len(text)
    for at in range(len(sentences) - 1, -1, -1):  # where the headline ends is not known
        plain = speller.levelled(sentences[at])
        low = high - len(plain)
        if low < 0 or not text.startswith(plain, low):
            break
        if low in borders and high in borders:
            found[at] = stored[borders[low] : borders[high]]
        high = low
    return found
