"""Every citation of an archive is looked up and held against its source file."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.citations import report
from index.archive import FILE_NAME, Archive


def test_every_citation_of_the_sample_holds(sample_folder: Path) -> None:
    found = report(sample_folder)
    archive = Archive(sample_folder)
    passages = archive.count("passages")
    archive.close()
    assert (found["hold"], found["citations"], found["faults"]) == (1.0, passages, [])


def test_a_passage_that_is_not_in_its_file_is_told(sample_folder: Path, tmp_path: Path) -> None:
    import sqlite3

    shutil.copytree(sample_folder, tmp_path / "archive")
    connection = sqlite3.connect(tmp_path / "archive" / FILE_NAME)
    with connection:
        connection.execute("UPDATE sources SET text = (SELECT text FROM sources LIMIT 1)")
    connection.close()
    found = report(tmp_path / "archive")
    assert 0 < float(str(found["hold"])) < 1
    assert "do not stand in" in str(found["faults"])
