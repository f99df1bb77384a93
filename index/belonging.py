"""Which article a stretch of text belongs to, when columns were torn apart or run into another."""

from __future__ import annotations

from index.cohesion import terms
from index.desk import Desk, Draft
from index.lines import Piece, finished, unclosed
from index.opening import LIST
from index.seams import words_over

_REACH = 8  # articles back: a column is torn apart near by
_RESUMED = 0.05  # share of words from which a text may go on with an article
_NEAR = 2  # articles; one that breaks off is taken up again soon


def home(desk: Desk, piece: Piece) -> Draft:
    """The article a text belongs to: the one above, or an earlier one that it goes on with."""
    current = desk.current
    if current and current.kind == "list":
        return desk.open(Draft(parent=current))
    others = [
        draft
        for draft in desk.drafts[-_REACH:]
        if draft is not current and draft.paragraphs and not draft.closed and draft.kind is None
    ]
    if current is None or current.closed:
        return _resumed(desk, piece, others, _RESUMED) or desk.open(Draft(parent=_column(desk)))
    if not current.paragraphs or _same_column(desk, piece):
        return current
    return _rival(desk, piece, current, others) or current


def _column(desk: Desk) -> Draft | None:
    """The list or column that an item without a headline belongs to."""
    above = desk.current
    if above is None or not above.trailed:
        return None
    labelled = above.heads and LIST.search(above.heads[0].text.strip())
    return above if labelled else above.parent


def _same_column(desk: Desk, piece: Piece) -> bool:
    above = desk.pieces[desk.at - 1] if desk.at else piece
    return piece.said == "column" and above.said in ("column", "byline rest")


def _rival(desk: Desk, piece: Piece, current: Draft, others: list[Draft]) -> Draft | None:
    """An earlier article that a text goes on with, rather than with the one above it."""
    if not finished(current.last_text()):
        if desk.interrupted or _joins(current, piece):
            return None
        return next((draft for draft in reversed(others) if _mends(draft, piece)), None)
    if not others:
        return None
    below = terms(desk.opening_ahead())
    own = desk.vocabulary.shared(below, current.words)
    for draft in reversed(others[-_NEAR:]):
        shared = desk.vocabulary.shared(below, draft.words)
        sure = _joins(draft, piece) or shared > max(_RESUMED, 1.3 * own)
        if shared > own and sure and not finished(draft.last_text()):
            return draft
    # An article without a headline of its own is an inset: what follows may be around it.
    if current.heads and not (desk.interrupted and current.byline is None):
        return None
    return _resumed(desk, piece, others, max(_RESUMED, own))


def _mends(draft: Draft, piece: Piece) -> bool:
    """True when the draft breaks off in the middle of a word that the text completes."""
    return not finished(draft.last_text()) and _joins(draft, piece)


def _joins(draft: Draft, piece: Piece) -> bool:
    """True when a word cut at the end of the draft is whole again with the text."""
    left, right = draft.last_text().rstrip(), piece.text.lstrip()
    if right[:1] in "，。、；：！？”’》」』）)":
        return left[-1:] not in "，。、；：！？"
    return bool(words_over(left[-4:], right[:4]))


def _resumed(desk: Desk, piece: Piece, others: list[Draft], least: float) -> Draft | None:
    """The open article whose words the text shares most, when it shares enough."""
    below = terms(desk.opening_ahead())
    best, most = None, least
    for draft in reversed(others):
        shared = desk.vocabulary.shared(below, draft.words)
        if not finished(draft.last_text()):
            shared *= 3.0 if _joins(draft, piece) else 1.2
        if shared > most:
            best, most = draft, shared
    return best


def continues(draft: Draft, piece: Piece, han: bool) -> bool:
    """True when a text goes on with the paragraph above it."""
    if not draft.paragraphs or piece.kind == "label" or piece.said == "signature":
        return False
    last = draft.paragraphs[-1][-1]
    if last.kind != "text":
        return False
    if not han:
        if piece.gap == 0 and piece.line == last.line + 1:
            return True
        return not finished(last.text) and piece.text.lstrip()[:1].islower()
    return not finished(last.text) or (unclosed(piece.text) < 0 < unclosed(last.text))
