"""The child process: its limits hold, it harms nobody, and it does not outlive its parent."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import UnreadableFile
from index.readers import child, childhood

LINUX = sys.platform == "linux"
BROKE = "its reader broke down over it, so it is damaged or made to do harm"


@pytest.fixture(autouse=True)
def fresh_child() -> Iterator[None]:
    child._dismiss()
    yield
    child._dismiss()


def run(body: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[object]:
    """What a child makes of a task with this body; the task is smuggled in by its start."""
    (tmp_path / "smuggled.py").write_text(f"def task(data):\n    {body}\n    yield 1\n")
    boot = (
        f"import sys; sys.path.append({str(tmp_path)!r}); import smuggled;"
        "import index.readers.html_article as h; h.article = smuggled.task;"
    )
    monkeypatch.setattr(child, "_BOOT", child._BOOT.replace("from index", boot + "from index", 1))
    return list(child.steps("html article", b"x"))


def test_every_task_is_there() -> None:
    from importlib import import_module

    for module, name in childhood.TASKS.values():
        assert callable(getattr(import_module(f"index.readers.{module}"), name))


@pytest.mark.skipif(not LINUX, reason="limits are the system's")
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("bytearray(1 << 30)", "reading it takes more memory than is allowed"),
        ("[None] * (1 << 29)", "reading it takes more memory than is allowed"),
        ("f = lambda: f(); f()", "it is nested too deeply"),
        ("1 / 0", "it is damaged (ZeroDivisionError)"),
        ("open(__file__ + '.no', 'w').write('x' * 99999)", "it is damaged (OSError)"),
        ("import os; os._exit(3)", BROKE),
        ("import os; os.kill(os.getpid(), 11)", BROKE),
    ],
)  # fmt: skip
def test_what_goes_wrong_in_the_child_is_one_sentence(
    body: str, reason: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableFile) as caught:
        run(body, monkeypatch, tmp_path)
    assert str(caught.value) == reason


def test_a_child_that_hangs_is_killed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(child, "STEP_SECONDS", 3.0)
    began = time.monotonic()
    with pytest.raises(UnreadableFile, match="takes too long"):
        run("import time; time.sleep(60)", monkeypatch, tmp_path)
    assert time.monotonic() - began < 30


def test_the_child_gets_no_environment_and_prints_into_no_reply(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BAODA_TELEGRAM_TOKEN", "secret")
    body = "import os; print('x' * 99); yield 'BAODA_TELEGRAM_TOKEN' in os.environ"
    assert run(body, monkeypatch, tmp_path) == [False, 1]


@pytest.mark.skipif(not LINUX, reason="looks into /proc")
def test_the_child_leaves_with_its_parent(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><body><p>x</p></body></html>")
    code = (
        "import sys, time; from index.readers import child; one = child._child();"
        "print(one._process.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    with parent:
        pid = int((parent.stdout or sys.stdin).readline())
        parent.send_signal(signal.SIGKILL)
    for _ in range(200):
        if not Path(f"/proc/{pid}").exists():
            return
        time.sleep(0.1)
    raise AssertionError("the child is still there")


def test_a_file_too_large_is_not_even_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "LARGEST", 10)
    with pytest.raises(UnreadableFile, match="more than 10; split it"):
        list(child.steps("html article", b"x" * 11))
