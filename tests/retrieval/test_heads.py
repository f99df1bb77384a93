"""Headlines and sections are looked through for words as readers write them."""

from __future__ import annotations

import pytest

from retrieval.heads import Heads

TEXTS = (
    (4, "青澜江轮渡今晨开航"),
    (4, "停航两年之后"),
    (7, "圖書館 夜讀室開放"),
    (9, "Category news: the ferry is back"),
    (11, "渌口 老街"),
    (12, "轮渡\n票价不变"),
    (13, "——"),
)

HELD: tuple[tuple[str, list[int]], ...] = (
    ("轮渡", [4, 12]),
    ("輪渡", [4, 12]),
    ("轮渡票价", [12]),
    ("停航", [4]),
    ("开航停航", []),
    ("图书馆夜读室", [7]),
    ("图书馆 夜读室", [7]),
    ("ｆｅｒｒｙ", [9]),
    ("Ferry", [9]),
    ("cat", []),
    ("the FERRY", [9]),
    ("禄口", [11]),
    ("口老", [11]),
    ("火星", []),
    ("", []),
    ("——", []),
)


@pytest.mark.parametrize(("words", "rows"), HELD)
def test_words_are_found_however_they_are_written(words: str, rows: list[int]) -> None:
    assert Heads(TEXTS).holding(words).tolist() == rows


def test_where_nothing_stands_nothing_is_found() -> None:
    assert Heads(()).holding("轮渡").tolist() == []
