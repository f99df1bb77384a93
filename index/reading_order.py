"""The lines of a printed page in the order they are read: columns under their headlines.

A page is cut by white space in turns: along gutters that nothing crosses into columns, and where
something does (a headline above its columns, a rule between two articles) into bands.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.layout import Row

_GUTTER = 0.5  # of the body size; the narrowest that printers use is larger
_TOUCHING = 0.2  # of the body size by which lines may overlap from above
_DISPLAY = 1.3  # times the body size
_INDENT = 2.2  # of the body size
_DEEPEST = 40  # cuts within cuts; a page needs six
_FEWEST_RULE = 4.0  # of the body size; shorter strokes are ornaments


@dataclass(frozen=True, slots=True)
class Block:
    """Something that takes up room: a line of text, or a rule, whose `row` is None."""

    x0: float
    top: float
    x1: float
    bottom: float
    row: Row | None = None


Rectangle = tuple[float, float, float, float]  # x0, top, x1, bottom


def columns_of(
    rows: Sequence[Row], body: float, rules: Sequence[Rectangle] = (),
    pictures: Sequence[Rectangle] = (),
) -> list[list[Row]]:  # fmt: skip
    """The lines as columns, in reading order; each column from top to bottom."""
    blocks = [Block(row.x0, row.top, row.x1, row.bottom, row) for row in rows]
    blocks = _spread(blocks, body, pictures)
    left = min((block.x0 for block in blocks), default=0.0)
    right = max((block.x1 for block in blocks), default=0.0)
    for x0, top, x1, bottom in rules:
        if x1 - x0 >= _FEWEST_RULE * body and bottom - top < body and x1 > left and x0 < right:
            blocks.append(Block(max(x0, left), top, min(x1, right), bottom))
    columns = [[one.row for one in leaf if one.row] for leaf in _cut(blocks, body, 0)]
    return [column for column in columns if column]


def _spread(blocks: Sequence[Block], body: float, pictures: Sequence[Rectangle]) -> list[Block]:
    """Headlines as wide as the white beside them: they stand above all the columns of their
    article, however short they are. A centred one takes as much on either side, and goes first."""
    out = list(blocks)
    lefts = sorted({block.x0 for block in blocks if not _is_display(block, body)})
    for centred in (True, False):
        for at, block in enumerate(out):
            if _is_display(block, body) and _starts_column(block, lefts, body) is not centred:
                out[at] = _widened(block, out, lefts, body, pictures, centred)
    return out


def _is_display(block: Block, body: float) -> bool:
    return block.row is not None and block.row.size >= _DISPLAY * body


def _starts_column(block: Block, lefts: Sequence[float], body: float) -> bool:
    at = bisect_left(lefts, block.x0 - 0.6 * body)
    return at < len(lefts) and lefts[at] <= block.x0 + 0.6 * body


def _widened(
    block: Block,
    blocks: Sequence[Block],
    lefts: Sequence[float],
    body: float,
    pictures: Sequence[Rectangle],
    centred: bool,
) -> Block:
    left, right = _edges(blocks)
    level = [
        (_column_edge(one, lefts, body), one.x1)
        for one in blocks
        if one is not block and _beside(block, one)
    ]
    level += [(x0, x1) for x0, top, x1, bottom in pictures
              if top < block.bottom and block.top < bottom]  # fmt: skip
    open_gutter = _GUTTER * body + 0.2  # between the headline and its neighbour
    x0 = max((high + open_gutter for low, high in level if high <= block.x0), default=left)
    x1 = min((low - open_gutter for low, high in level if low >= block.x1), default=right)
    if not centred:
        return replace(block, x1=max(block.x1, x1))
    white = max(min(block.x0 - x0, x1 - block.x1), 0.0)
    return replace(block, x0=block.x0 - white, x1=block.x1 + white)


def _column_edge(block: Block, lefts: Sequence[float], body: float) -> float:
    """Where the column of a line begins: further left than the line when that is indented."""
    if block.row is None or _is_display(block, body):
        return block.x0
    return lefts[bisect_left(lefts, block.x0 - _INDENT * body)]


def _edges(blocks: Sequence[Block]) -> tuple[float, float]:
    return min(one.x0 for one in blocks), max(one.x1 for one in blocks)


def _beside(block: Block, other: Block) -> bool:
    return other.top < block.bottom and block.top < other.bottom


def _cut(blocks: Sequence[Block], body: float, depth: int) -> list[list[Block]]:
    """Blocks cut into columns, in reading order."""
    if len(blocks) < 2 or depth > _DEEPEST:
        return [_down(blocks)]
    parts = _by_gutters(blocks, body)
    if len(parts) == 1:
        parts = _bands(blocks, body)
    if len(parts) == 1:
        return [_down(blocks)]
    return [leaf for part in parts for leaf in _cut(part, body, depth + 1)]


def _down(blocks: Sequence[Block]) -> list[Block]:
    return sorted(blocks, key=lambda one: (one.top, one.x0))


def _by_gutters(blocks: Sequence[Block], body: float) -> list[list[Block]]:
    """Blocks apart by every gutter that nothing crosses; a rule does not make a column."""
    parts: list[list[Block]] = []
    reach = float("-inf")
    for block in sorted(blocks, key=lambda one: one.x0):
        if not parts or block.x0 - reach >= _GUTTER * body:
            parts.append([])
        parts[-1].append(block)
        reach = max(reach, block.x1)
    return parts if all(any(one.row for one in part) for part in parts) else [list(blocks)]


def _bands(blocks: Sequence[Block], body: float) -> list[list[Block]]:
    """Blocks apart from above: a band goes on while one gutter runs through it, or while it has
    none and what follows has none either."""
    bands: list[list[Block]] = []
    for layer in _layers(blocks, body):
        if bands:
            whole = [*bands[-1], *layer]
            alone = _parted(bands[-1], body)
            if _parted(whole, body) or not (alone or _parted(layer, body)):
                bands[-1] = whole
                continue
        bands.append(layer)
    return _stacked_apart(bands, body)


def _stacked_apart(bands: list[list[Block]], body: float) -> list[list[Block]]:
    """Bands of headlines and rules alone stay bands; one band means that nothing was gained."""
    return [band for band in bands if any(one.row for one in band)] or bands


def _parted(blocks: Sequence[Block], body: float) -> bool:
    return len(_by_gutters(blocks, body)) > 1


def _layers(blocks: Sequence[Block], body: float) -> list[list[Block]]:
    """Blocks apart by every stretch of white that runs through from left to right."""
    layers: list[list[Block]] = []
    reach = float("-inf")
    for block in sorted(blocks, key=lambda one: one.top):
        if not layers or block.top >= reach - _TOUCHING * body:
            layers.append([])
        layers[-1].append(block)
        reach = max(reach, block.bottom)
    return layers
