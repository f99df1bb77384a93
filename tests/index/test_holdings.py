"""What an archive holds: counted by newspaper, by day, and who stands beside whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.build import index_paths
from index.holdings import Holding, beside, days_of, holdings


@pytest.fixture
def archive(archive_folder: Path) -> Iterator[Archive]:
    opened = Archive(archive_folder)
    yield opened
    opened.close()


@pytest.fixture
def sample(sample_folder: Path) -> Iterator[Archive]:
    opened = Archive(sample_folder)
    yield opened
    opened.close()


def test_every_newspaper_is_counted_the_largest_first(archive: Archive) -> None:
    daily, *others = holdings(archive).newspapers
    assert daily == Holding("云汀日报", 3, 2, date(2023, 4, 10), date(2023, 4, 11))
    assert {one.newspaper for one in others} == {"云汀晚报", "The Qinglan Weekly"}
    assert holdings(archive).articles == 5


def test_articles_are_counted_by_day_within_a_year(archive: Archive) -> None:
    assert days_of(archive, "云汀日报", 2023) == {date(2023, 4, 10): 1, date(2023, 4, 11): 1}
    assert days_of(archive, "云汀日报", 2024) == {}
    assert days_of(archive, None, 2023) == {}


def test_a_file_set_aside_is_named_without_its_folder(tmp_path: Path) -> None:
    bad = tmp_path / "private" / "坏.pdf"
    bad.parent.mkdir()
    bad.write_bytes(b"no pdf")
    index_paths(tmp_path / "archive", [bad])
    archive = Archive(tmp_path / "archive")
    (one,) = holdings(archive).set_aside
    archive.close()
    assert one.file == "坏.pdf"
    assert one.reason


def test_neighbours_stand_on_the_same_page_of_the_same_issue(sample: Archive) -> None:
    articles = [one for one in sample.articles() if "02" in one.article.pages]
    before, after = beside(sample, articles[1])
    assert before is not None
    assert after is not None
    assert (before.article_id, after.article_id) == (articles[0].article_id, articles[2].article_id)
    assert beside(sample, articles[0])[0] is None, "the first article of a page has none before it"


def test_articles_of_unknown_date_have_neighbours_in_their_own_file(archive: Archive) -> None:
    letter = next(one for one in archive.articles() if one.article.issue_date is None)
    before, after = beside(archive, letter)
    assert before is not None
    assert after is None
