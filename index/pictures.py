"""Captions and credits among the articles of a page: which belong together."""

from __future__ import annotations

import re

from index.desk import Desk, Draft
from index.lines import Piece

_PHOTO_LABEL = re.compile(
    r"^(?:图片新闻|图片报道|图说\S{0,6}|镜头|光影\S{0,4}|定格|影像\S{0,4}|摄影\S{0,4}|In pictures)$"
)
# After 左图 or 上图: one caption for both pictures.
_OTHER_SIDE = re.compile(r"\s*(?:右图|下图|右[:：]|下[:：])")


def on_caption(desk: Desk, piece: Piece) -> None:
    """A caption is an article of its own, with the label above it as its headline."""
    caption = desk.caption
    last = desk.pieces[desk.at - 1] if desk.at else None
    below = last is not None and last.kind == "caption" and caption is not None
    if caption and below and (piece.gap == 0 or _OTHER_SIDE.match(piece.text)):
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


def on_credit(desk: Desk, piece: Piece) -> None:
    """Who took a picture signs its caption; a credit without one is furniture."""
    caption = desk.caption
    if caption and (caption.byline is None or piece.gap == -1) and not caption.byline_pieces:
        caption.byline = caption.byline or piece.byline
        caption.byline_pieces.append(piece)
    else:
        desk.furniture.append(piece)
    desk.interrupted = True
