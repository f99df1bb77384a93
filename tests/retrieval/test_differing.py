"""Differences are told by whole words and numbers, as asked and as printed."""

from __future__ import annotations

import pytest

from retrieval.differing import differences
from retrieval.letters import letters


@pytest.mark.parametrize(
    ("asked", "printed", "told"),
    [
        ("票价2元", "票价3元", [("replace", "2", "3")]),
        ("载客1200人", "载客1,300人", [("replace", "1200", "1,300")]),
        ("占70%", "占７５％", [("replace", "70", "７５")]),
        ("他没有来", "他来", [("delete", "没有", "")]),
        ("他来", "他没有来", [("insert", "", "没有")]),
        ("圖書館關門", "图书馆开门", [("replace", "關", "开")]),
        ("the boats don’t sail", "The boat doesn't sail",
         [("replace", "boats don’t", "boat doesn't")]),
        ("渡口，人多", "渡口人多", []),
        ("甲去乙留", "丙去丁留", [("replace", "甲", "丙"), ("replace", "乙", "丁")]),
    ],
)  # fmt: skip
def test_differences(asked: str, printed: str, told: list[tuple[str, str, str]]) -> None:
    found = differences(letters(asked), printed)
    assert [(one.op, one.asked, one.printed) for one in found] == told
