"""Backups, and the way back."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from index.backup import backup, restore
from index.check import check_archive
from index.database import FILE_NAME
from index.errors import ArchiveDamaged, ArchiveMissing, BaodaError
from index.store import Scope
from index.store.local import open_local_store
from tests.index.shelf import Shelf, article


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path / "archive")
    shelf.put("a.txt", article("轮渡重新开航。"), article("望鹤桥封闭大修。"))
    yield shelf
    shelf.archive.close()


def test_what_is_put_back_is_what_was_backed_up(shelf: Shelf, tmp_path: Path) -> None:
    report = backup(shelf.archive.folder, tmp_path / "safe")
    assert report.ok
    assert report.counts["articles"] == 2
    restore(tmp_path / "safe", tmp_path / "back")
    assert check_archive(tmp_path / "back").problems == ()
    back = Archive(tmp_path / "back")
    assert back.state == shelf.archive.state
    assert list(back.articles()) == list(shelf.archive.articles())
    assert len(open_local_store(back).keyword("words", ["轮渡"], 5, Scope()).ids) == 1


def test_a_backup_holds_what_is_only_in_the_log(shelf: Shelf, tmp_path: Path) -> None:
    """A plain copy of the file would not: the newest changes stand beside it."""
    shutil.copy(shelf.archive.folder / FILE_NAME, tmp_path / "copied")
    backup(shelf.archive.folder, tmp_path / "safe")
    assert Archive(tmp_path / "safe").count("articles") == 2


def test_a_backup_taken_while_files_go_in_is_one_moment_of_the_archive(
    shelf: Shelf, tmp_path: Path
) -> None:
    stop = threading.Event()

    def take_in() -> None:
        writer = Shelf(shelf.archive.folder)
        number = 0
        while not stop.is_set():
            writer.put(f"{number}.txt", article(f"第{number}篇。"), article(f"第{number}篇续。"))
            number += 1
        writer.archive.close()

    thread = threading.Thread(target=take_in)
    thread.start()
    try:
        for number in range(5):
            report = backup(shelf.archive.folder, tmp_path / f"safe{number}")
            assert report.ok
            assert report.counts["articles"] == 2 * report.counts["sources"]
    finally:
        stop.set()
        thread.join()


@pytest.mark.parametrize("copy", [backup, restore])
def test_nothing_is_copied_over_something(shelf: Shelf, tmp_path: Path, copy: object) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken/mine").write_text("kept")
    with pytest.raises(BaodaError, match=r"is not empty \(mine is in it\)"):
        copy(shelf.archive.folder, tmp_path / "taken")  # type: ignore[operator]
    assert (tmp_path / "taken/mine").read_text() == "kept"


@pytest.mark.parametrize("copy", [backup, restore])
def test_where_there_is_no_archive_a_sentence_says_so(tmp_path: Path, copy: object) -> None:
    with pytest.raises(ArchiveMissing, match="There is no archive in"):
        copy(tmp_path / "nowhere", tmp_path / "safe")  # type: ignore[operator]
    assert not (tmp_path / "safe").exists()


def test_a_damaged_archive_is_not_backed_up_as_if_it_were_sound(
    shelf: Shelf, tmp_path: Path
) -> None:
    shelf.archive.connection.execute("UPDATE articles SET body = '换了。' WHERE article_key = 1")
    with pytest.raises(ArchiveDamaged, match="is damaged: article"):
        backup(shelf.archive.folder, tmp_path / "safe")
    assert list((tmp_path / "safe").iterdir()) == []


def test_a_place_that_cannot_be_written_to_is_said_in_a_sentence(
    shelf: Shelf, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BaodaError, match="Nothing can be copied into"):
        backup(shelf.archive.folder, tmp_path / "file")
