"""The words of a printed page as lines: which belong together, how large they are, what they are.

Measures are in the unit of the page; an em is the size of the type at hand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from index.gutters import ALIGNED, BUCKET, DECK, DISPLAY, Gutters, Word, middle
from index.lines import finished
from index.repair import is_solid, meet_solid

_SPACE = 0.12  # ems between Latin words; kerning stays below
_SOLID_SPACE = 0.15  # ems between Han characters in a line that is not let out
_LET_OUT = 0.4  # words for a character; a line let out to its measure is gaps all over
_LET_OUT_SPACE = 0.6  # ems; also what stands between Han and Latin by rule of typesetting
_WIDE = 0.6  # ems; a wider gap may be the gutter between two columns
_WIDEST = 2.5  # ems; words further apart are not on one line
_WIDEST_DISPLAY = 1.6  # the same in a headline
_DISPLAY_SPACE = 1.05  # ems; the widest space that is set in a headline on purpose
_NARROW_DISPLAY = 0.4  # ems between headlines side by side that fill their columns
_SMALL = 0.88  # times the size of the body
_LONGEST_DISPLAY = 4  # lines; what goes on in large type is a lede


class Row(NamedTuple):
    """A printed line of one column."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False
    role: str = "body"

    @property
    def height(self) -> float:
        return self.bottom - self.top


def rows_of(words: Sequence[Word]) -> list[Row]:
    """Words put together to printed lines, from left to right; no line crosses a gutter."""
    body = body_size((word.text, word.size) for word in words)
    gutters = Gutters(words)
    growing: dict[int, list[list[Word]]] = defaultdict(list)
    lines: list[list[Word]] = []
    # The body first: where its columns begin tells one headline from another at its side.
    for word in sorted(words, key=lambda one: (one.size >= DISPLAY * body, one.x0, one.top)):
        if word.size >= DISPLAY * body and not gutters.lefts:
            gutters.lefts = sorted(line[0].x0 for line in lines) or [float("inf")]
        line = _line_for(word, growing, body, gutters)
        if line is None:
            line = []
            lines.append(line)
            growing[int(middle(word) // BUCKET)].append(line)
        line.append(word)
    return _with_initials([_row(line) for line in lines])


def body_size(texts: Iterable[tuple[str, float]]) -> float:
    """The size that most characters are set in."""
    counts: Counter[float] = Counter()
    for text, size in texts:
        counts[round(size * 2) / 2] += len(text)
    return counts.most_common(1)[0][0] if counts else 1.0


def with_roles(columns: Sequence[Sequence[Row]], body: float) -> list[list[Row]]:
    """Columns of lines, each line told for headline, deck, subhead, small or body by its type."""
    told = [
        [row if row.role == "margin" else row._replace(role=_role(row, body)) for row in column]
        for column in columns
    ]
    flat = [(at, line) for at, column in enumerate(told) for line in range(len(column))]
    for run in _runs(told, flat):
        rows = [told[at][line] for at, line in run]
        for (at, line), row in zip(run, rows, strict=True):
            told[at][line] = row._replace(role=_settled(row, rows))
    return told


def _runs(told: list[list[Row]], flat: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Neighbouring lines that are all larger or bolder than the body."""
    run: list[tuple[int, int]] = []
    for at, line in flat:
        if told[at][line].role in ("headline", "deck", "subhead"):
            run.append((at, line))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _settled(row: Row, run: Sequence[Row]) -> str:
    """What a large or bold line is, by the lines it stands with."""
    display = [one for one in run if one.role == "headline"]
    same = [one for one in run if abs(one.size - row.size) < 0.1 * row.size]
    if row.role == "headline":
        lede = len(same) > _LONGEST_DISPLAY or (len(same) > 2 and finished(same[-1].text))
        return "body" if lede else "headline"
    if display and row.role == "deck":
        return "body" if len(same) > _LONGEST_DISPLAY else "deck"
    if row.role == "deck":
        return "body" if len(same) > 2 else "subhead"
    return "body" if len(run) > 3 or display else row.role


def _role(row: Row, body: float) -> str:
    scale = row.size / body
    if scale >= DISPLAY:
        return "headline"
    if scale >= DECK:
        return "deck"
    if scale <= _SMALL:
        return "small"
    return "subhead" if row.bold and not finished(row.text) else "body"


def _line_for(
    word: Word, growing: dict[int, list[list[Word]]], body: float, gutters: Gutters
) -> list[Word] | None:
    """The line that a word goes on with: level with it, and not too far to its left."""
    bucket = int(middle(word) // BUCKET)
    best: tuple[float, list[Word]] | None = None
    reach = 1 + int(word.size // BUCKET)
    for near in range(bucket - reach, bucket + reach + 1):
        for line in growing.get(near, ()):
            last = line[-1]
            gap = word.x0 - last.x1
            em = max(word.size, last.size)
            if not _level(last, word) or not -0.5 * em <= gap <= _most(em, body) * em:
                continue
            if _is_wide(gap / em, word, em >= DISPLAY * body, gutters) and gutters.between(
                last, word, body
            ):
                continue
            if best is None or abs(gap) < best[0]:
                best = (abs(gap), line)
    return best[1] if best else None


def _is_wide(gap: float, word: Word, display: bool, gutters: Gutters) -> bool:
    """True when a gap, in ems, may be the gutter between two columns."""
    if not display:
        return gap > _WIDE
    at = bisect_left(gutters.lefts, word.x0 - ALIGNED)
    begins = at < len(gutters.lefts) and gutters.lefts[at] <= word.x0 + ALIGNED
    return gap > (_NARROW_DISPLAY if begins else _DISPLAY_SPACE)


def _most(em: float, body: float) -> float:
    return _WIDEST_DISPLAY if em >= DISPLAY * body else _WIDEST


def _level(left: Word, right: Word) -> bool:
    overlap = min(left.bottom, right.bottom) - max(left.top, right.top)
    lower, higher = sorted((left.bottom - left.top, right.bottom - right.top))
    return overlap >= 0.5 * lower and higher <= 1.6 * lower


def _row(words: Sequence[Word]) -> Row:
    text = words[0].text
    let_out = len(words) > _LET_OUT * sum(len(word.text) for word in words)
    for left, word in pairwise(words):
        gap = (word.x0 - left.x1) / max(left.size, word.size)
        text += (
            f" {word.text}" if gap >= _least_space(text[-1], word.text[0], let_out) else word.text
        )
    weight = sum(len(word.text) for word in words)
    return Row(
        text,
        min(word.x0 for word in words),
        min(word.top for word in words),
        max(word.x1 for word in words),
        max(word.bottom for word in words),
        body_size((word.text, word.size) for word in words),
        2 * sum(len(word.text) for word in words if word.bold) > weight,
    )


def _least_space(left: str, right: str, let_out: bool) -> float:
    """The narrowest gap, in ems, that is a space between two characters."""
    if not meet_solid(left, right):
        return _SPACE
    both = is_solid(left) and is_solid(right)
    return _SOLID_SPACE if both and not let_out else _LET_OUT_SPACE


def _with_initials(rows: list[Row]) -> list[Row]:
    """Lines with the large initial letter that stands at their left put back in front."""
    initials = [row for row in rows if len(row.text) == 1 and row.text.isalpha()]
    for initial in initials:
        beside = [
            row
            for row in rows
            if row is not initial
            and row.size * 1.6 <= initial.size
            and 0 <= row.x0 - initial.x1 <= initial.size
            and row.bottom > initial.top + 0.1 * row.size
            and row.top < initial.bottom - 0.3 * row.size
        ]
        if len(beside) < 2:
            continue
        first = min(beside, key=lambda row: row.top)
        whole = first._replace(text=initial.text + first.text, x0=initial.x0)
        rows = [whole if row is first else row for row in rows if row is not initial]
    return rows
