"""Narrow columns whose printed lines were extracted one by one, and sometimes out of order.

An extraction that sorts lines by their left edge tears a column apart: the indented first lines
of paragraphs come together, then the full lines, then the short last ones. What belongs where is
told by the words that a line end cuts in two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from index.affinity import affinity
from index.lines import Piece, finished, width
from index.seams import gain_over

_WIDEST = 30.0  # ems; a column of a broadsheet is narrower
_FEWEST_BETWEEN = 3  # lines between two headlines
_FEWEST = 6  # lines; fewer are headlines and subheads
_MOST_PARAGRAPHS = 6  # more orders than can be compared
_LONGEST = 120  # lines; a column is shorter
_INDENT = 1.5  # ems; a paragraph is indented by two
_DEEPEST = 3.2  # ems; by which an indented line that gives way to a mark is short
_RUNS_ON = 1.0  # affinity of a headline with the line below it
_MOST_FILLED = 4
_BETTER = 3.0  # the gain from which another order than the printed one is taken


@dataclass(frozen=True, slots=True)
class Strip:
    """The pieces `pieces[start:end]` of one column, each a printed line."""

    start: int
    end: int
    full: float


def set_solid(pieces: list[Piece], text: str) -> list[Piece]:
    """The pieces with the lines of torn columns as text, in the order they were set in."""
    out: list[Piece] = []
    done = 0
    for strip in _strips(pieces):
        lines = pieces[strip.start : strip.end]
        strays = _strays(pieces[done : strip.start], strip.full)
        order = _restored([*lines, *strays], strip.full, text)
        if order is None:
            order, strays = lines, []
        # What moved into the column from above its byline is gone from there.
        out += [piece for piece in pieces[done : strip.start] if piece not in strays]
        out += [replace(one, kind="text", gap=1, said=one.said or "column") for one in order]
        done = strip.end
    return [*out, *pieces[done:]]


def _strips(pieces: Sequence[Piece]) -> list[Strip]:
    strips: list[Strip] = []
    start = 0
    while start < len(pieces):
        end = start
        while end < len(pieces) and _is_line(pieces[end], end > start):
            end += 1
        strips += _between_headlines(pieces, start, end) if end - start >= _FEWEST else []
        start = max(end, start + 1)
    return strips


def _between_headlines(pieces: Sequence[Piece], start: int, end: int) -> Iterator[Strip]:
    """The columns in a run of lines: headlines stand between them."""
    full = _full(pieces[start:end])
    if not _is_solid(pieces[start:end], full, _FEWEST):
        return
    since, closed = start, True
    for at in range(start, end):
        headline = closed and at + 1 < end and _is_headline(pieces[at], pieces[at + 1], full)
        if headline:
            yield from _strip(pieces, since, at)
            since = at + 1
        closed = headline or finished(pieces[at].text)
    yield from _strip(pieces, since, end)


def _is_headline(piece: Piece, below: Piece, full: float) -> bool:
    """A short line that is not of the width of an indented one and does not run on."""
    if piece.kind != "head" or _is_rest(piece):
        return False
    indented = full - _DEEPEST <= width(piece.text) <= full + 1
    asks = piece.text.rstrip()[-1:] in "?？!！"
    if asks and width(piece.text) < 0.5 * full:
        return False  # the last line of a paragraph
    return (asks or not indented) and affinity(piece.text, below.text) <= _RUNS_ON


def _full(lines: Sequence[Piece]) -> float:
    widths = sorted(width(piece.text) for piece in lines)
    return widths[int(len(widths) * 0.85)]


def _is_line(piece: Piece, inside: bool) -> bool:
    if piece.kind not in ("text", "head", "fragment") or piece.said == "column":
        return False
    follows = piece.gap == 1 or (not inside and piece.gap >= 0) or piece.said == "byline rest"
    return (follows or (not inside and piece.gap == -1)) and width(piece.text) <= _WIDEST


def _strip(pieces: Sequence[Piece], start: int, end: int) -> Iterator[Strip]:
    if end == start:
        return
    full = _full(pieces[start:end])
    while end > start and _is_headline_below(pieces, end - 1, full):
        end -= 1
    if _is_solid(pieces[start:end], full, _FEWEST_BETWEEN):
        yield Strip(start, end, full)


def _is_solid(lines: Sequence[Piece], full: float, fewest: int) -> bool:
    """True for lines of a column: most of them are full."""
    solid = sum(
        not finished(piece.text) and 0.8 * full <= width(piece.text) <= full + 2 for piece in lines
    )
    return full >= 8 and len(lines) >= fewest and solid >= max(fewest - 1, 0.5 * len(lines))


def _is_headline_below(pieces: Sequence[Piece], at: int, full: float) -> bool:
    """A short unfinished line at the foot of a column, or one above a byline, is the headline of
    what follows."""
    below = pieces[at + 1] if at + 1 < len(pieces) else None
    if below is None or finished(pieces[at].text):
        return False
    signed = pieces[at].kind == "head" and below.kind == "byline"
    closed = at > 0 and finished(pieces[at - 1].text)
    return below.gap >= 0 and (width(pieces[at].text) < 0.75 * full or (signed and closed))


def _strays(above: Sequence[Piece], full: float) -> list[Piece]:
    """Last lines of a few characters that came before the byline of their column."""
    at = len(above) - 1
    while at >= 0 and above[at].kind == "byline":
        at -= 1
    strays: list[Piece] = []
    while at >= 1 and above[at].kind == "text" and finished(above[at].text):
        if width(above[at].text) > 0.5 * full or above[at].gap < 0:
            break
        strays.insert(0, above[at])
        at -= 1
    alone = at >= 0 and (above[at].kind in ("fragment", "head") or finished(above[at].text))
    return strays if alone else []


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


def _restored(lines: Sequence[Piece], full: float, page: str) -> list[Piece] | None:
    """The lines in the order that cuts fewest words apart; None when the printed one does as
    well, or it cannot be worked out."""
    if not _is_torn(lines, full) or len(lines) > _LONGEST:
        return None
    gains = _Gains([piece.text.strip() for piece in lines], page)
    opening = next((at for at, piece in enumerate(lines) if _is_rest(piece)), None)
    ends = [at for at, piece in enumerate(lines) if finished(piece.text)]
    # A line that a full stop fills may be the last of its paragraph or not.
    filled = [at for at in ends if width(lines[at].text) > full - _INDENT][:_MOST_FILLED]
    orders = []
    for count in range(len(filled) + 1):
        for inside in combinations(filled, count):
            lasts = [at for at in ends if at not in inside]
            firsts = _firsts(lines, full, len(lasts) - (opening is not None), opening)
            firsts = firsts if opening is None else [opening, *firsts]
            middle = [at for at in range(len(lines)) if at not in {*firsts, *lasts}]
            if 0 < len(firsts) == len(lasts) <= _MOST_PARAGRAPHS:
                orders.append(_Order(gains, firsts, lasts, middle, opening is not None).best())
    if not orders:
        return None
    best = max(orders, key=gains.total)
    better = gains.total(best) > gains.total(range(len(lines))) + _BETTER
    return [lines[at] for at in best] if better else None


def _firsts(lines: Sequence[Piece], full: float, count: int, opening: int | None) -> list[int]:
    """The indented lines: the narrowest that do not end, one for every paragraph."""
    narrow = [at for at, piece in enumerate(lines) if _is_first(piece, full) and at != opening]
    narrow.sort(key=lambda at: width(lines[at].text))
    return sorted(narrow[:count])


def _is_rest(piece: Piece) -> bool:
    """The first words of an article, on the line of its byline."""
    return piece.said == "byline rest" or piece.gap == -1


class _Gains:
    """How surely one line goes on with another."""

    def __init__(self, texts: Sequence[str], page: str) -> None:
        self._texts, self._page = texts, page
        self._known: dict[tuple[int, int], float] = {}

    def __call__(self, left: int, right: int) -> float:
        key = (left, right)
        if key not in self._known:
            self._known[key] = gain_over(self._texts[left], self._texts[right], self._page)
        return self._known[key]

    def total(self, order: Iterable[int]) -> float:
        """What an order gains at all line ends that are in the middle of a sentence."""
        return sum(
            self(left, right) for left, right in pairwise(order) if not finished(self._texts[left])
        )


class _Order:
    """The best way to string first, middle and last lines into paragraphs.

    Middle lines stay in printed order: they were set one below the other in one column.
    """

    def __init__(
        self, gain: _Gains, firsts: list[int], lasts: list[int], middle: list[int], opened: bool
    ) -> None:
        self.gain, self._opened = gain, opened
        self.firsts, self.lasts, self.middle = firsts, lasts, middle

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
