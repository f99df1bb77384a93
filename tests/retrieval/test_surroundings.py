"""Round an article: its pages, its neighbours, its lines as printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from index.errors import NotFound
from retrieval.resolving import view
from retrieval.surroundings import surroundings


@pytest.fixture
def sample(sample_folder: Path) -> Iterator[Archive]:
    opened = Archive(sample_folder)
    yield opened
    opened.close()


def test_every_paragraph_reads_the_same_as_its_printed_lines(sample: Archive) -> None:
    wrapped = 0
    for stored in sample.articles():
        body = view(sample, stored.article_id, "").body
        around = surroundings(sample, stored.article_id, printed=True)
        assert "".join(body[one.start : one.end] for one in around.printed) == body.replace(
            "\n", ""
        )
        for one in around.printed:
            printed = "".join("".join(one.lines).split())
            assert printed == "".join(body[one.start : one.end].split())
            wrapped += len(one.lines) > 1
    assert wrapped > 20


def test_an_article_over_two_pages_has_two_stretches(sample: Archive) -> None:
    jumping = next(one for one in sample.articles() if one.article.jump_to == "02")
    stretches = surroundings(sample, jumping.article_id).stretches
    assert [one.page for one in stretches] == ["01", "02"]
    assert stretches[0].end <= stretches[1].start


def test_lines_are_looked_up_only_when_asked_for(sample: Archive) -> None:
    first = next(sample.articles())
    assert surroundings(sample, first.article_id).printed == ()


def test_an_unknown_article_is_not_found(sample: Archive) -> None:
    with pytest.raises(NotFound):
        surroundings(sample, "never")
