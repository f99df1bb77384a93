"""From files to a searchable archive."""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import index.build
from index.archive import Archive
from index.build import index_paths
from index.check import check_archive
from index.errors import ArchiveBusy, BaodaError, EncoderMismatch
from index.lock import writing
from index.records import Conserved, Furniture, IssueFacts, Reading
from index.store import Scope
from index.store.local import open_local_store


def write(path: Path, *texts: str) -> Path:
    lines = (json.dumps({"text": text}, ensure_ascii=False) for text in texts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def found(folder: Path, word: str) -> int:
    archive = Archive(folder)
    store = open_local_store(archive)
    count = len(store.keyword("words", [word], 50, Scope()).ids)
    store.close()
    archive.close()
    return count


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    write(tmp_path / "pages/a.jsonl", "轮渡重新开航。", "望鹤桥封闭大修。")
    write(tmp_path / "pages/b.jsonl", "仔姜坐上冷链专列。")
    return tmp_path / "pages"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def test_files_and_folders_go_in_and_are_found(folder: Path, pages: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    report = index_paths(folder, [pages], progress=lambda *step: seen.append(step))
    assert (report.files, report.articles, report.passages, report.skipped) == (2, 3, 3, 0)
    assert report.quarantined == ()
    assert seen == [(0, 2, "a.jsonl"), (1, 2, "b.jsonl"), (2, 2, "")]
    assert found(folder, "轮渡") == 1
    assert check_archive(folder).ok


def test_the_report_says_where_the_characters_of_every_file_went(folder: Path, pages: Path) -> None:
    page = "云汀日报\n\n轮渡重新开航\n\n停航三年的轮渡昨日重新开航。\n\n望鹤桥封闭大修一年。\n"
    (pages / "c.txt").write_text(page, "utf-8")
    report = index_paths(folder, [pages])
    assert {one.file: one.characters.characters for one in report.sources} == {
        "a.jsonl": 15,
        "b.jsonl": 9,
        "c.txt": len("".join(page.split())),
    }
    assert all(one.characters.adds_up for one in report.sources)
    assert report.characters == Conserved(
        *(sum(one.characters[at] for one in report.sources) for at in range(4))
    )
    archive = Archive(folder)
    stored = archive.connection.execute("SELECT sum(characters) FROM sources").fetchone()
    assert tuple(stored) == (report.characters.characters,)


def test_the_same_again_changes_nothing(folder: Path, pages: Path) -> None:
    index_paths(folder, [pages])
    before = Archive(folder).state
    report = index_paths(folder, [pages, pages / "a.jsonl"])
    assert (report.files, report.skipped) == (0, 2)
    assert Archive(folder).state == before


def test_a_changed_file_is_replaced(folder: Path, pages: Path) -> None:
    index_paths(folder, [pages])
    write(pages / "a.jsonl", "轮渡票价两元。")
    report = index_paths(folder, [pages])
    assert (report.files, report.articles, report.skipped) == (1, 1, 1)
    assert (found(folder, "轮渡"), found(folder, "封闭")) == (1, 0)
    assert check_archive(folder).ok


def test_other_facts_given_are_a_change(folder: Path, pages: Path) -> None:
    index_paths(folder, [pages])
    report = index_paths(folder, [pages], facts=IssueFacts(newspaper="云汀日报"))
    assert (report.files, report.skipped) == (2, 0)
    assert Archive(folder).newspapers() == ["云汀日报"]


def test_a_moved_file_is_known_again(folder: Path, pages: Path, tmp_path: Path) -> None:
    index_paths(folder, [pages])
    before = Archive(folder).state
    pages.rename(tmp_path / "elsewhere")
    report = index_paths(folder, [tmp_path / "elsewhere"])
    assert (report.files, report.skipped) == (0, 2)
    assert Archive(folder).state == before
    assert {Path(one.path).parent.name for one in Archive(folder).sources()} == {"elsewhere"}
    write(tmp_path / "elsewhere/a.jsonl", "轮渡票价两元。")
    index_paths(folder, [tmp_path / "elsewhere"])
    assert found(folder, "封闭") == 0


def test_a_renamed_file_is_read_again_under_its_name(folder: Path, pages: Path) -> None:
    index_paths(folder, [pages])
    (pages / "a.jsonl").rename(pages / "c.jsonl")
    report = index_paths(folder, [pages])
    assert (report.files, report.articles, report.skipped) == (1, 2, 1)
    archive = Archive(folder)
    assert [one.file for one in archive.sources()] == ["b.jsonl", "c.jsonl"]
    assert (archive.count("articles"), archive.count("former_articles")) == (3, 0)
    assert check_archive(folder).ok


def test_an_article_in_two_files_outlives_either(folder: Path, pages: Path) -> None:
    write(pages / "c.jsonl", "轮渡重新开航。")
    index_paths(folder, [pages])
    assert found(folder, "轮渡") == 1
    write(pages / "a.jsonl", "换了一篇。")
    index_paths(folder, [pages])
    assert found(folder, "轮渡") == 1
    write(pages / "c.jsonl", "也换了一篇。")
    index_paths(folder, [pages])
    assert found(folder, "轮渡") == 0
    assert check_archive(folder).ok


def test_a_file_that_can_no_longer_be_read_keeps_what_it_held(folder: Path, pages: Path) -> None:
    index_paths(folder, [pages])
    whole = (pages / "a.jsonl").read_bytes()
    (pages / "a.jsonl").write_bytes(b'{"text": ')
    report = index_paths(folder, [pages])
    assert [one.file for one in report.quarantined] == ["a.jsonl"]
    assert found(folder, "轮渡") == 1
    assert Archive(folder).count("quarantine") == 1
    (pages / "a.jsonl").write_bytes(whole)
    assert index_paths(folder, [pages]).skipped == 2
    assert Archive(folder).count("quarantine") == 0


def test_a_bad_file_stops_nothing(folder: Path, pages: Path) -> None:
    (pages / "empty.txt").write_bytes(b"")
    (pages / "image.txt").write_bytes(b"\x89PNG\r\n")
    os.mkfifo(pages / "pipe.txt")
    (pages / "dangling.txt").symlink_to("nowhere")
    report = index_paths(folder, [pages, pages / "absent.txt", pages / "pipe.txt"])
    assert report.files == 2
    reasons = {one.file: one.reason for one in report.quarantined}
    assert reasons == {
        "empty.txt": "it is empty",
        "image.txt": "it is an image, not text",
        "absent.txt": "there is no such file",
        "pipe.txt": "it is not a file",
    }


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("package.json", '{"name": "intranet"}'),
        ("sitemap.xml", "<urlset><url/></urlset>"),
        ("prices.csv", "item,price\nginger,3\n"),
        ("questions.jsonl", '{"question": "谁？"}\n'),
    ],
)
def test_a_stranger_in_a_folder_is_passed_over_and_quarantined_when_named(
    folder: Path, pages: Path, name: str, content: str
) -> None:
    (pages / name).write_text(content, "utf-8")
    report = index_paths(folder, [pages])
    assert [item.file for item in report.ignored] == [name]
    assert not report.quarantined
    report = index_paths(folder, [pages / name])
    assert [item.file for item in report.quarantined] == [name]
    assert report.quarantined[0].reason


def test_a_reader_that_fails_in_a_way_nobody_thought_of_stops_nothing(
    folder: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = index.build.reader_for

    def reader_for(path: Path) -> object:
        if path.name == "a.jsonl":
            return lambda source, facts: [].pop()
        return real(path)

    monkeypatch.setattr(index.build, "reader_for", reader_for)
    report = index_paths(folder, [pages])
    assert report.files == 1
    assert "could not be read (IndexError" in report.quarantined[0].reason


def corrupt(*_: object, **__: object) -> tuple[int, int]:
    error = sqlite3.DatabaseError("database disk image is malformed")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT_VTAB
    raise error


def astray(*_: object, **__: object) -> tuple[int, int]:
    raise ZeroDivisionError("nobody thought of it")


@pytest.mark.parametrize(
    ("put_source", "said"),
    [
        (corrupt, "is damaged .*malformed.*: restore it from a backup"),
        (astray, r"a\.jsonl was read, but could not be stored \(ZeroDivisionError"),
    ],
)
def test_what_is_wrong_with_storing_is_not_blamed_on_the_files(
    folder: Path,
    pages: Path,
    monkeypatch: pytest.MonkeyPatch,
    put_source: Callable[..., tuple[int, int]],
    said: str,
) -> None:
    monkeypatch.setattr(index.build, "put_source", put_source)
    with pytest.raises(BaodaError, match=said):
        index_paths(folder, [pages])
    archive = Archive(folder)
    assert (archive.count("quarantine"), archive.count("sources")) == (0, 0)


def test_a_file_whose_articles_break_a_rule_of_the_archive_is_quarantined(
    folder: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def put_source(*_: object, **__: object) -> tuple[int, int]:
        raise sqlite3.IntegrityError("UNIQUE constraint failed")

    monkeypatch.setattr(index.build, "put_source", put_source)
    report = index_paths(folder, [pages])
    assert [one.file for one in report.quarantined] == ["a.jsonl", "b.jsonl"]
    assert "cannot be stored (UNIQUE" in report.quarantined[0].reason


def test_a_broken_database_is_said_to_be_one(folder: Path, pages: Path) -> None:
    index_paths(folder, [pages])
    file = folder / "archive.sqlite"
    data = bytearray(file.read_bytes())
    data[8192:] = b"\xff" * (len(data) - 8192)
    file.write_bytes(data)
    write(pages / "c.jsonl", "新来的一篇。")
    with pytest.raises(BaodaError, match="backup"):
        index_paths(folder, [pages])


def test_a_reading_that_loses_a_line_is_quarantined(
    folder: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = index.build.reader_for

    def reader_for(path: Path) -> object:
        def read(source: object, facts: IssueFacts) -> Reading:
            reading = real(path)(source, facts)  # type: ignore[arg-type]
            return Reading(reading.articles[:1], (Furniture(7, "", "noise"),), facts)

        return read

    monkeypatch.setattr(index.build, "reader_for", reader_for)
    report = index_paths(folder, [pages])
    assert [one.file for one in report.quarantined] == ["a.jsonl"]
    assert report.quarantined[0].reason.startswith(
        "1 of its lines would be lost, the first is line 2"
    )


def test_an_archive_inside_the_folder_named_is_left_alone(pages: Path) -> None:
    folder = pages / "archive"
    index_paths(folder, [pages])
    write(folder / "generations/x.jsonl", "不是文章。")
    assert index_paths(folder, [pages]).skipped == 2


def test_nothing_to_index_is_said_in_a_sentence(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(BaodaError, match=r"There is nothing to index: no .*\.txt"):
        index_paths(folder, [tmp_path / "none"])
    assert not folder.exists()


def test_two_writers_are_refused_in_a_sentence(folder: Path, pages: Path) -> None:
    index_paths(folder, [pages])
    with writing(folder), pytest.raises(ArchiveBusy, match="Another process is writing"):
        index_paths(folder, [pages])


def test_another_encoder_is_refused_in_a_sentence(folder: Path, pages: Path) -> None:
    index_paths(folder, [pages])
    archive = Archive(folder, writable=True)
    archive.connection.execute("UPDATE meta SET value = 'other' WHERE key = 'encoder'")
    archive.close()
    with pytest.raises(EncoderMismatch, match="was built with the encoder 'bundled'"):
        index_paths(folder, [pages])


def test_tokens_of_another_release_are_found_anew(folder: Path, pages: Path) -> None:
    index_paths(folder, [pages])
    archive = Archive(folder, writable=True)
    archive.connection.execute("UPDATE meta SET value = 'older' WHERE key = 'tokens'")
    archive.connection.execute("UPDATE vectors SET tokens = x'0100'")
    archive.close()
    index_paths(folder, [pages])
    archive = Archive(folder)
    store = open_local_store(archive)
    assert min(len(one) for one in store.tokens(store.facts.ids)) > 1
    assert check_archive(folder).ok


def test_what_was_taken_in_before_ctrl_c_can_be_found(folder: Path, pages: Path) -> None:
    def progress(done: int, files: int, name: str) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index_paths(folder, [pages], progress=progress)
    assert not [one for one in check_archive(folder).problems if "search index" in one]
    assert found(folder, "轮渡") == 1
    assert index_paths(folder, [pages]).skipped == 1
    assert check_archive(folder).ok


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path, pages: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BaodaError, match="cannot be written to"):
        index_paths(tmp_path / "file", [pages])


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from index.build import index_paths
from index.errors import BaodaError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limit = int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    index_paths(Path(sys.argv[1]), [Path(sys.argv[2])])
except BaodaError as error:
    print(error)
else:
    print("done")
"""


@pytest.mark.slow
@pytest.mark.parametrize("limit", [0, 20_000, 60_000, 120_000, 200_000, 400_000])
def test_a_full_disk_is_said_in_a_sentence_and_harms_nothing(
    folder: Path, pages: Path, limit: int
) -> None:
    index_paths(folder, [pages])
    write(pages / "c.jsonl", *(f"第{number}篇，讲的是轮渡。" * 20 for number in range(300)))
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(folder), str(pages), str(limit)],
        capture_output=True,
        text=True,
        check=True,
    )
    said = ("cannot be written to", "cannot be read (disk I/O error)", "done")
    assert any(one in done.stdout for one in said)
    assert done.stderr.count("Traceback") == 0 or "rebuilt by the next question" in done.stderr
    assert found(folder, "专列") == 1
    index_paths(folder, [pages])
    assert found(folder, "轮渡") == 50
    assert check_archive(folder).ok


def test_the_limit_of_the_full_disk_test_is_one_this_system_knows() -> None:
    assert resource.RLIMIT_FSIZE
