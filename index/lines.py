"""A page's lines cut into pieces, each told for what it is by what is printed in it alone.

What can only be told from the neighbours (is this short line a headline or a subhead?) is left
to index/context.py and index/segment.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index import byline as bylines
from index.byline import Byline
from index.furniture import furniture_kind
from index.jumps import jump_from, jump_to
from index.records import Line
from index.repair import Setting, compounds_of

LONGEST_HEADLINE = 56.0  # ems; kicker and headline on one line are the longest seen
_ASCII_FULL = frozenset("\",:;!?()'")  # full-width in print, narrow only since OCR
_HAN = re.compile("[\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_TERMINAL = re.compile(r"[。．！？!?；;…:：]+[”’」』）)》】\"'\]]*\s*$")
_LATIN_TERMINAL = re.compile(r"[.!?;:][”’\"')\]]*\s*$")
_SENTENCE_INSIDE = re.compile(r"[。；;]|(?<![A-Z])\.\s+[A-Z“\"]")
_LABEL = re.compile(
    r"\s*(?:【[^】]{1,12}】|\[[^\]]{1,12}\]|〔[^〕]{1,12}〕|[(（][\u4e00-\u9fff]{1,2}[)）])\s*"
)
_BRACKETED = re.compile(r"\s*[（(][^（）()]*[）)]\s*")
_DATE_ONLY = re.compile(r".{0,30}?\d{4}年\d{1,2}月\d{1,2}日\s*")
_CONTACT = re.compile(
    r"\s*[●■]?\s*(?:联系人|联系方式|联系电话|咨询电话|电话|地址|邮箱|时间|地点|网址|报名方式|Contact|Tel)\s*[:：.]"
)
_OPENERS, _CLOSERS = "“‘「『（(《〈【[", "”’」』）)》〉】]"
_DOCUMENT_NUMBER = re.compile(r"\s*[\u4e00-\u9fff]{2,12}[〔\[(（]\d{4}[〕\])）]\s*第?\d{1,5}号\s*")
# A caption and its credit that extraction set before the text of the column below.
_PICTURE_BEFORE = re.compile(r"[^。]{4,60}。[^。]{0,24}摄[)）]?\s+(?=\S)")
_BLANK = re.compile(r"\s+")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line that is one thing: `kind` is furniture, jump_to, jump_from, credit,
    caption, byline, trailer, label, head, text or fragment.

    `gap` counts the blank lines above it; it is -1 for the second piece of a line. `said` is the
    page that a jump names, or the kind of furniture."""

    line: int
    start: int
    end: int
    text: str
    kind: str
    gap: int
    byline: Byline | None = None
    said: str | None = None


def pieces_of(lines: Sequence[Line], han: bool) -> list[Piece]:
    """Every non-blank line as one or more pieces, in printed order."""
    pieces: list[Piece] = []
    gap = 0
    for line in lines:
        if line.blank:
            gap += 1
            continue
        pieces.extend(_pieces(line, gap, han))
        gap = 0
    return pieces


def setting_of(text: str, lines: Sequence[Line]) -> Setting:
    """How the page is set: its script, its wraps and its compound words."""
    sample = text[:20_000]
    han = len(_HAN.findall(sample)) * 3 > len(_LETTER.findall(sample))
    if not han:
        return Setting(False, frozenset(), compounds_of(text))
    return Setting(True, frozenset(_wraps(lines)), compounds_of(text))


def width(text: str) -> float:
    """The width of a text in ems: a Han character is one, a Latin letter half of one."""
    narrow = len(text.encode("ascii", "ignore"))
    if not narrow:
        return float(len(text))
    full = sum(text.count(mark) for mark in _ASCII_FULL)
    return len(text) - (narrow - full) / 2


def finished(text: str) -> bool:
    """True when a text ends as a sentence does."""
    text = text.rstrip()
    return bool(_TERMINAL.search(text[-12:]) or _LATIN_TERMINAL.search(text[-12:]))


def unclosed(text: str) -> int:
    """How many quotation marks and brackets a text leaves open; negative: closes unopened."""
    depth = lowest = 0
    for char in text:
        if char in _OPENERS:
            depth += 1
        elif char in _CLOSERS:
            depth -= 1
            lowest = min(lowest, depth)
    return lowest if lowest < 0 else depth


def _pieces(line: Line, gap: int, han: bool) -> Iterator[Piece]:
    # Blanks at the edges say nothing, and a million of them would keep patterns busy.
    text = line.text.strip()
    start = line.start + len(line.text) - len(line.text.lstrip())
    whole = Piece(line.number, start, start + len(text), text, "text", gap)
    kind = furniture_kind(text)
    if kind:
        yield replace(whole, kind="furniture", said=kind)
        return
    start, end = 0, len(text)
    came = jump_from(text)
    if came:
        yield _part(whole, came.start, came.end, "jump_from", gap, said=came.page)
        start = came.end
        gap = -1
        if came.start and text[: came.start].strip():
            start, end = 0, came.start
    goes = jump_to(text[start:end])
    if goes:
        end = start + goes.start
    if text[start:end].strip():
        yield from _prose(whole, start, end, gap, han)
        gap = -1
    if goes:
        low = start + goes.start
        yield _part(whole, low, low + goes.end - goes.start, "jump_to", gap, said=goes.page)


def _prose(whole: Piece, start: int, end: int, gap: int, han: bool) -> Iterator[Piece]:
    text = whole.text[start:end]
    credit = bylines.read_credit(text)
    if credit:
        yield _part(whole, start, start + credit.end, "credit", gap, credit)
        if text[credit.end :].strip():
            yield from _ended(whole, start + credit.end, end, -1, han, None)
        return
    shown = _PICTURE_BEFORE.match(text)
    inside = bylines.read_caption_credit(shown[0].rstrip()) if shown else None
    if shown and inside and inside.start:
        cut, after = start + inside.start, start + shown.end()
        yield _part(whole, start, cut, "caption", gap, inside)
        yield _part(whole, cut, after, "credit", -1, inside)
        yield from _ended(whole, after, end, -1, han, "text")
        return
    ending = bylines.read_caption_credit(text)
    if ending and ending.start and width(text) < 200:
        yield _part(whole, start, start + ending.start, "caption", gap, ending)
        yield _part(whole, start + ending.start, end, "credit", -1, ending)
        return
    lead = None if _BRACKETED.fullmatch(text) else _lead(text)
    if lead:
        yield _part(whole, start, start + lead.end, "byline", gap, lead)
        if text[lead.end :].strip():
            yield from _ended(whole, start + lead.end, end, -1, han, "text")
        return
    yield from _ended(whole, start, end, gap, han, None)


def _lead(text: str) -> Byline | None:
    return (
        bylines.read_lead(text)
        or bylines.read_standalone(text)
        or bylines.read_opening(text)
        or bylines.dateline(text)
    )


def _ended(
    whole: Piece, start: int, end: int, gap: int, han: bool, kind: str | None
) -> Iterator[Piece]:
    """Prose, and the names in brackets that may close it."""
    text = whole.text[start:end]
    trailer = bylines.read_trailer(text)
    if trailer:
        end = start + trailer.start
        text = whole.text[start:end]
    if text.strip():
        yield _part(whole, start, end, kind or _kind(text, han), gap)
        gap = -1
    if trailer:
        stop = start + len(text) + trailer.end - trailer.start
        yield _part(whole, start + len(text), stop, "trailer", gap, trailer)


def _kind(text: str, han: bool) -> str:
    bare = text.strip()
    if len(bare) <= 1:
        return "fragment"
    if _LABEL.fullmatch(text):
        return "label"
    return "head" if headlike(bare, han) else "text"


def headlike(text: str, han: bool) -> bool:
    """True when a line could be a headline: short, one phrase or two, no sentence, no full stop."""
    if width(text) > LONGEST_HEADLINE or _SENTENCE_INSIDE.search(text.rstrip("。")):
        return False
    if (
        _DATE_ONLY.fullmatch(text)
        or _CONTACT.match(text)
        or text[-1] in "。，,、；;"
        or text[0] in "，。、；”）)"
    ):
        return False
    if text[-1] in ":：" and width(text) > 14:
        return False  # it announces the lines below, as the first sentence of a notice does
    commas = text.count(",") + text.count("，")
    if (width(text) > 22 and commas and "、" in text) or (width(text) > 30 and commas > 1):
        return False
    if _DOCUMENT_NUMBER.fullmatch(text):
        return False
    if not han:
        return not _LATIN_TERMINAL.search(text) or text.endswith(("?", ":", "!"))
    if text[-1] in "！？!?":
        return width(text) <= 30 and unclosed(text) == 0
    if re.search(r"[…—]$", text) and width(text) > 24:
        return False
    return not re.search(r"[。！？!?…][”\"』」]$", text)


def _part(
    whole: Piece,
    start: int,
    end: int,
    kind: str,
    gap: int,
    byline: Byline | None = None,
    said: str | None = None,
) -> Piece:
    text = whole.text[start:end]
    return Piece(whole.line, whole.start + start, whole.start + end, text, kind, gap, byline, said)


def _wraps(lines: Sequence[Line]) -> Iterator[int]:
    """The offsets of spaces that stand where a column's line ended.

    Such spaces come at even distances. One that comes sooner, or after which more would have
    fitted on the line, was set on purpose.
    """
    columns = [column for line in lines if (column := _column(line.text))]
    if not columns:
        return
    narrowest = min(columns)
    for line in lines:
        column = _column(line.text) or narrowest
        words = [(match.end(), width(match[0])) for match in _WORD.finditer(line.text)]
        since = 0.0
        for (end, wide), (_, following) in pairwise(words):
            since += wide
            if 0.72 * column <= since <= 60 and since + following > column + 0.6:
                yield line.start + end
                since = 0.0
            else:
                since += 0.5


def _column(text: str) -> float | None:
    """The width of the column a paragraph was set in, when its spaces tell."""
    segments = text.split()
    if len(segments) < 4:
        return None
    widths = [width(segment) for segment in segments[:-1]]
    widest = max(widths)
    full = sum(one > 0.75 * widest for one in widths)
    even = full >= 0.6 * len(widths)
    return widest if even and 5 < widest <= 50 else None
