"""What every citation style makes of invented articles, letter for letter. The forms are those of
the standards; a change here changes what people paste into footnotes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from retrieval.citing import STYLES, cite
from retrieval.records import Citation

GOLDEN: dict[str, dict[str, str]] = json.loads(
    Path(__file__).with_name("citations.json").read_text("utf-8")
)
_CHINESE = Citation(
    citation_id="abcdefghijklmnop-0-9-wxyz",
    newspaper="云汀日报",
    issue_date=date(2023, 4, 10),
    issue_number="18642",
    pages=("01",),
    title="青澜江轮渡重新开航",
    authors=("顾南枝",),
    text="",
    url="/c/abcdefghijklmnop-0-9-wxyz",
)
_ENGLISH = replace(
    _CHINESE,
    newspaper="The Qinglan Weekly",
    issue_date=date(2023, 4, 14),
    issue_number=None,
    pages=("A1", "A4"),
    title="Who Runs “Home” Along the River?",
    authors=("Jane Fuller", "RUTH ODHIAMBO"),
    url="https://archive.example/c/abcdefghijklmnop-0-9-wxyz",
)
_CROWD = tuple(f"Anna {tree}" for tree in ("Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Holly"))
CASES: dict[str, Citation] = {
    "chinese, one author, one page": _CHINESE,
    "chinese, three authors, two pages": replace(
        _CHINESE, authors=("顾南枝", "韩立言", "沈一苇"), pages=("01", "A03")
    ),
    "chinese, four authors": replace(_CHINESE, authors=("顾南枝", "韩立言", "沈一苇", "秦望舒")),
    "english, two authors, two pages, link": _ENGLISH,
    "english, seven authors": replace(_ENGLISH, authors=_CROWD),
    "english, twenty-one authors": replace(
        _ENGLISH, authors=tuple(f"Anna Elm-{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTU")
    ),
    "chinese names in letters": replace(_ENGLISH, authors=("Chen Ye", "Kim Min-seok")),
    "agency": replace(_ENGLISH, authors=("Harbour News Agency",), title="River Rises."),
    "both scripts": replace(_ENGLISH, authors=("顾南枝", "Jane Fuller")),
    "no author, date inferred": replace(_CHINESE, authors=(), inferred=("issue_date",)),
    "no author, english, date inferred": replace(_ENGLISH, authors=(), inferred=("issue_date",)),
    "no title": replace(_CHINESE, title=None),
    "no date": replace(_CHINESE, issue_date=None),
    "no page, no number": replace(_CHINESE, pages=(), issue_number=None),
    "no newspaper": replace(_CHINESE, newspaper=None),
    "nothing": Citation(_CHINESE.citation_id, None, None, None, (), None, (), "", ""),
    "marks": replace(_CHINESE, title="50% & *more*\n{第_二_行}", newspaper="云汀 [晚] 报"),
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("case", CASES)
def test_a_citation_is_written_as_the_style_wants(case: str, style: str) -> None:
    assert cite(CASES[case], style) == GOLDEN[case][style]


def test_every_style_marks_an_inferred_date_and_only_that() -> None:
    for style in STYLES:
        marked = cite(CASES["no author, date inferred"], style)
        plain = cite(replace(_CHINESE, authors=()), style)
        assert marked != plain
        assert any(
            sign in marked and sign not in plain
            for sign in ("[2023", "[April", "inferred", "circa")
        )
