"""Photo captions: told by their opening words, by a credit below, or by the gap of a picture."""

from __future__ import annotations

import re
from dataclasses import replace

from index.lines import Piece, finished, unclosed, width
from index.seams import joins

_CAPTION_START = re.compile(
    r"\s*(?:[▲△▼◀▶↑↓←→●]?\s*(?:图为|圖為|图[①②③④⑤一二三四五\d]|上图|下图|左图|右图|图片说明|资料图)|[▲△▼]\s?\S)"
)
_CAPTION_END = re.compile(
    r"[（(][^（）()]{0,30}(?:供图|提供|资料图|资料图片|视频截图|图片)[）)]。?\s*$"
)
_SHOWN_LAST = re.compile(r"[。！）)]\s*(?:图为|圖為)[^。]{4,40}。\s*$")
_SHOWN = re.compile(r"这是.{0,40}(?:[，,]|拍摄)|拍摄")
_LEDE = re.compile(r"\s*[【\[]?(?:编者按|编者的话|核心提示|阅读提示|导读|开栏|引子|提要)")
_DOING = re.compile(r"^[^。，,“”]*(?:正在|在)[^。“”]*。\s*$")
_PICTURES = re.compile(r"文[/／、]?\s?图|图[/／、]?\s?文|摄影报道|图片?[/／:：]")
_SIGHT = 40  # pieces
_ITEM_MARKS = frozenset("▲△▼")
_SHORT_CAPTION = 25.0
_WIDEST_CAPTION = 140.0
_IMAGE_GAP = 3  # blank lines where the extraction left out a picture


def captions_told(pieces: list[Piece], han: bool) -> list[Piece]:
    """Captions by their opening words, by a credit after them, or by the gap of a picture."""
    out = list(pieces)
    for at, piece in enumerate(pieces):
        if _reported(out, at):
            out[at] = piece = replace(piece, kind="credit")
        if piece.kind == "credit" and (at == 0 or out[at - 1].kind != "caption"):
            _caption_above(out, at)
        elif (
            piece.kind == "text"
            and piece.gap >= 0
            and (_is_caption(out, at) or _shown_below(out, at))
        ):
            out[at] = replace(piece, kind="caption")
    return out


def _reported(pieces: list[Piece], at: int) -> bool:
    """Who signs 摄影报道 below a short text, and not below a headline, signs a picture."""
    piece, above = pieces[at], pieces[at - 1] if at else None
    if piece.kind != "byline" or above is None or "摄影报道" not in piece.text or piece.gap > 1:
        return False
    short = above.kind == "text" and width(above.text) <= _WIDEST_CAPTION and finished(above.text)
    return above.kind == "caption" or (short and at > 1 and pieces[at - 2].kind != "byline")


def _shown_below(pieces: list[Piece], at: int) -> bool:
    """A short line at the foot of an article whose reporter took the pictures too says what one
    of them shows: 某某正在…。"""
    text = pieces[at].text
    last = at + 1 == len(pieces) or pieces[at + 1].kind in ("head", "furniture", "label")
    if not last or pieces[at].gap < 1 or width(text) > _SHORT_CAPTION or not _DOING.search(text):
        return False
    signed = next((one for one in reversed(pieces[:at]) if one.kind == "byline"), None)
    return signed is not None and _PICTURES.search(signed.text) is not None


def _caption_above(pieces: list[Piece], credit: int) -> None:
    """The block above a credit is its caption when it is one short sentence or two."""
    at = credit - 1
    block: list[int] = []
    while at >= 0 and pieces[at].kind in ("text", "head") and len(block) < 6:
        block.insert(0, at)
        if pieces[at].gap != 0:
            break
        at -= 1
    if block and _goes_on(pieces, block[0]):
        # A column of the article stands between the picture's caption and its credit.
        above = block[0] - 2
        if above >= 0 and _one_sentence(pieces[above]):
            pieces[above] = replace(pieces[above], kind="caption")
        return
    if block and width("".join(pieces[at].text for at in block)) <= _WIDEST_CAPTION:
        last = pieces[block[-1]].text
        if finished(last) or pieces[block[0]].gap >= _IMAGE_GAP:
            for at in block:
                pieces[at] = replace(pieces[at], kind="caption")


def _goes_on(pieces: list[Piece], at: int) -> bool:
    """True when a text completes a sentence that the text above it breaks off."""
    above = pieces[at - 1] if at else None
    if above is None or above.kind != "text" or finished(above.text):
        return False
    return joins(above.text, pieces[at].text)


def _one_sentence(piece: Piece) -> bool:
    text = piece.text.strip()
    short = piece.kind == "text" and width(text) <= _SHORT_CAPTION and finished(text)
    return short and text.count("。") == 1 and text.endswith("。")


def _listed(pieces: list[Piece], at: int) -> bool:
    """Items one below the other that open with the same mark are no captions, and neither is one
    on a page with `、` for its only stop: there the mark opens an item of running text."""
    mark = pieces[at].text.lstrip()[:1]
    if mark not in _ITEM_MARKS:
        return False
    near = (pieces[one] for one in (at - 1, at + 1) if 0 <= one < len(pieces))
    alike = any(one.kind == "text" and one.text.lstrip()[:1] == mark for one in near)
    return alike or not any("。" in one.text for one in pieces[max(0, at - _SIGHT) : at + _SIGHT])


def _is_caption(pieces: list[Piece], at: int) -> bool:
    piece = pieces[at]
    text = piece.text
    if width(text) > _WIDEST_CAPTION:
        return False
    item = at + 1 < len(pieces) and pieces[at + 1].kind == "trailer"
    item = item or _listed(pieces, at)
    if not item and (_CAPTION_START.match(text) or _CAPTION_END.search(text)):
        return True
    if not finished(text) or unclosed(text) != 0:
        return False
    if not item and _SHOWN_LAST.search(text):
        return True
    before = pieces[at - 1] if at else None
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    between = before and before.kind == "head" and after and after.kind == "byline"
    if between and not _LEDE.match(text) and (piece.gap >= _IMAGE_GAP or _SHOWN.search(text)):
        return True
    if piece.gap < _IMAGE_GAP or before is None:
        return False
    if before.kind in ("text", "label") and not finished(before.text):
        return after is not None and after.kind in ("text", "credit") and width(text) <= 60
    return width(text) <= 60 or bool(_SHOWN.search(text))
