"""Characters that look alike in print."""

from __future__ import annotations

import pytest

from index.shapes import look_alikes


@pytest.mark.parametrize(("one", "other"), [("淞", "凇"), ("嵩", "蒿"), ("糟", "槽"), ("休", "体")])
def test_look_alikes_are_listed_both_ways(one: str, other: str) -> None:
    assert other in look_alikes(one)
    assert one in look_alikes(other)


@pytest.mark.parametrize(("one", "other"), [("江", "城"), ("施", "工"), ("即", "机")])
def test_what_looks_different_is_not_listed(one: str, other: str) -> None:
    assert other not in look_alikes(one)


@pytest.mark.parametrize("unknown", ["a", "1", "。", "𠮷", ""])
def test_what_is_no_common_character_has_none(unknown: str) -> None:
    assert look_alikes(unknown) == ""
