"""Pieces to articles: where one begins, what belongs to it, and where it goes on after a break."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from index.belonging import continues, home
from index.byline import Byline
from index.cohesion import Vocabulary
from index.desk import Desk, Draft
from index.lines import Piece, finished, width
from index.opening import LIST, NOTICE, open_list, opens_article
from index.seams import joins

__all__ = ["Draft", "segment"]

_MOST_HEADS = 4
_PHOTO_LABEL = re.compile(
    r"^(?:图片新闻|图片报道|图说\S{0,6}|镜头|光影\S{0,4}|定格|影像\S{0,4}|摄影\S{0,4}|In pictures)$"
)

_ITEM = re.compile(r"\s*[■●◆▲★□◎▶►]\s?\S")
_APART = "part of the text stands apart on the page: its place is uncertain"
_LONGEST_LEDE = 240  # ems


def segment(pieces: Sequence[Piece], han: bool) -> tuple[list[Draft], list[Piece]]:
    """The articles of a page as drafts, and the pieces that belong to none."""
    texts = [piece.text for piece in pieces if piece.kind in ("text", "caption")]
    desk = Desk(pieces, Vocabulary(texts), han)
    for desk.at, piece in enumerate(pieces):
        _HANDLERS[piece.kind](desk, piece)
    if desk.heads and not desk.drafts:
        _title_alone(desk)
    _flush_heads(desk)
    _carry_over(desk)
    return desk.drafts, desk.furniture


def _carry_over(desk: Desk) -> None:
    """The last piece of an article may be extracted before everything else on the page."""
    first = desk.drafts[0] if desk.drafts else None
    if first is None or first.heads or first.byline or not first.paragraphs:
        return
    if first.jump_from or first.jump_to:
        return
    broken = [
        draft
        for draft in desk.drafts[1:]
        if draft.paragraphs and draft.kind is None and not draft.jump_to
        and not finished(draft.last_text())
        and joins(draft.last_text(), first.paragraphs[0][0].text)
    ]  # fmt: skip
    if first.kind is None and len(broken) == 1:
        whole = broken[0]
        whole.paragraphs[-1].extend(first.paragraphs[0])
        whole.paragraphs.extend(first.paragraphs[1:])
        whole.marks.extend(first.marks)
        whole.notes.append("the end of the text stands at the head of the page")
        desk.drafts.remove(first)


def _title_alone(desk: Desk) -> None:
    """A page of short lines only is one article: nothing that is printed is thrown away."""
    title, *rest = desk.heads
    desk.heads = []
    draft = desk.open(Draft(heads=[title] if rest else []))
    for piece in rest or [title]:
        draft.add(piece, joined=False)


def _on_head(desk: Desk, piece: Piece) -> None:
    desk.heads.append(piece)


def _on_byline(desk: Desk, piece: Piece) -> None:
    current = desk.current
    if current and not desk.heads and _lacks_byline(current):
        current.byline = _both(current.byline, piece.byline)
        current.byline_pieces.append(piece)
        return
    draft = _begin(desk)
    draft.byline = piece.byline
    draft.byline_pieces.append(piece)


def _lacks_byline(draft: Draft) -> bool:
    """An article just begun, or one whose headline has only a lede below it so far."""
    if draft.closed or draft.kind is not None:
        return False
    lede = draft.heads and draft.byline is None and len(draft.paragraphs) == 1
    return bool(not draft.paragraphs or (lede and width(draft.last_text()) < _LONGEST_LEDE))


def _both(first: Byline | None, second: Byline | None) -> Byline | None:
    if first is None or second is None:
        return first or second
    return Byline(
        f"{first.printed} {second.printed}",
        (*first.authors, *second.authors),
        (*first.correspondents, *second.correspondents),
    )


def _on_text(desk: Desk, piece: Piece) -> None:
    if desk.heads:
        untitled = _untitled(desk)
        if untitled:
            untitled.heads, desk.heads = desk.heads, []
        elif opens_article(desk, piece):
            _begin(desk)
        else:
            _flush_heads(desk)
    draft = _item(desk, piece) or home(desk, piece)
    apart = draft is not desk.current and draft.paragraphs and _APART not in draft.notes
    if apart and not joins(draft.last_text(), piece.text):
        draft.notes.append(_APART)
    desk.current = draft
    if _opening_label(draft, piece):
        draft.marks.append(piece)  # it heads the article as a whole, like a headline
    else:
        draft.add(piece, joined=continues(draft, piece, desk.han))
    desk.interrupted = False


def _item(desk: Desk, piece: Piece) -> Draft | None:
    """An item of a list, when each of them opens with a mark: ■东京 …"""
    listed = desk.current
    if listed is None or listed.closed or not _ITEM.match(piece.text) or listed.byline:
        return None
    if listed.heads and not listed.paragraphs and LIST.search(listed.heads[0].text.strip()):
        listed.kind = "list"
        return desk.open(Draft(parent=listed))
    above = listed.parent is not None and listed.parent.kind == "list" and listed.paragraphs
    marked = above and _ITEM.match(listed.paragraphs[0][0].text)
    return desk.open(Draft(parent=listed.parent)) if marked else None


def _untitled(desk: Desk) -> Draft | None:
    """The article whose headline stands below its byline: ■本报评论员 / 把好事办到群众心坎上."""
    current = desk.current
    if current is None or current.heads or current.paragraphs or current.closed:
        return None
    return None if current.jump_from else current


def _on_caption(desk: Desk, piece: Piece) -> None:
    caption = desk.caption
    last = desk.pieces[desk.at - 1] if desk.at else None
    if caption and last is not None and last.kind == "caption" and piece.gap == 0:
        caption.paragraphs[-1].append(piece)
        return
    desk.caption = Draft(kind="photo_caption", paragraphs=[[piece]])
    if desk.heads and _captioned(desk):
        desk.caption.heads = desk.heads
        desk.heads = []
        if desk.current:
            desk.current.closed = True
    desk.drafts.append(desk.caption)
    if piece.byline:
        desk.caption.byline = piece.byline
    desk.interrupted = True


def _captioned(desk: Desk) -> bool:
    """A column label right above a caption is its title, unless an article follows for it."""
    if _PHOTO_LABEL.match(desk.heads[-1].text.strip()):
        return True
    following = desk.ahead("caption", "credit", "furniture", "fragment")
    return following is None or following.kind in ("head", "jump_from")


def _on_credit(desk: Desk, piece: Piece) -> None:
    caption = desk.caption
    if caption and (caption.byline is None or piece.gap == -1) and not caption.byline_pieces:
        caption.byline = caption.byline or piece.byline
        caption.byline_pieces.append(piece)
    else:
        desk.furniture.append(piece)
    desk.interrupted = True


def _on_furniture(desk: Desk, piece: Piece) -> None:
    desk.furniture.append(piece)
    if piece.said != "noise":
        desk.interrupted = True


def _on_jump_to(desk: Desk, piece: Piece) -> None:
    _flush_heads(desk)
    draft = desk.current
    if draft is None or draft.closed:
        desk.furniture.append(piece)
        return
    draft.jump_to = piece.said
    draft.marks.append(piece)
    draft.closed = True


def _on_jump_from(desk: Desk, piece: Piece) -> None:
    draft = _begin(desk)
    draft.jump_from = piece.said
    draft.marks.append(piece)


def _on_trailer(desk: Desk, piece: Piece) -> None:
    _flush_heads(desk)
    draft = desk.current
    listed = open_list(desk)
    if listed and piece.gap > 0 and "整理" in piece.text:
        draft = listed
        if desk.current:
            desk.current.closed = True
    if draft is None:
        desk.furniture.append(piece)
        return
    draft.byline = _both(draft.byline, piece.byline)
    draft.byline_pieces.append(piece)
    draft.closed = draft.trailed = True


def _begin(desk: Desk) -> Draft:
    """A new article under the headlines that wait; a list's heading becomes its own entry."""
    above = desk.current
    parent = above.parent if above and above.kind != "list" else above
    letters = sum(head.said == "letter" for head in desk.heads)
    heads = desk.heads[-_MOST_HEADS - letters :]
    for extra in desk.heads[: len(desk.heads) - len(heads)]:
        _keep(desk, extra)
    desk.heads = []
    if len(heads) > 1 and LIST.search(heads[0].text.strip()):
        parent = Draft(heads=[heads.pop(0)], kind="list")
        desk.drafts.append(parent)
    elif parent and (parent.closed or NOTICE.search(heads[-1].text.strip()) if heads else False):
        parent = None
    return desk.open(Draft(heads=heads, parent=parent))


def _flush_heads(desk: Desk) -> None:
    """Short lines that begin no article are subheads of the one they stand in."""
    for piece in desk.heads:
        _keep(desk, piece)
    desk.heads = []


def _keep(desk: Desk, piece: Piece) -> None:
    if desk.current and not desk.current.closed and desk.current.kind != "list":
        desk.current.add(piece, joined=False)
    else:
        desk.furniture.append(piece)


def _opening_label(draft: Draft, piece: Piece) -> bool:
    return piece.kind == "label" and not draft.paragraphs


_HANDLERS: dict[str, Callable[[Desk, Piece], None]] = {
    "head": _on_head,
    "byline": _on_byline,
    "text": _on_text,
    "label": _on_text,
    "caption": _on_caption,
    "credit": _on_credit,
    "furniture": _on_furniture,
    "fragment": _on_furniture,
    "jump_to": _on_jump_to,
    "jump_from": _on_jump_from,
    "trailer": _on_trailer,
}
