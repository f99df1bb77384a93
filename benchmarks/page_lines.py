"""Paragraphs of generated pages as the lines of a column, as wide as `size` measures them."""

from __future__ import annotations

from collections.abc import Callable

Size = Callable[[str], float]

_NO_START = "，。、；：？！”’）》」』,:;!?)%"
_NO_END = "“‘（《「『("


def seam(text: str, at: int) -> int:
    """The place nearest below where a line may end: no mark begins a line, no digit is cut off."""
    while 1 < at < len(text) and (
        text[at] in _NO_START or text[at - 1] in _NO_END or (text[at - 1] + text[at]).isascii()
    ):
        at -= 1
    return at


def lines_of(text: str, measure: int, size: Size) -> list[str]:
    """A paragraph as its column sets it, indented by two."""
    lines, rest, room = [], text, measure - 2
    while size(rest) > room:
        cut = seam(rest, _fitting(rest, room, size))
        spaced = rest[cut - 1] == " " or rest[cut : cut + 1] == " "
        lines.append(rest[:cut].strip() + (" " if spaced else ""))
        rest, room = rest[cut:].lstrip(), measure
    return [*lines, rest.strip()]


def _fitting(text: str, room: int, size: Size) -> int:
    """How many characters fit on a line; of a longer text."""
    at = room
    while size(text[: at + 1]) <= room:
        at += 1
    return at
