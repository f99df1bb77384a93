"""Tokens that a large archive has all over are not looked up."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from index.store import COMMON_FROM, Field, Store, telling


class Counted:
    """As much of a store as is asked here: how often some tokens stand in how many passages."""

    def __init__(self, passages: int, counts: dict[str, int]) -> None:
        self._passages, self._counts = passages, counts

    def __len__(self) -> int:
        return self._passages

    def frequency(self, field: Field, token: str) -> int:
        return self._counts.get(token, 0)


@pytest.mark.parametrize(
    ("passages", "asked", "told"),
    [
        (1_000_000, ["的", "轮渡", "从未"], ["轮渡", "从未"]),
        (1_000_000, ["的", "是"], ["的", "是"]),
        (COMMON_FROM, ["的", "轮渡"], ["的", "轮渡"]),
        (1_000_000, [], []),
    ],
)
def test_common_tokens_are_left_out_of_a_large_archive(
    passages: int, asked: Sequence[str], told: Sequence[str]
) -> None:
    common = min(passages, 300_000)
    store: Store = Counted(passages, {"的": common, "是": common, "轮渡": 30})  # type: ignore[assignment]
    assert telling(store, "words", asked) == told
