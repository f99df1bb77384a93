"""Paragraphs that a page prints twice: one copy stays, with the article it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.cohesion import terms
from index.desk import Draft
from index.lines import Piece
from index.sketch import letters

_SHORTEST = 20  # characters; shorter lines may well be said twice


def without_duplicates(drafts: Sequence[Draft]) -> list[Piece]:
    """Take the second copies out of the drafts, and labels left without text; return them."""
    copies: dict[str, list[tuple[Draft, list[Piece]]]] = defaultdict(list)
    for draft in drafts:
        for paragraph in draft.paragraphs:
            text = _text(paragraph)
            if len(text) >= _SHORTEST:
                copies[text].append((draft, paragraph))
    spare = [
        paragraph
        for text, found in copies.items()
        if len(found) > 1
        for paragraph in _all_but_best(text, found)
    ]
    removed = [replace(piece, kind="furniture", said="duplicate") for one in spare for piece in one]
    gone = {id(paragraph) for paragraph in spare}
    for draft in drafts:
        if gone:
            draft.paragraphs = [one for one in draft.paragraphs if id(one) not in gone]
        removed.extend(_idle_labels(draft))
    return removed


def _all_but_best(text: str, found: Sequence[tuple[Draft, list[Piece]]]) -> Iterator[list[Piece]]:
    """The copies that go: all but the one whose article uses the same words; level, the last
    article's. Of two in one article the first is in its place."""
    words = terms(text)
    kinship = {
        id(draft): _kinship(words, text, draft)
        for draft in {id(draft): draft for draft, _ in found}.values()
    }
    order = {id(draft): at for at, (draft, _) in enumerate(found)}
    best = max(
        range(len(found)),
        key=lambda at: (kinship[id(found[at][0])], order[id(found[at][0])], -at),
    )
    yield from (paragraph for at, (_, paragraph) in enumerate(found) if at != best)


def _kinship(words: set[str], text: str, draft: Draft) -> int:
    """How many of the words the rest of the draft uses."""
    others: set[str] = set()
    for paragraph in draft.paragraphs:
        if _text(paragraph) != text:
            others |= terms("".join(piece.text for piece in paragraph))
    return len(words & others)


def _text(paragraph: Sequence[Piece]) -> str:
    """The letters and figures only: a second copy may be wrapped and punctuated otherwise."""
    codes, _ = letters("".join(piece.text for piece in paragraph))
    return "".join(map(chr, codes.tolist()))


def _idle_labels(draft: Draft) -> Iterator[Piece]:
    """A label at the end of an article heads nothing there."""
    while draft.paragraphs and draft.paragraphs[-1][0].kind == "label":
        for piece in draft.paragraphs.pop():
            draft.notes.append(f"the label {piece.text.strip()} stands apart from its text")
            yield replace(piece, kind="furniture", said="label")
