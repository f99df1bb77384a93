"""What there is of each newspaper, in the numbers of the lists, and what is missing."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from index.archive import Archive
from index.build import index_paths
from index.check import check_archive
from index.holdings import Holding
from retrieval.answerer import Answerer, open_answerer
from retrieval.exporting import exported
from retrieval.issues import in_gaps, missing_days
from retrieval.listing import Browse


def test_every_newspaper_is_counted_the_largest_first(answerer: Answerer) -> None:
    daily, *others = answerer.holdings().newspapers
    assert daily == Holding("云汀日报", 3, 2, date(2023, 4, 10), date(2023, 4, 11))
    assert {one.newspaper for one in others} == {"云汀晚报", "The Qinglan Weekly"}
    assert answerer.holdings().articles == 5


def test_articles_are_counted_by_day_within_a_year(answerer: Answerer) -> None:
    days = {date(2023, 4, 10): 1, date(2023, 4, 11): 1}
    assert answerer.issue_days("云汀日报", 2023) == days
    assert answerer.issue_days("云汀日报", 2024) == {}
    assert answerer.issue_days(None, 2023) == {}
    assert answerer.issue_days("无此报", 2023) == {}


def test_the_counts_are_those_of_the_lists_they_lead_to(sample_answerer: Answerer) -> None:
    held = sample_answerer.holdings()
    assert held.articles == sample_answerer.browse(Browse()).total
    for one in held.newspapers:
        assert one.articles == sample_answerer.browse(Browse(newspaper=one.newspaper)).total
        for day, count in sample_answerer.issue_days(one.newspaper, 2023).items():
            asked = Browse(newspaper=one.newspaper, from_date=day, to_date=day)
            assert sample_answerer.browse(asked).total == count


def test_articles_are_counted_alike_wherever_a_count_is_shown(
    sample_answerer: Answerer, sample_folder: Path
) -> None:
    counted: dict[str, Any] = {
        "readyz": sample_answerer.summary()["articles"],
        "archive": sample_answerer.holdings().articles,
        "list": sample_answerer.browse(Browse()).total,
        "check": check_archive(sample_folder).counts["articles"],
    }
    archive = Archive(sample_folder)
    counted["export"] = sum(1 for _ in exported(archive))
    assert len(set(counted.values())) == 1, counted
    assert counted["list"] < archive.count("articles"), "some articles go on on another page"
    archive.close()


def test_articles_of_no_newspaper_and_no_day_are_counted_too(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    texts = ("甲地的船靠岸。", "乙地的船靠岸。")
    file.write_text("\n".join(json.dumps({"text": text}) for text in texts), "utf-8")
    index_paths(tmp_path / "archive", [file])
    opened = open_answerer(tmp_path / "archive")
    assert opened.holdings().newspapers == (Holding(None, 2, 0, None, None),)
    opened.close()


def test_an_empty_archive_holds_nothing(tmp_path: Path) -> None:
    bad = tmp_path / "坏.pdf"
    bad.write_bytes(b"no pdf")
    index_paths(tmp_path / "archive", [bad])
    opened = open_answerer(tmp_path / "archive", empty=True)
    assert opened.holdings().newspapers == ()
    assert [one.file for one in opened.holdings().set_aside] == ["坏.pdf"]
    opened.close()


def test_a_daily_without_sundays_misses_only_what_it_owes() -> None:
    days = [date(2023, 1, 2) + timedelta(n) for n in range(59)]
    gone = {date(2023, 1, 18), date(2023, 1, 19), date(2023, 2, 7)}
    counts = {day: 10 for day in days if day.weekday() != 6 and day not in gone}
    missing = missing_days(counts, 2023, days[0], days[-1])
    assert in_gaps(missing, counts) == (
        (date(2023, 1, 18), date(2023, 1, 19)),
        (date(2023, 2, 7), date(2023, 2, 7)),
    )
    assert len(missing) == 3


def test_a_year_owes_issues_from_its_first_day_when_the_paper_is_older() -> None:
    counts = {date(2023, 1, 1) + timedelta(n): 1 for n in range(2, 365)}
    assert missing_days(counts, 2023, date(2020, 5, 1), date(2024, 1, 1)) == [
        date(2023, 1, 1),
        date(2023, 1, 2),
    ]


def test_few_issues_tell_nothing_of_when_one_is_due() -> None:
    counts = {date(2023, 4, 10): 31}
    assert missing_days(counts, 2023, date(2023, 4, 10), date(2024, 1, 18)) == []
