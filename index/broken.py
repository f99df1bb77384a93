"""Ends of columns that look like headlines: a paragraph cut off where its column ended."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from index.affinity import affinity
from index.headlines import ends_as_kicker
from index.lines import Piece, unclosed, width
from index.measure import begins
from index.seams import words_over

_SHORT_PARAGRAPH = 12.0  # ems; below that it may be a subhead
_CERTAIN = 3.0  # affinity that a headline and the lead below it have by chance once in 200 times
_LONG_CLAUSE = 22.0  # ems; a headline with a comma in it is shorter


def broken_paragraphs(pieces: list[Piece], han: bool) -> list[Piece]:
    """A short stretch of a paragraph that a column break cut off, in the middle of a word."""
    if not han:
        return pieces
    out = list(pieces)
    for at, (piece, below) in enumerate(pairwise(pieces)):
        if piece.kind != "head" or below.kind != "text" or below.gap != 1:
            continue
        left, right = piece.text.rstrip(), below.text.lstrip()
        closes = unclosed(left) > 0 > unclosed(right)
        cut = affinity(left, right) > _CERTAIN or words_over(left[-4:], right[:4])
        if closes or (width(left) >= _SHORT_PARAGRAPH and cut and not begins(right)):
            out[at] = replace(piece, kind="text")
    return out


def cut_sentences(pieces: list[Piece], han: bool) -> list[Piece]:
    """A long line with a comma is no headline below another headline, and no kicker either when
    it goes on from a text: it is a sentence that a column end cut off."""
    out = list(pieces)
    for at in range(1, len(pieces) - 1):
        above, piece, below = pieces[at - 1 : at + 2]
        long = width(piece.text) >= _LONG_CLAUSE and any(mark in piece.text for mark in ",，")
        if not han or piece.kind != "head" or piece.gap != 1 or not long:
            continue
        opens = above.kind == "head" and below.kind == "text" and piece.text[-1] not in "?？!！"
        closes = above.kind == "text" and below.kind == "head" and not ends_as_kicker(piece.text)
        if opens or closes:
            out[at] = replace(piece, kind="text")
    return out
