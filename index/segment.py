"""Pieces to articles: where one begins, what belongs to it, and where it goes on after a break."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from index.belonging import continues, elsewhere, home, takes_up
from index.byline import Byline
from index.cohesion import Vocabulary
from index.desk import Desk, Draft
from index.lines import Piece, finished, width
from index.opening import LIST, NOTICE, heads_list, open_list, opens_article
from index.pictures import on_caption, on_credit
from index.seams import joins

__all__ = ["Draft", "segment"]

_MOST_HEADS = 4

_ITEM = re.compile(r"\s*[■●◆▲★□◎▶►]\s?\S")
# ■巴黎 … and ▲11月1日,… are news of their own.
_BRIEF = re.compile(r"\s*[■●◆▲★□◎▶►]\s?(?!\S{2,5}[ \u3000]|(?:\d{1,2}月)?\d{1,2}日)\S")
_STOP = re.compile("[。！？]")
_APART = "part of the text stands apart on the page: its place is uncertain"
_NEAR = 50  # articles; a list is shorter
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
    following = desk.ahead("furniture", "fragment")
    if following and following.kind == "head" and _is_column(draft, piece):
        draft.kind = "list"
    if following and piece.gap >= 0 and following.gap >= 0 and _signed_otherwise(desk, draft):
        draft.parent = None


def _signed_otherwise(desk: Desk, draft: Draft) -> bool:
    """The items of a list are signed alike: where the first is signed at its end or not at all, an
    article with a byline below its headline is none of them."""
    near = desk.drafts[-_NEAR:]
    items = (one for one in near if one.parent is draft.parent and one is not draft)
    first = next(items, None) if draft.parent else None
    return first is not None and (first.trailed or first.byline is None)


def _is_column(draft: Draft, byline: Piece) -> bool:
    """A column's name with who put it together below it, and then the first headline."""
    named = len(draft.heads) == 1 and LIST.search(draft.heads[0].text.strip())
    return bool(named and "整理" in byline.text)


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
        if _about_the_paper(desk, piece):
            desk.furniture += desk.heads
            desk.heads = []
        elif untitled:
            untitled.heads, desk.heads = desk.heads, []
        elif opens_article(desk, piece):
            _begin(desk)
        else:
            desk.current = elsewhere(desk, piece) or desk.current
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


def _about_the_paper(desk: Desk, piece: Piece) -> bool:
    """True for short lines right above the masthead's, in a column that goes on below them."""
    current, above = desk.current, desk.pieces[desk.at - 1]
    if current is None or current.closed or not current.paragraphs or above.kind != "furniture":
        return False
    return above.said != "noise" and takes_up(desk, piece, current)


def _item(desk: Desk, piece: Piece) -> Draft | None:
    """An item of a list, when each of them opens with a mark: ■东京 …"""
    listed = desk.current
    if listed is None or listed.closed or not _ITEM.match(piece.text):
        return None
    headed = listed.heads and LIST.search(listed.heads[0].text.strip())
    if headed and (_in_brief(desk) if not listed.paragraphs else _itemised(listed)):
        return listed
    if listed.byline:
        return None
    if headed and not listed.paragraphs:
        listed.kind = "list"
        return desk.open(Draft(parent=listed))
    above = listed.parent is not None and listed.parent.kind == "list" and listed.paragraphs
    marked = above and _ITEM.match(listed.paragraphs[0][0].text)
    return desk.open(Draft(parent=listed.parent)) if marked else None


def _in_brief(desk: Desk) -> bool:
    """True when every item of a list is a sentence, and none opens with its place or day: such a
    list is read as one."""
    items = []
    for piece in desk.pieces[desk.at :]:
        if piece.kind == "text":
            items.append(piece.text)
        elif piece.kind not in ("trailer", "furniture", "fragment"):
            break
    return len(items) > 1 and all(
        _BRIEF.match(one) and len(_STOP.findall(one)) < 2 for one in items
    )


def _itemised(draft: Draft) -> bool:
    return _ITEM.match(draft.paragraphs[0][0].text) is not None


def _untitled(desk: Desk) -> Draft | None:
    """The article whose headline stands below its byline: ■本报评论员 / 把好事办到群众心坎上."""
    current = desk.current
    if current is None or current.heads or current.paragraphs or current.closed:
        return None
    return None if current.jump_from else current


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
    following = desk.ahead("furniture", "fragment")
    more = draft.heads and draft.paragraphs and LIST.search(draft.heads[0].text.strip())
    if more and _itemised(draft) and following and _ITEM.match(following.text):
        return  # who sent in one item of a list
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
    if len(heads) > 1 and heads_list(desk, heads):
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
    "caption": on_caption,
    "credit": on_credit,
    "furniture": _on_furniture,
    "fragment": _on_furniture,
    "jump_to": _on_jump_to,
    "jump_from": _on_jump_from,
    "trailer": _on_trailer,
}
