"""Text goes on where it would in other newspapers too."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.affinity import affinity
from index.seams import joins
from training.affinity import counted, write

TRUE = (
    ("资金用于力争三", "年内建成两座桥"),
    ("会议由市长主", "持并讲话"),
    ("道路两旁的路", "灯全部点亮"),
)


@pytest.mark.parametrize(("left", "right"), TRUE)
def test_a_word_cut_by_a_line_end_is_recognised(left: str, right: str) -> None:
    assert affinity(left, right) > 0
    others = [affinity(left, other) for _, other in TRUE if other != right]
    assert all(affinity(left, right) > other for other in others)


def test_what_the_table_does_not_know_says_nothing() -> None:
    assert affinity("", "年内") == affinity("三", "") == 0
    assert affinity("ἀνήρ", "ἔννεπε") == 0
    assert affinity('他说:"', '"好') == 0


def test_a_mark_never_follows_a_mark() -> None:
    assert not joins("到会场,", "。会议")
    assert joins("到会场", "，会议")


def test_rare_grams_are_left_out_and_the_table_is_read_back(tmp_path: Path) -> None:
    counts, total = counted(["新馆开放" * 12, "偶尔一见"])
    assert total == 52
    assert counts["新馆开"] == 12
    assert "偶尔一" not in counts
    write(counts, total, tmp_path / "table.npz")
    with np.load(tmp_path / "table.npz") as table:
        assert len(table["levels"]) == len(counts)
        assert int(table["total"]) == total
