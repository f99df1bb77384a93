"""What `baoda check` sees: every broken promise, each planted in turn."""

from __future__ import annotations

import random
import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.build import index_paths
from index.check import check_archive
from index.database import FILE_NAME
from index.errors import ArchiveDamaged, ArchiveMissing
from index.store.publishing import publish_local
from tests.index.shelf import Shelf, article

BODY = "停航三年的轮渡重新开航，首班渡船载客一百二十人。\n票价两元。"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    shelf = Shelf(folder)
    shelf.put(
        "a.txt",
        *(article(BODY * number, title="轮渡", day=date(2023, 4, 10)) for number in range(1, 30)),
    )
    shelf.put("b.txt", article(BODY, title="轮渡", day=date(2023, 4, 10)), article("旧稿。"))
    shelf.put("b.txt", article(BODY, title="轮渡", day=date(2023, 4, 10)))
    publish_local(shelf.archive)
    shelf.archive.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shelf.archive.close()
    return folder


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    shutil.copytree(sound, tmp_path / "archive")
    return tmp_path / "archive"


def test_a_sound_archive_has_no_problem_and_is_counted(sound: Path) -> None:
    report = check_archive(sound)
    assert report.problems == ()
    assert report.ok
    counts = {one: report.counts[one] for one in ("sources", "articles", "copies", "generation")}
    assert counts == {"sources": 2, "articles": 29, "copies": 1, "generation": 3}


def test_no_archive_is_an_error_and_not_a_problem(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing):
        check_archive(tmp_path)


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE articles SET body = body || '。' WHERE article_key = 3", "have changed on disk"),
        ("UPDATE articles SET newspaper = '别报' WHERE article_key = 3", "have changed on disk"),
        ("UPDATE articles SET facts = X'00FF' WHERE article_key = 3", "have changed on disk"),
        ("UPDATE copies SET title = '别题'", "have changed on disk"),
        ("UPDATE former_articles SET body = '别文。'", "it has changed on disk"),
        ("UPDATE sources SET text = X'0011' WHERE source_id = 1", "does not stand in its source"),
        ("UPDATE sources SET sha256 = 'x' WHERE source_id = 1", "does not stand in its source"),
        ("UPDATE sources SET text = X'0011' WHERE source_id = 1", "file a.txt: The text of source"),
        ("UPDATE sources SET sha256 = 'x' WHERE source_id = 1", "file a.txt: its bytes are not"),
        ("UPDATE sources SET in_noise = 1 WHERE source_id = 1", "file a.txt: its characters do"),
        ("UPDATE sources SET characters = characters + 1, in_articles = in_articles + 1", "add up"),
        ("UPDATE sources SET in_noise = 1, in_articles = in_articles - 1", "do not add up"),
        ("UPDATE passages SET start = start + 1 WHERE passage_id = 2", "do not hold all of it"),
        ('UPDATE passages SET "end" = "end" + 1 WHERE passage_id = 2', "do not hold all of it"),
        ("UPDATE passages SET start = 'x' WHERE passage_id = 2", "a stored value is damaged"),
        ("DELETE FROM passages WHERE passage_id = 2", "do not hold all of it"),
        ("DELETE FROM vectors WHERE passage_id = 2", "it has no vector"),
        ("UPDATE vectors SET vector = X'00' WHERE passage_id = 2", "its vector is damaged"),
        ("DELETE FROM articles WHERE article_key = 5", "a row of passages points at a missing"),
        ("UPDATE meta SET value = 'x' WHERE key = 'state'", "it is older than the archive"),
        ("UPDATE meta SET value = 'x' WHERE key = 'encoder'", "it is older than the archive"),
    ],
)
def test_a_broken_promise_is_named(folder: Path, statement: str, problem: str) -> None:
    connection = sqlite3.connect(folder / FILE_NAME)
    connection.execute(statement)
    connection.commit()
    connection.close()
    problems = check_archive(folder).problems
    assert any(problem in one for one in problems)


def test_many_problems_of_a_kind_are_counted_and_not_listed(folder: Path) -> None:
    connection = sqlite3.connect(folder / FILE_NAME)
    connection.execute("UPDATE articles SET given_id = 'x'")
    connection.commit()
    connection.close()
    problems = check_archive(folder).problems
    assert len([one for one in problems if "have changed on disk" in one]) == 20
    assert "… and 9 more of this kind" in problems


def test_the_same_bytes_read_in_two_encodings_are_sound(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    for name, encoding in (("one", "cp1252"), ("two", "cp1250")):
        folder = pages / name
        folder.mkdir(parents=True)
        (folder / "page.txt").write_text("The ferry of Grégoire sails œ again\n", "cp1252")
        (folder / "pages.toml").write_text(f'encoding = "{encoding}"', "utf-8")
    report = index_paths(tmp_path / "archive", [pages])
    assert (report.files, report.articles) == (2, 2)
    assert check_archive(tmp_path / "archive").problems == ()


@pytest.mark.slow
def test_no_flipped_bit_of_the_database_changes_a_word_that_is_shown(folder: Path) -> None:
    """SQLite itself sees few of them: what it lets through is caught by the hash of the article,
    or changed nothing that is printed."""
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    path = folder / FILE_NAME
    whole = path.read_bytes()
    wanted = {one.article_id: one for one in _shown(folder)}
    seen = 0
    for _ in range(300):
        data = bytearray(whole)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        for name in (f"{FILE_NAME}-wal", f"{FILE_NAME}-shm"):
            (folder / name).unlink(missing_ok=True)
        path.write_bytes(data)
        seen += not check_archive(folder, indexes=False).ok
        try:
            shown = _shown(folder)
        except (ArchiveDamaged, sqlite3.DatabaseError):
            continue
        for one in shown:
            assert wanted[one.article_id].article == one.article
    assert seen > 20  # most of a small file is free space


def _shown(folder: Path) -> list:  # type: ignore[type-arg]
    archive = Archive(folder)
    try:
        return list(archive.articles_by_key(range(1, 60)).values())
    finally:
        archive.close()


def test_escapes_that_keep_markup_out_are_no_broken_promise(tmp_path: Path) -> None:
    written = (
        r'{"title": "A\u003cB", "text": "AT\u0026T said \u0022yes\u0022 \u005c \u4e2d\u2028y."}'
    )
    (tmp_path / "safe.jsonl").write_text(written + "\n", "utf-8")
    index_paths(tmp_path / "archive", [tmp_path / "safe.jsonl"])
    assert not check_archive(tmp_path / "archive").problems


def test_a_damaged_table_definition_is_a_problem_in_words(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "大桥今日通车。"}\n', "utf-8")
    index_paths(tmp_path / "archive", [tmp_path / "a.jsonl"])
    path = tmp_path / "archive" / FILE_NAME
    data = bytearray(path.read_bytes())
    data[data.index(b"CREATE TABLE meta")] ^= 0x80
    path.write_bytes(data)
    report = check_archive(tmp_path / "archive")
    assert not report.ok
    assert "damaged" in report.problems[0] or "malformed" in report.problems[0]
