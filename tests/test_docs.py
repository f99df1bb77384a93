"""The README keeps its word: its commands run and print what it shows, and it names everything."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from unittest import mock

import pytest

from bot.answering import Answering
from bot.cli import app
from bot.http.app import create_app
from bot.sample import PAGES
from bot.settings import PREFIX, Settings
from index.readers import READERS
from retrieval.citing import STYLES

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
ENCODERS = (ROOT / "docs" / "encoders.md").read_text("utf-8")
MANUAL = {path.name: path.read_text("utf-8") for path in (ROOT / "docs").glob("*.md")}
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample pages in `pages/` and an archive of them, as a reader would have."""
    folder = tmp_path_factory.mktemp("newsroom")
    shutil.copytree(PAGES, folder / "pages")
    _baoda(folder, "index", "pages/")
    return folder


def _environ() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return kept | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def _baoda(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(
        command,
        cwd=folder,
        env=_environ() | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _shown() -> list[tuple[str, list[str]]]:
    """Every `$` command of the console blocks, with the lines shown under it."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", README + ENCODERS, re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


SHOWN = _shown()
BAODA = [pair for pair in SHOWN if pair[0].startswith("baoda ")]
CURL = [pair for pair in SHOWN if pair[0].startswith("curl ")]


def test_every_console_command_of_the_readme_is_tested() -> None:
    assert len(BAODA) + len(CURL) == len(SHOWN)
    assert BAODA
    assert CURL


@pytest.mark.parametrize(("command", "lines"), BAODA, ids=[pair[0][:40] for pair in BAODA])
def test_a_command_of_the_readme_prints_what_it_shows(
    newsroom: Path, command: str, lines: list[str]
) -> None:
    done = _baoda(newsroom, *shlex.split(command)[1:])
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    for line in lines:
        assert line.strip("… ") in done.stdout


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not on this machine")
def test_the_http_question_of_the_readme_is_answered(newsroom: Path) -> None:
    port = str(_free_port())
    server = subprocess.Popen(
        [sys.executable, "-m", "bot", "serve", "--port", port],
        cwd=newsroom,
        env=_environ() | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        for command, lines in CURL:
            _fetched(f"http://127.0.0.1:{port}/healthz")
            asked = shlex.split(command.replace("8000", port))
            done = subprocess.run(asked, capture_output=True, text=True, timeout=30, check=True)
            for line in lines:
                assert line.strip("…") in done.stdout
    finally:
        server.terminate()
        server.wait(20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _fetched(url: str) -> str:
    for _ in range(150):
        try:
            with urllib.request.urlopen(url, timeout=5) as reply:
                return str(reply.read().decode("utf-8"))
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"no answer from {url}")


def test_every_make_command_of_the_readme_exists() -> None:
    for target in re.findall(r"\bmake ([a-z]+)\b", README):
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), target


def test_the_manual_names_every_setting() -> None:
    for name in Settings.model_fields:
        assert f"`{PREFIX}{name.upper()}`" in MANUAL["settings.md"]


def test_the_readme_names_every_command() -> None:
    commands = [command.name or command.callback.__name__ for command in app.registered_commands]
    groups = [group.name for group in app.registered_groups]
    for name in [*commands, *groups]:
        assert f"baoda {name}" in README, name


def test_the_manual_names_every_format_and_every_style() -> None:
    assert [name for name in READERS if name not in MANUAL["indexing.md"]] == []
    assert [name for name in STYLES if name not in MANUAL["http.md"]] == []


def test_the_manual_names_every_route() -> None:
    """Those of an application without an archive to fill; who fills it is told in words."""
    paths = create_app(mock.create_autospec(Answering), Settings()).openapi()["paths"]
    for path in paths:
        assert re.sub(r"\{\w+\}", "{id}", path) in MANUAL["http.md"], path


def test_the_pictures_and_the_linked_files_are_there() -> None:
    for folder, text in [(ROOT, README), *((ROOT / "docs", text) for text in MANUAL.values())]:
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (folder / target).exists(), target
