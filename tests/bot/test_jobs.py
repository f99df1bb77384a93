"""A job that was accepted is done, though the server that took it was killed."""

from __future__ import annotations

import errno
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from bot.jobs import INBOX, Jobs, Progress
from bot.posted import folder_named, place_of, posted_articles, posted_file
from index.errors import ArchiveBusy, BadQuestion, BaodaError, NotFound
from index.records import IndexReport, IssueFacts

ROOT = Path(__file__).parents[2]
# A server that is killed while it does its first job, and another job waits.
_KILLED = """
import os, sys, threading
from pathlib import Path
from bot.jobs import Jobs
from bot.posted import posted_file
from index.records import IssueFacts
class Keeper:
    def index(self, paths, facts, progress):
        begun.set()
        threading.Event().wait()
begun = threading.Event()
jobs = Jobs(Path(sys.argv[1]), Keeper())
jobs.start()
jobs.post([posted_file("a.txt", b"a")], IssueFacts())
begun.wait(10)
jobs.post([posted_file("b.txt", b"b")], IssueFacts())
os.kill(os.getpid(), 9)
"""


class Keeper:
    """A keeper that notes what it was given; `fault` is raised, `hold` waited for."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.fault = fault
        self.hold: threading.Event | None = None
        self.read: list[tuple[str, bytes, IssueFacts]] = []
        self.removed: list[str] = []

    def index(self, paths: Sequence[Path], facts: IssueFacts, progress: Progress) -> IndexReport:
        progress(0, len(paths), "first")
        if self.hold:
            self.hold.wait(10)
        if self.fault:
            raise self.fault
        self.read += [(path.name, path.read_bytes(), facts) for path in paths]
        return IndexReport(files=len(paths))

    def remove(self, articles: Sequence[str]) -> int:
        self.removed += articles
        return len(articles)


def until(there: Callable[[], bool]) -> None:
    for _ in range(1000):
        if there():
            return
        time.sleep(0.005)
    raise AssertionError("not within 5 s")


def test_jobs_are_done_in_order_one_at_a_time(tmp_path: Path) -> None:
    keeper, changes = Keeper(), []
    jobs = Jobs(tmp_path, keeper, changed=lambda: changes.append(1))
    facts = IssueFacts(newspaper="云汀日报", issue_date=date(2023, 4, 10))
    posted = [jobs.post([posted_file(f"{n}.txt", b"%d" % n)], facts) for n in range(3)]
    last = jobs.remove(["a1"], key="desk")
    assert jobs.recent()[0] == last
    jobs.start()
    until(lambda: jobs.get(last.job_id).state == "done")
    assert keeper.read == [(f"{n}.txt", b"%d" % n, facts) for n in range(3)]
    assert keeper.removed == ["a1"]
    until(lambda: len(changes) == 4)
    assert jobs.get(posted[0].job_id).report == {
        "files": 1, "articles": 0, "passages": 0, "seconds": 0.0, "skipped": 0, "quarantined": [],
    }  # fmt: skip
    jobs.close()


def test_a_killed_server_leaves_its_jobs_to_the_next(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", _KILLED, tmp_path], check=False, cwd=ROOT)
    keeper = Keeper()
    second = Jobs(tmp_path, keeper)
    second.start()
    waiting, begun = second.recent()
    until(lambda: second.get(waiting.job_id).state == "done")
    assert [name for name, *_ in keeper.read] == ["a.txt", "b.txt"]
    second.close()
    third = Jobs(tmp_path, Keeper())
    third.start()
    assert third.get(begun.job_id).state == "done"  # known still, and not done again
    third.close()


def test_of_two_servers_one_works_at_a_time_and_neither_does_a_job_twice(tmp_path: Path) -> None:
    slow, other = Keeper(), Keeper()
    slow.hold = threading.Event()
    first, second = Jobs(tmp_path, slow), Jobs(tmp_path, other)
    first.start()
    begun = first.post([posted_file("a.txt", b"a")], IssueFacts())
    until(lambda: first.get(begun.job_id).state == "running")
    second.start()
    own = second.post([posted_file("a.txt", b"a")], IssueFacts())
    time.sleep(0.3)
    assert second.get(own.job_id).state == "queued"
    slow.hold.set()
    until(lambda: second.get(own.job_id).state == "done")
    assert second.get(begun.job_id).state == "done"
    assert [len(slow.read), len(other.read)] == [1, 1]
    first.close()
    second.close()


def test_a_full_disk_is_said_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    jobs = Jobs(tmp_path, keeper := Keeper())
    with monkeypatch.context() as patch:
        patch.setattr("bot.jobs.write_whole", full)
        with pytest.raises(BaodaError, match="No space left"):
            jobs.post([posted_file("a.txt", b"a")], IssueFacts())
    assert not list((tmp_path / INBOX / "jobs").iterdir())
    jobs.start()
    unnoted = jobs.post([posted_file("a.txt", b"a")], IssueFacts())
    keeper.hold = threading.Event()
    until(lambda: jobs.get(unnoted.job_id).state == "running")
    with monkeypatch.context() as patch:
        patch.setattr("bot.job.write_whole", full)
        keeper.hold.set()
        until(lambda: bool(keeper.read))
        time.sleep(0.1)
    following = jobs.post([posted_file("b.txt", b"b")], IssueFacts())
    until(lambda: jobs.get(following.job_id).state == "done")
    jobs.close()


def test_no_folder_is_left_of_what_was_taken_in(tmp_path: Path) -> None:
    jobs = Jobs(tmp_path, keeper := Keeper())
    jobs.start()
    for folder, name in (("x/y", "z.txt"), ("x", "y"), ("", "a.txt")):
        job = jobs.post([posted_file(name, b"1")], IssueFacts(), folder)
        until(lambda job=job: jobs.get(job.job_id).state != "queued")  # type: ignore[misc]
        until(lambda job=job: jobs.get(job.job_id).ended)  # type: ignore[misc]
        assert jobs.get(job.job_id).state == "done"
    assert len(keeper.read) == 3
    assert not list((tmp_path / INBOX / "files").iterdir())
    jobs.close()


@pytest.mark.parametrize(
    ("fault", "says"),
    [(BaodaError("The disk is full."), "disk is full"), (KeyError("x"), "our side")],
)
def test_a_job_that_fails_says_why_and_the_next_is_done(
    tmp_path: Path, fault: Exception, says: str
) -> None:
    keeper = Keeper(fault)
    jobs = Jobs(tmp_path, keeper)
    jobs.start()
    failing = jobs.post([posted_file("a.txt", b"a")], IssueFacts())
    until(lambda: jobs.get(failing.job_id).state == "failed")
    assert says in str(jobs.get(failing.job_id).error)
    removal = jobs.remove(["a1"])
    until(lambda: jobs.get(removal.job_id).state == "done")
    assert not list((tmp_path / INBOX / "files").rglob("*.txt"))
    jobs.close()


def test_a_busy_archive_is_waited_for_and_left_at_the_end(tmp_path: Path) -> None:
    jobs = Jobs(tmp_path, Keeper(ArchiveBusy("Another process is writing.")))
    jobs.start()
    job = jobs.post([posted_file("a.txt", b"a")], IssueFacts())
    until(lambda: jobs.get(job.job_id).state == "running")
    jobs.close()
    again = Jobs(tmp_path, keeper := Keeper())
    again.start()
    until(lambda: again.get(job.job_id).state == "done")
    assert len(keeper.read) == 1
    again.close()


def test_an_unknown_job_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        Jobs(tmp_path, Keeper()).get("../../etc/passwd")


@pytest.mark.parametrize(
    "name",
    ["a.txt", "../../a.txt", "C:\\x\\a.txt", "/etc/a.txt", "a\x00.txt", "..", ".hidden.txt", "",
     "长" * 200 + ".pdf", "a\u202etxt.exe", "a:b?.txt", "a." + "长" * 999, "." * 9 + "长" * 99],
)  # fmt: skip
def test_a_posted_file_lies_below_the_folder_of_what_is_posted(name: str) -> None:
    for folder in ("", "云汀日报/2023-04-10"):
        place = place_of(posted_file(name, b"x"), folder)
        assert not place.is_absolute()
        assert not {"..", "."} & set(place.parts)
        assert len(place.name.encode()) <= 200
        assert place.name
        assert "\x00" not in str(place)
    assert place_of(posted_file("长" * 200 + ".pdf", b""), "").suffix == ".pdf"


@pytest.mark.parametrize(
    "folder", ["..", "a/../b", "a/.b", "a//../b", "x" * 300, "a:b", "a/" * 9, "a." + "x" * 300]
)
def test_a_folder_leads_nowhere_else(folder: str) -> None:
    with pytest.raises(BadQuestion):
        folder_named(folder)


def test_articles_are_known_by_the_id_given_for_them_else_by_all_of_them() -> None:
    one, two, other = posted_articles(
        [
            {"id": "1", "text": "a"},
            {"id": "1", "text": "b"},
            {"id": "1", "newspaper": "n", "text": "a"},
        ]
    )
    assert one.identity == two.identity != other.identity
    (in_one,), (in_other,) = (posted_articles([{"id": "1", "text": "a"}], n) for n in "xy")
    assert in_one.identity != in_other.identity != one.identity
    (named,) = posted_articles([{"id": "1", "newspaper": "x", "text": "b"}])
    assert named.identity == in_one.identity
    bare, same, more = posted_articles([{"text": "a"}, {"text": "a"}, {"text": "b"}])
    assert bare.identity == same.identity != more.identity
