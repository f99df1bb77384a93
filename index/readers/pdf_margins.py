"""What stands in the margins of a PDF page: running heads, folios, and credits on their side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from index.layout import Row
from index.lines import finished
from index.readers.marked import clean

_EDGE = 0.06  # of the height of a page; what stands further in is no margin
_APART = 1.2  # of the body size; the white between a running head and the text below it
_FOOT_APART = 2.0  # the same above a foot line
_LARGEST = 1.6  # of the body size; what is larger is a nameplate or a headline
_LONGEST = 120  # characters
_SPACE = 0.2  # of the size, between two letters
_SMALLEST = 2.5  # points


def with_margins(columns: Sequence[Sequence[Row]], body: float, height: float) -> list[list[Row]]:
    """The columns, lines that stand alone at the head or the foot of the page told as margin."""
    rows = [row for column in columns for row in column]
    inner = [row for row in rows if not _at_edge(row, height)]
    if not inner:
        return [list(column) for column in columns]
    head = min(row.top for row in inner) - _APART * body
    foot = max(row.bottom for row in inner) + _FOOT_APART * body

    def told(row: Row) -> Row:
        apart = row.bottom <= head or row.top >= foot
        small = row.size <= _LARGEST * body and len(row.text) <= _LONGEST
        sentence = finished(row.text) and len(row.text) > _LONGEST // 3
        alone = _at_edge(row, height) and apart and small and not sentence
        return row._replace(role="margin") if alone else row

    return [[told(row) for row in column] for column in columns]


def _at_edge(row: Row, height: float) -> bool:
    return row.bottom <= _EDGE * height or row.top >= (1 - _EDGE) * height


def turned_rows(chars: Sequence[dict[str, Any]]) -> Iterator[Row]:
    """Letters that run up or down the page as lines, each as it is read."""
    lines: dict[tuple[bool, int], list[dict[str, Any]]] = defaultdict(list)
    for char in chars:
        upwards = float(char["matrix"][1]) > 0
        lines[upwards, round(float(char["x0"]))].append(char)
    for (upwards, _), line in sorted(lines.items(), key=lambda item: item[0][1]):
        line.sort(key=lambda char: -char["bottom"] if upwards else char["top"])
        row = _turned_row(line, upwards)
        if row.text and row.size >= _SMALLEST:
            yield row


def _turned_row(line: Sequence[dict[str, Any]], upwards: bool) -> Row:
    size = max(float(char["x1"]) - float(char["x0"]) for char in line)
    text = str(line[0]["text"])
    for before, char in pairwise(line):
        gap = before["top"] - char["bottom"] if upwards else char["top"] - before["bottom"]
        text += f" {char['text']}" if gap > _SPACE * size else str(char["text"])
    corners = (
        min(float(char["x0"]) for char in line),
        min(float(char["top"]) for char in line),
        max(float(char["x1"]) for char in line),
        max(float(char["bottom"]) for char in line),
    )
    x0, top, x1, bottom = (round(corner, 1) for corner in corners)
    return Row(clean(text), x0, top, x1, bottom, round(size, 1), role="margin")
