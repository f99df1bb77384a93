"""Work on the archive that a server was asked for: taken in order, one at a time, never forgotten.

What was posted lies in a folder of its job until it is in the archive, so that a job that was
accepted is done even when the server is killed and started again: every step can be repeated.
"""

from __future__ import annotations

import json
import logging
import os
import queue
import secrets
import shutil
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal, Protocol

from bot.posted import Posted, place_of
from index.errors import ArchiveBusy, BaodaError, NotFound
from index.records import IndexReport, IssueFacts

log = logging.getLogger("baoda.jobs")

INBOX = "inbox"  # in the archive's folder; where a posted file is said to have been found
_JOBS = "jobs"
_RECORD = "job.json"
_KEPT = 200
_BUSY_SECONDS = 2.0

Kind = Literal["index", "remove"]
State = Literal["queued", "running", "done", "failed"]
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work. `key` is the name of the key it was asked with; `report` says what was done,
    `error` in a sentence why it was not."""

    job_id: str
    kind: Kind
    state: State
    created: str
    key: str = ""
    newspaper: str | None = None
    issue_date: str | None = None
    folder: str = ""
    articles: tuple[str, ...] = ()
    done: int = 0
    total: int = 0
    file: str = ""
    finished: str | None = None
    report: Mapping[str, Any] | None = None
    error: str | None = None

    def as_json(self) -> dict[str, Any]:
        progress = {"done": self.done, "total": self.total, "file": self.file or None}
        return {
            "id": self.job_id,
            "kind": self.kind,
            "state": self.state,
            "created": self.created,
            "finished": self.finished,
            "progress": progress,
            "report": self.report,
            "error": self.error,
        }


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
            if job.state in ("queued", "running"):
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
        and name replace each other; without a folder each stands for itself."""
        day = facts.issue_date.isoformat() if facts.issue_date else None
        job = _new("index", key, newspaper=facts.newspaper, issue_date=day, folder=folder)
        own = self._folder(job)
        for file in files:
            place = own / "files" / place_of(file, folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            _write(place, file.data)
        return self._accepted(job)

    def remove(self, articles: Sequence[str], key: str = "") -> Job:
        """A job that takes articles out."""
        return self._accepted(_new("remove", key, articles=tuple(articles)))

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
            job = self.get(job_id)
            self._save(replace(job, state="running"))
            try:
                report = self._done(job)
                ended = replace(self.get(job_id), state="done", report=report)
            except BaodaError as error:
                ended = replace(self.get(job_id), state="failed", error=str(error))
            except Exception:
                log.exception("job %s failed", job_id)
                sentence = "Something went wrong on our side; the log says what."
                ended = replace(self.get(job_id), state="failed", error=sentence)
            if self._closing.is_set() and ended.state == "failed":
                return  # the next server tries again
            self._save(replace(ended, finished=_now()))
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
        folder = self._folder(job)
        folder.mkdir(parents=True, exist_ok=True)
        record = json.dumps(asdict(job), ensure_ascii=False)
        _write(folder / _RECORD, record.encode("utf-8", "surrogatepass"))

    def _left(self) -> list[Job]:
        found = []
        for path in sorted((self._inbox / _JOBS).glob(f"*/{_RECORD}")):
            try:
                record = json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))
                found.append(Job(**{**record, "articles": tuple(record["articles"])}))
            except (OSError, ValueError, TypeError, KeyError):
                log.exception("the job in %s cannot be read", path.parent)
        return sorted(found, key=lambda job: job.created)

    def _forget_old(self) -> None:
        ended = [job for job in self.recent() if job.state in ("done", "failed")]
        for job in ended[_KEPT:]:
            with self._lock:
                self._jobs.pop(job.job_id, None)
            shutil.rmtree(self._folder(job), ignore_errors=True)


def _new(kind: Kind, key: str, **facts: Any) -> Job:
    return Job(secrets.token_hex(8), kind, "queued", _now(), key, **facts)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _write(path: Path, data: bytes) -> None:
    """The whole file or none of it, and on the disk before it has its name."""
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(path)


def _report(report: IndexReport) -> dict[str, Any]:
    return {
        "files": report.files,
        "articles": report.articles,
        "passages": report.passages,
        "seconds": round(report.seconds, 3),
        "skipped": report.skipped,
        "quarantined": [{"file": one.file, "reason": one.reason} for one in report.quarantined],
    }
