"""From what is stored back to the place it was printed at."""

from __future__ import annotations

import pytest

from bot.http.shapes import SourceShape
from index.archive import Archive
from index.build import index_paths
from index.check import check_archive
from index.records import Article
from retrieval.records import Source
from retrieval.resolving import source_of, sources_of
from tests.index.readers.typesetting import Press, Story

STORY = Story(
    "轮渡重新开航",
    [
        "停航三年的轮渡昨日重新开航，首班渡船载客一百二十人，两岸居民清早就在码头排队等候。",
        "票价仍是两元，每半小时一班，末班船改在晚上九点，老人凭证免费乘坐，学生半价。",
        "轮渡公司说，新船装了雷达和视频监控，雾天也能看清江面，停航的日子会比从前少一半。",
    ],
)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Article, list[Source], bytes]:
    """The story as it comes out of the archive, the sources of its passages, and its PDF file."""
    folder = tmp_path_factory.mktemp("printed")
    press = Press()
    press.story(STORY, 40, 110, 2, 180)
    (folder / "page.pdf").write_bytes(press.pdf())
    index_paths(folder / "archive", [folder / "page.pdf"])
    assert check_archive(folder / "archive").ok
    archive = Archive(folder / "archive")
    (stored,) = archive.articles()
    rows = archive.passages_of(stored.key)
    sources = [source_of(stored.article, row.start, row.end) for row in rows]
    archive.close()
    return stored.article, sources, (folder / "page.pdf").read_bytes()


def words_of(data: bytes) -> list[tuple[str, float, float]]:
    """The characters that a page prints, each with the middle of its place."""
    import io

    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return [
            (one["text"], (one["x0"] + one["x1"]) / 2, (one["top"] + one["bottom"]) / 2)
            for one in document.pages[0].chars
        ]


def test_the_rectangles_of_a_stored_passage_hold_its_words_on_the_page(
    printed: tuple[Article, list[Source], bytes],
) -> None:
    article, sources, data = printed
    assert article.body == STORY.body
    inside = [
        char
        for char, x, y in words_of(data)
        if any(
            box.x0 <= x <= box.x1 and box.top <= y <= box.bottom
            for source in sources
            for box in source.boxes
        )
    ]
    assert sorted(inside) == sorted("".join(article.body.split()))


def test_a_stretch_has_the_rectangles_of_its_own_lines_only(
    printed: tuple[Article, list[Source], bytes],
) -> None:
    article, _, _ = printed
    at = article.body.index("票价仍是两元")
    few, (all_of_it,) = source_of(article, at, at + 4).boxes, sources_of(article)
    assert 1 <= len(few) < len(all_of_it.boxes)
    assert set(few) < set(all_of_it.boxes)
    assert {box.page for box in few} == {1}


def test_rectangles_are_in_the_json_when_they_are_known_and_only_then(
    printed: tuple[Article, list[Source], bytes],
) -> None:
    _, (source, *_), _ = printed
    record = source.as_json()
    assert set(record) == {"file", "sha256", "spans", "boxes"}
    assert all(set(box) == {"page", "x0", "top", "x1", "bottom"} for box in record["boxes"])
    SourceShape.model_validate(record)
    assert set(Source("a.txt", "0" * 64, ((0, 2),)).as_json()) == {"file", "sha256", "spans"}
