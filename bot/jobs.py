"""Work on the archive that a server was asked for: taken in order, one at a time, never forgotten.

What was posted lies in a folder of its job until it is in the archive, so that a job that was
accepted is done even when the server is killed and started again: every step can be repeated.
"""

from __future__ import annotations

import fcntl
import logging
import queue
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from bot.job import Job, new_job, now, read_job, save_job, write_whole
from bot.posted import Posted, place_of
from index.errors import ArchiveBusy, BaodaError, NotFound
from index.records import IndexReport, IssueFacts

log = logging.getLogger("baoda.jobs")

INBOX = "inbox"  # in the archive's folder; where a posted file is said to have been found
_JOBS = "jobs"
_LOCK = "work.lock"
_KEPT = 200
_BUSY_SECONDS = 2.0
_TURN_SECONDS = 0.2
_DAY = 86_400.0

Progress = Callable[[int, int, str], None]


class Keeper(Protocol):
    """Who changes the archive, under its one writer lock."""

    def index(self, paths: Sequence[Path], facts: IssueFacts, progress: Progress) -> IndexReport:
        """Take files in; raises BaodaError, ArchiveBusy while another process writes."""

    def remove(self, articles: Sequence[str]) -> int:
        """Take articles out, and say how many; raises BaodaError."""


class Jobs:
    """The jobs of one archive, worked off by one thread. Safe to use from several threads."""

    def __init__(
        self, archive: Path, keeper: Keeper, changed: Callable[[], None] = lambda: None
    ) -> None:
        """`changed` is called after every job that was done."""
        self._inbox = archive / INBOX
        self._keeper = keeper
        self._changed = changed
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._waiting: queue.Queue[str | None] = queue.Queue()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to work, with what an earlier server left undone."""
        for job in self._left():
            if job.job_id in self._jobs:
                continue
            self._jobs[job.job_id] = job
            if not job.ended:
                self._waiting.put(job.job_id)
        self._thread = threading.Thread(target=self._work, name="jobs", daemon=True)
        self._thread.start()

    def close(self, seconds: float = 5.0) -> None:
        """Begin nothing more; what is under way may go on for that long, and is done again by the
        next server if it did not end."""
        self._closing.set()
        self._waiting.put(None)
        if self._thread:
            self._thread.join(seconds)

    def post(
        self, files: Sequence[Posted], facts: IssueFacts, folder: str = "", key: str = ""
    ) -> Job:
        """A job that takes files in. When this returns they are on the disk. Files of one `folder`
        and name replace each other; without a folder each stands for itself. Raises BaodaError
        when they cannot be kept; then nothing of them is."""
        day = facts.issue_date.isoformat() if facts.issue_date else None
        job = new_job("index", key, newspaper=facts.newspaper, issue_date=day, folder=folder)
        staged = self._folder(job) / "files"
        try:
            for file in files:
                place = staged / place_of(file, folder)
                place.parent.mkdir(parents=True, exist_ok=True)
                write_whole(place, file.data)
            return self._accepted(job)
        except OSError as error:
            shutil.rmtree(self._folder(job), ignore_errors=True)
            raise BaodaError(f"What was posted cannot be kept in {staged} ({error}).") from error

    def remove(self, articles: Sequence[str], key: str = "") -> Job:
        """A job that takes articles out; raises BaodaError when it cannot be kept."""
        job = new_job("remove", key, articles=tuple(articles))
        try:
            return self._accepted(job)
        except OSError as error:
            raise BaodaError(f"The job cannot be kept in {self._inbox} ({error}).") from error

    def get(self, job_id: str) -> Job:
        """The job with that id; raises NotFound."""
        with self._lock:
            job = self._jobs.get(job_id)
        if job is None:
            raise NotFound(f"There is no job '{job_id[:40]}'; only the last {_KEPT} are kept.")
        return job

    def recent(self) -> list[Job]:
        """The jobs known, the newest first."""
        with self._lock:
            return sorted(self._jobs.values(), key=lambda job: job.created, reverse=True)

    def _accepted(self, job: Job) -> Job:
        self._save(job)
        self._waiting.put(job.job_id)
        self._forget_old()
        return job

    def _work(self) -> None:
        while (job_id := self._waiting.get()) is not None and not self._closing.is_set():
            try:
                with self._turn():
                    self._work_off(self._as_it_stands(self.get(job_id)))
            except Exception:  # as when the disk is full; the other jobs are not to wait for ever
                log.exception("job %s cannot be noted down; the next server does it over", job_id)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One server at a time works on what was posted: two have one place for the same files."""
        with (self._inbox / _LOCK).open("ab") as held:
            while not self._closing.is_set():
                try:
                    fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    self._closing.wait(_TURN_SECONDS)
            yield

    def _as_it_stands(self, job: Job) -> Job:
        """The job as its record has it: another server may have done it."""
        found = read_job(self._folder(job))
        with self._lock:
            self._jobs[job.job_id] = found
        return found

    def _work_off(self, job: Job) -> None:
        if job.ended or self._closing.is_set():
            return
        self._save(replace(job, state="running"))
        try:
            report = self._done(job)
            ended = replace(self.get(job.job_id), state="done", report=report)
        except BaodaError as error:
            ended = replace(self.get(job.job_id), state="failed", error=str(error))
        except Exception:
            log.exception("job %s failed", job.job_id)
            sentence = "Something went wrong on our side; the log says what."
            ended = replace(self.get(job.job_id), state="failed", error=sentence)
        if self._closing.is_set() and ended.state == "failed":
            return  # the next server tries again
        self._save(replace(ended, finished=now()))
        shutil.rmtree(self._folder(job) / "files", ignore_errors=True)
        self._changed()

    def _done(self, job: Job) -> dict[str, Any]:
        while True:
            try:
                return self._removed(job) if job.kind == "remove" else self._taken_in(job)
            except ArchiveBusy:  # somebody runs `baoda index`: our turn comes
                if self._closing.wait(_BUSY_SECONDS):
                    raise

    def _removed(self, job: Job) -> dict[str, Any]:
        return {"articles": self._keeper.remove(job.articles)}

    def _taken_in(self, job: Job) -> dict[str, Any]:
        """Files are read where they will be said to have been found, and go when they are in."""
        staged = self._folder(job) / "files"
        paths = []
        for file in sorted(one for one in staged.rglob("*") if one.is_file()):
            place = self._inbox / "files" / file.relative_to(staged)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)
            paths.append(place)
        day = date.fromisoformat(job.issue_date) if job.issue_date else None
        facts = IssueFacts(newspaper=job.newspaper, issue_date=day)
        try:
            report = self._keeper.index(paths, facts, lambda *at: self._note(job.job_id, *at))
        finally:
            for place in paths:
                place.unlink(missing_ok=True)
                _remove_empty(place.parent, self._inbox / "files")
        return _report(report)

    def _note(self, job_id: str, done: int, total: int, file: str) -> None:
        with self._lock:
            job = self._jobs[job_id]
            self._jobs[job_id] = replace(job, done=done, total=total, file=file)

    def _folder(self, job: Job) -> Path:
        return self._inbox / _JOBS / job.job_id

    def _save(self, job: Job) -> None:
        with self._lock:
            self._jobs[job.job_id] = job
        save_job(job, self._folder(job))

    def _left(self) -> list[Job]:
        found = []
        for folder in sorted((self._inbox / _JOBS).glob("*")):
            try:
                found.append(read_job(folder))
            except FileNotFoundError:
                if time.time() - folder.stat().st_mtime > _DAY:  # killed before it was accepted
                    shutil.rmtree(folder, ignore_errors=True)
            except (OSError, ValueError):
                log.exception("the job in %s cannot be read", folder)
        return sorted(found, key=lambda job: job.created)

    def _forget_old(self) -> None:
        ended = [job for job in self.recent() if job.ended]
        for job in ended[_KEPT:]:
            with self._lock:
                self._jobs.pop(job.job_id, None)
            shutil.rmtree(self._folder(job), ignore_errors=True)


def _remove_empty(folder: Path, root: Path) -> None:
    """Remove a folder and those it lies in, up to one that stays, as far as nothing is in them."""
    with suppress(OSError):
        while folder != root:
            folder.rmdir()
            folder = folder.parent


def _report(report: IndexReport) -> dict[str, Any]:
    return {
        "files": report.files,
        "articles": report.articles,
        "passages": report.passages,
        "seconds": round(report.seconds, 3),
        "skipped": report.skipped,
        "quarantined": [{"file": one.file, "reason": one.reason} for one in report.quarantined],
    }
