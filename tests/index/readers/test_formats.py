"""What each format says of an article comes through: headline, names, date, page and text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from index.conserve import conserved
from index.decode import decode
from index.errors import PartOfAnother, UnreadableFile
from index.readers import reader_for
from index.records import Article, IssueFacts
from tests.index.readers.samples import (
    BRIDGE,
    FERRIES,
    FERRY,
    MARATHON,
    SAMPLES,
    alto,
    docx,
)


def articles(name: str, data: bytes | None = None, beside: Path | None = None) -> list[Article]:
    source = decode(SAMPLES[name]() if data is None else data, name, beside)
    reading = reader_for(name)(source, IssueFacts())
    assert conserved(source, reading).reason is None
    return list(reading.articles)


def test_a_web_page_says_who_wrote_it_and_when() -> None:
    (article,) = articles("page.html")
    assert article.title == FERRY.title
    assert article.body == FERRY.body  # no menu, no footer, nothing hidden
    assert article.authors == ("顾南枝",)
    assert article.newspaper == "云汀日报"
    assert article.issue_date == date(2023, 4, 10)
    assert article.url == "https://news.example/ferry"
    assert article.language == "zh"


@pytest.mark.parametrize("charset", ["gb2312", "gb18030", "big5", "utf-16"])
def test_a_web_page_is_read_in_the_charset_it_is_in(charset: str) -> None:
    text = SAMPLES["page.html"]().decode().replace('charset="utf-8"', f'charset="{charset}"')
    if charset == "big5":
        text = text.replace("utf-8", "big5")
        simplified = [char for char in set(text) if _not_in(char, "big5hkscs")]
        text = text.translate({ord(char): "龍" for char in simplified})
    codec = {"gb2312": "gb18030", "big5": "big5hkscs"}.get(charset, charset)
    (article,) = articles("page.html", text.encode(codec))
    assert "120人" in article.body
    assert "。首" in article.body


def _not_in(char: str, codec: str) -> bool:
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return True
    return False


def test_nitf_says_page_and_byline() -> None:
    (article,) = articles("item.xml")
    assert (article.title, article.subtitle) == (FERRY.title, "票价两元")
    assert article.body == FERRY.body
    assert article.byline == "本报记者 顾南枝"
    assert article.authors == ("顾南枝",)
    assert article.pages == ("01",)
    assert article.issue_date == date(2023, 4, 10)
    assert article.source_id == "ferry-1"


def test_newsml_holds_several_items() -> None:
    ferry, bridge = articles("message.xml")
    assert (ferry.title, bridge.title) == (FERRY.title, BRIDGE.title)
    assert (ferry.body, bridge.body) == (FERRY.body, BRIDGE.body)
    assert ferry.source_id == "urn:ferry"
    assert ferry.issue_date == date(2023, 4, 10)
    assert ferry.newspaper == "云汀日报"


def test_ninjs_and_feeds_give_their_articles() -> None:
    (item,) = articles("item.json")
    assert (item.title, item.body, item.authors) == (FERRY.title, FERRY.body, ("顾南枝",))
    first, second = articles("feed.rss")
    assert (first.body, second.body) == (FERRY.body, BRIDGE.body)
    assert (first.url, first.source_id) == ("https://news.example/0", "0")
    (entry,) = articles("feed.atom")
    assert (entry.body, entry.authors) == (MARATHON.body, ("Jane Fuller",))
    assert (entry.language, entry.issue_date) == ("en", date(2023, 4, 14))


def test_a_document_is_cut_under_its_headings() -> None:
    ferry, bridge = articles("document.docx")
    assert (ferry.title, ferry.body) == (FERRY.title, FERRY.body)
    assert (bridge.title, bridge.body) == (BRIDGE.title, BRIDGE.body)


def test_a_document_without_headings_is_cut_like_a_page() -> None:
    texts = [FERRY.title, f"{FERRY.byline} {FERRY.paragraphs[0]}", FERRY.paragraphs[1]]
    texts += [BRIDGE.title, f"{BRIDGE.byline} {BRIDGE.paragraphs[0]}", BRIDGE.paragraphs[1]]
    inner = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    found = articles("document.docx", docx(inner))
    assert [one.title for one in found] == [FERRY.title, BRIDGE.title]
    assert [one.body for one in found] == [FERRY.body, BRIDGE.body]


def test_what_is_hidden_or_deleted_in_a_document_is_not_quoted() -> None:
    run = "<w:p><w:r><w:t>看得见的一句话。</w:t></w:r>{}</w:p>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>"
    deleted = "<w:del><w:r><w:delText>删去</w:delText><w:t>删去</w:t></w:r></w:del>"
    source = decode(docx(run.format(hidden + deleted)), "document.docx")
    assert source.text.strip() == "看得见的一句话。"


def test_the_rows_of_a_table_of_articles() -> None:
    for name, mark in (("articles.csv", ","), ("articles.tsv", "\t")):
        ferry, bridge = articles(name)
        assert ferry.body == f'{FERRY.body}\n他说："好，{mark}就这样。"'
        assert (bridge.title, bridge.source_id) == (BRIDGE.title, "1")
        assert ferry.pages == ("01", "02")
        assert ferry.authors == ("顾南枝", "韩立言")
        assert ferry.parts[0].lines == ((2, 4),)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("title,price\na,b", "its first row does not name a column “text”"),
        ("text,title\n", "it holds no article"),
        ("text,title\na,b,c", "line 2 has more cells than the header"),
        ("text,issue_date\na,soon", "line 2: issue_date 'soon' is not a date (YYYY-MM-DD)"),
    ],
)
def test_a_broken_table_says_where(text: str, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=r".") as caught:
        articles("articles.csv", text.encode())
    assert str(caught.value) == reason


def test_alto_lines_are_put_together_as_printed() -> None:
    first, second = articles("page.xml")
    assert (first.title, second.title) == (MARATHON.title, FERRIES.title)
    assert first.body == " ".join(MARATHON.paragraphs)  # divided words are whole again
    assert second.body == " ".join(FERRIES.paragraphs)
    assert first.byline == MARATHON.byline
    assert first.pages == ("3",)
    assert first.parts[0].boxes[0].x0 == 50


METS = (
    '<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'LABEL="The Qinglan Weekly"><fileSec><fileGrp>'
    '<file ID="A1"><FLocat xlink:href="file://./alto/1.xml"/></file>'
    '<file ID="A2"><FLocat xlink:href="file://./alto/2.xml"/></file></fileGrp></fileSec>'
    '<structMap TYPE="LOGICAL"><div TYPE="Newspaper"><div TYPE="ARTICLE" ID="race">'
    '<div TYPE="HEADING"><fptr><area FILEID="A1" BETYPE="IDREF" BEGIN="aH0"/></fptr></div>'
    '<div TYPE="BODY"><fptr><area FILEID="A1" BETYPE="IDREF" BEGIN="aB0"/></fptr>'
    '<fptr><area FILEID="A2" BETYPE="IDREF" BEGIN="bB0"/></fptr></div></div>'
    "</div></structMap></mets>"
)


def test_mets_articles_go_over_pages(tmp_path: Path) -> None:
    (tmp_path / "alto").mkdir()
    (tmp_path / "alto" / "1.xml").write_bytes(alto((MARATHON,), "a"))
    (tmp_path / "alto" / "2.xml").write_bytes(alto((FERRIES,), "b").replace(b'"3"', b'"4"'))
    (article,) = articles("issue-mets.xml", METS.encode(), tmp_path)
    assert article.title == MARATHON.title
    assert article.pages == ("3", "4")
    assert article.body.endswith("which will run on batteries.")
    assert article.newspaper == "The Qinglan Weekly"
    for part, number in zip(article.parts, (1, 2), strict=True):
        assert {box.page for box in part.boxes} == {number}


@pytest.mark.parametrize("name", ["issue-mets.xml", "19230410.xml"])
def test_a_page_that_an_issue_lists_is_read_with_it_whatever_its_name(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "alto").mkdir()
    page = alto((MARATHON,), "a")
    assert decode(page, "1.xml", tmp_path / "alto").structure
    (tmp_path / name).write_text(f'<?xml version="1.0"?>\n{METS}')
    with pytest.raises(PartOfAnother, match=name):
        decode(page, "1.xml", tmp_path / "alto")


def test_mets_leads_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "1.xml").write_bytes(alto((MARATHON,), "a"))
    outside = METS.replace("./alto/1.xml", "../1.xml")
    with pytest.raises(UnreadableFile, match="is not there"):
        articles("issue-mets.xml", outside.encode(), tmp_path / "in")
    with pytest.raises(UnreadableFile, match="do not lie beside it"):
        articles("issue-mets.xml", METS.encode())


def test_an_unknown_kind_of_xml_names_those_known() -> None:
    with pytest.raises(UnreadableFile, match=r"<svg>.*ALTO, METS, NITF"):
        articles("item.xml", b"<svg/>")
