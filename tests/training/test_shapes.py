"""Look-alikes from drawings; the drawings here are made up, no font is needed."""

from __future__ import annotations

import numpy as np

from training.shapes import common_characters, lines, look_alikes

DRAWN = np.array([[1, 0, 0], [0.8, 0.6, 0], [0, 0, 1], [0, 0.1, 0.995]], np.float32)
OTHER = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0.1, 0.995]], np.float32)


def test_both_fonts_must_agree() -> None:
    assert lines("甲乙丙丁", look_alikes([DRAWN])) == ["甲乙", "丙丁"]
    assert lines("甲乙丙丁", look_alikes([DRAWN, OTHER])) == ["丙丁"]


def test_a_character_is_no_look_alike_of_itself() -> None:
    assert not look_alikes([DRAWN]).diagonal().any()


def test_the_characters_are_those_of_the_standard() -> None:
    characters = common_characters()
    assert len(set(characters)) == len(characters) == 6763
