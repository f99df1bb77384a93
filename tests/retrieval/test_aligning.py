"""A quotation is laid where a text comes nearest, and the fewest changes are told."""

from __future__ import annotations

import time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.aligning import changes, nearest
from retrieval.letters import codes_of

TEXT = "停航三年的青澜江轮渡重新开航，首班渡船载客一百二十人。"
few = st.text(alphabet="abc", max_size=12)


def placed(asked: str, text: str = TEXT) -> tuple[str, int]:
    found = nearest(codes_of(asked), codes_of(text))
    assert found
    return text[found.start : found.end], found.distance


def test_the_nearest_stretch_is_found() -> None:
    assert placed("轮渡重新开航") == ("轮渡重新开航", 0)
    assert placed("轮渡又重新开航") == ("轮渡重新开航", 1)
    assert placed("轮渡新开航") == ("轮渡重新开航", 1)
    assert placed("轮船重新开航") == ("轮渡重新开航", 1)


def test_a_letter_replaced_at_an_end_belongs_to_the_stretch() -> None:
    assert placed("火轮渡重新开航") == ("江轮渡重新开航", 1)
    assert placed("首班渡船载客一百二十名") == ("首班渡船载客一百二十人", 1)


def distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row = row, [i]
        for j, b in enumerate(other, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b)))
    return row[-1]


@given(few.filter(bool), few.filter(bool))
def test_no_stretch_is_nearer(asked: str, text: str) -> None:
    stretches = [text[a:b] for a in range(len(text) + 1) for b in range(a, len(text) + 1)]
    best = min(distance(asked, one) for one in stretches)
    found = nearest(codes_of(asked), codes_of(text))
    if best == len(asked):
        assert found is None
    else:
        assert found
        assert found.distance == best == distance(asked, text[found.start : found.end])


@given(few, few)
def test_the_changes_make_of_what_was_asked_what_is_printed(asked: str, printed: str) -> None:
    made, at, cost = "", 0, 0
    for one in changes(codes_of(asked), codes_of(printed)):
        made += asked[at : one.a] + printed[one.b : one.to_b]
        cost += max(one.to_a - one.a, one.to_b - one.b)
        at = one.to_a
    assert made + asked[at:] == printed
    assert cost <= distance(asked, printed)


def test_texts_that_are_one_letter_repeated_are_bounded() -> None:
    one, other = np.full(5_000, 97, np.uint32), np.full(100_000, 97, np.uint32)
    other[::7] = 98
    began = time.perf_counter()
    assert nearest(one, other)
    changes(one, other[:6_000])
    assert time.perf_counter() - began < 60
