"""The diagram shows what the confidences were worth, and the error is zero only for honest ones."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest

from benchmarks.reliability import bins, calibration_error, diagram

HONEST = [(0.25, at < 25) for at in range(100)] + [(0.75, at < 75) for at in range(100)]
BOASTFUL = [(0.95, at < 50) for at in range(100)]


def test_points_are_gathered_by_tenths() -> None:
    low, high = bins(HONEST)
    assert (low.confidence, low.answered, low.count) == (0.25, 0.25, 100)
    assert (high.confidence, high.answered, high.count) == (0.75, 0.75, 100)


def test_certainty_lands_in_the_last_tenth() -> None:
    assert bins([(1.0, True), (0.95, True)])[0].count == 2


@pytest.mark.parametrize(("points", "error"), [(HONEST, 0.0), (BOASTFUL, 0.45)])
def test_the_error_is_the_distance_from_what_was_promised(
    points: list[tuple[float, bool]], error: float
) -> None:
    assert calibration_error(points) == pytest.approx(error)


def test_the_diagram_is_an_image_with_a_dot_for_every_filled_tenth() -> None:
    image = ElementTree.fromstring(diagram(HONEST + BOASTFUL))
    assert len(image.findall(".//{http://www.w3.org/2000/svg}circle")) == 3
