"""A time in a question bounds its search where it must, favours where it can, and is told."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from index.build import index_paths
from retrieval.answerer import Answerer, open_answerer
from retrieval.dating import dating, undated
from retrieval.listing import Browse
from retrieval.question import interpret
from retrieval.records import Answer, Question

AS_OF = date(2024, 5, 6)


def found(answer: Answer) -> list[str | None]:
    return [hit.article.source_id for hit in answer.hits]


@pytest.mark.parametrize(
    ("asked", "bounds"),
    [
        # What was printed is asked for: exactly then.
        ("2023年4月10日的报纸头版是什么", ("2023-04-10", "2023-04-10")),
        ("去年4月报道的轮渡", ("2023-04-01", "2023-04-30")),
        ("What was in yesterday's paper?", ("2024-05-05", "2024-05-05")),
        # Recent news: from the day on, until it is no longer news.
        ("去年4月轮渡开航", ("2023-04-01", "2023-05-31")),
        ("三天前谁来了", ("2024-05-03", None)),
        ("Who came last month?", ("2024-04-01", None)),
        # A date of an event: announced before, remembered for ever after.
        ("2023年4月轮渡开航", ("2023-03-01", None)),
        ("去年轮渡开航", ("2022-12-01", None)),
        ("轮渡1998年和2003年两次停航", ("1997-12-01", None)),
        ("between 2019 and 2021", ("2018-12-01", None)),
        # The report counts, not what it tells of.
        ("2023年4月10日的报道说1998年发生了什么", ("2023-04-10", "2023-04-10")),
        ("2019年以前刊登的评论", (None, "2018-12-31")),
        # Before a year things happened that are told of to this day.
        ("2019年以前谁当过渡工", (None, None)),
        # Vague, to come, planned or quoted: no bound.
        ("近三年的轮渡", (None, None)),
        ("最近的轮渡", (None, None)),
        ("今年的轮渡", (None, None)),
        ("6月8日的轮渡", (None, None)),
        ("明年的轮渡", (None, None)),
        ("2024年计划建多少座桥", (None, None)),
        ("到2023年要建多少座桥", (None, None)),
        ("“2023年轮渡复航”是谁说的", (None, None)),
    ],
)
def test_what_a_time_admits(asked: str, bounds: tuple[str | None, str | None]) -> None:
    reading = interpret(Question(asked, as_of=AS_OF), dated=True)
    told = reading.as_json()
    assert (told["from"], told["to"]) == bounds
    assert bool(reading.time_words) == (bounds != (None, None))


def test_the_reading_names_the_words_it_came_from() -> None:
    notes = " ".join(interpret(Question("去年4月报道的轮渡", as_of=AS_OF), dated=True).notes)
    assert "“去年4月” is read as 2023-04-01 to 2023-04-30" in notes
    assert "use_dates" in notes
    assert interpret(Question("轮渡票价", as_of=AS_OF), dated=True).notes == ()


@pytest.mark.parametrize(
    "question",
    [
        Question("去年4月轮渡开航", as_of=AS_OF, use_dates=False),
        Question("去年4月轮渡开航", as_of=AS_OF, from_date=date(2020, 1, 1)),
        Question("去年4月轮渡开航", as_of=AS_OF, to_date=date(2020, 1, 1)),
    ],
)
def test_words_yield_to_options(question: Question) -> None:
    reading = interpret(question, dated=True)
    given = (question.from_date, question.to_date)
    assert (reading.from_date, reading.to_date, reading.favoured) == (*given, ())
    assert reading.notes == ()


def test_today_is_the_day_it_is_unless_told() -> None:
    assert (
        interpret(Question("昨天谁来了"), dated=True).from_date
        == dating("昨天谁来了", date.today()).from_date
    )


@pytest.mark.parametrize(
    ("asked", "as_then", "in_full"),
    [
        ("去年4月轮渡开航了吗", "4月轮渡开航了吗", "2023年4月轮渡开航了吗"),
        ("上个月轮渡开航了吗", "轮渡开航了吗", "2024年4月轮渡开航了吗"),
        ("Did it sail in June last year?", "Did it sail in June?", "Did it sail in June 2023?"),
        ("2023年4月轮渡开航了吗", None, None),
    ],
)
def test_a_question_is_searched_as_articles_of_that_time_say_it(
    asked: str, as_then: str | None, in_full: str | None
) -> None:
    assert dating(asked, AS_OF).restated == as_then
    assert undated(asked, AS_OF).restated == in_full
    assert undated(asked, None).restated is None


def test_an_archive_answers_from_the_time_asked_for(answerer: Answerer) -> None:
    question = Question("去年4月报道的云汀的人和事", top=10, as_of=AS_OF, near=True)
    assert set(found(answerer.ask(question))) == {"ferry", "bridge", "marathon"}
    question = Question("今年1月报道的云汀的人和事", top=10, as_of=AS_OF, near=True)
    assert set(found(answerer.ask(question))) == {"ginger"}


def test_a_time_without_papers_is_not_widened_in_silence(answerer: Answerer) -> None:
    answer = answerer.ask(Question("1998年3月报道的青澜江轮渡票价是多少", as_of=AS_OF, near=True))
    assert (answer.status, answer.hits) == ("not_found", ())
    assert answer.reason is not None
    assert answer.reason.startswith("Nothing printed from 1998-03-01 to 1998-03-31 (“1998年3月”)")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        # An event: told of long after, too, and by what may have been printed at any time.
        ("1998年3月青澜江轮渡票价是多少", {"dated", "undated"}),
        ("去年4月青澜江轮渡票价是多少", {"dated", "undated"}),
        ("1998年3月青澜江轮渡票价是多少 标题:江上", {"dated", "undated"}),
        ("1998年3月报道的青澜江轮渡票价是多少", set()),  # printed then: nobody knows whether it was
        ("日期:1998-03 青澜江轮渡票价是多少", set()),
    ],
)
def test_what_bears_no_date_may_tell_of_an_event(
    tmp_path: Path, asked: str, expected: set[str]
) -> None:
    page = tmp_path / "articles.jsonl"
    page.write_text(
        '{"id": "dated", "issue_date": "2023-04-10", "title": "江上", '
        '"text": "青澜江轮渡重新开航，票价2元。"}\n'
        '{"id": "undated", "title": "江上", "text": "青澜江轮渡的票价涨到了一角。"}\n'
        '{"id": "old", "issue_date": "1990-01-05", "title": "江上", '
        '"text": "青澜江轮渡票价五分。"}\n',
        "utf-8",
    )
    index_paths(tmp_path / "archive", [page])
    opened = open_answerer(tmp_path / "archive")
    try:
        answer = opened.ask(Question(asked, as_of=AS_OF, near=True))
        listed = opened.browse(Browse(text=asked, as_of=AS_OF))
        strict = opened.ask(Question(asked, from_date=date(2023, 1, 1), near=True))
    finally:
        opened.close()
    assert set(found(answer)) == expected
    assert {item.article.source_id for item in listed.items} == expected
    assert set(found(strict)) == {"dated"}  # whoever names the days means printed days
    assert answer.interpretation.from_date is not None
    assert answer.interpretation.undated == ("undated" in expected)


def test_what_was_printed_then_comes_before_what_bears_no_date(tmp_path: Path) -> None:
    page = tmp_path / "articles.jsonl"
    page.write_text(
        '{"id": "undated", "text": "青澜江轮渡重新开航。"}\n'
        '{"id": "then", "issue_date": "2023-04-10", "text": "青澜江轮渡重新开航。"}\n',
        "utf-8",
    )
    index_paths(tmp_path / "archive", [page])
    opened = open_answerer(tmp_path / "archive")
    try:
        for asked in ("去年4月青澜江轮渡开航了吗", "2023年4月青澜江轮渡开航了吗"):
            assert found(opened.ask(Question(asked, as_of=AS_OF, near=True))) == ["then", "undated"]
    finally:
        opened.close()


def test_days_that_are_all_that_is_searched_need_no_favour() -> None:
    assert dating("去年4月报道的轮渡", AS_OF).favoured == ()
    assert dating("去年4月轮渡开航", AS_OF).favoured == ((date(2023, 4, 1), date(2023, 5, 31)),)


def test_an_archive_without_dates_is_searched_whole(tmp_path: Path) -> None:
    page = tmp_path / "articles.jsonl"
    page.write_text(
        '{"id": "ferry", "text": "青澜江轮渡2023年4月9日重新开航，票价2元。"}\n', "utf-8"
    )
    index_paths(tmp_path / "archive", [page])
    opened = open_answerer(tmp_path / "archive")
    try:
        answer = opened.ask(Question("去年4月青澜江轮渡票价多少", as_of=AS_OF, near=True))
    finally:
        opened.close()
    assert found(answer) == ["ferry"]
    assert answer.interpretation.from_date is None
    assert "knows of no article when it was printed" in " ".join(answer.interpretation.notes)


def test_what_was_printed_then_comes_first(tmp_path: Path) -> None:
    page = tmp_path / "articles.jsonl"
    text = "云汀市图书馆昨日举行读书节，来了三百名读者。"
    lines = (
        json.dumps(
            {"id": year, "issue_date": f"{year}-04-24", "title": "读书节", "text": text + more}
        )
        for year, more in (("2021", ""), ("2022", "他们读诗。"), ("2023", "他们读史。"))
    )
    page.write_text("\n".join(lines) + "\n", "utf-8")
    index_paths(tmp_path / "archive", [page])
    opened = open_answerer(tmp_path / "archive")
    try:
        for year in ("2021", "2022", "2023"):
            answer = opened.ask(Question(f"{year}年4月图书馆读书节来了多少名读者", near=True))
            assert found(answer)[0] == year
    finally:
        opened.close()
