"""A piece of work on the archive that a server was asked for, and its record on the disk."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

RECORD = "job.json"

Kind = Literal["index", "remove"]
State = Literal["queued", "running", "done", "failed"]


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

    @property
    def ended(self) -> bool:
        """Whether nothing is left to be done."""
        return self.state in ("done", "failed")

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


def new_job(kind: Kind, key: str, **facts: Any) -> Job:
    """A job that waits, with an id of its own."""
    return Job(secrets.token_hex(8), kind, "queued", now(), key, **facts)


def now() -> str:
    """This moment, as records have it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def save_job(job: Job, folder: Path) -> None:
    """Keep the record of a job in its folder, on the disk when this returns; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    record = json.dumps(asdict(job), ensure_ascii=False)
    write_whole(folder / RECORD, record.encode("utf-8", "surrogatepass"))


def read_job(folder: Path) -> Job:
    """The job whose record is in a folder; raises OSError or ValueError when none can be read."""
    record = json.loads((folder / RECORD).read_bytes().decode("utf-8", "surrogatepass"))
    try:
        return Job(**{**record, "articles": tuple(record["articles"])})
    except (TypeError, KeyError) as error:
        raise ValueError(f"not the record of a job: {error}") from error


def write_whole(path: Path, data: bytes) -> None:
    """The whole file or none of it, and on the disk before it has its name."""
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(path)
