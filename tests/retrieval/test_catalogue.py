"""The catalogue knows every article of the archive's present state, and each once."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from index.archive import Archive
from index.build import index_paths
from index.removing import remove
from retrieval.catalogue import KeptCatalogue, Names


def written(path: Path, *articles: dict[str, object]) -> Path:
    lines = (json.dumps({"newspaper": "云汀日报", **one}, ensure_ascii=False) for one in articles)
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_it_keeps_up_with_what_comes_changes_and_goes(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    first = written(tmp_path / "a.jsonl", {"id": "a", "text": "甲地的船靠岸。"})
    index_paths(folder, [first])
    archive = Archive(folder)
    kept = KeptCatalogue(archive)
    assert len(kept()) == 1
    assert kept() is kept()  # read again only when the archive has changed
    second = written(tmp_path / "b.jsonl", {"text": "乙地的船靠岸。"}, {"text": "丙地的船靠岸。"})
    index_paths(folder, [second])
    assert (len(kept()), kept().generation) == (3, archive.generation)
    gone = kept().entries[0].article_id
    remove(folder, [gone])
    assert gone not in kept().rows
    written(second, {"text": "丁地的船靠岸。"})
    index_paths(folder, [second])
    stored = {one.article_id for one in archive.articles()}
    assert set(kept().rows) == stored
    archive.close()


def test_passages_lead_to_the_rows_of_their_articles(archive_folder: Path) -> None:
    archive = Archive(archive_folder)
    catalogue = KeptCatalogue(archive)()
    ids, _ = catalogue.passages
    rows, known = catalogue.rows_of_passages(np.append(ids, 10**9))
    assert known.tolist() == list(range(len(ids)))
    keys = [archive.passages([one])[one].article_key for one in ids.tolist()]
    assert [catalogue.entries[row].key for row in rows.tolist()] == keys
    archive.close()


def test_names_are_counted_among_the_chosen_only() -> None:
    names = Names([["甲"], ["甲", "乙"], [], ["乙"]])
    chosen = np.array([True, True, True, False])
    assert names.counts(chosen) == [("甲", 2), ("乙", 1)]
    assert names.carrying("乙").tolist() == [1, 3]
    assert names.carrying("丙").tolist() == []


def test_an_empty_catalogue_counts_nothing() -> None:
    assert Names([]).counts(np.zeros(0, np.bool_)) == []
