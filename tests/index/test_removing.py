"""Taking files and articles out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from index.check import check_archive
from index.errors import ArchiveBusy, ArchiveMissing, EncoderMismatch, NotFound
from index.identity import article_id
from index.lock import writing
from index.removing import remove
from index.store import Scope
from index.store.local import open_local_store
from index.transaction import move_source
from tests.index.shelf import Shelf, article

FERRY, BRIDGE = article("轮渡重新开航。"), article("望鹤桥封闭大修。")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    shelf = Shelf(tmp_path / "archive")
    shelf.put("/pages/one/a.txt", FERRY, BRIDGE)
    shelf.put("/pages/two/b.txt", FERRY)
    shelf.put("/pages/two/a.txt", article("仔姜坐上冷链专列。"))
    shelf.archive.close()
    yield tmp_path / "archive"
    assert check_archive(tmp_path / "archive").problems in (
        (),
        ("search index: there is none; it is built by the next question or baoda index",),
    )


def found(folder: Path, word: str) -> int:
    return len(open_local_store(Archive(folder)).keyword("words", [word], 5, Scope()).ids)


def standing(folder: Path, identity: str) -> str | None:
    stored = Archive(folder).article(identity)
    return stored.standing if stored else None


def test_a_file_is_taken_out_by_its_path(folder: Path) -> None:
    report = remove(folder, ["/pages/one/a.txt"])
    assert (report.files, report.articles) == (("/pages/one/a.txt",), 1)
    assert (found(folder, "封闭"), found(folder, "轮渡")) == (0, 1)
    assert standing(folder, article_id(BRIDGE)) == "withdrawn"
    assert standing(folder, article_id(FERRY)) == "current"


def test_a_file_is_taken_out_by_its_name(folder: Path) -> None:
    assert remove(folder, ["b.txt"]).files == ("/pages/two/b.txt",)
    assert found(folder, "轮渡") == 1


def test_a_name_that_several_files_have_is_refused_in_a_sentence(folder: Path) -> None:
    with pytest.raises(NotFound, match=r"Several files are called 'a\.txt': /pages/one/a\.txt, "):
        remove(folder, ["a.txt"])


def test_an_article_is_taken_out_by_its_id_wherever_it_stands(folder: Path) -> None:
    identity = article_id(FERRY)
    report = remove(folder, [identity])
    assert (report.files, report.articles) == ((), 1)
    assert found(folder, "轮渡") == 0
    assert standing(folder, identity) == "withdrawn"


def test_an_article_taken_out_by_its_id_stays_out_when_its_file_is_read_again(
    folder: Path,
) -> None:
    identity = article_id(BRIDGE)
    remove(folder, [identity])
    shelf = Shelf(folder)
    shelf.put("/pages/one/a.txt", FERRY, BRIDGE, article("新来的一篇。"))
    move_source(shelf.archive.connection, "/pages/one/a.txt", "/pages/one/c.txt")
    shelf.put("/pages/one/c.txt", FERRY, BRIDGE)
    shelf.put("/pages/two/b.txt", BRIDGE)
    assert standing(folder, identity) == "withdrawn"
    assert found(folder, "封闭") == 0


def test_an_article_taken_out_by_its_id_comes_back_when_its_file_was_taken_out(
    folder: Path,
) -> None:
    identity = article_id(BRIDGE)
    remove(folder, [identity])
    remove(folder, ["/pages/one/a.txt"])
    shelf = Shelf(folder)
    shelf.put("/pages/one/a.txt", FERRY, BRIDGE)
    assert standing(folder, identity) == "current"
    shelf.put("/pages/one/a.txt", FERRY)
    shelf.put("/pages/one/a.txt", FERRY, BRIDGE)
    assert standing(folder, identity) == "current"
    assert found(folder, "封闭") == 1


def test_everything_named_goes_or_nothing(folder: Path) -> None:
    with pytest.raises(NotFound, match=r"no file and no article 'c\.txt'"):
        remove(folder, ["b.txt", "c.txt"])
    assert Archive(folder).count("sources") == 3


def test_what_is_gone_cannot_be_removed_again(folder: Path) -> None:
    remove(folder, [article_id(BRIDGE)])
    with pytest.raises(NotFound):
        remove(folder, [article_id(BRIDGE)])


def test_refusals_are_sentences(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing, match="There is no archive"):
        remove(tmp_path / "nowhere", ["a.txt"])
    with writing(folder), pytest.raises(ArchiveBusy, match="Another process is writing"):
        remove(folder, ["b.txt"])
    archive = Archive(folder, writable=True)
    archive.connection.execute("UPDATE meta SET value = 'other' WHERE key = 'encoder'")
    with pytest.raises(EncoderMismatch, match="was built with the encoder"):
        remove(folder, ["b.txt"])
    archive.connection.execute("DELETE FROM meta WHERE key = 'encoder'")
    archive.close()
