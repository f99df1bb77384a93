"""Keys are made once, kept as hashes only, and revoked for every process at once."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.keys import FILE_NAME, SCOPES, KeyRing
from index.errors import BadQuestion, BaodaError, NotFound


def test_a_key_is_recognised_and_nothing_near_it_is(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path)
    written = ring.create("desk", "ingest", rate=30, concurrent=2)
    key = ring.recognised(written)
    assert key is not None
    assert (key.name, key.scope, key.rate, key.concurrent) == ("desk", "ingest", 30, 2)
    other = ring.create("other")
    spliced = "_".join([*written.split("_")[:2], other.split("_", 2)[2]])
    wrong = ("", "x", written[:-1], written + "A", written.upper(), spliced, f"{written}\n", "é")
    assert [ring.recognised(one) for one in wrong] == [None] * len(wrong)


def test_only_the_hash_is_kept_in_a_file_of_ones_own(tmp_path: Path) -> None:
    written = KeyRing(tmp_path).create("desk")
    path = tmp_path / FILE_NAME
    assert written.split("_", 2)[2].encode() not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert re.fullmatch(r"baoda_[0-9a-f]{12}_[A-Za-z0-9_-]{43}", written)


def test_a_scope_allows_what_those_before_it_allow(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path)
    for at, scope in enumerate(SCOPES):
        ring.create(scope, scope)
        key = ring.keys()[-1]
        assert [key.may(one) for one in SCOPES] == [one <= at for one in range(len(SCOPES))]


def test_a_revoked_key_is_good_for_nothing_and_its_name_is_free_again(tmp_path: Path) -> None:
    ring, running = KeyRing(tmp_path), KeyRing(tmp_path)
    first = ring.create("desk")
    with pytest.raises(BadQuestion, match="already"):
        ring.create("desk")
    assert running.recognised(first) is not None
    assert ring.revoke("desk").name == "desk"
    assert running.recognised(first) is None
    assert not ring.any_good()
    second = ring.create("desk")
    assert running.recognised(second) is not None
    known = ring.keys()
    assert [bool(key.revoked) for key in known] == [True, False]
    with pytest.raises(NotFound):
        ring.revoke("nobody")


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": " desk"},
        {"name": "a\nb"},
        {"name": "x" * 65},
        {"name": "desk", "rate": 0},
        {"name": "desk", "concurrent": 0},
        {"name": "desk", "rate": 10**9},
    ],
)
def test_what_cannot_be_a_key_is_refused_in_a_sentence(
    tmp_path: Path, wrong: dict[str, object]
) -> None:
    with pytest.raises(BadQuestion, match=r"\.$"):
        KeyRing(tmp_path).create(**wrong)  # type: ignore[arg-type]


def test_a_damaged_file_of_keys_lets_nobody_in(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path)
    written = ring.create("desk")
    (tmp_path / FILE_NAME).write_bytes(os.urandom(4096))
    for look in (ring.keys, ring.any_good, lambda: ring.recognised(written)):
        with pytest.raises(BaodaError, match="cannot be read"):
            look()


def test_the_command_line_makes_lists_and_revokes(tmp_path: Path) -> None:
    run, where = CliRunner(), ["--archive", str(tmp_path)]
    made = run.invoke(
        app, ["keys", "create", "城市新闻部", "--scope", "ingest", "--rate", "30/min", *where]
    )
    assert made.exit_code == 0
    key = KeyRing(tmp_path).recognised(made.stdout.strip())
    assert key is not None
    assert (key.name, key.scope, key.rate) == ("城市新闻部", "ingest", 30)
    listed = run.invoke(app, ["keys", "list", "--json", *where])
    assert [one["name"] for one in json.loads(listed.stdout)["keys"]] == ["城市新闻部"]
    assert "sha256" not in listed.stdout
    assert run.invoke(app, ["keys", "revoke", "城市新闻部", *where]).exit_code == 0
    assert "revoked" in run.invoke(app, ["keys", "list", *where]).stdout
    assert KeyRing(tmp_path).recognised(made.stdout.strip()) is None


@pytest.mark.parametrize(
    "options", [["--scope", "root"], ["--rate", "many"], ["--rate", "0"], ["--concurrent", "0"]]
)
def test_wrong_usage_of_keys_is_exit_code_2(tmp_path: Path, options: list[str]) -> None:
    wrong = CliRunner().invoke(app, ["keys", "create", "x", "--archive", str(tmp_path), *options])
    assert wrong.exit_code == 2
    assert wrong.stderr.startswith("baoda: ")


def test_a_backup_of_the_archive_holds_no_keys(archive_folder: Path, tmp_path: Path) -> None:
    from index.backup import backup

    copy = tmp_path / "archive"
    backup(archive_folder, copy)
    KeyRing(copy).create("desk")
    backup(copy, tmp_path / "again")
    assert not (tmp_path / "again" / FILE_NAME).exists()
    with sqlite3.connect(tmp_path / "again" / "archive.sqlite") as copied:
        tables = copied.execute("SELECT name FROM sqlite_master").fetchall()
    assert ("keys",) not in tables
