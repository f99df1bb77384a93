"""Killed at any moment, an archive keeps what it acknowledged and goes on with a plain restart."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.archive import Archive
from index.build import index_paths
from index.check import check_archive
from index.errors import ArchiveMissing
from index.store import Scope
from index.store.local import open_local_store

FILES = 12
ROUNDS = 18


def write_pages(folder: Path, version: int) -> None:
    """A dozen files; in each version every other file is another than before."""
    folder.mkdir(exist_ok=True)
    for number in range(FILES):
        edition = version if number % 2 else 0
        lines = [
            json.dumps(
                {"text": f"第{number}版第{edition}稿：江上的轮渡重新开航。" * 8 + f"其{one}。"}
            )
            for one in range(6)
        ]
        (folder / f"{number:02}.jsonl").write_text("\n".join(lines), "utf-8")


def start(archive: Path, pages: Path) -> subprocess.Popen[bytes]:
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.index.crashing", str(archive), str(pages)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    return child


def kill_after(child: subprocess.Popen[bytes], seconds: float) -> int:
    """Kill the child; returns how many files it said were done."""
    with child:
        assert child.stdout is not None
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        said = child.stdout.read().split()
        return max((int(one) for one in said if one.isdigit()), default=0)


def sound(archive: Path, done: int, version: int) -> None:
    """What was acknowledged is there, whole; and a question can be asked at once."""
    try:
        opened = Archive(archive)
    except ArchiveMissing:
        assert done == 0
        return
    report = check_archive(archive, indexes=False)
    assert report.problems == ()
    facts = {Path(one.path).name: opened.source_text(one.source_id) for one in opened.sources()}
    for number in range(done):
        edition = version if number % 2 else 0
        assert f"第{number}版第{edition}稿" in facts[f"{number:02}.jsonl"]
    assert opened.count("articles") == 6 * opened.count("sources")
    if opened.meta("encoder"):
        store = open_local_store(opened)
        assert len(store) == opened.count("passages")
        assert len(store.keyword("words", ["轮渡"], 1000, Scope()).ids) == len(store)
        store.close()
    opened.close()


@pytest.mark.slow
def test_a_killed_run_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    archive, pages = tmp_path / "archive", tmp_path / "pages"
    write_pages(pages, 0)
    with start(tmp_path / "measured", pages) as child:
        began = time.monotonic()
        child.wait()
        whole_run = time.monotonic() - began
    for version in range(ROUNDS):
        write_pages(pages, version)
        done = kill_after(start(archive, pages), chance.uniform(0, 1.1 * whole_run))
        sound(archive, done, version)
        if version % 3 == 2:  # sometimes go on where it stopped, sometimes change the files first
            index_paths(archive, [pages])
            assert check_archive(archive).problems == ()
    index_paths(archive, [pages])
    report = check_archive(archive)
    assert report.problems == ()
    assert report.counts["sources"] == FILES


# Every way in which a run touches the disk, and about how often a whole run does so.
CALLS = {
    "pwrite64": 100,
    "write": 230,
    "fsync": 25,
    "fdatasync": 25,
    "rename": 3,
    "unlink": 17,
    "ftruncate": 5,
}


def strace_works() -> bool:
    try:
        return not subprocess.run(
            ["strace", "-o", "/dev/null", "true"], capture_output=True
        ).returncode
    except OSError:
        return False


@pytest.mark.slow
@pytest.mark.skipif(not strace_works(), reason="strace is not there, or may not trace")
@pytest.mark.parametrize("fault", ["signal=KILL", "error=ENOSPC", "error=EIO"])
def test_a_fault_at_any_call_that_touches_the_disk_is_survived(tmp_path: Path, fault: str) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    pages = tmp_path / "pages"
    write_pages(pages, 0)
    for number, (call, often) in enumerate(CALLS.items()):
        at = chance.randint(1, often)
        archive = tmp_path / f"archive{number}"
        inject = ("-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={at}")
        child = (sys.executable, "-m", "tests.index.crashing", str(archive), str(pages))
        subprocess.run(
            ["strace", "-f", "-qq", "-o", os.devnull, *inject, *child],
            cwd=Path(__file__).parents[2],
            capture_output=True,
        )
        sound(archive, 0, 0)
        index_paths(archive, [pages])
        report = check_archive(archive)
        assert (report.problems, report.counts["sources"]) == ((), FILES), (call, at)


def test_the_crash_tests_would_see_an_index_written_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mutation check: with the naive way of publishing, a half-written file is served."""
    import index.store.generation as generation
    from tests.index.shelf import Shelf, article

    shelf = Shelf(tmp_path)
    shelf.put("a.txt", article("轮渡重新开航。"))
    open_local_store(shelf.archive).close()
    manifest = generation.read_manifest(tmp_path)
    assert manifest is not None
    half = tmp_path / generation.FOLDER / manifest.folder / generation.FACTS / "days.npy"
    data = half.read_bytes()
    half.unlink()
    half.write_bytes(data[:-4] + b"\1\0\0\0")
    assert not check_archive(tmp_path).ok
    monkeypatch.setattr("index.check.verify", lambda archive, manifest: None)
    monkeypatch.setattr("index.store.local.verify", lambda archive, manifest: None)
    assert check_archive(tmp_path).ok  # only the hashes stand between a reader and half a file
    shelf.archive.close()
