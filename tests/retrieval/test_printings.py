"""A text printed more than once is one hit, with every place it was printed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice

import pytest

from index.archive import Archive
from index.build import index_paths
from retrieval.answerer import Answerer, open_answerer
from retrieval.found import Found, found
from retrieval.printings import OtherPrintings, once_each
from retrieval.records import Answer, Citation, Question
from retrieval.signals import JUDGED
from tests.index import reprints
from tests.index.reprints import FERRY, MARKET, misread, weather

OUTAGE = reprints.OUTAGE.format(day="4月20日", place="登云渡沿江路")
ASKED = "谁在轮渡航线上干了二十六年？"
LEAD = FERRY.split("\n")[0]


def printing(text: str, newspaper: str, day: int, page: str, title: str) -> dict[str, object]:
    return {
        "newspaper": newspaper,
        "issue_date": f"2023-04-{day}",
        "pages": [page],
        "title": title,
        "text": text,
    }


ARTICLES = [
    printing(f"本报讯 {misread(FERRY)}", "云汀晚报", 12, "03", "青澜江又闻汽笛"),
    printing(FERRY, "云汀日报", 10, "01", "轮渡重新开航"),
    printing(LEAD, "南岸周报", 14, "02", "轮渡开航"),
    printing(MARKET, "Ferry Post", 10, "01", "Market to reopen"),
    printing(OUTAGE, "云汀日报", 12, "04", "停电") | {"authors": ["林知遥"]},
    printing(misread(OUTAGE), "云汀日报", 12, "04", "停电") | {"authors": ["林知谣"]},
    *(printing(weather(day=f"4月{day}日"), "云汀日报", day, "04", "天气") for day in (10, 11)),
]


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    folder = tmp_path_factory.mktemp("printings")
    for name, articles in (("a.jsonl", ARTICLES), ("b.jsonl", ARTICLES[:2])):
        lines = (json.dumps(one, ensure_ascii=False) for one in articles)
        (folder / name).write_text("\n".join(lines), "utf-8")
    copy = ARTICLES[1] | {"issue_number": "9001"}
    (folder / "c.jsonl").write_text(json.dumps(copy, ensure_ascii=False), "utf-8")
    index_paths(folder / "archive", [folder])
    opened = open_answerer(folder / "archive")
    yield opened
    opened.close()


def printed_in(answer: Answer) -> set[tuple[str | None, str, str | None]]:
    hit = answer.hits[0]
    return {
        (one.newspaper, str(one.issue_date), one.issue_number)
        for one in (hit.citation, *hit.also_printed)
    }


def test_a_text_is_one_hit_with_all_its_printings(answerer: Answerer) -> None:
    answer = answerer.ask(Question(ASKED, top=10, near=True))
    assert printed_in(answer) == {
        ("云汀日报", "2023-04-10", None),
        ("云汀日报", "2023-04-10", "9001"),
        ("云汀晚报", "2023-04-12", None),
        ("南岸周报", "2023-04-14", None),
    }
    assert len(answer.hits[0].also_printed) == 3
    days = [one.issue_date for one in answer.hits[0].also_printed]
    assert days == sorted(days)  # type: ignore[type-var]
    assert sum("周水生" in hit.passage.text for hit in answer.hits) == 1
    assert [hit.rank for hit in answer.hits] == [*range(1, len(answer.hits) + 1)]


def test_one_place_under_two_readings_of_its_byline_is_not_printed_twice(
    answerer: Answerer,
) -> None:
    hits = answerer.ask(Question("供电公司对登云渡沿江路停电", top=10, near=True)).hits
    (outage,) = [hit for hit in hits if hit.article.title == "停电"]
    assert outage.also_printed == ()


@pytest.mark.parametrize("count", range(8))
def test_the_first_printings_are_the_same_however_many_are_taken(
    answerer: Answerer, count: int
) -> None:
    archive, ids = answerer._archive, list(range(1, 12))
    every = [one.row.passage_id for one in once_each(archive, ids)]
    assert [one.row.passage_id for one in islice(once_each(archive, ids), count)] == every[:count]


@pytest.mark.parametrize(("near", "looked_up"), [(False, JUDGED), (True, 6)])
def test_a_refusal_looks_up_only_what_it_is_judged_by(
    answerer: Answerer, monkeypatch: pytest.MonkeyPatch, near: bool, looked_up: int
) -> None:
    shown: list[OtherPrintings] = []

    def counted(archive: Archive, some: Iterable[OtherPrintings]) -> list[Found]:
        chosen = list(some)
        shown.extend(chosen)
        return found(archive, chosen)

    monkeypatch.setattr("retrieval.answerer.found", counted)
    answer = answerer.ask(Question("火星上有没有水稻收割机？", top=6, near=near))
    assert answer.status == "not_found"
    assert len(shown) == looked_up


def test_every_other_citation_leads_to_the_words_it_cites(answerer: Answerer) -> None:
    hit = answerer.ask(Question(ASKED)).hits[0]
    for other in hit.also_printed:
        cited = answerer.citation(other.citation_id)
        assert cited.standing == "current"
        assert "二十六年" in cited.passage.text
        assert len(cited.passage.text) <= len(hit.passage.text) + 6
        assert _place(cited.citation) == _place(other)


def _place(citation: Citation) -> tuple[object, ...]:
    return citation.newspaper, citation.issue_date, citation.pages, citation.title


def test_a_passage_that_was_cut_from_a_printing_is_not_cited_from_it(answerer: Answerer) -> None:
    hit = answerer.ask(Question("住在北岸的退休教师每天要到南岸照看谁？")).hits[0]
    papers = {one.newspaper for one in (hit.citation, *hit.also_printed)}
    assert ("南岸周报" in papers) == ("干了二十六年" in hit.passage.text)
    assert {"云汀日报", "云汀晚报"} <= papers


def test_notices_of_one_form_stay_two_hits(answerer: Answerer) -> None:
    hits = answerer.ask(Question("市气象台发布的天气预报", top=10, near=True)).hits
    forecasts = [hit for hit in hits if hit.article.title == "天气"]
    assert len(forecasts) == 2
    assert not any(hit.also_printed for hit in forecasts)


def test_a_text_printed_too_often_for_all_its_places_is_said_to_be(
    answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "A passage shown was printed in so many places that not all of them are named."
    assert said not in answerer.ask(Question(ASKED)).interpretation.notes
    monkeypatch.setattr("index.printings._COMPARED", 1)
    assert said in answerer.ask(Question(ASKED)).interpretation.notes
