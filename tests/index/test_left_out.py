"""What stands beside an article's text is kept: as furniture, or in the byline it belongs to."""

from __future__ import annotations

import pytest

from index.conserve import conserved
from index.desk import Draft
from index.left_out import left_out, reclaimed
from index.lines import Piece
from index.readers.text import read_text
from index.records import Article, Furniture, IssueFacts, Line, SourceText


def read(text: str) -> tuple[SourceText, tuple[Article, ...], set[tuple[str, str]]]:
    source = SourceText("page.txt", "0" * 64, "utf-8", text)
    told = read_text(source, IssueFacts())
    assert conserved(source, told).reason is None
    return source, told.articles, {(one.kind, one.text) for one in told.furniture}


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        (
            "轮渡重新开航\n\n本报讯（记者 韩立言） 停航三年的轮渡昨日重新开航。\n\n▶下转02版\n",
            ("jump", "▶下转02版"),
        ),
        (
            "Ferry Returns\n\nMOORBRIDGE (AP) — The ferry across the river ran again on Monday, "
            "after three years at its moorings.\n",
            ("mark", "—"),
        ),
    ],
)
def test_marks_are_furniture_and_their_article_owns_the_line(
    page: str, kept: tuple[str, str]
) -> None:
    _, articles, furniture = read(page)
    assert kept in furniture
    assert len(articles) == 1
    assert kept[1] not in articles[0].body


def test_the_end_of_a_byline_further_down_belongs_to_its_article() -> None:
    page = (
        "轮渡重新开航\n\n本报讯(记者/韩立言 通讯员/顾\n\n望鹤桥封闭大修一年,公交改道。\n\n"
        "南枝) 停航三年的轮渡昨日重新开航,首班载客120人。\n"
    )
    _, articles, furniture = read(page)
    (ferry,) = (one for one in articles if one.byline)
    assert "南枝" in (ferry.byline or "")
    assert any(first <= 7 <= last for first, last in ferry.parts[0].lines)
    assert "unplaced" not in {kind for kind, _ in furniture}


def piece(text: str, kind: str, start: int = 0, end: int | None = None) -> Piece:
    end = len(text) if end is None else end
    return Piece(1, start, end, text[start:end], kind, 0)


def test_words_that_no_field_holds_are_unplaced() -> None:
    text = "夜渡 票价两元"
    draft = Draft(heads=[piece(text, "head")])
    source = SourceText("page.txt", "0" * 64, "utf-8", text)
    found = left_out([draft], [Article("", (), title="夜渡")], source)
    assert list(found) == [Furniture(1, "票价两元", "unplaced")]


def test_words_that_no_piece_covers_are_given_back() -> None:
    text = "轮渡 开航 两元"
    draft = Draft(paragraphs=[[piece(text, "text", 3, 5)]])
    rest = reclaimed([draft], [piece(text, "furniture", 0, 2)], [Line(1, 0, text)])
    assert [(one.text.strip(), one.said) for one in rest] == [("两元", "unplaced")]
