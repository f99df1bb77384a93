"""Which article a stretch of text belongs to, when columns were torn apart or run into another."""

from __future__ import annotations

import re

from index.cohesion import terms
from index.desk import Desk, Draft
from index.lines import Piece, finished, unclosed
from index.listings import LISTED
from index.measure import begins, column_of, differ, measure_of, suits
from index.opening import LIST
from index.seams import joins
from index.speakers import headed_by, introduced_in

_REACH = 8  # articles back: a column is torn apart near by
_RESUMED = 0.05  # share of words from which a text may go on with an article
_SEEN = 3_000  # characters of text ahead
_FULL = 150  # characters; a paragraph of that length says what it is about
_CERTAIN, _WHOLE_AGAIN, _NOT_WHOLE, _LEAST_GAIN = 0.3, 0.08, 0.02, 0.0  # shares of words
_LEAST_APART = 0.02  # where no word is whole again: the foot of the broken article may be lost
_NOT_INSIDE = 0.04
_OPENING = re.compile(  # words that sentences begin with, and paragraphs
    r"\s*(?:[“\"‘「『【《]|据|最终|最后|如今|为此|因此|不过|然而|近日|日前|目前|此外|同时|随后|会上|记者|其中|去年|今年|近年来|当天|当日|\d{1,2}月\d{1,2}日|\d{1,2}日[，,下上晚凌])"
)
_REST = re.compile(r"\s*[\u3400-\u9fff]{1,2}。")  # no paragraph begins with so short a sentence
_STRANGE, _KIN = 0.005, 0.06  # shares of words: of another article, of the same
_SAME_COLUMN = 0.03
_TELLING = 100  # characters; fewer may share no word with their own article
_ENOUGH = 50  # words of an article, to say that a text has none of them
_RECENT = 12  # paragraphs; enough to tell a column, however long the article
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
    if not current.paragraphs or _same_block(desk, piece, current):
        return current
    if _same_column(desk, piece):
        return _kin(desk, piece, current, others) or current
    moved = elsewhere(desk, piece)
    if moved:
        return moved
    return _rival(desk, piece, current, others) or current


def elsewhere(desk: Desk, piece: Piece) -> Draft | None:
    """The open article set in the column that a text fills, when the one above was set in
    another and shares no more words with it."""
    current = desk.current
    own = _measure(current) if current else None
    if current is None or own is None or _joins(current, piece):
        return None
    share, words = desk.vocabulary.shared, terms(desk.opening_ahead())
    for draft in reversed(desk.drafts[-_REACH:]):
        open_ = draft is not current and not draft.closed and draft.kind is None
        if open_ and suits(piece.text, own, _measure(draft)):
            theirs = share(words, draft.words)
            likely = theirs > max(_SAME_COLUMN, share(words, current.words))
            return draft if likely else None
    return None


def takes_up(desk: Desk, piece: Piece, current: Draft) -> bool:
    """True when a text has to do with the article above; set as wide, it need share less."""
    measure, own = measure_of(piece.text), _measure(current)
    if differ(measure, own):
        return False
    alike = measure is not None and own is not None
    shared = desk.vocabulary.shared(terms(desk.opening_ahead()), current.words)
    return shared >= (_SAME_COLUMN if alike else _KIN) or _joins(current, piece)


def _measure(draft: Draft) -> float | None:
    recent = draft.paragraphs[-_RECENT:]
    return column_of(piece.text for one in recent for piece in one)


def _column(desk: Desk) -> Draft | None:
    """The list or column that an item without a headline belongs to."""
    above = desk.current
    if above is None or not above.trailed:
        return None
    labelled = above.heads and LIST.search(above.heads[0].text.strip())
    return above if labelled else above.parent


def _same_block(desk: Desk, piece: Piece, current: Draft) -> bool:
    """A line set right below another one, with no blank line between, goes on with it."""
    return piece.gap == 0 and desk.at > 0 and desk.pieces[desk.at - 1] is current.paragraphs[-1][-1]


def _same_column(desk: Desk, piece: Piece) -> bool:
    above = desk.pieces[desk.at - 1] if desk.at else piece
    return piece.said == "column" and above.said in ("column", "byline rest")


def _rival(desk: Desk, piece: Piece, current: Draft, others: list[Draft]) -> Draft | None:
    """An earlier article that a text goes on with, rather than with the one above it."""
    if not finished(current.last_text()):
        if desk.interrupted or _joins(current, piece):
            return None
        mended = next((draft for draft in reversed(others) if _mends(draft, piece)), None)
        return mended or _reported(desk, current, others)
    if not others:
        return None
    texts = desk.texts_ahead(_SEEN)
    for draft in reversed(others[-_NEAR:]):
        if not finished(draft.last_text()) and _returns(desk, draft, current, texts):
            return draft
    # An article without a headline of its own is an inset: what follows may be around it.
    if current.heads and not (desk.interrupted and current.byline is None):
        return _kin(desk, piece, current, others)
    own = desk.vocabulary.shared(terms(desk.opening_ahead()), current.words)
    return _resumed(desk, piece, others, max(_RESUMED, own))


def _reported(desk: Desk, current: Draft, others: list[Draft]) -> Draft | None:
    """The one article that lacks its end and is about those whom the text ahead lets speak, when
    the article above broke off at its column's end and is about others."""
    texts = desk.texts_ahead(_SEEN)
    lacking = [draft for draft in others if not finished(draft.last_text())]
    kin = [draft for draft in lacking if introduced_in(draft, current, texts)]
    return kin[0] if len(kin) == 1 else None


def _kin(desk: Desk, piece: Piece, current: Draft, others: list[Draft]) -> Draft | None:
    """An article near by that a paragraph shares words with, when it has none of those above."""
    opening = desk.opening_ahead()
    if not finished(current.last_text()) or len(opening) < _TELLING or len(current.words) < _ENOUGH:
        return None
    strange = desk.vocabulary.shared(terms(opening), current.words) < _STRANGE
    return _resumed(desk, piece, others[-_NEAR:], _KIN) if strange else None


def _returns(desk: Desk, broken: Draft, current: Draft, texts: list[Piece]) -> bool:
    """True when the text ahead goes on with the article that broke off, from here and not from a
    later paragraph: there its words change over, or the sentence is whole again."""
    own = headed_by(current, broken, texts) or introduced_in(current, broken, texts)
    if own and _seam(broken, texts[0]) < _CERTAIN:
        return False
    gains = [_gain(desk, broken, current, text) for text in texts]
    onward = [sum(gains[at:]) + _seam(broken, text) for at, text in enumerate(texts)]
    least = _LEAST_GAIN if _seam(broken, texts[0]) > 0 else _LEAST_APART
    return onward[0] > least and onward[0] >= max(onward)


def _gain(desk: Desk, other: Draft, current: Draft, text: Piece) -> float:
    """How much more of the words of a paragraph one article uses than the other does."""
    words = terms(text.text)
    share = desk.vocabulary.shared
    return min(len(text.text) / _FULL, 1.0) * (
        share(words, other.words) - share(words, current.words)
    )


def _seam(broken: Draft, text: Piece) -> float:
    if text.text.lstrip()[:1] in tuple("，。、；：！？”’》」』）),;:!?"):
        return _CERTAIN
    if differ(measure_of(text.text), _measure(broken)):
        return -_WHOLE_AGAIN
    if _REST.match(text.text):
        return _WHOLE_AGAIN
    if begins(text.text) or _OPENING.match(text.text):
        return -_NOT_INSIDE
    return _WHOLE_AGAIN if _joins(broken, text) else -_NOT_WHOLE


def _mends(draft: Draft, piece: Piece) -> bool:
    """True when the draft breaks off in the middle of a word that the text completes."""
    return not finished(draft.last_text()) and _joins(draft, piece)


def _joins(draft: Draft, piece: Piece) -> bool:
    return joins(draft.last_text(), piece.text) and not begins(piece.text)


def _resumed(desk: Desk, piece: Piece, others: list[Draft], least: float) -> Draft | None:
    """The open article whose words the text shares most, when it shares enough."""
    below = terms(desk.opening_ahead())
    best, most = None, least
    for draft in reversed(others):
        if differ(measure_of(piece.text), _measure(draft)):
            continue
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
    if last.kind != "text" or LISTED in (piece.said, last.said):
        return False
    if not han:
        if piece.gap == 0 and piece.line == last.line + 1:
            return True
        return not finished(last.text) and piece.text.lstrip()[:1].islower()
    return not finished(last.text) or (unclosed(piece.text) < 0 < unclosed(last.text))
