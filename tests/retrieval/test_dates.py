"""A question's times are read as people mean them, and nothing else is taken for one."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.dates import periods
from tests.retrieval.date_expressions import CHINESE, ENGLISH, TRAPS

AS_OF = date(2026, 11, 21)  # a Saturday

NAMED = [line for line in (CHINESE + ENGLISH).splitlines() if line]
NAMING_NONE = [line for line in TRAPS.splitlines() if line]


def first_day(text: str) -> date:
    parts = [int(part) for part in text.split("-")] if text else [1, 1, 1]
    return date(*[*parts, 1, 1][:3])


def last_day(text: str) -> date:
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def expected(told: str) -> list[tuple[str, date, date, bool, str]]:
    rows = []
    for one in told.split(" ; "):
        words, _, rest = one.strip().rpartition(" = ")
        days, mark = rest.split()
        begin, _, end = days.partition("..")
        kind = "printed" if mark.endswith("P") else "happened"
        rows.append((words, first_day(begin), last_day(end or begin), mark[0] == "!", kind))
    return rows


def read(text: str) -> list[tuple[str, date, date, bool, str]]:
    found = periods(text, AS_OF)
    return [(one.words, one.first, one.last, one.explicit, one.kind) for one in found]


def test_the_table_is_as_long_as_promised() -> None:
    assert len(set(NAMED) | set(NAMING_NONE)) == len(NAMED) + len(NAMING_NONE) >= 250


@pytest.mark.parametrize("line", NAMED)
def test_a_time_is_read(line: str) -> None:
    question, _, told = line.partition(" | ")
    assert read(question) == expected(told)


@pytest.mark.parametrize("question", NAMING_NONE)
def test_what_only_looks_like_a_time_is_none(question: str) -> None:
    assert read(question) == []


PIECES = st.sampled_from(
    [line.partition(" | ")[0] for line in NAMED]
    + NAMING_NONE
    + list("年月日号周前后至到初一十2 0-'\ud800")
)


@given(
    st.lists(PIECES | st.text(max_size=8), max_size=6), st.dates(date(1900, 1, 1), date(2100, 1, 1))
)
def test_reading_never_fails_and_its_words_are_those_of_the_question(
    pieces: list[str], as_of: date
) -> None:
    text = "".join(pieces)
    found = periods(text, as_of)
    assert found == periods(text, as_of)
    for one in found:
        assert one.words == text[one.start : one.end] != ""
        assert one.first <= one.last
    for before, after in pairwise(found):
        assert before.end <= after.start
