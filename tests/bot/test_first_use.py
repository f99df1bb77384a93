"""Who types a command for the first time meets one sentence to act on, and never a traceback."""

from __future__ import annotations

import atexit
import gzip
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import bot.opening
from bot.cli import app, main
from index.archive import FILE_NAME
from index.beginning import begin_archive
from index.check import check_archive
from tests.bot.newspaper import TinyArchive

ASKING = (("ask", "轮渡"), ("quote", "轮渡"), ("cite", "nothing"))
READING = (*ASKING, ("check",), ("export",), ("remove", "x"))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments])


def sentence(result: Result, code: int) -> str:
    """What is said on standard error, and nothing beside it."""
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.startswith("baoda: ")
    assert result.stderr.count("\n") == 1
    return result.stderr


@pytest.mark.parametrize("command", READING)
def test_where_no_archive_is_how_to_make_one_is_told(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    told = sentence(run(*command, "--archive", tmp_path / "new"), 2)
    assert f"baoda index --archive {tmp_path / 'new'} FILES" in told


@pytest.mark.parametrize(
    "command", [*READING, ("serve", "--port", "0"), ("index", __file__), ("keys", "list")]
)
@pytest.mark.parametrize("below", ["", "below"])
def test_a_file_in_place_of_the_folder_is_named(
    tmp_path: Path, command: tuple[str, ...], below: str
) -> None:
    (tmp_path / "file").touch()
    too_long = tmp_path / ("x" * 300) / below
    assert "cannot be opened" in sentence(run(*command, "--archive", too_long), 2)
    told = sentence(run(*command, "--archive", tmp_path / "file" / below), 2)
    assert f"{tmp_path / 'file'} is a file" in told


def test_an_empty_archive_is_said_to_be_empty(tmp_path: Path) -> None:
    begin_archive(tmp_path / "empty")
    for command in ASKING:
        told = sentence(run(*command, "--archive", tmp_path / "empty"), 2)
        assert "is empty. Fill it with: baoda index" in told
    assert run("check", "--archive", tmp_path / "empty").exit_code == 0
    exported = run("export", "--archive", tmp_path / "empty")
    assert (exported.exit_code, exported.output) == (0, "")


def test_an_export_never_writes_over_the_archive(archive_folder: Path, tmp_path: Path) -> None:
    for out, said in (
        (archive_folder / FILE_NAME, "archive's own folder"),
        (archive_folder / "export.jsonl", "archive's own folder"),
        (tmp_path, "is a folder"),
        (tmp_path / "no" / "export.jsonl", "No such file or directory"),
    ):
        result = run("export", "--archive", archive_folder, "--out", out)
        told = sentence(result, 1 if "no" in out.parts else 2)
        assert said in told
        assert str(out) in told
    assert check_archive(archive_folder).ok
    assert not (archive_folder / "export.jsonl").exists()


QUESTIONS = (
    (b"", "holds no questions"),
    (b"\n \n", "holds no questions"),
    (b'{"question": "a"}\nword\n', "line 2 is no question: it is not JSON."),
    (b'{"nothing": 1}\n', "line 1 is no question: it has no 'positive_ids'."),
    (b"[]\n", "line 1 is no question"),
    (b"[" * 100_000, "line 1 is no question"),
    (b'{"question": "a", "as_of": "soon"}\n', "line 1 is no question"),
    (b"\x7fELF\xff\xfe", "cannot be read as a file of questions"),
)


@pytest.mark.parametrize(("content", "said"), QUESTIONS)
def test_what_is_no_file_of_questions_is_told(
    archive_folder: Path, tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "questions.jsonl").write_bytes(content)
    assert said in sentence(
        run("eval", "--archive", archive_folder, tmp_path / "questions.jsonl"), 2
    )


def test_a_packed_file_that_breaks_off_is_told(archive_folder: Path, tmp_path: Path) -> None:
    packed = gzip.compress(b'{"question": "a"}\n' * 100)
    for content in (packed[:-9], b"plain text"):
        (tmp_path / "questions.jsonl.gz").write_bytes(content)
        result = run("eval", "--archive", archive_folder, tmp_path / "questions.jsonl.gz")
        assert "cannot be read as a file of questions" in sentence(result, 2)


def test_what_an_error_quotes_drives_no_terminal(archive_folder: Path) -> None:
    told = sentence(run("cite", "--archive", archive_folder, "\x1b[31m\u202ered\x07"), 1)
    assert "'[31mred'" in told


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        (("ask", "暴雨", "-湖北"), "暴雨 −湖北"),
        (("ask", "-湖北", "暴雨", "--top", "2"), "−湖北 暴雨"),
        (("ask", "暴雨 -湖北"), "暴雨 -湖北"),
    ],
)
def test_what_to_leave_out_needs_no_quotation_marks(
    monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...], asked: str
) -> None:
    archive = TinyArchive()
    monkeypatch.setattr(bot.opening, "open_answering", lambda settings, **_: archive)
    monkeypatch.setattr(sys, "argv", ["baoda", *typed])
    monkeypatch.setattr(atexit, "register", lambda _: None)
    with pytest.raises(SystemExit):
        main()
    assert archive.questions[-1].text == asked


def test_an_option_misspelt_is_no_exclusion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["baoda", "ask", "-json", "暴雨"])
    monkeypatch.setattr(atexit, "register", lambda _: None)
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
