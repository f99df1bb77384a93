"""Jump marks: where an article goes on (下转02版) and where it came from (上接01版)."""

from __future__ import annotations

import re
from typing import NamedTuple

from index.lunar import number

_ARROWS = r"[>＞▶►▷☞→⇒》»◥◤◢◣■□●★☆▲△▼▽◀◁◄←《«<＜\s]*"
_PAGE = r"第?\s*(?P<page>[A-ZＡ-Ｚ]?\s?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版"
_TO = re.compile(
    rf"{_ARROWS}[（(]?\s*(?:紧接|[下转轉]\s*[转轉])\s*{_PAGE}(?:[·•\s]?[\u4e00-\u9fff]{{0,6}})?\s*[)）]?{_ARROWS}\s*$"
    r"|\s*[(\[]?(?i:(?:please\s+)?(?:continued|cont['’]?d\.?|turn|continues)\s+(?:on|to)\s+page|see\s+[A-Z]{2,15},?\s+page|"
    r"(?:lire\s+la\s+)?suite\s+(?:en\s+)?(?:page|p\.)|fortsetzung\s+(?:auf\s+)?(?:seite|s\.)|"
    r"(?:sigue|continúa|pasa)\s+(?:en|a)\s+(?:la\s+)?(?:página|pág\.?))\s*(?P<western>[A-Z]?\d{1,3})[)\].]?\s*$"
)
_FROM = re.compile(
    rf"{_ARROWS}[（(]?\s*(?:上接|上\s*接|接)\s*{_PAGE}\s*[)）]?{_ARROWS}"
    r"|\s*[(\[]?(?i:(?:continued|cont['’]?d\.?)\s+from\s+page|suite\s+de\s+la\s+(?:page|p\.)|fortsetzung\s+von\s+(?:seite|s\.)|"
    r"viene\s+de\s+(?:la\s+)?(?:página|pág\.?))\s*(?P<western>[A-Z]?\d{1,3})[)\]]?\s*"
)


class Jump(NamedTuple):
    """The page a jump mark names, and where in the line the mark stands."""

    page: str
    start: int
    end: int


def jump_to(text: str) -> Jump | None:
    """The mark a line ends with when its article goes on elsewhere."""
    tail = text[-60:]
    match = _TO.search(tail)
    shift = len(text) - len(tail)
    return _jump(match, shift)


def jump_from(text: str) -> Jump | None:
    """The mark a line opens with when its article began elsewhere."""
    return _jump(_FROM.match(text), 0)


def _jump(match: re.Match[str] | None, shift: int) -> Jump | None:
    if match is None:
        return None
    printed = re.sub(r"\s", "", match["page"] or match["western"])
    worth = None if printed.isascii() else number(printed)
    return Jump(str(worth) if worth else printed, match.start() + shift, match.end() + shift)
