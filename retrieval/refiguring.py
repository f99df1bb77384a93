"""A quotation whose words stand in an article with other letters for its figures: 三千元, 3000元.

What a figure says is the same and how it is printed is not: such a quotation is near, and its
differences are the figures (docs/decisions/0023).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from retrieval.figures import Figure, figures
from retrieval.letters import Letters, letters
from retrieval.placing import Asked, Place
from retrieval.shelves import Shelf

# Letters of a script nobody prints (Linear A) stand for figures while texts are compared.
_FIRST, _MOST = 0x10600, 300

Said = tuple[Fraction, str, bool, bool]


class _Text(NamedTuple):
    """A text with a letter for each figure: `plain[i]` stands at `spans[i]` of the text."""

    plain: str
    spans: list[tuple[int, int]]


def refigured(bodies: Sequence[tuple[Shelf, Letters]], asked: Asked) -> list[Place]:
    """The articles that have the words with figures that say the same in other letters."""
    signs: dict[Said, str] = {}
    for figure in figures(asked.words)[:_MOST]:
        signs.setdefault(_said(figure), chr(_FIRST + len(signs)))
    if not signs:
        return []
    wanted = _text(asked.words, signs)
    own = set(signs.values())
    between = [part for part in _split(wanted.plain, own) if part]
    found: list[Place] = []
    for shelf, body in bodies:
        if not all(part in body.plain for part in between):
            continue
        text = _text(shelf.body, signs)
        at = text.plain.find(wanted.plain)
        if at >= 0:
            start, end = text.spans[at][0], text.spans[at + len(wanted.plain) - 1][1]
            found.append(Place(shelf, start, end, "near"))
    return found


def _text(text: str, signs: dict[Said, str]) -> _Text:
    plain: list[str] = []
    spans: list[tuple[int, int]] = []
    last = 0
    for start, end, sign in [*_signed(text, signs), (len(text), len(text), "")]:
        between = letters(text[last:start])
        plain.append(between.plain + sign)
        spans += ((last + int(at), last + int(at) + 1) for at in between.at)
        spans += [(start, end)] if sign else []
        last = end
    return _Text("".join(plain), spans)


def _signed(text: str, signs: dict[Said, str]) -> Iterator[tuple[int, int, str]]:
    """The figures of a text that are asked for, each with its place and sign."""
    last = 0
    for figure in figures(text):
        start = text.find(figure.words, last)
        last = start + len(figure.words)
        if sign := signs.get(_said(figure)):
            yield start, last, sign


def _said(figure: Figure) -> Said:
    return figure.value, figure.unit, figure.ordinal, figure.about


def _split(plain: str, signs: set[str]) -> list[str]:
    return "".join("\n" if letter in signs else letter for letter in plain).split("\n")
