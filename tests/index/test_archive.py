"""Opening and reading an archive."""

from __future__ import annotations

import gc
import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.database import FILE_NAME, create_archive
from index.errors import ArchiveBusy, ArchiveDamaged, ArchiveMissing
from index.identity import article_id
from index.lock import writing
from tests.index.shelf import Shelf, article

FERRY = article("轮渡重新开航。", day=date(2023, 4, 10))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shelf = Shelf(tmp_path / "archive")
    shelf.put(
        "a.txt", FERRY, article("望鹤桥封闭大修。", newspaper="云汀晚报", day=date(2024, 1, 1))
    )
    shelf.archive.close()
    return tmp_path / "archive"


def change(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / FILE_NAME)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_no_archive_is_said_in_a_sentence_that_helps(tmp_path: Path) -> None:
    with pytest.raises(
        ArchiveMissing, match=r"There is no archive in .* Make one with: baoda index"
    ):
        Archive(tmp_path / "nowhere")


def test_another_format_is_refused_in_words(folder: Path) -> None:
    change(folder, "UPDATE meta SET value = '999' WHERE key = 'format'")
    with pytest.raises(ArchiveDamaged, match="has format 999, but this version reads"):
        Archive(folder)


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_file_that_is_no_archive_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(ArchiveDamaged, match=r"cannot be read .* Restore it from a backup"):
        Archive(tmp_path)


def test_making_an_archive_leaves_one_that_is_there_alone(folder: Path) -> None:
    create_archive(folder)
    assert Archive(folder).count("articles") == 2


def test_what_a_crash_left_of_making_an_archive_does_no_harm(tmp_path: Path) -> None:
    for name in (
        f"{FILE_NAME}.new",
        f"{FILE_NAME}.new-wal",
        f"{FILE_NAME}-wal",
        f"{FILE_NAME}-shm",
    ):
        (tmp_path / name).write_bytes(b"half")
    (tmp_path / f"{FILE_NAME}.kept").write_bytes(b"mine")
    create_archive(tmp_path)
    assert Archive(tmp_path).generation == 0
    assert (tmp_path / f"{FILE_NAME}.kept").read_bytes() == b"mine"


def test_an_article_changed_on_disk_is_never_shown(folder: Path) -> None:
    archive = Archive(folder)
    keys = [one.key for one in archive.articles()]
    change(folder, "UPDATE articles SET body = replace(body, '轮渡', '飞机') WHERE article_key = 1")
    with pytest.raises(ArchiveDamaged, match="has changed on disk, so it is not shown"):
        archive.article(article_id(FERRY))
    assert list(archive.articles_by_key(keys)) == [2]


def test_newspapers_and_period_are_of_all_articles(folder: Path) -> None:
    archive = Archive(folder)
    assert archive.newspapers() == ["云汀日报", "云汀晚报"]
    assert archive.period() == ("2023-04-10", "2024-01-01")


def test_unknown_ids_are_left_out(folder: Path) -> None:
    archive = Archive(folder)
    assert archive.article("aaaaaaaaaaaaaaaa") is None
    assert archive.articles_by_key([99]) == {}
    assert archive.passages([*range(-700, 700)]).keys() == {1, 2}
    assert archive.passages_of(99) == []


def test_only_tables_can_be_counted(folder: Path) -> None:
    with pytest.raises(ValueError, match="no table"):
        Archive(folder).count("meta; DROP TABLE articles")


def test_a_reader_cannot_write(folder: Path) -> None:
    archive = Archive(folder)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        archive.connection.execute("DELETE FROM articles")


def test_threads_that_come_and_go_leave_no_connections_behind(folder: Path) -> None:
    archive = Archive(folder)
    wanted = archive.article(article_id(FERRY))
    gc.disable()  # it must not be what closes them
    try:
        for _ in range(20):
            with ThreadPoolExecutor(10) as pool:
                found = list(pool.map(archive.article, [article_id(FERRY)] * 30))
            assert found == [wanted] * 30
    finally:
        gc.enable()
    database = str(folder / FILE_NAME)
    links = (os.path.realpath(f"/proc/self/fd/{one}") for one in os.listdir("/proc/self/fd"))
    # SQLite closes a file when the last connection lets go of its lock: so not 1, but not 200.
    assert sum(link == database for link in links) <= 20
    archive.close()


def test_closing_closes_the_connections_of_other_threads(folder: Path) -> None:
    archive = Archive(folder)
    with ThreadPoolExecutor(1) as pool:
        connection = pool.submit(lambda: archive.connection).result()
        archive.close()
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")


def test_a_reader_keeps_its_snapshot_while_a_writer_commits(folder: Path) -> None:
    reader, shelf = Archive(folder), Shelf(folder)
    reader.connection.execute("BEGIN")
    assert reader.count("articles") == 2
    shelf.put("b.txt", article("又一篇。"))
    assert reader.count("articles") == 2
    reader.connection.execute("COMMIT")
    assert reader.count("articles") == 3
    shelf.archive.close()


def test_a_second_writer_is_told_in_a_sentence(folder: Path) -> None:
    with writing(folder):
        busy = pytest.raises(ArchiveBusy, match="Another process is writing to the archive")
        with busy, writing(folder):
            pytest.fail("two writers")
    with writing(folder):
        pass


def test_the_lock_of_a_killed_writer_is_free(folder: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from index.lock import writing\n"
        "with writing(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    child = subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE)
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        with pytest.raises(ArchiveBusy), writing(folder):
            pytest.fail("two writers")
        child.kill()
        child.wait()
        with writing(folder):
            pass


READ_ONLY = """
import os, sys
from pathlib import Path
import mmap, tempfile
import index.store.publishing
from index.archive import Archive
from index.errors import BaodaError
from index.store import Scope
from index.store.local import open_local_store
from index.tokens import words
words("加载")  # while its dictionary can still be read
if os.getuid() == 0:
    os.setgid(65534); os.setuid(65534)
try:
    archive = Archive(Path(sys.argv[1]))
    store = open_local_store(archive)
    print(archive.count("articles"), len(store.keyword("words", ["轮渡"], 5, Scope()).ids))
except BaodaError as error:
    print(error)
"""


def read_as_guest(folder: Path, *, published: bool) -> str:
    """What somebody sees who may read the folder, but not write to it."""
    if published:
        from index.store.publishing import publish_local

        shelf = Shelf(folder)
        publish_local(shelf.archive)
        shelf.archive.close()
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    for path in folder.parents:
        if path.stat().st_uid == os.getuid() and path != Path("/tmp"):
            path.chmod(path.stat().st_mode | 0o055)
    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(folder)], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_a_folder_that_cannot_be_written_to_is_read_all_the_same(folder: Path) -> None:
    assert read_as_guest(folder, published=True) == "2 1"


def test_where_no_index_can_be_built_a_sentence_says_so(folder: Path) -> None:
    said = read_as_guest(folder, published=False)
    assert "missing or damaged, and cannot be rebuilt there" in said
