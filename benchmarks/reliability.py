"""The reliability diagram: of the questions answered with this confidence, how many were answered
rightly? (DeGroot and Fienberg 1983.) Drawn as SVG, so that the figures stay readable in a diff.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

BINS = 10
_SIDE, _MARGIN = 320, 44


class Bin(NamedTuple):
    """The questions of one tenth of the scale: mean confidence, share answered, how many."""

    confidence: float
    answered: float
    count: int


def bins(points: Sequence[tuple[float, bool]]) -> list[Bin]:
    """The filled tenths of the scale, from low to high; a point is a confidence and whether the
    answer was there."""
    kept = []
    for at in range(BINS):
        inside = [one for one in points if min(int(one[0] * BINS), BINS - 1) == at]
        if inside:
            share = sum(answered for _, answered in inside) / len(inside)
            kept.append(Bin(sum(p for p, _ in inside) / len(inside), share, len(inside)))
    return kept


def calibration_error(points: Sequence[tuple[float, bool]]) -> float:
    """The mean distance of confidence from the share answered, over the questions (expected
    calibration error, Naeini et al. 2015); 0 is perfect."""
    filled = bins(points)
    return sum(abs(one.confidence - one.answered) * one.count for one in filled) / len(points)


def diagram(points: Sequence[tuple[float, bool]]) -> str:
    """The diagram as an SVG image; the area of a dot is the number of questions in it."""
    filled = bins(points)
    most = max(one.count for one in filled)
    dots = "\n".join(
        f'<circle cx="{_x(one.confidence):.1f}" cy="{_y(one.answered):.1f}" '
        f'r="{3 + 9 * (one.count / most) ** 0.5:.1f}"><title>confidence {one.confidence:.2f}: '
        f"{one.answered:.0%} of {one.count} questions answered</title></circle>"
        for one in filled
    )
    size = _SIDE + 2 * _MARGIN
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img"
 aria-label="Confidence against the share of questions answered" font-family="sans-serif"
 font-size="12" fill="#444">
<rect width="{size}" height="{size}" fill="#fff"/>
<path d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}" fill="none" stroke="#444"/>
<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#aaa" stroke-dasharray="4 4"/>
<g fill="#1a5fb4" fill-opacity=".75">
{dots}
</g>
<text x="{_x(0.5)}" y="{size - 12}" text-anchor="middle">confidence</text>
<text x="14" y="{_y(0.5)}" text-anchor="middle" transform="rotate(-90 14 {_y(0.5)})">answered</text>
<text x="{_x(1)}" y="{_y(0) + 16}" text-anchor="end">1</text>
<text x="{_x(0) - 6}" y="{_y(0) + 16}" text-anchor="end">0</text>
<text x="{_x(0) - 6}" y="{_y(1) + 4}" text-anchor="end">1</text>
<text x="{_x(0) + 8}" y="{_y(1) + 12}">{len(points)} questions the fit never saw,
 mean distance {calibration_error(points):.2f}</text>
</svg>
"""


def _x(share: float) -> float:
    return _MARGIN + _SIDE * share


def _y(share: float) -> float:
    return _MARGIN + _SIDE * (1 - share)
