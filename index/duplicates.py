"""Paragraphs that a page prints twice: one copy stays, with the article it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.cohesion import terms
from index.lines import Piece
from index.segment import Draft

_SHORTEST = 20  # characters; shorter lines may well be said twice


def without_duplicates(drafts: Sequence[Draft]) -> list[Piece]:
    """Take the second copies out of the drafts, and labels left without text; return them."""
    copies: dict[str, list[tuple[Draft, list[Piece]]]] = defaultdict(list)
    for draft in drafts:
        for paragraph in draft.paragraphs:
            text = "".join("".join(piece.text.split()) for piece in paragraph)
            if len(text) >= _SHORTEST:
                copies[text].append((draft, paragraph))
    removed: list[Piece] = []
    for text, found in copies.items():
        if len(found) > 1:
            removed.extend(_all_but_best(text, found))
    for draft in drafts:
        removed.extend(_idle_labels(draft))
    return removed


def _all_but_best(text: str, found: list[tuple[Draft, list[Piece]]]) -> Iterator[Piece]:
    words = terms(text)
    ranked = sorted(
        range(len(found)), key=lambda at: (_kinship(words, text, found[at][0]), at), reverse=True
    )
    for at in ranked[1:]:
        draft, paragraph = found[at]
        draft.paragraphs = [one for one in draft.paragraphs if one is not paragraph]
        yield from (replace(piece, kind="furniture", said="duplicate") for piece in paragraph)


def _kinship(words: set[str], text: str, draft: Draft) -> int:
    """How many of the words the rest of the draft uses."""
    others = set()
    for paragraph in draft.paragraphs:
        whole = "".join("".join(piece.text.split()) for piece in paragraph)
        if whole != text:
            others |= terms(whole)
    return len(words & others)


def _idle_labels(draft: Draft) -> Iterator[Piece]:
    """A label at the end of an article heads nothing there."""
    while draft.paragraphs and draft.paragraphs[-1][0].kind == "label":
        for piece in draft.paragraphs.pop():
            draft.notes.append(f"the label {piece.text.strip()} stands apart from its text")
            yield replace(piece, kind="furniture", said="label")
