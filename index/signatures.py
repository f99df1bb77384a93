"""The date and the signer below a notice or a letter, told from a masthead's date."""

from __future__ import annotations

import re
from dataclasses import replace

from index.lines import Piece, finished, width
from index.opening import NOTICE
from index.units import is_unit

_DAY = (
    r"(?:[12]\d{3}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|[一二][〇零○一二三四五六七八九]{3}年"
    r"[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)"
)
_SIGNED = re.compile(rf"\s*(?:\S.{{0,40}}?\s)?{_DAY}\s*")
_DAY_ALONE = re.compile(rf"\s*{_DAY}\s*")
_LONG_LINE = 30.0  # ems; longer than a signature


def signatures(pieces: list[Piece], han: bool) -> list[Piece]:
    """Who signed a notice, and the date below, close its body."""
    out = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.kind not in ("text", "head") or not _SIGNED.fullmatch(piece.text):
            continue
        if _heads_page(out, at):
            out[at] = replace(piece, kind="furniture", said="date")
            continue
        out[at] = replace(piece, kind="text", said="signature")
        above = at - 1
        while above >= 0 and out[above].kind == "head" and at - above <= 3 and piece.gap == 0:
            if out[above].gap > 0 and (above == 0 or out[above - 1].kind != "text"):
                break
            out[above] = replace(out[above], kind="text")
            above -= 1
    for at in range(1, len(out)):
        below = out[at + 1].kind if at + 1 < len(out) else "furniture"
        signer = out[at].kind == "head" and out[at - 1].kind == "text" and below == "furniture"
        if signer and finished(out[at - 1].text) and is_unit(out[at].text):
            out[at] = replace(out[at], kind="text")
    return out


def _heads_page(pieces: list[Piece], at: int) -> bool:
    """A date among the masthead's lines, or in the middle of an article, signs nothing."""
    above = pieces[at - 1] if at else None
    if above is None or above.kind == "furniture":
        return True
    below = pieces[at + 1] if at + 1 < len(pieces) else None
    apart = pieces[at].gap > 0 and below is not None and below.kind == "furniture"
    if above.kind in ("head", "byline") and apart and not is_unit(above.text):
        return True
    if above.kind != "text" or not _DAY_ALONE.fullmatch(pieces[at].text):
        return False
    if width(above.text) <= _LONG_LINE:
        return False
    titles = (one for one in reversed(pieces[:at]) if one.kind == "head")
    notice = next((NOTICE.search(one.text.strip()) for one in titles), None)
    return not finished(above.text) or notice is None
