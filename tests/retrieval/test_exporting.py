"""What is exported can be checked against the files, and taken in again."""

from __future__ import annotations

import json
from pathlib import Path

from bot.sample import PAGES
from index.archive import Archive
from index.build import index_paths
from retrieval.exporting import exported


def test_every_article_is_exported_with_its_place_in_the_file(sample_folder: Path) -> None:
    archive = Archive(sample_folder)
    records = [json.loads(line) for line in exported(archive)]
    continued = [record for record in records if "sources" in record]
    assert len(continued) == 3
    assert len(records) == archive.count("articles") - len(continued)
    for record in records:
        for source in record.get("sources", [record["source"]]):
            text = (PAGES / source["file"]).read_text("utf-8")
            printed = "".join(text[start:end] for start, end in source["spans"])
            assert "".join(printed.split()) in "".join(record["text"].split())
    archive.close()


def test_an_export_taken_in_again_is_the_same_articles(sample_folder: Path, tmp_path: Path) -> None:
    archive = Archive(sample_folder)
    records = list(exported(archive))
    (tmp_path / "export.jsonl").write_text("\n".join(records), "utf-8")
    report = index_paths(tmp_path / "again", [tmp_path / "export.jsonl"])
    assert report.articles == len(records)
    again = Archive(tmp_path / "again")
    assert sorted(one.article.body for one in again.articles()) == sorted(
        json.loads(record)["text"] for record in records
    )
    archive.close()
    again.close()
