"""A keeper can export, remove, back up and restore, and is told what happened."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.keys import KeyRing
from bot.saved import SavedSearches
from index.check import check_archive
from index.encoders.hashing import HashingEncoder

RUNNER = CliRunner()


def run(*arguments: object) -> tuple[int, str]:
    done = RUNNER.invoke(app, [str(one) for one in arguments])
    return done.exit_code, done.output


def test_an_export_has_one_json_line_an_article(archive_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "export.jsonl"
    assert run("export", "--archive", archive_folder, "--out", out) == (0, "")
    records = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [record["source_id"] for record in records][:2] == ["ferry", "bridge"]
    assert all(record["citation"]["id"] and record["source"]["spans"] for record in records)


def test_an_export_goes_to_standard_output(archive_folder: Path) -> None:
    code, output = run("export", "--archive", archive_folder)
    assert code == 0
    assert len(output.splitlines()) == 5


def test_an_archive_is_backed_up_restored_and_thinned_out(
    archive_folder: Path, tmp_path: Path
) -> None:
    copy, again = tmp_path / "copy", tmp_path / "again"
    assert run("backup", copy, "--archive", archive_folder)[0] == 0
    assert run("restore", copy, "--archive", again)[0] == 0
    code, output = run("remove", "articles.jsonl", "--archive", again, "--json")
    assert code == 0
    assert json.loads(output)["articles"] == 5
    assert check_archive(again).ok
    shutil.rmtree(again)


def test_an_archive_gets_another_encoder_and_its_old_one_back(
    archive_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "archive"
    shutil.copytree(archive_folder, folder)
    given: list[dict[str, str]] = []

    def tiny(name: str, **options: str) -> HashingEncoder:
        given.append(options)
        return HashingEncoder()

    monkeypatch.setattr("index.reencoding.open_encoder", tiny)
    monkeypatch.setenv("BAODA_ENCODER_QUERY_PROMPT", "问：")
    code, output = run("reencode", "--encoder", "tiny", "--archive", folder, "--json")
    assert code == 0
    report = json.loads(output)
    assert (report["encoder"], report["before"], report["kept"]) == ("tiny", "bundled", 0)
    assert given == [{"backend": "torch", "query_prompt": "问："}]
    code, output = run("ask", "轮渡票价", "--archive", folder)
    assert code == 2
    assert "baoda reencode" in output
    assert run("reencode", "--encoder", "tiny", "--archive", folder)[1].startswith("There is noth")
    monkeypatch.undo()
    code, output = run("reencode", "--encoder", "bundled", "--archive", folder)
    assert code == 0
    assert f"{report['passages']} passages are encoded by bundled" in output
    assert run("ask", "轮渡票价", "--archive", folder)[0] == 0


def test_an_archive_is_put_back_beside_its_keys_and_saved_searches(
    archive_folder: Path, tmp_path: Path
) -> None:
    copy, kept = tmp_path / "copy", tmp_path / "kept"
    code, output = run("backup", copy, "--archive", archive_folder)
    assert (code, "Keys and saved searches are not in it" in output) == (0, True)
    key = KeyRing(kept).create("desk")
    SavedSearches(kept).of(None)
    (kept / "inbox").mkdir()
    (kept / "archive.sqlite-wal").touch()  # it would be read into the archive that comes
    assert run("restore", copy, "--archive", kept)[0] == 1
    (kept / "archive.sqlite-wal").unlink()
    assert run("restore", copy, "--archive", kept)[0] == 0
    assert check_archive(kept).ok
    assert KeyRing(kept).recognised(key)


def test_what_cannot_be_done_is_said_in_a_sentence(archive_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("x")
    for arguments in (
        ("remove", "nothing.txt", "--archive", archive_folder),
        ("backup", tmp_path / "full", "--archive", archive_folder),
        ("restore", tmp_path / "nowhere", "--archive", tmp_path / "new"),
        ("export", "--archive", tmp_path / "nowhere"),
        ("reencode", "--encoder", "bundled", "--archive", tmp_path / "nowhere"),
        ("reencode", "--encoder", tmp_path / "nowhere", "--archive", archive_folder),
        ("export", "--archive", archive_folder, "--out", tmp_path / "no" / "folder.jsonl"),
    ):
        code, output = run(*arguments)
        assert code in (1, 2)
        assert output.startswith("baoda: ")
        assert "Traceback" not in output
