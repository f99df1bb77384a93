"""Articles to rows and back."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article_rows import ArticleRow, article_of, intact, row_of, row_sha256
from index.records import Article, Part, Run, SourceMap
from index.structure import Box

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NAME = st.none() | TEXT.filter(bool)
NAMES = st.lists(TEXT.filter(bool), max_size=3).map(tuple)
NUMBER = st.integers(0, 10**6)
RUN = st.builds(Run, NUMBER, NUMBER, NUMBER)
PLACE = st.floats(allow_nan=False, allow_infinity=False)
BOX = st.builds(Box, NUMBER, NUMBER, NUMBER, PLACE, PLACE, PLACE, PLACE)
PART = st.builds(
    Part,
    file=TEXT,
    sha256=TEXT,
    page=NAME,
    start=NUMBER,
    end=NUMBER,
    map=st.lists(RUN, max_size=3).map(tuple).map(SourceMap),
    lines=st.lists(st.tuples(NUMBER, NUMBER), max_size=3).map(tuple),
    boxes=st.lists(BOX, max_size=3).map(tuple),
)
ARTICLE = st.builds(
    Article,
    body=TEXT,
    parts=st.lists(PART, min_size=1, max_size=3).map(tuple),
    newspaper=NAME,
    issue_date=st.none() | st.dates(),
    issue_number=NAME,
    pages=NAMES,
    title=NAME,
    kicker=NAME,
    subtitle=NAME,
    byline=NAME,
    authors=NAMES,
    correspondents=NAMES,
    section=NAME,
    kind=st.sampled_from(["news", "brief"]),
    language=NAME,
    url=NAME,
    source_id=NAME,
    jump_to=NAME,
    jump_from=NAME,
    inferred=NAMES,
    notes=NAMES,
)


def test_the_strategy_knows_every_field() -> None:
    """A field added to Article or Part must be drawn here, or its loss would go unseen."""
    for strategy, record in ((ARTICLE, Article), (PART, Part)):
        drawn = set(strategy.wrapped_strategy.kwargs)  # type: ignore[attr-defined]
        assert drawn == {one.name for one in fields(record)}


@given(ARTICLE)
def test_an_article_survives_the_way_into_a_row_and_back(article: Article) -> None:
    row = {"article_id": "a", **row_of(article, "a")._asdict()}
    assert article_of(row) == article
    assert intact(row)


@pytest.mark.parametrize("column", ["article_id", *ArticleRow._fields])
def test_a_change_of_any_column_shows(column: str) -> None:
    part = Part("a.txt", "0" * 64, None, 0, 2, SourceMap((Run(0, 0, 2),)))
    whole = Article("江水", (part,), "报", date(2023, 4, 10), title="题", source_id="1")
    row = {"article_id": "a", **row_of(whole, "a")._asdict()}
    assert not intact({**row, column: "别的"})
    assert not intact({**row, column: 5})


def test_no_text_can_slip_from_one_column_into_the_next() -> None:
    assert row_sha256("a", "b", "cd", "") != row_sha256("a", "b", "c", "d")
    assert row_sha256("a", "b", None) != row_sha256("a", "b", "")
