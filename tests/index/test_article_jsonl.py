"""Article JSON lines: what is read, how it maps back, and what refuses the file."""

from __future__ import annotations

import gzip
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.decode import decode
from index.errors import UnreadableFile
from index.readers import reader_for
from index.records import Article, IssueFacts, SourceText


def read(data: bytes, name: str = "a.jsonl", **given_facts: Any) -> tuple[Article, ...]:
    return reader_for(name)(decode(data, name), IssueFacts(**given_facts)).articles


def line(**fields: Any) -> bytes:
    return json.dumps({"text": "大桥通车。", **fields}, ensure_ascii=False).encode()


def test_every_field_is_read_and_unknown_ones_are_let_be() -> None:
    (article,) = read(
        line(id="x1", newspaper="东江日报", issue_date="2023-04-10", issue_number=18642,
             pages=["01", 2], title="通车", authors=["方小舟"], byline="记者 方小舟",
             section="要闻", language="zh", url="https://example.org/1", editor="谁")
    )  # fmt: skip
    assert article.source_id == "x1"
    assert (article.newspaper, article.issue_date) == ("东江日报", date(2023, 4, 10))
    assert (article.issue_number, article.pages) == ("18642", ("01", "2"))
    assert (article.title, article.authors, article.section) == ("通车", ("方小舟",), "要闻")
    assert article.body == "大桥通车。"
    assert article.parts[0].lines == ((1, 1),)


def test_facts_given_win() -> None:
    (article,) = read(line(newspaper="东江日报", pages=["3"]), newspaper="新报", page="A1")
    assert (article.newspaper, article.pages) == ("新报", ("A1",))


def test_packed_files_and_blank_lines_and_windows_line_ends() -> None:
    data = gzip.compress(line() + b"\r\n\r\n" + line(title="二") + b"\n")
    assert [article.title for article in read(data, "a.jsonl.gz")] == [None, "二"]


@given(st.text(min_size=1).filter(lambda text: text.strip()), st.booleans())
def test_bodies_map_back_to_the_file(text: str, ascii_only: bool) -> None:
    try:
        data = json.dumps({"title": text, "text": text}, ensure_ascii=ascii_only).encode()
        source = decode(data, "a.jsonl")
    except (UnicodeEncodeError, UnreadableFile):
        return
    (article,) = reader_for("a.jsonl")(source, IssueFacts()).articles
    assert len(article.body) == len(text)
    for run in article.parts[0].map.runs:
        stretch = article.body[run.body : run.body + run.length]
        printed = source.text[run.source : run.source + run.length]
        assert printed == stretch or ord(stretch) < 0xA0 or stretch in "\u2028\u2029"


def test_a_text_that_another_field_quotes_is_not_mistaken_for_the_text() -> None:
    data = json.dumps({"title": '"text": "大桥"', "text": "大桥"}, ensure_ascii=False).encode()
    source = decode(data, "a.jsonl")
    (article,) = reader_for("a.jsonl")(source, IssueFacts()).articles
    (span,) = article.parts[0].map.spans(0, 2)
    assert source.text[slice(*span)] == "大桥"
    assert span[0] > source.text.index('", "text"')


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b'{"text": "a"', "line 2 is not valid JSON"),
        (b'["text"]', "line 2 is not a JSON object"),
        (b'{"title": "a"}', "line 2 has no text"),
        (b'{"text": "  "}', "line 2 has no text"),
        (b'{"text": 3}', "line 2 has no text"),
        (line(issue_date="2023-13-01"), "line 2: issue_date '2023-13-01' is not a date"),
        (line(issue_date="gestern"), "line 2: issue_date 'gestern' is not a date"),
        (line(authors={"name": "方小舟"}), "line 2: authors is not a list"),
        (line(title=["a"]), "line 2: title is not a string"),
        (b'{"text": "a"}' * 2, "line 2 is not valid JSON"),
        (b"[" * 100_000, "line 2"),
    ],
)
def test_a_broken_line_refuses_the_whole_file_by_its_number(bad: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read(line() + b"\n" + bad + b"\n" + line())


def test_a_file_without_articles_is_refused() -> None:
    source = SourceText("a.jsonl", "0" * 64, "utf-8", "\n \n")
    with pytest.raises(UnreadableFile, match="no article"):
        reader_for("a.jsonl")(source, IssueFacts())


def test_half_a_surrogate_pair_becomes_a_space() -> None:
    (article,) = read(b'{"text": "a\\ud800b"}')
    assert article.body == "a b"
    article.body.encode()


def test_an_unknown_format_is_refused_by_name() -> None:
    with pytest.raises(UnreadableFile, match=r"\.txt"):
        reader_for("page.xyz")
