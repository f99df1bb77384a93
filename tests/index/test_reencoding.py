"""An archive gets another encoder from its passages alone, wholly or not at all."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.archive import Archive
from index.build import index_paths
from index.check import check_archive
from index.encoders.hashing import HashingEncoder
from index.encoders.static import open_bundled
from index.errors import ArchiveBusy, ArchiveMissing, EncoderMismatch
from index.lock import writing
from index.reencoding import SIDE, reencode
from index.store.local import open_local_store
from index.store.publishing import all_vectors, new_passages


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive of a dozen short articles."""
    pages = tmp_path / "pages.jsonl"
    lines = [
        {"title": f"第{one}号通告", "text": f"第{one}条航线的轮渡于{one}日重新开航，票价{one}元。"}
        for one in range(1, 13)
    ]
    pages.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    index_paths(tmp_path / "archive", [pages])
    pages.unlink()  # no file is read again
    return tmp_path / "archive"


@pytest.fixture
def hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every encoder but the bundled one is the tiny one."""
    for module in ("index.reencoding", "index.build"):
        monkeypatch.setattr(f"{module}.open_encoder", _tiny_or_bundled)


def _tiny_or_bundled(name: str, **_: str) -> object:
    return open_bundled() if name == "bundled" else HashingEncoder()


def rows(folder: Path, select: str) -> list[tuple[object, ...]]:
    archive = Archive(folder)
    found = [tuple(row) for row in archive.connection.execute(select)]
    archive.close()
    return found


def meta(folder: Path, key: str) -> str | None:
    archive = Archive(folder)
    found = archive.meta(key)
    archive.close()
    return found


EVERYTHING_ELSE = (
    "SELECT * FROM articles",
    "SELECT * FROM passages",
    "SELECT * FROM sources",
    "SELECT passage_id, tokens FROM vectors",
)


@pytest.mark.usefixtures("hashing")
def test_every_passage_gets_the_vector_that_indexing_would_have_given_it(folder: Path) -> None:
    before = [rows(folder, select) for select in EVERYTHING_ELSE]
    report = reencode(folder, "tiny")
    assert (report.encoder, report.before, report.passages, report.kept) == (
        "tiny",
        "bundled",
        12,
        0,
    )
    assert check_archive(folder).problems == ()
    assert [rows(folder, select) for select in EVERYTHING_ELSE] == before
    assert meta(folder, "encoder_name") == "tiny"
    archive = Archive(folder)
    _, vectors = all_vectors(archive, 64)
    texts = [one.text for one in new_passages(archive)]
    np.testing.assert_allclose(vectors, HashingEncoder().encode_passages(texts), atol=1e-3)
    store = open_local_store(archive)
    assert store.state == archive.state  # published, not left to the next question
    archive.close()


@pytest.mark.usefixtures("hashing")
def test_there_and_back_again_the_vectors_are_the_same(folder: Path) -> None:
    before = rows(folder, "SELECT * FROM vectors")
    reencode(folder, "tiny")
    assert rows(folder, "SELECT * FROM vectors") != before
    reencode(folder, "bundled")
    assert rows(folder, "SELECT * FROM vectors") == before
    assert check_archive(folder).problems == ()


@pytest.mark.usefixtures("hashing")
def test_files_are_taken_in_with_the_new_encoder_and_refused_with_the_old(
    folder: Path, tmp_path: Path
) -> None:
    reencode(folder, "tiny")
    more = tmp_path / "more.jsonl"
    more.write_text('{"text": "新安大桥昨天通车。"}\n', "utf-8")
    with pytest.raises(EncoderMismatch, match=r"baoda reencode --archive .* --encoder bundled"):
        index_paths(folder, [more])
    index_paths(folder, [more], encoder="tiny")
    assert check_archive(folder).problems == ()


@pytest.mark.usefixtures("hashing")
def test_the_encoder_it_has_already_costs_nothing_and_takes_its_new_name(folder: Path) -> None:
    reencode(folder, "tiny")
    state = meta(folder, "state")
    assert reencode(folder, "moved/tiny").passages == 0
    assert (meta(folder, "state"), meta(folder, "encoder_name")) == (state, "moved/tiny")


@pytest.mark.usefixtures("hashing")
def test_progress_begins_at_nothing_and_ends_at_all(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.reencoding.BLOCK", 5)
    said: list[tuple[int, int]] = []
    reencode(folder, "tiny", progress=lambda done, total: said.append((done, total)))
    assert said == [(0, 12), (5, 12), (10, 12), (12, 12)]


@pytest.mark.parametrize("point", ["halfway", "before the swap", "in the swap"])
def test_killed_before_the_end_it_answers_with_the_old_encoder_and_goes_on(
    folder: Path, point: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(folder, "SELECT * FROM vectors")
    killed(folder, point)
    assert check_archive(folder).problems == ()
    assert meta(folder, "encoder") == open_bundled().fingerprint
    assert rows(folder, "SELECT * FROM vectors") == before
    monkeypatch.setattr("index.reencoding.open_encoder", _tiny_or_bundled)
    report = reencode(folder, "hashing")
    assert report.kept == (8 if point == "halfway" else 12)
    assert report.passages == 12
    finished(folder)


def test_killed_between_the_change_and_its_publication_it_has_the_new_encoder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed(folder, "before publishing")
    assert check_archive(folder, indexes=False).problems == ()
    archive = Archive(folder)
    assert len(open_local_store(archive)) == 12  # the next question builds it
    archive.close()
    monkeypatch.setattr("index.reencoding.open_encoder", _tiny_or_bundled)
    reencode(folder, "hashing")
    finished(folder)


def killed(folder: Path, point: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.index.reencoding_child", str(folder), point],
        cwd=Path(__file__).parents[2],
        capture_output=True,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


def finished(folder: Path) -> None:
    assert check_archive(folder).problems == ()
    assert meta(folder, "encoder") == HashingEncoder().fingerprint
    assert not list(folder.glob(f"{SIDE}*"))


def test_what_was_begun_with_another_encoder_is_begun_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed(folder, "halfway")
    monkeypatch.setattr("index.reencoding.open_encoder", lambda name, **_: HashingEncoder(32))
    assert reencode(folder, "smaller").kept == 0
    assert check_archive(folder).problems == ()
    assert meta(folder, "dimension") == "32"


@pytest.mark.usefixtures("hashing")
def test_half_a_run_that_cannot_be_read_is_begun_anew(folder: Path) -> None:
    killed(folder, "halfway")
    (folder / SIDE).write_bytes(b"not a database" * 100)
    assert reencode(folder, "tiny").kept == 0
    assert check_archive(folder).problems == ()


@pytest.mark.usefixtures("hashing")
def test_articles_that_came_and_went_since_an_interrupted_run_are_right(
    folder: Path, tmp_path: Path
) -> None:
    killed(folder, "halfway")
    pages = tmp_path / "pages.jsonl"
    pages.write_text('{"text": "第13条航线明天开航。"}\n{"text": "渡口改建完工。"}\n', "utf-8")
    index_paths(folder, [pages])  # the same path: the twelve are replaced
    report = reencode(folder, "hashing")
    assert (report.passages, report.kept) == (2, 0)
    finished(folder)


@pytest.mark.usefixtures("hashing")
def test_a_vector_begun_for_another_text_under_the_same_number_is_not_taken(
    folder: Path, tmp_path: Path
) -> None:
    """After a backup was put back, what comes in next has numbers that were given out before."""
    backup = tmp_path / "backup"
    shutil.copytree(folder, backup)
    more = tmp_path / "more.jsonl"
    more.write_text('{"text": "渡口改建完工。"}\n', "utf-8")
    index_paths(folder, [more])
    killed(folder, "before the swap")
    begun = (folder / SIDE).read_bytes()
    shutil.rmtree(folder)
    shutil.copytree(backup, folder)
    (folder / SIDE).write_bytes(begun)
    more.write_text('{"text": "望鹤桥封闭大修一年。"}\n', "utf-8")
    index_paths(folder, [more])
    report = reencode(folder, "hashing")
    assert (report.passages, report.kept) == (13, 12)
    archive = Archive(folder)
    _, vectors = all_vectors(archive, 64)
    texts = [one.text for one in new_passages(archive)]
    archive.close()
    np.testing.assert_allclose(vectors, HashingEncoder().encode_passages(texts), atol=1e-3)
    finished(folder)


@pytest.mark.usefixtures("hashing")
def test_a_vector_of_another_text_stops_the_change(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.errors import ArchiveDamaged
    from index.reencoding import _encode

    def mistaken(*arguments: object) -> object:
        counts = _encode(*arguments)  # type: ignore[arg-type]
        side = arguments[1]
        assert isinstance(side, sqlite3.Connection)
        side.execute("UPDATE vectors SET digest = x'00' WHERE passage_id = 3")
        return counts

    monkeypatch.setattr("index.reencoding._encode", mistaken)
    with pytest.raises(ArchiveDamaged, match="not the same"):
        reencode(folder, "tiny")
    assert check_archive(folder).problems == ()


def test_nothing_is_changed_while_another_process_writes(folder: Path) -> None:
    with writing(folder), pytest.raises(ArchiveBusy):
        reencode(folder, "bundled")


def test_a_missing_archive_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing):
        reencode(tmp_path / "nowhere", "bundled")


@pytest.mark.usefixtures("hashing")
def test_a_lost_vector_stops_the_change(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from index.errors import ArchiveDamaged
    from index.reencoding import _encode

    def lossy(*arguments: object) -> object:
        counts = _encode(*arguments)  # type: ignore[arg-type]
        side = arguments[1]
        assert isinstance(side, sqlite3.Connection)
        side.execute("DELETE FROM vectors WHERE passage_id = 3")
        return counts

    copy = folder.with_name("copy")
    shutil.copytree(folder, copy)
    monkeypatch.setattr("index.reencoding._encode", lossy)
    with pytest.raises(ArchiveDamaged, match="not the same"):
        reencode(copy, "tiny")
    assert check_archive(copy).problems == ()
    assert meta(copy, "encoder") == open_bundled().fingerprint
