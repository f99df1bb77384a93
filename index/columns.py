"""Narrow columns whose printed lines were extracted one by one, and sometimes out of order.

An extraction that sorts lines by their left edge tears a column apart: the indented first lines
of paragraphs come together, then the full lines, then the short last ones. What belongs where is
told by the words that a line end cuts in two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.lines import Piece, finished, width
from index.seams import gain_over

_WIDEST = 30.0  # ems; a column of a broadsheet is narrower
_FEWEST = 6  # lines; fewer are headlines and subheads
_MOST_PARAGRAPHS = 6  # more orders than can be compared
_LONGEST = 120  # lines; a column is shorter
_INDENT = 1.5  # ems; a paragraph is indented by two


@dataclass(frozen=True, slots=True)
class Strip:
    """The pieces `pieces[start:end]` of one column, each a printed line."""

    start: int
    end: int
    full: float


def set_solid(pieces: list[Piece], text: str) -> list[Piece]:
    """The pieces with the lines of torn columns as text, in the order they were set in."""
    out = list(pieces)
    for strip in _strips(pieces):
        lines = pieces[strip.start : strip.end]
        stray = _stray_tail(pieces, strip)
        if stray is not None:
            lines = [*lines, pieces[stray]]
        order = _restored(lines, strip.full, text) if _is_torn(lines, strip.full) else None
        if order is None:
            ordered = lines if stray is None else lines[:-1]
            stray = None
        else:
            ordered = [lines[at] for at in order]
        out[strip.start : strip.end] = [
            replace(piece, kind="text", gap=1, said=piece.said or "column") for piece in ordered
        ]
        if stray is not None:
            # One piece moved into the strip from above: its old place is emptied below.
            out = [*out[:stray], *out[stray + 1 :]]
            return set_solid(out, text) if len(_strips(out)) > 1 else out
    return out


def _strips(pieces: Sequence[Piece]) -> list[Strip]:
    strips = []
    start = 0
    while start < len(pieces):
        end = start
        while end < len(pieces) and _is_line(pieces[end], end > start):
            end += 1
        strip = _strip(pieces, start, end) if end - start >= _FEWEST else None
        if strip:
            strips.append(strip)
        start = max(end, start + 1)
    return strips


def _is_line(piece: Piece, inside: bool) -> bool:
    if piece.kind not in ("text", "head", "fragment") or piece.said == "column":
        return False
    follows = piece.gap == 1 or (not inside and piece.gap >= 0) or piece.said == "byline rest"
    return (follows or (not inside and piece.gap == -1)) and width(piece.text) <= _WIDEST


def _strip(pieces: Sequence[Piece], start: int, end: int) -> Strip | None:
    widths = sorted(width(piece.text) for piece in pieces[start:end])
    full = widths[int(len(widths) * 0.85)]
    while end > start and _is_headline_below(pieces, end - 1, full):
        end -= 1
    lines = pieces[start:end]
    solid = sum(
        not finished(piece.text) and 0.8 * full <= width(piece.text) <= full + 2 for piece in lines
    )
    if full < 8 or solid < 5 or solid < 0.5 * len(lines):
        return None
    return Strip(start, end, full)


def _is_headline_below(pieces: Sequence[Piece], at: int, full: float) -> bool:
    """A short unfinished line at the foot of a column is the headline of what follows."""
    short = not finished(pieces[at].text) and width(pieces[at].text) < 0.75 * full
    return short and at + 1 < len(pieces) and pieces[at + 1].gap >= 0


def _stray_tail(pieces: Sequence[Piece], strip: Strip) -> int | None:
    """A last line of a few characters that came before the byline of its column."""
    at = strip.start - 1
    while at >= 0 and pieces[at].kind == "byline":
        at -= 1
    if at < 1 or pieces[at].kind != "text" or not finished(pieces[at].text):
        return None
    alone = pieces[at - 1].kind == "fragment" or finished(pieces[at - 1].text)
    return at if alone and width(pieces[at].text) <= 0.3 * strip.full else None


def _is_torn(lines: Sequence[Piece], full: float) -> bool:
    """Two breaks or more: a last line after a last line, a first line after an open one."""
    breaks = 0
    for above, below in pairwise(lines):
        if finished(above.text):
            breaks += finished(below.text)
        else:
            breaks += _is_first(below, full) and gain_over(above.text, below.text, "") <= 0
    return breaks >= 2


def _is_first(piece: Piece, full: float) -> bool:
    """An indented line is narrower than a full one by the indent, and does not end."""
    return not finished(piece.text) and width(piece.text) <= full - _INDENT


def _restored(lines: Sequence[Piece], full: float, page: str) -> list[int] | None:
    """The order of the lines that cuts fewest words apart; None when it cannot be worked out."""
    opening = next((at for at, piece in enumerate(lines) if _is_rest(piece)), None)
    lasts = [at for at, piece in enumerate(lines) if finished(piece.text)]
    firsts = _firsts(lines, full, len(lasts) - (opening is not None), opening)
    middle = [at for at in range(len(lines)) if at not in {*firsts, *lasts, opening}]
    if opening is not None:
        firsts = [opening, *firsts]
    if not 0 < len(firsts) == len(lasts) <= _MOST_PARAGRAPHS or len(lines) > _LONGEST:
        return None
    return _Order(lines, firsts, lasts, middle, page).best()


def _firsts(lines: Sequence[Piece], full: float, count: int, opening: int | None) -> list[int]:
    """The indented lines: the narrowest that do not end, one for every paragraph."""
    narrow = [at for at, piece in enumerate(lines) if _is_first(piece, full) and at != opening]
    narrow.sort(key=lambda at: width(lines[at].text))
    return sorted(narrow[:count])


def _is_rest(piece: Piece) -> bool:
    """The first words of an article, on the line of its byline."""
    return piece.said == "byline rest" or piece.gap == -1


class _Order:
    """The best way to string first, middle and last lines into paragraphs.

    Middle lines stay in printed order: they were set one below the other in one column.
    """

    def __init__(
        self,
        lines: Sequence[Piece],
        firsts: list[int],
        lasts: list[int],
        middle: list[int],
        page: str,
    ) -> None:
        self.firsts, self.lasts, self.middle = firsts, lasts, middle
        self._texts = [piece.text.strip() for piece in lines]
        self._page = page
        self._gains: dict[tuple[int, int], float] = {}
        self._opened = _is_rest(lines[firsts[0]])

    def best(self) -> list[int]:
        memo: dict[tuple[int, int, int, int], tuple[float, tuple[int, ...]]] = {}

        def onward(at: int, line: int, first: int, last: int) -> tuple[float, tuple[int, ...]]:
            """The best rest after `line`: `at` middle lines and the masked others are used."""
            key = (at, line, first, last)
            if key not in memo:
                memo[key] = max(choices(at, line, first, last), default=(float("-inf"), ()))
            return memo[key]

        def choices(
            at: int, line: int, first: int, last: int
        ) -> Iterator[tuple[float, tuple[int, ...]]]:
            if at < len(self.middle):
                following = self.middle[at]
                score, rest = onward(at + 1, following, first, last)
                yield score + self.gain(line, following), (following, *rest)
            for bit, closing in enumerate(self.lasts):
                if last >> bit & 1:
                    continue
                after = last | 1 << bit
                gain = self.gain(line, closing)
                if after.bit_count() == len(self.lasts):
                    if at == len(self.middle):
                        yield gain, (closing,)
                    continue
                for other, opening in enumerate(self.firsts):
                    if not first >> other & 1:
                        score, rest = onward(at, opening, first | 1 << other, after)
                        # Level otherwise, first lines keep the order they were found in.
                        yield score + gain - 0.01 * other, (closing, opening, *rest)

        starts = [0] if self._opened else range(len(self.firsts))
        found = max(
            (score, (self.firsts[bit], *rest))
            for bit in starts
            for score, rest in [onward(0, self.firsts[bit], 1 << bit, 0)]
        )
        return list(found[1])

    def gain(self, left: int, right: int) -> float:
        key = (left, right)
        if key not in self._gains:
            self._gains[key] = gain_over(self._texts[left], self._texts[right], self._page)
        return self._gains[key]
