"""Every style gives the line a footnote or a reference manager expects."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from index.errors import BadQuestion
from retrieval.citing import DEFAULT_STYLE, STYLES, cite, with_text
from retrieval.records import Citation

FULL = Citation(
    citation_id="abc-0-9-wxyz",
    newspaper="云汀日报",
    issue_date=date(2023, 4, 10),
    issue_number="18642",
    pages=("01", "02"),
    title="上下游一盘棋治水 干支流一把尺护江",
    authors=("秦望舒", "韩立言"),
    text="",
    url="https://archive.example/c/abc-0-9-wxyz",
)
BARE = Citation("abc-0-9-wxyz", None, None, None, (), None, (), "", "")


@pytest.mark.parametrize(
    ("style", "line"),
    [
        (
            "gbt7714-2025",
            "秦望舒，韩立言. 上下游一盘棋治水 干支流一把尺护江[N]. 云汀日报，2023-04-10（01，02）.",
        ),
        (
            "gbt7714-2015",
            "秦望舒, 韩立言. 上下游一盘棋治水 干支流一把尺护江[N]. 云汀日报, 2023-04-10(01, 02).",
        ),
        (
            "markdown",
            "秦望舒、韩立言：[上下游一盘棋治水 干支流一把尺护江]"
            "(https://archive.example/c/abc-0-9-wxyz)，*云汀日报*，2023-04-10，第01、02版",
        ),
    ],
)
def test_a_citation_reads_as_the_style_wants(style: str, line: str) -> None:
    assert cite(FULL, style) == line


def test_an_unknown_author_is_left_out_and_the_title_begins() -> None:
    assert cite(replace(FULL, authors=())).startswith("上下游一盘棋治水")


def test_an_inferred_date_stands_in_square_brackets() -> None:
    inferred = replace(FULL, inferred=("issue_date",))
    assert "云汀日报，[2023-04-10]（01，02）" in cite(inferred)


def test_what_is_unknown_is_said_to_be_unknown() -> None:
    assert cite(BARE) == "[无标题][N]. [报名不详]，[日期不详]."


def test_the_text_of_a_citation_is_its_line_in_the_default_style() -> None:
    assert with_text(FULL).text == cite(FULL, DEFAULT_STYLE)


def test_bibtex_keeps_names_whole_and_escapes_what_tex_reads() -> None:
    entry = cite(replace(FULL, title="50% & more_"), "bibtex")
    assert entry.startswith("@article{abc-0-9-wxyz,")
    assert "author = {{秦望舒} and {韩立言}}" in entry
    assert r"title = {{50\% \& more\_}}" in entry
    assert entry.count("{") == entry.count("}")


def test_what_a_text_may_hold_breaks_no_file() -> None:
    odd = replace(
        FULL,
        title="a { b \\ } }\r\nER  - \n@x{",
        newspaper="P & Q {",
        pages=("<b>&lt;1</b>", "2\nTY  - JOUR"),
        authors=("Li Na and Wang Wu", "Harbour\nAgency"),
    )
    entry = cite(odd, "bibtex")
    assert entry.count("{") == entry.count("}")
    assert r"title = {{a \textbraceleft{} b \textbackslash{} \textbraceright{}" in entry
    assert "author = {{Li Na and Wang Wu} and {Harbour Agency}}" in entry
    tags = [line[:6] for line in cite(odd, "ris").split("\r\n") if line]
    assert tags[0] == "TY  - "
    assert tags[-1] == "ER  - "
    assert tags.count("TY  - ") == tags.count("ER  - ") == 1
    assert r"第\<b\>\&lt;1\</b\>、2 TY - JOUR版" in cite(odd, "markdown")
    lines = {style: cite(odd, style) for style in STYLES if style not in ("bibtex", "ris")}
    (record,) = json.loads(lines.pop("csl-json"))
    assert record["page"] == "<b>&lt;1</b>, 2 TY - JOUR"
    assert not any("\n" in line for line in lines.values())


def test_ris_is_a_newspaper_record_with_crlf_line_ends() -> None:
    record = cite(FULL, "ris")
    assert record.startswith("TY  - NEWS\r\n")
    assert record.endswith("ER  - \r\n")
    assert "DA  - 2023/04/10\r\n" in record
    assert record.count("AU  - ") == 2


def test_csl_json_has_literal_names_and_the_date_in_parts() -> None:
    (record,) = json.loads(cite(FULL, "csl-json"))
    assert record["type"] == "article-newspaper"
    assert record["author"] == [{"literal": "秦望舒"}, {"literal": "韩立言"}]
    assert record["issued"] == {"date-parts": [[2023, 4, 10]]}


@pytest.mark.parametrize("style", STYLES)
def test_no_style_stumbles_over_missing_facts_or_invents_any(style: str) -> None:
    line = cite(BARE, style)
    assert line
    assert "None" not in line


def test_an_unknown_style_is_refused_with_the_styles_there_are() -> None:
    with pytest.raises(BadQuestion, match="gbt7714-2025"):
        cite(FULL, "harvard")
