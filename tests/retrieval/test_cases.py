"""Files of questions are read in both forms, and what is no question is named."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from index.errors import BadQuestion
from retrieval.cases import Case, read_cases


def cases(tmp_path: Path, *rows: object) -> list[Case]:
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return list(read_cases(path))


@pytest.mark.parametrize(
    ("row", "day"),
    [
        ({"question": "上个月谁来了", "as_of": "2024-05-06"}, date(2024, 5, 6)),
        ({"question": "上个月谁来了"}, None),
        (
            {"text": "去年谁来了", "positive_ids": ["a"], "question_date": "2024-1-1"},
            date(2024, 1, 1),
        ),
        ({"text": "去年谁来了", "positive_ids": ["a"]}, None),
        ({"text": "去年谁来了", "positive_ids": ["a"], "question_date": "1月20日"}, None),
    ],
)
def test_a_question_is_asked_on_its_own_day(
    tmp_path: Path, row: dict[str, object], day: date | None
) -> None:
    assert [one.as_of for one in cases(tmp_path, row)] == [day]


@pytest.mark.parametrize("row", [{"nothing": 1}, {"question": "谁", "as_of": "去年"}, "谁"])
def test_a_line_that_is_no_question_is_named(tmp_path: Path, row: object) -> None:
    with pytest.raises(BadQuestion, match="line 2"):
        cases(tmp_path, {"question": "好"}, row)
