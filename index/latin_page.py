"""Pages whose words are spaced, told by how they are set: the nameplate, and headlines that stand
right above their text without a blank line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.byline import Byline
from index.calendar_dates import gregorian_date
from index.latin_byline import is_office, read_name, read_small_byline
from index.lines import Piece, finished, width

_MOST_HEADS = 3  # lines; a longer run of short lines is a list or a poem
_TOP = 8  # pieces of a page among which its nameplate stands
_LONGEST_DATED = 140  # characters
_SLACK = 1.0  # ems by which lines differ that are set flush
_OPEN_END = re.compile(r"[-¬\u00ad,—–]$")
_MOST_WORDS = 12  # of three letters or more; what says more is a sentence
_LONG_WORD = re.compile(r"[^\W\d_]{3,}")
_COLUMNS = re.compile(r"\S\s{3,}\S")
_FACT = re.compile(
    r"(?i)\b(?:no|nr|n°|nº|vol|número|jahrgang)\b\.?\s*\d|\b(?:price|prix|preis|precio|prezzo|цена)\b"
    r"|№|[€£]\s?\d|\d\s?[€£]|제\s?\d+\s?호"
)
_WEEKDAY = re.compile(
    r"(?i)\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi|samedi|"
    r"dimanche|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|lunes|martes|"
    r"miércoles|jueves|viernes|sábado|domingo|понедельник|вторник|среда|четверг|пятница|суббота|"
    r"воскресенье)\b|[월화수목금토일]요일"
)


def running_lines(pieces: Sequence[Piece], block: Sequence[int]) -> list[int]:
    """The lines of a block, given by their indexes, that are running text and no headline."""
    running: list[int] = []
    at = 0
    while at < len(block):
        heads = _headline(pieces, block, at)
        if not heads:
            running.append(block[at])
        at += max(heads, 1)
    return running


def _headline(pieces: Sequence[Piece], block: Sequence[int], at: int) -> int:
    """How many lines from here on are a headline; none when this is text."""
    above = pieces[block[at] - 1] if block[at] else None
    inside = at > 0 and block[at - 1] == block[at] - 1
    if inside and above is not None and not finished(above.text):
        return 0
    if not inside and above is not None and pieces[block[at]].gap <= 0:
        signed = above.kind == "byline"
        return 1 if signed and is_office(pieces[block[at]].text) else 0
    for count in range(1, _MOST_HEADS + 1):
        last = at + count - 1
        if last >= len(block) or not _may_head(pieces[block[last]]):
            return 0
        below = pieces[block[last] + 1] if block[last] + 1 < len(pieces) else None
        if below is not None and below.kind == "byline" and below.gap <= 0:
            return count
        follows = last + 1 < len(block) and block[last + 1] == block[last] + 1
        if not follows:
            return 0
        if _broken_off(pieces, block, last):
            capitals = pieces[block[last]].text.isupper()
            deeper = _headline_goes_on(pieces, block, last, capitals)
            if not deeper:
                return count
        elif not pieces[block[last]].text.isupper():
            return 0
    return 0


def _headline_goes_on(
    pieces: Sequence[Piece], block: Sequence[int], last: int, capitals: bool
) -> bool:
    """True when the next line is of the headline too: in capitals as well, or broken off too."""
    below = last + 1
    if not _may_head(pieces[block[below]]) or below + 1 >= len(block):
        return False
    if capitals and pieces[block[below]].text.isupper():
        return True
    return _broken_off(pieces, block, below) and not finished(pieces[block[below]].text)


def _may_head(piece: Piece) -> bool:
    text = piece.text.strip()
    opens = text[:1].isupper() or text[:1].isdigit() or not text[:1].isascii() or text[:1] in "\"'"
    return piece.kind == "head" and opens and not _OPEN_END.search(text)


def _broken_off(pieces: Sequence[Piece], block: Sequence[int], at: int) -> bool:
    """True for a line that ends though the next word would have fitted on it: what comes below
    begins anew, with a capital."""
    line, below = pieces[block[at]].text.strip(), pieces[block[at + 1]].text.strip()
    first = below.lstrip("\"'“„«‘([¿¡")
    if not (
        first[:1].isupper()
        or first[:1].isdigit()
        or (first[:1].isalpha() and not first[:1].islower())
    ):
        return False
    measure = max(width(pieces[one].text.strip()) for one in block[at + 1 : at + 7])
    return width(line) + width(below.split()[0]) + 0.5 + _SLACK < measure


def nameplate_told(pieces: list[Piece]) -> list[Piece]:
    """The line with the day at the head of a page, and the name of the newspaper above it, told
    as furniture."""
    dated = next((at for at, piece in enumerate(pieces[:_TOP]) if _is_dated(piece)), None)
    if dated is None:
        return pieces
    above = pieces[:dated]
    if any(piece.kind not in ("head", "furniture", "fragment") for piece in above):
        return pieces
    names = sum(piece.kind == "head" for piece in above) <= 2
    if not names or any(_follows_headline(pieces, at) for at in range(dated)):
        return pieces
    out = [
        piece if piece.kind == "furniture" else replace(piece, kind="furniture", said="masthead")
        for piece in above
    ]
    return [*out, replace(pieces[dated], kind="furniture", said="date"), *pieces[dated + 1 :]]


def names_told(pieces: list[Piece]) -> list[Piece]:
    """Names right below a headline as its byline: with an office on the next line, or after a By
    in small letters."""
    out = list(pieces)
    for at in range(1, len(pieces) - 1):
        above, piece, below = pieces[at - 1 : at + 2]
        if above.kind != "head" or piece.kind != "head" or piece.gap != 0:
            continue
        office = below.kind == "head" and below.gap == 0 and is_office(below.text)
        text = piece.text.strip()
        signed = read_small_byline(text) or (read_name(text) if office else None)
        if signed is None:
            continue
        out[at] = replace(piece, kind="byline", byline=Byline(signed.printed, signed.names))
        if office:
            out[at + 1] = replace(below, kind="byline", byline=Byline(below.text.strip()))
    return out


def _follows_headline(pieces: Sequence[Piece], at: int) -> bool:
    return (
        pieces[at].kind == "head"
        and at > 0
        and pieces[at].gap > 0
        and pieces[at - 1].kind == "head"
    )


def _is_dated(piece: Piece) -> bool:
    """A line that says the day and, beside it, what only a nameplate says."""
    text = piece.text
    if piece.kind == "furniture":
        return piece.said == "date" or gregorian_date(text) is not None
    if piece.kind not in ("head", "text") or len(text) > _LONGEST_DATED:
        return False
    if gregorian_date(text) is None or len(_LONG_WORD.findall(text)) > _MOST_WORDS:
        return False
    if _FACT.search(text) or _COLUMNS.search(text):
        return True
    return bool(_WEEKDAY.search(text)) and not finished(text)
