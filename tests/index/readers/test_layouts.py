"""PDF pages as newspapers set them: columns let out to one width, margins, offices, captions, and
articles that go on on another page of the file."""

from __future__ import annotations

import pytest

from index.archive import StoredArticle
from index.continuing import joined
from index.decode import decode
from index.readers import reader_for
from index.records import IssueFacts, Reading
from tests.index.readers.samples import FERRIES, FERRY, MARATHON
from tests.index.readers.typesetting import Press, Story

BRIDGE = Story(
    title="Bridge to be painted",
    subtitle="Scaffolding will stand until the autumn and one lane stays closed",
    paragraphs=(
        "LINDENAU, May 4 — The bridge across the Weiher will be scraped and painted this summer, "
        "for the first time in thirty years. The work costs eleven million crowns and is to be "
        "finished before the first frost, the town engineer said on Thursday morning.",
        "Drivers must expect delays of twenty minutes between seven and nine. The ferry at "
        "Mooshof will run every quarter of an hour, and bicycles travel free of charge until "
        "the scaffolding has been taken down again in October.",
    ),
    byline="By MARGARET ELLISON",
)
SURPLUS = Story(
    title="Budget closes with a surplus",
    paragraphs=(
        "For the first time in seven years the town has spent less than it took in. The "
        "treasurer says that the money will go into the repair of four schools.",
    ),
)


def read(press: Press) -> Reading:
    return reader_for("page.pdf")(decode(press.pdf(), "page.pdf"), IssueFacts())


def western(columns: int) -> tuple[Press, float, list[float]]:
    press = Press(latin=True, gutter=12)
    width = (press.width - 2 * press.margin - (columns - 1) * press.gutter) / columns
    lefts = [press.margin + at * (width + press.gutter) for at in range(columns)]
    return press, width, lefts


def let_out(press: Press, story: Story, x: float, top: float, width: float, lines: int) -> float:
    """Lines of a story in columns of so many lines, each let out to the measure."""
    set_lines = press.lines(story, width)
    for at, (indent, text) in enumerate(set_lines):
        left = x + (at // lines) * (width + press.gutter) + indent
        last = at + 1 == len(set_lines) or set_lines[at + 1][0] > 0 or text == story.byline
        press.justified(left, top + (at % lines) * 11.25, text, None if last else width - indent)
    return top + lines * 11.25


@pytest.mark.parametrize("columns", [2, 3, 4, 5])
def test_headlines_over_several_columns_stand_beside_those_over_one(columns: int) -> None:
    press, width, lefts = western(columns)
    press.line(lefts[0], 100, BRIDGE.title, 24, bold=True)
    press.line(lefts[0], 130, BRIDGE.subtitle or "", 11.8)
    lines = -(-len(press.lines(BRIDGE, width)) // max(columns - 1, 1))
    let_out(press, BRIDGE, lefts[0], 150, width, lines)
    press.line(lefts[-1], 100, SURPLUS.title[: 6 if columns > 3 else 99], 14, bold=True)
    let_out(press, SURPLUS, lefts[-1], 124, width, 99)
    found = {article.title: article for article in read(press).articles}
    bridge = found[BRIDGE.title]
    assert bridge.subtitle == BRIDGE.subtitle
    assert "LINDENAU, May 4" in (bridge.byline or "")
    assert bridge.body == BRIDGE.body.removeprefix("LINDENAU, May 4 — ")
    assert len(found) == 2
    assert SURPLUS.body in {article.body for article in found.values()}


def test_white_in_one_line_let_out_is_no_gutter() -> None:
    press, width, lefts = western(4)
    let_out(press, MARATHON, lefts[0], 120, width, 99)
    press.line(lefts[0], 90, MARATHON.title, 14, bold=True)
    press.justified(lefts[0] + 9, 420, "A line so far let", width - 9)
    (article,) = read(press).articles
    assert article.body.endswith("A line so far let")


def test_what_stands_in_the_margins_belongs_to_no_article() -> None:
    press, width, lefts = western(3)
    for page, story in ((1, MARATHON), (2, FERRIES)):
        press.line(300, 24, f"The Qinglan Weekly, Friday, April 14, 2023, Page {page}", 9)
        press.story(story, lefts[0], 90, 3, width)
        press.line(lefts[0], press.height - 30, "Office: 4 Mill Road. Telephone 555 0142", 8)
        press.canvas.saveState()
        press.canvas.translate(press.width - 12, 300)
        press.canvas.rotate(90)
        press.canvas.setFont("Times-Roman", 8)
        press.canvas.drawString(0, 0, "Printed on paper that was news before")
        press.canvas.restoreState()
        press.next_page()
    reading = read(press)
    assert [article.body for article in reading.articles] == [MARATHON.body, FERRIES.body]
    assert [article.pages for article in reading.articles] == [("1",), ("2",)]
    assert {article.issue_date for article in reading.articles} == {reading.facts.issue_date}
    assert reading.facts.newspaper == "The Qinglan Weekly"
    aside = [line.text for line in reading.furniture]
    assert aside.count("Printed on paper that was news before") == 2


def test_an_office_below_a_name_and_a_credit_below_a_picture_are_no_text() -> None:
    press, width, lefts = western(3)
    press.line(lefts[0], 90, FERRIES.title, 20, bold=True)
    press.line(lefts[0], 116, "By Paul Hart", 9, bold=True)
    press.line(lefts[0], 128, "Harbour Correspondent", 8)
    plain = Story(FERRIES.title, FERRIES.paragraphs)
    end = let_out(press, plain, lefts[0], 144, width, len(press.lines(plain, width)))
    press.line(lefts[0], end + 60, "The landing on Monday. Photograph: Ada Reeve", 7)
    text, picture = read(press).articles
    assert text.byline == "By Paul Hart Harbour Correspondent"
    assert text.authors == ("Paul Hart",)
    assert text.body == FERRIES.body
    assert (picture.kind, picture.body) == ("photo_caption", "The landing on Monday.")
    assert picture.authors == ("Ada Reeve",)


@pytest.mark.parametrize("numbered", [True, False])
def test_an_article_goes_on_on_another_page_of_the_file(numbered: bool) -> None:
    press, width, lefts = western(3)
    first, second = MARATHON.paragraphs
    press.story(Story(MARATHON.title, (first,)), lefts[0], 90, 1, width)
    press.line(lefts[0], 300, "Continued on Page 2", 9)
    press.next_page()
    if numbered:
        press.line(lefts[0], 24, "2", 10)
    press.line(lefts[0], 90, "RUN ALONG THE RIVER", 16, bold=True)
    press.line(lefts[0], 116, "Continued from Page 1", 9)
    plain = Story("", (second,))
    let_out(press, plain, lefts[0], 130, width, 99)
    stored = [
        StoredArticle(f"id{key}", article, key=key)
        for key, article in enumerate(read(press).articles, 1)
    ]
    assert len(stored) == 2
    whole, _ = joined(stored, stored[1])
    assert whole.article.title == MARATHON.title
    assert whole.article.body == MARATHON.body
    assert [part.boxes[0].page for part in whole.article.parts] == [1, 2]


def test_a_foot_line_of_a_chinese_page_is_no_paragraph() -> None:
    press = Press()
    press.story(FERRY, 40, 100, 3, 240)
    press.line(40, press.height - 30, "云汀日报社 地址：云汀市江畔路4号 值班：5550142", 8)
    (article,) = read(press).articles
    assert article.body == FERRY.body
