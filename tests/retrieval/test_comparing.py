"""A quotation beside what is printed, stretch by stretch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.comparing import Compared, compare


@pytest.mark.parametrize(
    ("asked", "printed", "differing"),
    [
        ("船走了，钟还在", "船走了,钟还在", []),
        ("船开走了", "船走了", [("开", "")]),
        ("船走了", "船都走了", [("", "都")]),
        ("回家的路", "回来的路", [("家", "来")]),
        ("共3.6万人", "共36万人", [("3.6", "36")]),
        ("the old bridge", "the new bridge", [("old", "new")]),
        ("", "全文", [("", "全文")]),
    ],
)
def test_what_differs_is_told_word_by_word(
    asked: str, printed: str, differing: list[tuple[str, str]]
) -> None:
    found = [(one.asked, one.printed) for one in compare(asked, printed) if not one.same]
    assert found == differing


def test_punctuation_stays_with_what_reads_alike() -> None:
    assert compare("走了！", "走了。") == (Compared(True, "走了！", "走了。"),)


@given(
    st.text("船走了钟还在,，。 ab12", max_size=30), st.text("船走了钟还在,，。 ab12", max_size=30)
)
def test_the_stretches_joined_are_both_texts(asked: str, printed: str) -> None:
    found = compare(asked, printed)
    assert "".join(one.asked for one in found) == asked
    assert "".join(one.printed for one in found) == printed
