"""The page on the editor's desk: what has been cut so far, and the articles in the making."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.byline import Byline
from index.cohesion import Vocabulary, terms
from index.lines import Piece

_SIGHT = 300  # pieces ahead; an article is shorter, and a page of any length stays linear
_OPENING = 400  # characters


@dataclass(slots=True)
class Draft:
    """An article while it is being put together, in pieces."""

    heads: list[Piece] = field(default_factory=list)
    byline: Byline | None = None
    byline_pieces: list[Piece] = field(default_factory=list)
    paragraphs: list[list[Piece]] = field(default_factory=list)
    marks: list[Piece] = field(default_factory=list)  # jump marks and the like: owned, not shown
    kind: str | None = None
    section: str | None = None
    parent: Draft | None = None
    jump_to: str | None = None
    jump_from: str | None = None
    closed: bool = False
    trailed: bool = False
    notes: list[str] = field(default_factory=list)

    words: set[str] = field(default_factory=set)

    def add(self, piece: Piece, *, joined: bool) -> None:
        """Put a piece of text at the end, as a paragraph of its own or joined to the last."""
        if joined:
            self.paragraphs[-1].append(piece)
        else:
            self.paragraphs.append([piece])
        self.words |= terms(piece.text)

    @property
    def is_bare(self) -> bool:
        """True when there is nothing to show but a jump mark."""
        return not (self.paragraphs or self.heads or self.byline)

    def last_text(self) -> str:
        return self.paragraphs[-1][-1].text if self.paragraphs else ""

    def pieces(self) -> list[Piece]:
        body = [piece for one in self.paragraphs for piece in one]
        return [*self.heads, *self.byline_pieces, *body, *self.marks]


@dataclass(slots=True)
class Desk:
    """The page as far as it has been cut."""

    pieces: Sequence[Piece]
    vocabulary: Vocabulary
    han: bool
    drafts: list[Draft] = field(default_factory=list)
    furniture: list[Piece] = field(default_factory=list)
    heads: list[Piece] = field(default_factory=list)
    current: Draft | None = None
    caption: Draft | None = None
    interrupted: bool = False
    at: int = 0

    def open(self, draft: Draft) -> Draft:
        self.drafts.append(draft)
        self.current = draft
        self.interrupted = False
        return draft

    def ahead(self, *skip: str) -> Piece | None:
        """The next piece that is none of the kinds skipped."""
        following = self.pieces[self.at + 1 : self.at + _SIGHT]
        return next((piece for piece in following if piece.kind not in skip), None)

    def texts_ahead(self, most: int = 8_000) -> list[Piece]:
        """This piece and the text after it, up to the next short line or byline; not much more
        than `most` characters of it."""
        texts = []
        length = 0
        for piece in self.pieces[self.at : self.at + _SIGHT]:
            if piece.kind in ("text", "label"):
                texts.append(piece)
                length += len(piece.text)
            elif piece.kind not in ("furniture", "fragment", "caption", "credit"):
                break
            if length > most:
                break
        return texts

    def opening_ahead(self) -> str:
        """The first few hundred characters of the text ahead."""
        return "".join(piece.text for piece in self.texts_ahead(_OPENING))

    def after_texts(self) -> Piece | None:
        """What ends the text ahead: the next headline, byline, jump mark or closing names."""
        passed = ("text", "label", "furniture", "fragment", "caption", "credit")
        return self.ahead(*passed)
