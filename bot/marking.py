"""Which words of a passage to mark: the sentence that answers, and in it the answering words.

Every channel marks in its own way (bold, <mark>, colour), so the cutting is done once, here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from retrieval.records import Hit, Slice

Weight = Literal["plain", "highlight", "span"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and how much it matters."""

    text: str
    weight: Weight = "plain"


def pieces_of(hit: Hit) -> tuple[Piece, ...]:
    """The passage of a hit, cut at the borders of its highlight and span."""
    return cut(hit.passage, highlight=hit.highlight, span=hit.span)


def cut(
    passage: Slice, highlight: Slice | None = None, span: Slice | None = None
) -> tuple[Piece, ...]:
    """The passage in pieces; joined they are the passage, word for word.

    A highlight or span that reaches outside the passage is cut off at its border.
    """
    borders = {0, len(passage.text)}
    for marked in (highlight, span):
        if marked:
            borders |= {_inside(marked.start, passage), _inside(marked.end, passage)}
    places = sorted(borders)
    pieces = []
    for low, high in pairwise(places):
        weight: Weight = "plain"
        if _covers(span, passage.start + low):
            weight = "span"
        elif _covers(highlight, passage.start + low):
            weight = "highlight"
        pieces.append(Piece(passage.text[low:high], weight))
    return tuple(pieces)


def excerpt(
    passage: Slice, most: int, highlight: Slice | None = None, span: Slice | None = None
) -> Slice:
    """The stretch of up to `most` characters of a passage round what is marked in it."""
    if len(passage.text) <= most:
        return passage
    marked = highlight
    if span and (marked is None or len(marked.text) > most):
        marked = span
    low, high = (_inside(marked.start, passage), _inside(marked.end, passage)) if marked else (0, 0)
    start = min(max(low - max(most - (high - low), 0) // 2, 0), len(passage.text) - most)
    first, last = _whole(passage.text, start), _whole(passage.text, start + most)
    return Slice(passage.text[first:last], passage.start + first, passage.start + last)


def paragraphs(body: str, marked: Slice | None = None) -> Iterator[tuple[Piece, ...]]:
    """The paragraphs of an article, the stretch `marked` highlighted in each it runs through."""
    start = 0
    for line in body.split("\n"):
        if line.strip():
            yield cut(Slice(line, start, start + len(line)), highlight=marked)
        start += len(line) + 1


def joins(before: str, after: str) -> bool:
    """Whether two characters make one sign: joiners, variation selectors, combining marks."""
    joiner = "\u200d"
    return (
        before == joiner
        or after == joiner
        or "\ufe00" <= after <= "\ufe0f"
        or ("\u0300" <= after <= "\u036f" or "\U0001f3fb" <= after <= "\U0001f3ff")
    )


def _whole(text: str, place: int) -> int:
    """The place, moved back to the border of a sign; a hundred marks on one letter are no sign."""
    for at in range(place, max(place - 100, 0), -1):
        if at == len(text) or not joins(text[at - 1], text[at]):
            return at
    return place


def _inside(place: int, passage: Slice) -> int:
    return min(max(place - passage.start, 0), len(passage.text))


def _covers(marked: Slice | None, place: int) -> bool:
    return marked is not None and marked.start <= place < marked.end
