"""The rules of ranking, one by one."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.ranking import head_start, inverse_frequency

HAN, LATIN = 0, 1


def scores(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


def test_passages_in_one_script_have_no_head_start() -> None:
    assert head_start(scores(5, 4, 3, 2, 1), np.zeros(5, np.uint8), HAN) == 0


def test_too_few_passages_of_a_script_say_nothing_about_it() -> None:
    scripts = np.array([0, 0, 0, 0, 0, 1, 1], np.uint8)
    assert head_start(scores(5, 5, 5, 5, 5, 1, 1), scripts, HAN) == 0


def test_the_own_script_s_lead_is_that_of_its_runners_up() -> None:
    scripts = np.array([0, 0, 0, 0, 1, 1, 1, 1], np.uint8)
    found = head_start(scores(9, 9, 4, 4, 8, 8, 1, 1), scripts, HAN)
    assert found == pytest.approx(3)


def test_the_other_script_is_never_held_back() -> None:
    scripts = np.array([0, 0, 0, 0, 1, 1, 1, 1], np.uint8)
    assert head_start(scores(1, 1, 1, 1, 4, 4, 4, 4), scripts, HAN) == 0


def test_a_rarer_token_weighs_more_and_none_weighs_less_than_nothing() -> None:
    weights = inverse_frequency(np.array([0, 1, 50, 100]), 100)
    assert (np.diff(weights) < 0).all()
    assert (weights > 0).all()
