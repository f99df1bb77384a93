"""What was set aside, and who stands beside whom."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from index.build import index_paths
from index.holdings import beside, set_aside


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


def test_a_file_set_aside_is_named_without_its_folder(tmp_path: Path) -> None:
    bad = tmp_path / "private" / "坏.pdf"
    bad.parent.mkdir()
    bad.write_bytes(b"no pdf")
    index_paths(tmp_path / "archive", [bad])
    archive = Archive(tmp_path / "archive")
    (one,) = set_aside(archive)
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
