"""Article CSV: a header of the field names of article JSONL, then one article a row.

The text that spans count in is the file as it stands: a doubled quotation mark is a run of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.errors import NoArticles, UnreadableFile
from index.language import language_of
from index.masthead import prefer
from index.readers.marked import clean, day_of, names_in
from index.records import (
    Article,
    Furniture,
    IssueFacts,
    Part,
    Reading,
    Run,
    SourceMap,
    SourceText,
    split_lines,
)

# What the columns of a table are called in newsrooms, beside the names of article JSONL.
_ALIASES = {
    "text": ("body", "content", "fulltext", "正文", "内容", "內容", "全文", "texte", "texto"),
    "title": ("headline", "标题", "標題", "题目", "題目", "题名", "見出し", "titre", "titel"),
    "issue_date": ("date", "published", "pubdate", "日期", "发布日期", "出版日期", "时间", "時間",
                   "datum", "fecha"),
    "newspaper": ("publication", "source", "paper", "报纸", "報紙", "报名", "来源", "來源", "媒体",
                  "媒體", "zeitung", "journal"),
    "issue_number": ("issue", "期号", "期號", "期数", "期次"),
    "pages": ("page", "版面", "版次", "版号", "版名", "页码", "seite", "página"),
    "authors": ("author", "作者", "记者", "記者", "auteur", "autor"),
    "byline": ("署名",),
    "section": ("category", "column", "rubrik", "栏目", "欄目", "专栏", "分类"),
    "language": ("lang", "语言", "語言"),
    "url": ("link", "链接", "鏈接", "网址", "網址"),
    "id": ("guid", "编号", "編號", "序号"),
}  # fmt: skip
_NAMES = {alias: name for name, aliases in _ALIASES.items() for alias in aliases}
_DELIMITERS = ",;\t|"
_MOST_COLUMNS = 200
_LIST = re.compile(r"\s*[;；|、,]\s*")
# 08:30, 上午8:30, 8:30 pm: when, but not on which day.
_CLOCK = re.compile(
    r"(?:[上下中]午|早上|晚上|凌晨)?\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?\s*(?:[ap]\.?m\.?)?", re.I
)
_LONE_RETURN = re.compile(r"\r(?!\n)")


class Cell(NamedTuple):
    """A cell, and where its characters stand in the file: stretches without a quotation mark
    between them, the doubled mark given once."""

    text: str
    runs: tuple[Run, ...]


class Row(NamedTuple):
    """The cells of a row and the offsets where it starts and ends, its line end not included."""

    cells: list[Cell]
    start: int
    end: int


def read_csv(source: SourceText, facts: IssueFacts) -> Reading:
    """Every row of an article CSV file as an article; facts given win over those written."""
    rows = _rows(source.text)
    header = next(rows, None)
    names = [named(cell.text) for cell in header.cells] if header else []
    if header is None or "text" not in names:
        raise NoArticles("its first row does not name a column “text”")
    columns = columns_of([clean(cell.text) for cell in header.cells])
    ends = _Lines(source.text)
    articles = []
    for row in rows:
        if not any(cell.text for cell in row.cells[: len(names)]):
            continue
        lines = ends.range(row)
        if len(row.cells) > len(names):
            raise UnreadableFile(f"line {lines[0]} has more cells than the header")
        articles.append(_article(source, _cells(row, columns, lines[0]), facts, lines))
    if not articles:
        raise UnreadableFile("it holds no article")
    head = [line for line in split_lines(source.text[: header.end]) if not line.blank]
    furniture = tuple(Furniture(line.number, line.text.strip(), "header") for line in head)
    return Reading(tuple(articles), furniture, facts)


def named(heading: str) -> str:
    """The name of a column in article JSONL, by what its heading says."""
    written = clean(heading).lower()
    return _NAMES.get(written, written)


class Column(NamedTuple):
    """A column: `name` is what it is in article JSONL, `at` its place in a row."""

    name: str
    heading: str
    at: int


def columns_of(headings: list[str]) -> list[Column]:
    """The columns, those of one name in the order they are asked in: the exact name first, then
    the others as the table of names has them."""
    columns = [Column(named(one), one, at) for at, one in enumerate(headings)]
    order = {alias: at for at, alias in enumerate(_NAMES)}
    return sorted(columns, key=lambda one: order.get(one.heading.lower(), -1))


def _cells(row: Row, columns: list[Column], line: int) -> dict[str, Cell]:
    """What a row says under each name. Where several columns do, the first counts; of dates the
    first that is one. Two texts are refused: which of them was printed cannot be told."""
    told: dict[str, tuple[Cell, str]] = {}
    for name, heading, at in columns:
        cell = row.cells[at] if at < len(row.cells) else Cell("", ())
        held, above = told.get(name, (Cell("", ()), ""))
        both = bool(held.text.strip() and cell.text.strip())
        if name == "text" and both and held.text.split() != cell.text.split():
            raise UnreadableFile(
                f"line {line} has two texts, under “{above}” and “{heading}”: "
                "leave the one that is the article, and name the other column otherwise"
            )
        dated = name == "issue_date" and both and not day_of(held.text) and day_of(cell.text)
        if cell.text and (dated or not held.text.strip()):
            told[name] = (cell, heading)
    return {name: cell for name, (cell, _) in told.items()}


class _Lines:
    """Line numbers of offsets, asked for in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._number = 1

    def number(self, offset: int) -> int:
        """The number of the line, from 1, that an offset stands on."""
        between = self._text[self._at : offset]
        self._number += between.count("\n") + len(_LONE_RETURN.findall(between))
        self._at = offset
        return self._number

    def range(self, row: Row) -> tuple[int, int]:
        """The first and the last line of a row."""
        return self.number(row.start), self.number(row.end)


def _article(
    source: SourceText, cells: dict[str, Cell], given: IssueFacts, lines: tuple[int, int]
) -> Article:
    body, runs = cells["text"] if "text" in cells else Cell("", ())
    title = _value(cells, "title")
    if not (body.strip() or title):
        raise UnreadableFile(f"line {lines[0]} has no text")
    facts = prefer(given, _facts(cells, lines[0]))
    pages = (facts.page,) if given.page else _values(cells, "pages")
    page = pages[0] if pages else None
    part = Part(source.file, source.sha256, page, 0, len(body), SourceMap(runs), (lines,))
    return Article(
        body=body,
        parts=(part,),
        newspaper=facts.newspaper,
        issue_date=facts.issue_date,
        issue_number=facts.issue_number,
        pages=tuple(one for one in pages if one),
        title=title,
        byline=_value(cells, "byline"),
        authors=names_in(_value(cells, "authors")),
        section=_value(cells, "section"),
        kind="article",
        language=_value(cells, "language") or language_of(body),
        url=_value(cells, "url"),
        source_id=_value(cells, "id"),
    )


def _facts(cells: dict[str, Cell], line: int) -> IssueFacts:
    written = _value(cells, "issue_date")
    day = day_of(written)
    if written and day is None and not _CLOCK.fullmatch(written):
        raise UnreadableFile(f"line {line}: issue_date {written[:40]!r} is not a date (YYYY-MM-DD)")
    return IssueFacts(_value(cells, "newspaper"), day, _value(cells, "issue_number"))


def _value(cells: dict[str, Cell], name: str) -> str | None:
    return clean(cells[name].text) or None if name in cells else None


def _values(cells: dict[str, Cell], name: str) -> tuple[str, ...]:
    return tuple(one for one in _LIST.split(_value(cells, name) or "") if one)


def _rows(text: str) -> Iterator[Row]:
    delimiter = delimiter_of(text)
    inside = re.compile(r'[^"]*(?:""[^"]*)*"')
    bare = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
    at = 0
    while at < len(text):
        start, cells = at, []
        while True:
            cell, at = _cell(text, at, inside, bare)
            cells.append(cell)
            if len(cells) > _MOST_COLUMNS:
                raise UnreadableFile(f"it has more than {_MOST_COLUMNS} columns")
            if text[at : at + 1] != delimiter:
                break
            at += 1
        yield Row(cells, start, at)
        at += 2 if text[at : at + 2] == "\r\n" else 1


def _cell(text: str, at: int, inside: re.Pattern[str], bare: re.Pattern[str]) -> tuple[Cell, int]:
    if text[at : at + 1] != '"':
        end = bare.match(text, at).end()  # type: ignore[union-attr]  # it matches the empty text
        return Cell(text[at:end], (Run(0, at, end - at),) if end > at else ()), end
    closed = inside.match(text, at + 1)
    if closed is None:
        raise UnreadableFile("a quotation mark in it is never closed, so it is cut off or no CSV")
    return _unquoted(text, at + 1, closed.end() - 1), bare.match(text, closed.end()).end()  # type: ignore[union-attr]


def _unquoted(text: str, start: int, end: int) -> Cell:
    pieces: list[str] = []
    runs: list[Run] = []
    length = 0
    while start < end:
        doubled = text.find('""', start, end)
        stop = doubled + 1 if doubled >= 0 else end
        pieces.append(text[start:stop])
        runs.append(Run(length, start, stop - start))
        length += stop - start
        start = stop + 1 if doubled >= 0 else end
    return Cell("".join(pieces), tuple(runs))


def delimiter_of(text: str) -> str:
    """The mark that parts the names in the first row."""
    first = text[:4096].split("\n", 1)[0]
    return max(_DELIMITERS, key=lambda mark: (first.count(mark), -_DELIMITERS.index(mark)))
