"""What is printed beside the text of an article, so that all of it is kept somewhere.

Jump marks, labels above the text, and the dashes and brackets that set a byline off are in none of
an article's fields: they are furniture. Words should all be in a field; what the cutter left over
of them is furniture of the kind "unplaced", which the report counts as noise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from index.conserve import UNPLACED, characters, fields_of
from index.desk import Draft
from index.lines import Piece
from index.records import Article, Furniture, Line, SourceText


def reclaimed(
    drafts: Sequence[Draft], loose: Sequence[Piece], lines: Sequence[Line]
) -> list[Piece]:
    """The stretches of a page that no piece covers. The end of a byline whose bracket is closed
    further down goes to the draft that has it; the others are returned, as loose pieces."""
    rest = []
    for piece in _gaps([*loose, *(one for draft in drafts for one in draft.pieces())], lines):
        signed = next((draft for draft in drafts if _signs(piece, draft)), None)
        if signed:
            signed.byline_pieces.append(piece)
        else:
            rest.append(piece)
    return rest


def _gaps(pieces: Iterable[Piece], lines: Sequence[Line]) -> Iterator[Piece]:
    covered: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for piece in pieces:
        covered[piece.line].append((piece.start, piece.end))
    for line in lines:
        at = line.start
        for low, high in (*sorted(covered.get(line.number, ())), (line.end, line.end)):
            text = line.text[at - line.start : max(low, at) - line.start]
            if text.strip():
                yield Piece(line.number, at, low, text, "furniture", -1, said=UNPLACED)
            at = max(at, high)


def _signs(piece: Piece, draft: Draft) -> bool:
    """Whether a draft's byline says these words, which none of its own pieces do."""
    if draft.byline is None:
        return False
    own = characters(" ".join(one.text for one in draft.byline_pieces))
    return characters(piece.text) <= characters(draft.byline.printed) - own


def left_out(
    drafts: Sequence[Draft], articles: Sequence[Article], source: SourceText
) -> Iterator[Furniture]:
    """What the articles made of these drafts, in the same order, hold nowhere else."""
    for draft, article in zip(drafts, articles, strict=True):
        for piece in draft.marks:
            kind = "label" if piece.kind == "label" else "jump"
            yield Furniture(piece.line, piece.text.strip(), kind)
        yield from _unheld((*draft.heads, *draft.byline_pieces), article, source.text)


def _unheld(pieces: Iterable[Piece], article: Article, text: str) -> Iterator[Furniture]:
    """The characters of headlines and byline that no field of the article has, in stretches."""
    held = fields_of(article)
    for piece in pieces:
        rest = ""
        for char in text[piece.start : piece.end]:
            if held[char] > 0:
                held[char] -= 1
                rest += "\0"
            else:
                rest += char
        for stretch in filter(str.strip, rest.split("\0")):
            words = any(char.isalnum() for char in stretch)
            yield Furniture(piece.line, stretch.strip(), UNPLACED if words else "mark")
