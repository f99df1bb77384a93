"""Cutting a passage at its marks loses no character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.marking import Piece, cut, paragraphs, pieces_of
from retrieval.records import Slice
from tests.bot.newspaper import FERRY, hit_of

BODY = "零一二三四五六七八九\n\n十百千\n\n\n万亿"


def between(start: int, end: int) -> Slice:
    return Slice(BODY[start:end], start, end)


def test_a_span_inside_a_highlight_stands_out_from_it() -> None:
    pieces = pieces_of(hit_of(FERRY))
    assert [piece.weight for piece in pieces] == ["highlight", "span", "highlight", "plain"]
    assert pieces[1].text == "陈守义"


def test_marks_outside_the_passage_are_cut_off() -> None:
    assert cut(between(2, 5), highlight=between(0, 3)) == (Piece("二", "highlight"), Piece("三四"))
    assert cut(between(2, 5), highlight=between(7, 9)) == (Piece("二三四"),)


def test_a_mark_over_two_paragraphs_is_in_both() -> None:
    marked = [
        "".join(p.text for p in paragraph if p.weight != "plain")
        for paragraph in paragraphs(BODY, between(8, 14))
    ]
    assert marked == ["八九", "十百", ""]


@given(st.text(max_size=60), st.lists(st.integers(-5, 70), min_size=6, max_size=6))
def test_pieces_joined_are_the_passage(text: str, places: list[int]) -> None:
    a, b, c, d, e, f = places
    pieces = cut(Slice(text, 7, 7 + len(text)), Slice("", a, b), Slice("", c, d))
    assert "".join(piece.text for piece in pieces) == text
    joined = "".join(p.text for line in paragraphs(text, Slice("", e, f)) for p in line)
    assert joined == "".join(line for line in text.split("\n") if line.strip())
