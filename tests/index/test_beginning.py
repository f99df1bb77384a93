"""A new archive holds nothing, keeps every promise, and takes articles in like any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.archive import Archive, create_archive
from index.beginning import begin_archive
from index.build import index_paths
from index.check import check_archive
from index.errors import ArchiveMissing
from retrieval.answerer import open_answerer
from retrieval.records import Question


def test_an_archive_is_begun_once_and_then_filled(tmp_path: Path, articles_file: Path) -> None:
    folder = tmp_path / "new" / "archive"
    assert begin_archive(folder)
    assert not begin_archive(folder)
    assert check_archive(folder).ok
    answerer = open_answerer(folder, empty=True)
    answer = answerer.ask(Question("轮渡票价"))
    answerer.close()
    assert (answer.status, answer.reason) == ("not_found", "The archive holds no articles.")
    with pytest.raises(ArchiveMissing, match="is empty"):
        open_answerer(folder)
    assert index_paths(folder, [articles_file]).articles == 5
    assert check_archive(folder).ok


def test_one_that_was_begun_and_not_finished_is_finished(tmp_path: Path) -> None:
    create_archive(tmp_path)  # and then the process was killed
    assert begin_archive(tmp_path)
    archive = Archive(tmp_path)
    assert archive.meta("encoder_name") == "bundled"
    archive.close()


def test_where_nothing_can_be_made_a_sentence_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ArchiveMissing, match="file is a file"):
        begin_archive(tmp_path / "file" / "archive")
    with pytest.raises(ArchiveMissing, match="cannot be opened: File name too long"):
        begin_archive(tmp_path / ("x" * 300))
