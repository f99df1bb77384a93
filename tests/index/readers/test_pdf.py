"""PDF pages: columns and headlines told by the type, every line's place kept."""

from __future__ import annotations

from datetime import date

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from index.conserve import conserved
from index.decode import decode
from index.errors import UnreadableFile
from index.outcome import note_of
from index.page_image import page_image
from index.readers import reader_for
from index.records import Article, IssueFacts, Reading, SourceText
from tests.index.readers.samples import BRIDGE, FERRIES, FERRY, GINGER, MARATHON, chinese_page
from tests.index.readers.typesetting import Press, Story

PONT = Story(
    title="Le pont fermera quatre mois",
    paragraphs=(
        "Le pont de la Grue fermera dès le 8 mai pour quatre mois, a annoncé la mairie lundi soir. "
        "Construit en 1984, il repose sur des appuis usés que l'entreprise doit remplacer.",
        "Pendant les travaux, les autobus des lignes 3 et 17 passeront par le pont Neuf. Les "
        "écoles avertiront les familles des nouveaux arrêts, et un numéro répondra aux questions.",
    ),
    byline="Par Anne Morel",
)


def read(data: bytes) -> tuple[SourceText, Reading]:
    source = decode(data, "page.pdf")
    return source, reader_for("page.pdf")(source, IssueFacts())


def by_title(reading: Reading) -> dict[str | None, Article]:
    return {article.title: article for article in reading.articles}


def test_every_article_of_a_chinese_page_is_cut_right() -> None:
    _, reading = read(chinese_page())
    articles = by_title(reading)
    assert list(articles) == [BRIDGE.title, FERRY.title, GINGER.title]
    for story in (BRIDGE, FERRY, GINGER):
        article = articles[story.title]
        assert article.body == story.body
        assert article.kicker == story.kicker
        assert article.byline == story.byline
    assert reading.facts.newspaper == "云汀日报"
    assert reading.facts.issue_date == date(2024, 1, 18)
    assert articles[FERRY.title].authors == ("顾南枝",)


def test_every_article_of_a_western_page_is_cut_right() -> None:
    press = Press(latin=True, gutter=12)
    column = (press.width - 2 * press.margin - 3 * press.gutter) / 4
    press.line(280, 30, "The Qinglan Weekly", 36, bold=True)
    press.line(40, 80, "Friday, April 14, 2023   No. 1204   Price: $1", 9)
    press.rule(40, 800, 94)
    ends = [
        press.story(story, 40 + at * 2 * (column + press.gutter), 104, 2, column)
        for at, story in enumerate((MARATHON, FERRIES))
    ]
    press.story(PONT, 40, max(ends) + 20, 3, column)
    _, reading = read(press.pdf())
    articles = by_title(reading)
    assert list(articles) == [MARATHON.title, FERRIES.title, PONT.title]
    for story in (MARATHON, FERRIES, PONT):
        assert articles[story.title].body == story.body
        assert articles[story.title].byline == story.byline
    assert articles[PONT.title].language == "fr"
    assert reading.facts.newspaper == "The Qinglan Weekly"


@pytest.mark.parametrize("columns", [1, 2, 3, 5])
@pytest.mark.parametrize("gutter", [10.0, 14.0, 24.0])
@pytest.mark.parametrize("body", [8.0, 10.5])
def test_articles_in_any_number_of_columns(columns: int, gutter: float, body: float) -> None:
    press = Press(body=body, gutter=gutter)
    column = (press.width - 2 * press.margin - (columns - 1) * gutter) / columns
    top = 60.0
    for story in (FERRY, BRIDGE, GINGER):
        top = press.story(story, press.margin, top, columns, column) + 14
    _, reading = read(press.pdf())
    articles = by_title(reading)
    for story in (FERRY, BRIDGE, GINGER):
        assert articles[story.title].body == story.body


@pytest.mark.parametrize("order", [(FERRY, GINGER), (GINGER, FERRY)])
def test_headlines_side_by_side_are_not_one(order: tuple[Story, Story]) -> None:
    press = Press()
    column = (press.width - 2 * press.margin - 3 * press.gutter) / 4
    for at, story in enumerate(order):
        press.story(story, press.margin + at * 2 * (column + press.gutter), 60, 2, column)
    _, reading = read(press.pdf())
    assert [article.title for article in reading.articles] == [story.title for story in order]
    assert [article.body for article in reading.articles] == [story.body for story in order]


def test_every_page_of_the_file_is_a_page_of_the_newspaper() -> None:
    press = Press()
    for label, story in (("01", FERRY), ("02", BRIDGE), ("03", GINGER)):
        press.line(40, 30, f"第{label}版", 9)
        if label == "01":
            press.line(320, 30, "云汀日报", 40)
            press.line(40, 82, "2024年1月18日 星期四 第18925期", 9)
        press.story(story, 40, 110, 3, 240)
        press.next_page()
    source, reading = read(press.pdf())
    assert conserved(source, reading).reason is None
    assert [article.title for article in reading.articles] == [
        FERRY.title,
        BRIDGE.title,
        GINGER.title,
    ]
    assert {article.newspaper for article in reading.articles} == {"云汀日报"}
    assert {article.issue_date for article in reading.articles} == {date(2024, 1, 18)}
    assert [article.pages for article in reading.articles] == [("01",), ("02",), ("03",)]
    assert [article.parts[0].boxes[0].page for article in reading.articles] == [1, 2, 3]


def test_a_passage_knows_its_rectangles() -> None:
    source, reading = read(chinese_page())
    for article in reading.articles:
        (part,) = article.parts
        for box in part.boxes:
            assert box.x0 < box.x1
            assert box.top < box.bottom
        start = article.body.index(article.body[40:60])
        boxes = part.boxes_of(start, start + 20)
        printed = "".join(source.text[box.start : box.end] for box in boxes)
        assert article.body[start : start + 20] in printed
        assert len(boxes) <= 2


def test_a_page_in_one_size_of_type_is_cut_by_its_text() -> None:
    press = Press()
    top = 60.0
    for story in (FERRY, BRIDGE):
        press.line(40, top, story.title, press.body)
        for at, (indent, text) in enumerate(press.lines(story, 300), 2):
            press.line(40 + indent, top + at * 14, text, press.body)
        top += 300
    _, reading = read(press.pdf())
    assert [article.title for article in reading.articles] == [FERRY.title, BRIDGE.title]
    assert [article.body for article in reading.articles] == [FERRY.body, BRIDGE.body]


def test_a_page_can_be_shown() -> None:
    picture = page_image(chinese_page(), 1, 300)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") in range(299, 302)
    with pytest.raises(UnreadableFile, match="it has no page 2"):
        page_image(chinese_page(), 2)
    with pytest.raises(UnreadableFile, match="not a PDF"):
        page_image(b"x", 1)
    with pytest.raises(UnreadableFile, match="damaged"):
        page_image(b"%PDF-1.4 nothing", 1)


def half_scanned(scans: int) -> bytes:
    """A page of text, pages that are pictures, and a blank one."""
    press = Press(latin=True)
    press.story(PONT, 40, 60, 2, 300)
    press.next_page()
    scan = ImageReader(Image.new("L", (60, 80), 200))
    for _ in range(scans):
        press.canvas.drawImage(scan, 20, 20, press.width - 40, press.height - 40)
        press.next_page()
    press.line(-500, 10, "out of sight", 9)
    return press.pdf()


@pytest.mark.parametrize(
    ("scans", "note"),
    [
        (0, None),
        (1, "page 2 is a picture without text and could not be read; run OCR first"),
        (2, "pages 2, 3 are pictures without text and could not be read; run OCR first"),
    ],
)
def test_the_pages_of_text_are_read_and_the_scanned_ones_named(
    scans: int, note: str | None
) -> None:
    source, reading = read(half_scanned(scans))
    assert [article.title for article in reading.articles] == [PONT.title]
    assert note_of(source) == note


def test_a_small_picture_on_a_page_without_text_is_no_scan() -> None:
    press = Press(latin=True)
    press.story(PONT, 40, 60, 2, 300)
    press.next_page()
    press.canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 20, 20, 60, 80)
    assert note_of(read(press.pdf())[0]) is None
