"""An article that came in a file of its own is told from one that came with others."""

from __future__ import annotations

from pathlib import Path

from index.alone import file_of_its_own
from index.archive import Archive
from index.build import index_paths


def test_only_an_article_by_itself_has_a_file_of_its_own(tmp_path: Path) -> None:
    lone, two = tmp_path / "lone.jsonl", tmp_path / "two.jsonl"
    lone.write_text('{"text": "甲地的船靠岸。"}', "utf-8")
    two.write_text('{"text": "乙地的船靠岸。"}\n{"text": "丙地的船靠岸。"}', "utf-8")
    index_paths(tmp_path / "archive", [lone, two])
    archive = Archive(tmp_path / "archive")
    found = {
        one.article.body[0]: file_of_its_own(archive, one.article_id) for one in archive.articles()
    }
    archive.close()
    assert found == {"甲": str(lone.resolve()), "乙": None, "丙": None}
