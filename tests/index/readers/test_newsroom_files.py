"""Files as newsrooms and web sites write them: what stands around an article is told from it, and
facts are read where each format puts them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from index.decode import decode
from index.errors import UnreadableFile
from index.readers import listed, reader_for
from index.records import Article, IssueFacts, Reading
from tests.index.readers.samples import FERRY, MARATHON, alto, docx

BODY = "".join(f"<p>{text}</p>" for text in MARATHON.paragraphs)
DAY = date(2023, 4, 10)
HAN = "".join(f"<p>　　{text}</p>" for text in FERRY.paragraphs)


def reading(name: str, text: str | bytes, beside: Path | None = None) -> Reading:
    data = text.encode() if isinstance(text, str) else text
    return reader_for(name)(decode(data, name, beside), IssueFacts())


def article(name: str, text: str | bytes, beside: Path | None = None) -> Article:
    (only,) = reading(name, text, beside).articles
    return only


def test_the_line_below_a_headline_says_who_printed_and_wrote_it() -> None:
    page = (
        f"<html><head><title>{FERRY.title}_云汀网</title></head><body><div>首页 | 新闻</div>"
        f'<div id="content"><h1>{FERRY.title}</h1>'
        "<div>2023-04-10 08:30 来源：云汀日报 作者：顾南枝</div>"
        f"<div>{HAN}</div><div>责任编辑：丁宁</div></div></body></html>"
    )
    for encoding in ("utf-8", "gb18030"):
        told = reading("page.html", page.encode(encoding))
        (one,) = told.articles
        assert (one.newspaper, one.authors) == ("云汀日报", ("顾南枝",))
        assert one.issue_date == date(2023, 4, 10)
        assert one.body == FERRY.body
        assert [line.text for line in told.furniture][-1] == "责任编辑：丁宁"


def told_by(line: str, site: str = "") -> tuple[str | None, tuple[str, ...]]:
    """The newspaper and the authors of a web page with that line below its headline."""
    named = f'<meta property="og:site_name" content="{site}">' if site else ""
    page = (
        f'<html><head><meta charset="utf-8"><title>{FERRY.title}</title>{named}</head><body>'
        f'<div id="content"><h1>{FERRY.title}</h1><div>{line}</div><div>{HAN}</div></div>'
        "</body></html>"
    )
    one = article("page.html", page)
    assert one.body == FERRY.body
    return one.newspaper, one.authors


@pytest.mark.parametrize(
    "line",
    [
        "来源：潮声日报 作者：苏慕云",
        "来源:潮声日报作者:苏慕云",
        "2023-04-10 08:30来源：潮声日报记者：苏慕云责任编辑：丁宁",
        "作者：苏慕云来源：潮声日报发布时间：2023-04-10 08:30",
        "來源：潮声日报記者：苏慕云編輯：丁宁",
    ],
)
def test_what_a_label_says_ends_where_the_next_one_begins(line: str) -> None:
    assert told_by(line) == ("潮声日报", ("苏慕云",))


@pytest.mark.parametrize(
    ("said", "site", "newspaper"),
    [
        ("新华社", "云汀日报", "云汀日报"),
        ("路透社", "云汀日报", "云汀日报"),
        ("韩联社", "云汀日报", "云汀日报"),
        ("网络综合", "云汀日报", "云汀日报"),
        ("潮声日报", "云汀门户", "潮声日报"),  # first printed there
        ("新闻记者", "", "新闻记者"),  # a paper may be called like a label
        ("新华社", "", None),
    ],
)
def test_an_agency_is_where_a_text_is_from_and_no_newspaper(
    said: str, site: str, newspaper: str | None
) -> None:
    assert told_by(f"2023-04-10 来源：{said} 作者：顾南枝", site)[0] == newspaper


def test_a_web_page_names_its_newspaper_in_its_data() -> None:
    data = {"@type": "NewsArticle", "publisher": {"@type": "Organization", "name": "The Weekly"}}
    page = (
        '<html lang="en"><head><meta charset="utf-8"><title>Run</title>'
        f'<script type="application/ld+json">{json.dumps(data)}</script></head>'
        f"<body><article><h1>{MARATHON.title}</h1>{BODY}</article></body></html>"
    )
    assert article("page.html", page).newspaper == "The Weekly"


def test_a_page_of_links_is_no_article() -> None:
    links = "".join(
        f"<li><a href='/{at}'>Headline number {at} of the day</a></li>" for at in range(40)
    )
    with pytest.raises(UnreadableFile, match="page of links"):
        article(
            "page.html",
            f"<html><head><title>News</title></head><body><ul>{links}</ul></body></html>",
        )


@pytest.mark.parametrize(
    "text",
    [
        '{"uri": "urn:1", "body_xhtml": "<p>It sailed.</p>"}',
        "<?xml version='1.0'?><nitf><body><p>It sailed.</p></body></nitf>",
    ],
)
def test_another_format_named_like_a_web_page_is_told(text: str) -> None:
    with pytest.raises(UnreadableFile, match="it is not HTML"):
        article("page.html", text)


def test_what_nitf_keeps_for_editors_is_not_printed() -> None:
    one = article(
        "item.xml",
        '<nitf><body><body.head><hedline><hl1>Six Thousand Run</hl1></hedline><note><body.content>'
        "<p>Embargoed.</p></body.content></note><byline>By <person>Jane Fuller</person>"
        "<byttl>Sports Correspondent</byttl></byline></body.head><body.content><block>"
        f"{BODY}<table><tr><td>Men</td><td>1:04</td></tr></table></block></body.content></body></nitf>",
    )  # fmt: skip
    assert one.byline == "By Jane Fuller Sports Correspondent"
    assert one.authors == ("Jane Fuller",)
    assert one.body == f"{MARATHON.body}\nMen 1:04"


def test_a_body_that_repeats_its_headline_is_set_without_it() -> None:
    item = {
        "uri": "tag:weekly.example,2023:1",
        "firstCreated": "2023-04-14T22:00:00Z",
        "versionCreated": "2023-04-16T08:00:00Z",
        "headlines": [{"role": "main", "value": MARATHON.title}],
        "by": "By Jane Fuller and Paul Hart",
        "infoSources": [{"name": "The Weekly"}],
        "bodies": [{"value": f"<h1>{MARATHON.title}</h1>{BODY}"}],
    }
    one = article("item.json", json.dumps(item))
    assert (one.title, one.body) == (MARATHON.title, MARATHON.body)
    assert one.authors == ("Jane Fuller", "Paul Hart")
    assert (one.newspaper, one.issue_date) == ("The Weekly", date(2023, 4, 14))


def test_a_document_signs_its_articles_and_says_where_it_is_from() -> None:
    heading = '<w:pPr><w:pStyle w:val="a1"/></w:pPr>'
    texts = [("", "The Weekly, 14 April 2023"), (heading, MARATHON.title), ("", "By Jane Fuller")]
    texts += [("", text) for text in MARATHON.paragraphs]
    inner = "".join(f"<w:p>{style}<w:r><w:t>{text}</w:t></w:r></w:p>" for style, text in texts)
    told = reading("document.docx", docx(inner))
    (one,) = told.articles
    assert (one.title, one.byline, one.authors) == (
        MARATHON.title,
        "By Jane Fuller",
        ("Jane Fuller",),
    )
    assert one.body == MARATHON.body
    assert [line.text for line in told.furniture] == ["The Weekly, 14 April 2023"]


@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("标题;日期;报纸;版面;作者;正文", "2023年4月10日"),
        ("Headline;Date;Newspaper;Page;Author;Body", "10.4.2023"),
        ("title;issue_date;newspaper;pages;authors;text", "2023/4/10"),
    ],
)
def test_the_columns_of_a_table_are_called_as_newsrooms_call_them(header: str, day: str) -> None:
    row = f"{FERRY.title};{day};云汀日报;03;顾南枝;{FERRY.paragraphs[0]}"
    for encoding in ("utf-8-sig", "gb18030"):
        one = article("articles.csv", f"{header}\r\n{row}\r\n".encode(encoding))
        assert (one.title, one.newspaper, one.pages) == (FERRY.title, "云汀日报", ("03",))
        assert (one.issue_date, one.authors) == (date(2023, 4, 10), ("顾南枝",))
        assert one.body == FERRY.paragraphs[0]


@pytest.mark.parametrize(
    ("header", "row", "said"),
    [
        ("title,内容,text", "轮渡,,停航三年的轮渡开航。", {}),
        ("title,内容,text", "轮渡,停航三年的轮渡开航。,", {}),
        ("title,全文,内容", "轮渡,停航三年的轮渡开航。,停航三年的轮渡开航。", {}),
        ("text,来源,报纸", "停航三年的轮渡开航。,新华社,云汀日报", {"newspaper": "云汀日报"}),
        ("text,journal,newspaper", "停航三年的轮渡开航。,甲,乙", {"newspaper": "乙"}),
        ("text,date,时间", "停航三年的轮渡开航。,2023-04-10,08:30", {"issue_date": DAY}),
        ("text,时间,日期", "停航三年的轮渡开航。,08:30,2023-04-10", {"issue_date": DAY}),
        ("text,日期,时间", "停航三年的轮渡开航。,soon,2023-04-10", {"issue_date": DAY}),
        ("text,时间", "停航三年的轮渡开航。,08:30", {"issue_date": None}),
        ("text,时间", "停航三年的轮渡开航。,上午 8:30:05", {"issue_date": None}),
    ],
)  # fmt: skip
def test_of_two_columns_for_one_thing_the_first_that_says_it_counts(
    header: str, row: str, said: dict[str, object]
) -> None:
    one = article("articles.csv", f"{header}\n{row}\n")
    assert one.body == "停航三年的轮渡开航。"
    assert {name: getattr(one, name) for name in said} == said


def test_two_texts_in_one_row_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="line 3 has two texts, under “内容” and “全文”"):
        article("articles.csv", "title,内容,全文\n甲,开航。,\n乙,摘要。,轮渡开航。\n")


def test_a_day_that_two_countries_read_otherwise_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="not a date"):
        article("articles.csv", "text,issue_date\nIt sailed.,4/10/2023\n")


def test_a_single_page_or_author_needs_no_list() -> None:
    one = article("articles.jsonl", '{"text": "It sailed.", "pages": 3, "authors": "Jane Fuller"}')
    assert (one.pages, one.authors) == (("3",), ("Jane Fuller",))


def test_the_margins_of_an_alto_page_say_what_it_is() -> None:
    margin = (
        '<TopMargin><TextBlock ID="M">'
        '<TextLine HPOS="50" VPOS="10" WIDTH="400" HEIGHT="30">'
        '<String CONTENT="The Qinglan Weekly"/></TextLine>'
        '<TextLine HPOS="50" VPOS="45" WIDTH="400" HEIGHT="30">'
        '<String CONTENT="Friday, April 14, 2023"/></TextLine></TextBlock></TopMargin><PrintSpace>'
    )
    one = article("page.xml", alto((MARATHON,)).replace(b"<PrintSpace>", margin.encode()))
    assert (one.newspaper, one.issue_date) == ("The Qinglan Weekly", date(2023, 4, 14))
    assert one.body == " ".join(MARATHON.paragraphs)


METS = """<mets xmlns="http://www.loc.gov/METS/" xmlns:m="http://www.loc.gov/mods/v3"
 xmlns:xlink="http://www.w3.org/1999/xlink" LABEL="The Qinglan Weekly, 2023-04-14">
<dmdSec ID="D1"><mdWrap><xmlData><m:mods><m:originInfo><m:dateIssued>2023-04-14</m:dateIssued>
</m:originInfo><m:part><m:detail type="issue"><m:number>1204</m:number></m:detail></m:part></m:mods>
</xmlData></mdWrap></dmdSec>
<fileSec><fileGrp><file ID="A1"><FLocat xlink:href="file://1.xml"/></file></fileGrp></fileSec>
<structMap TYPE="LOGICAL"><div TYPE="Newspaper" DMDID="D1"><div TYPE="ARTICLE">
<div TYPE="HEADING"><fptr><area FILEID="A1" BEGIN="H0"/></fptr></div>
<div TYPE="BODY"><fptr><area FILEID="A1" BEGIN="B0"/></fptr>
<fptr><area FILEID="A1" BEGIN="C0"/></fptr></div></div></div></structMap></mets>"""


def _line(text: str, top: int) -> str:
    place = f'HPOS="50" VPOS="{top}" WIDTH="800" HEIGHT="30"'
    return f'<TextLine {place}><String CONTENT="{text}"/></TextLine>'


def test_a_mets_issue_names_its_number_and_a_paragraph_goes_over_blocks(tmp_path: Path) -> None:
    blocks = (
        f'<TextBlock ID="H0">{_line("Ferry returns", 20)}</TextBlock>'
        f'<TextBlock ID="B0">{_line("It takes eleven", 100)}</TextBlock>'
        f'<TextBlock ID="C0">{_line("minutes to cross.", 200)}</TextBlock>'
    )
    page = f"<alto><Layout><Page><PrintSpace>{blocks}</PrintSpace></Page></Layout></alto>"
    (tmp_path / "1.xml").write_text(page)
    one = article("mets.xml", METS, tmp_path)
    assert (one.newspaper, one.issue_number) == ("The Qinglan Weekly", "1204")
    assert (one.issue_date, one.body) == (date(2023, 4, 14), "It takes eleven minutes to cross.")


def test_a_changed_page_of_a_mets_issue_is_a_change(tmp_path: Path) -> None:
    (tmp_path / "1.xml").write_bytes(alto((MARATHON,)))
    before = listed(METS.encode(), "mets.xml", tmp_path)
    assert before is not None
    assert listed(METS.encode(), "mets.xml", tmp_path) == before
    (tmp_path / "1.xml").write_bytes(alto((MARATHON,), "x"))
    assert listed(METS.encode(), "mets.xml", tmp_path) != before
    (tmp_path / "1.xml").unlink()
    assert listed(METS.encode(), "mets.xml", tmp_path) not in (before, None)
    assert listed(alto((MARATHON,)), "page.xml", tmp_path) is None
