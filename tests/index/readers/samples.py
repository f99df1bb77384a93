"""One good file of every format, invented for the tests and made by them."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from functools import cache

from tests.index.readers.typesetting import Press, Story

FERRY = Story(
    title="青澜江轮渡重新开航",
    paragraphs=(
        "4月9日，停航三年的青澜江轮渡重新开航。首班渡船载客120人，由老渡工周水生掌舵，"
        "从南岸码头驶向对岸的芦花港，全程用时十一分钟，两岸站满了前来观看的市民。",
        "“江上又有了汽笛声，心里踏实。”周水生说。轮渡票价为每人2元，每天6时至20时开行，"
        "高峰时段每一刻钟一班。市航运公司表示，年内还将添置两艘电动渡船。",
    ),
    byline="本报讯（记者 顾南枝）",
)
BRIDGE = Story(
    title="望鹤桥下月封闭大修",
    paragraphs=(
        "望鹤桥将于5月8日零时起全桥封闭，工期四个月，由云汀市政工程公司承担。"
        "这座桥建成于一九八四年，去年检测发现三处支座老化，需要整体更换。",
        "封闭期间，3路、17路公交车改走新安大桥。市民可拨打咨询电话了解绕行路线，"
        "沿线中小学的校车也将调整停靠点，具体安排由各学校通知家长。",
    ),
    kicker="建成近四十年 三处支座老化",
    byline="本报讯（记者 韩立言）",
)
GINGER = Story(
    title="仔姜坐上冷链专列",
    paragraphs=(
        "1月17日，装有23吨鹭洲仔姜的冷链专列从云汀北站开往海滨口岸，预计四十小时后到达。"
        "鹭洲区农业农村局负责人陶季平介绍，今年仔姜种植面积扩大到1.2万亩。",
        "合作社的冷库就建在地头，仔姜从出土到预冷不超过两个小时。社员聂桂香说，"
        "往年要赶着在三天里卖完，今年可以等一个好价钱。",
    ),
    byline="本报讯（记者 沈一苇）",
)
MARATHON = Story(
    title="Six Thousand Run Along the River",
    paragraphs=(
        "More than 6,000 runners took part in the half marathon on Sunday, the largest field "
        "since the race began in 1998. Chen Ye won the men's race in one hour and four minutes.",
        "The women's race went to Ruth Odhiambo, who ran alone from the ninth kilometre. She said "
        "that the wind along the embankment had been the hardest part of the morning.",
    ),
    byline="By Jane Fuller",
)
FERRIES = Story(
    title="Ferry Returns After Three Years",
    paragraphs=(
        "The ferry across the Qinglan crossed again on Monday with 120 passengers on board. "
        "It takes eleven minutes from the southern landing to the harbour on the other side.",
        "Tickets cost two yuan, and boats leave every quarter of an hour while people travel to "
        "work. The company wants to buy two more boats, which will run on batteries.",
    ),
    byline="By Paul Hart",
)


@cache
def chinese_page() -> bytes:
    """A page of three articles in four columns, under a masthead."""
    press = Press()
    column = (press.width - 2 * press.margin - 3 * press.gutter) / 4
    across = column + press.gutter
    press.line(320, 30, "云汀日报", 40)
    press.line(40, 82, "2024年1月18日 星期四 第18925期", 9)
    press.rule(40, 800, 96)
    end = press.story(BRIDGE, 40, 104, 4, column)
    press.rule(40, 800, end + 8)
    press.story(FERRY, 40, end + 18, 2, column)
    press.story(GINGER, 40 + 2 * across, end + 18, 2, column)
    return press.pdf()


def _pdf() -> bytes:
    return chinese_page()


def _html() -> bytes:
    body = "".join(f"<p>{text}</p>" for text in FERRY.paragraphs)
    return (
        '<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8">'
        "<title>青澜江轮渡重新开航</title>"
        '<meta property="og:title" content="青澜江轮渡重新开航">'
        '<meta property="og:site_name" content="云汀日报"><meta name="author" content="顾南枝">'
        '<meta property="article:published_time" content="2023-04-10T06:00:00+08:00">'
        '<link rel="canonical" href="https://news.example/ferry"></head><body>'
        '<nav><a href="/">首页</a> <a href="/news">新闻</a></nav>'
        f"<article><h1>青澜江轮渡重新开航</h1>{body}"
        '<p style="display: none">这一段谁也看不见。</p></article>'
        "<footer>版权所有</footer></body></html>"
    ).encode()


def _paragraphs(story: Story) -> str:
    return "".join(f"<p>{text}</p>" for text in story.paragraphs)


def nitf() -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE nitf SYSTEM "nitf-3-5.dtd">'
        '<nitf><head><title>轮渡</title><docdata><doc-id id-string="ferry-1"/>'
        '<date.issue norm="20230410T060000+0800"/></docdata>'
        '<pubdata name="云汀日报" date.publication="20230410" position.sequence="01"/></head>'
        f'<body xml:lang="zh"><body.head><hedline><hl1>{FERRY.title}</hl1><hl2>票价两元</hl2>'
        "</hedline><byline>本报记者 <person>顾南枝</person></byline></body.head>"
        f"<body.content><block>{_paragraphs(FERRY)}<p>&nbsp;</p></block></body.content></body></nitf>"
    ).encode()


def newsml() -> bytes:
    def item(story: Story, guid: str) -> str:
        return (
            f'<newsItem guid="{guid}" version="1" xml:lang="zh"><itemMeta><provider><name>云汀日报'
            "</name></provider><versionCreated>2023-04-11T01:00:00+08:00</versionCreated></itemMeta>"
            "<contentMeta><contentCreated>2023-04-10T06:00:00+08:00</contentCreated><creator><name>"
            f'顾南枝</name></creator><headline>{story.title}</headline><language tag="zh-CN"/>'
            '</contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml"><html '
            f'xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>'
            f"{_paragraphs(story)}</body></html></inlineXML></contentSet></newsItem>"
        )

    return (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>'
        f"{item(FERRY, 'urn:ferry')}{item(BRIDGE, 'urn:bridge')}</itemSet></newsMessage>"
    ).encode()


def _ninjs() -> bytes:
    item = {
        "uri": "https://news.example/ferry",
        "headline": FERRY.title,
        "byline": "顾南枝",
        "language": "zh",
        "versioncreated": "2023-04-10T06:00:00+08:00",
        "infosources": [{"name": "云汀日报"}],
        "body_xhtml": _paragraphs(FERRY),
    }
    return json.dumps(item).encode()


def docx(document: str | None = None) -> bytes:
    """A document of two articles under headings, unless another text is given."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

    def paragraph(text: str, style: str = "") -> str:
        said = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f"<w:p>{said}<w:r><w:t>{text}</w:t></w:r></w:p>"

    if document is None:
        document = "".join(
            paragraph(story.title, "a1") + "".join(map(paragraph, story.paragraphs))
            for story in (FERRY, BRIDGE)
        )
    style = '<w:style w:styleId="a1"><w:name w:val="heading 1"/></w:style>'
    style = f"<w:styles {space}>{style}</w:styles>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in (
            ("word/document.xml", f"<w:document {space}><w:body>{document}</w:body></w:document>"),
            ("word/styles.xml", style),
        ):
            packed.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _rss() -> bytes:
    items = "".join(
        f"<item><title>{story.title}</title><link>https://news.example/{at}</link>"
        f"<guid>{at}</guid><pubDate>Mon, 10 Apr 2023 06:00:00 +0800</pubDate>"
        f"<description><![CDATA[{_paragraphs(story)}]]></description></item>"
        for at, story in enumerate((FERRY, BRIDGE))
    )
    return (
        '<?xml version="1.0" encoding="GB2312"?><rss version="2.0"><channel><title>云汀日报</title>'
        f"<language>zh-cn</language>{items}</channel></rss>"
    ).encode("gb18030")


def _atom() -> bytes:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Qinglan Weekly</title>'
        "<entry><id>urn:race</id><title>Six Thousand Run Along the River</title>"
        '<author><name>Jane Fuller</name></author><link href="https://news.example/race"/>'
        "<published>2023-04-14T08:00:00Z</published><content type='html'>"
        f"{_paragraphs(MARATHON).replace('<', '&lt;')}</content></entry></feed>"
    ).encode()


def _csv(delimiter: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(["id", "newspaper", "issue_date", "pages", "title", "authors", "text"])
    for at, story in enumerate((FERRY, BRIDGE)):
        text = story.body + '\n他说："好，' + delimiter + '就这样。"'
        writer.writerow([at, "云汀日报", "2023-04-10", "01;02", story.title, "顾南枝;韩立言", text])
    return out.getvalue().encode("utf-8-sig")


def alto(stories: tuple[Story, ...] = (MARATHON, FERRIES), prefix: str = "") -> bytes:
    """A page in one column, a block for each headline and each body, words divided at its edge."""
    blocks, top = [], 100
    for at, story in enumerate(stories):
        lines = [("t", story.title)]
        if story.byline:
            lines.append(("b", story.byline))
        blocks.append(_alto_block(f"{prefix}H{at}", "T0", top, lines[:1]))
        top += 80
        body = [("b", text) for text in _divided(" ".join(story.paragraphs), 44)]
        blocks.append(_alto_block(f"{prefix}B{at}", "T1", top, [*lines[1:], *body]))
        top += 40 * len(body) + 120
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#">'
        '<Styles><TextStyle ID="T0" FONTSIZE="24"/><TextStyle ID="T1" FONTSIZE="9"/></Styles>'
        f'<Layout><Page ID="P1" PRINTED_IMG_NR="3"><PrintSpace>{"".join(blocks)}</PrintSpace>'
        "</Page></Layout></alto>"
    ).encode()


def _divided(text: str, width: int) -> list[str]:
    """Lines of a width, words divided with a hyphen where they hit its edge."""
    lines, line = [], ""
    for word in text.split():
        room = width - len(line) - 1
        if len(word) <= room:
            line = f"{line} {word}".strip()
        elif room > 5 and word.isalpha() and word.islower() and len(word) > room + 2:
            lines.append(f"{line} {word[: room - 1]}-")
            line = word[room - 1 :]
        else:
            lines.append(line)
            line = word
    return [*lines, line]


def _alto_block(name: str, style: str, top: int, lines: list[tuple[str, str]]) -> str:
    height = 60 if style == "T0" else 30
    rows = []
    for at, (_, text) in enumerate(lines):
        strings, x = [], 50
        for word in text.split():
            hyphen = "<HYP CONTENT='\xad'/>" if word.endswith("-") else ""
            strings.append(
                f'<String CONTENT="{word.removesuffix("-")}" HPOS="{x}" VPOS="{top}"/>{hyphen}'
            )
            x += 20 * len(word) + 10
        rows.append(
            f'<TextLine HPOS="50" VPOS="{top + 40 * at}" WIDTH="{20 * len(text)}" '
            f'HEIGHT="{height}">'
            f"{'<SP/>'.join(strings)}</TextLine>"
        )
    return f'<TextBlock ID="{name}" STYLEREFS="{style}">{"".join(rows)}</TextBlock>'


def _jsonl() -> bytes:
    rows = ({"title": story.title, "text": story.body} for story in (FERRY, BRIDGE))
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def _txt() -> bytes:
    return "\n\n".join(
        text
        for story in (FERRY, BRIDGE)
        for text in (story.title, f"{story.byline} {story.paragraphs[0]}", *story.paragraphs[1:])
    ).encode()


# A good file for every ending in READERS, and some more of the formats that share one.
SAMPLES: dict[str, Callable[[], bytes]] = {
    "page.txt": _txt,
    "articles.jsonl": _jsonl,
    "articles.jsonl.gz": lambda: gzip.compress(_jsonl(), mtime=0),
    "articles.csv": lambda: _csv(","),
    "articles.tsv": lambda: _csv("\t"),
    "page.pdf": _pdf,
    "page.html": _html,
    "page.htm": _html,
    "document.docx": docx,
    "feed.rss": _rss,
    "feed.atom": _atom,
    "feed.xml": _atom,
    "page.xml": alto,
    "item.xml": nitf,
    "message.xml": newsml,
    "item.json": _ninjs,
}
