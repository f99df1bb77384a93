"""A column torn into lines is set again by the words that its line ends cut in two."""

from __future__ import annotations

from index.readers.text import read_text
from index.records import IssueFacts, SourceText
from index.seams import gain_over, words_over

BYLINE = "东江日报讯(全媒体记者/方小舟 通讯员/何"
LEAD = "苗) 11月2日,市图书馆新馆举行开馆仪式,首批读者入馆参观借阅图书。"
PARAGRAPHS = (
    "去年,市图书馆共接待读者六十万人次,举办公益讲座一百二十场。今年,图书馆将延长开放时间,"
    "并在社区开设十二处借阅点,方便居民借书还书,丰富群众文化生活。",
    "据了解,新馆位于江滨公园旁边,建筑面积一万二千平方米,设有少儿阅览室、盲人阅览室和自习室,"
    "馆藏图书八十万册,读者凭身份证即可免费办理借书证。",
)
FULL, INDENT = 20, 2


def lines_of(text: str, first: int = FULL - INDENT) -> list[str]:
    """The lines of a column: the first is narrower by the indent."""
    rest = text[first:]
    return [text[:first], *(rest[at : at + FULL] for at in range(0, len(rest), FULL))]


def body(lines: list[str]) -> str:
    text = "\n\n".join(["新馆开馆", BYLINE, *lines])
    return read_text(SourceText("p.txt", "0" * 64, "utf-8", text), IssueFacts()).articles[0].body


def test_lines_in_order_are_joined_to_paragraphs() -> None:
    whole = body([line for text in (LEAD, *PARAGRAPHS) for line in lines_of(text, FULL)])
    assert whole == "\n".join([LEAD.removeprefix("苗) "), *PARAGRAPHS])


def test_first_and_last_lines_pulled_out_of_the_column_go_back_to_their_places() -> None:
    opening, *_, end = lines_of(LEAD, FULL)
    columns = [lines_of(text) for text in PARAGRAPHS]
    torn = body(
        [
            *(lines[0] for lines in columns),
            opening,
            *(line for lines in columns for line in lines[1:-1]),
            *(lines[-1] for lines in reversed(columns)),
            end,
        ]
    )
    assert torn == "\n".join([LEAD.removeprefix("苗) "), *PARAGRAPHS])


def test_a_word_cut_in_two_is_seen() -> None:
    assert "图书馆" in words_over("位于市图", "书馆旁边")
    assert words_over("位于江边", "读者参观") == ()
    assert gain_over("位于市图", "书馆旁边", "") > gain_over("位于市图", "读者参观", "")
    assert gain_over("(图书", ")开放", "") > 0 > gain_over("开放,", "。开放", "")
