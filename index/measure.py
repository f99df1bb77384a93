"""How wide a column a text was set in, told by the blanks where its printed lines ended."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

from index.lines import width

_NARROWEST, _WIDEST = 6.0, 50.0  # ems
_EVEN = 1.3  # ems; a line gives way to punctuation by one, and to a number by less than one
_INDENT = 1.5  # ems; a paragraph is indented by two
_CERTAIN = 4  # printed lines, two of them full
_MOSTLY = 0.8  # of the lines
_ALIKE, _OTHER = 1.0, 1.4  # ems between the measures of two texts


def measure_of(text: str) -> float | None:
    """The width in ems of the column that a text fills; None when its blanks do not tell."""
    words = text.split()
    inner = [width(line) for line in words[1:-1]]
    if not inner:
        return None
    usual, measure = median(inner), max(inner)  # lines with numbers stay short of the measure
    even = sum(abs(one - usual) <= _EVEN for one in inner) >= _MOSTLY * len(inner)
    fits = max(width(words[0]), width(words[-1])) <= measure + _EVEN
    return measure if even and fits and _NARROWEST <= measure <= _WIDEST else None


def column_of(texts: Iterable[str]) -> float | None:
    """The measure that most of some texts were set in; one text alone may mislead."""
    found = [measure for text in texts if (measure := measure_of(text)) is not None]
    return median(found) if len(found) > 1 else None


def begins(text: str) -> bool:
    """True when the first printed line of a text is short by the indent of a paragraph."""
    measure = measure_of(text)
    return measure is not None and width(text.split(maxsplit=1)[0]) <= measure - _INDENT


def differ(own: float | None, other: float | None) -> bool:
    """True for the measures of two columns, when both are known."""
    return own is not None and other is not None and abs(own - other) > _OTHER


def suits(text: str, own: float | None, other: float | None) -> bool:
    """True when a text was set in the column `other` and not in the column `own`."""
    measure = measure_of(text)
    if measure is None or other is None or len(text.split()) < _CERTAIN:
        return False
    return abs(measure - other) <= _ALIKE and differ(measure, own)
