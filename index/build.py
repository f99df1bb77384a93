"""The straight line: files → readers → articles → passages → vectors → archive → search indexes."""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from index.archive import Archive, StoredSource, create_archive
from index.decode import decode
from index.encoders import Encoder, open_encoder
from index.errors import BaodaError, EncoderMismatch, UnreadableFile
from index.lock import writing
from index.readers import READERS, reader_for
from index.records import IndexReport, IssueFacts, Quarantined
from index.store.publishing import publish_local
from index.writing import put_source, quarantine

log = logging.getLogger(__name__)

Progress = Callable[[int, int, str], None]
LARGEST_FILE = 2_000_000_000  # bytes; a year of a daily as article JSONL has a tenth of that


class _Outcome(NamedTuple):
    """What became of one file: skipped, quarantined for a reason, or so many articles."""

    articles: int = 0
    passages: int = 0
    skipped: bool = False
    reason: str | None = None


def index_paths(
    folder: Path,
    paths: Sequence[Path],
    *,
    facts: IssueFacts | None = None,
    encoder: str = "bundled",
    progress: Progress | None = None,
) -> IndexReport:
    """Take files and folders into the archive in `folder`, made when there is none.

    Unchanged files are skipped, changed ones replaced; one that cannot be read is quarantined
    with a reason and never stops the rest. Facts given win over what is printed. `progress` is
    told (files done, files in all, file name). Raises ArchiveBusy while another process writes,
    EncoderMismatch when the archive was built with another encoder, BaodaError when there is
    nothing to index.
    """
    began = time.perf_counter()
    files = list(_files(paths))
    if not files:
        raise BaodaError(
            f"There is nothing to index: no {', '.join(sorted(READERS))} file in what was named."
        )
    opened = open_encoder(encoder)
    create_archive(folder)
    with writing(folder):
        archive = Archive(folder, writable=True)
        try:
            _agree_on_encoder(archive, encoder, opened)
            report = _take_in(archive, files, facts or IssueFacts(), opened, progress)
            publish_local(archive)
        finally:
            archive.close()
    return replace(report, seconds=time.perf_counter() - began)


def _take_in(
    archive: Archive,
    files: Sequence[Path],
    facts: IssueFacts,
    encoder: Encoder,
    progress: Progress | None,
) -> IndexReport:
    known = {source.path: source for source in archive.sources()}
    report = IndexReport()
    for done, path in enumerate(files):
        if progress:
            progress(done, len(files), path.name)
        outcome = _take_file(archive, path, facts, encoder, known)
        report = _counted(report, path, outcome)
    if progress:
        progress(len(files), len(files), "")
    return report


def _counted(report: IndexReport, path: Path, outcome: _Outcome) -> IndexReport:
    if outcome.reason is not None:
        bad = Quarantined(path.name, outcome.reason)
        return replace(report, quarantined=(*report.quarantined, bad))
    if outcome.skipped:
        return replace(report, skipped=report.skipped + 1)
    return replace(
        report,
        files=report.files + 1,
        articles=report.articles + outcome.articles,
        passages=report.passages + outcome.passages,
    )


def _take_file(
    archive: Archive,
    path: Path,
    facts: IssueFacts,
    encoder: Encoder,
    known: dict[str, StoredSource],
) -> _Outcome:
    key = str(path.resolve())
    given = _given(facts)
    try:
        data = _bytes_of(path)
        if _unchanged(archive, key, hashlib.sha256(data).hexdigest(), given, known):
            return _Outcome(skipped=True)
        source = decode(data, path.name)
        reading = reader_for(path)(source, facts)
        if not reading.articles:
            raise UnreadableFile("no article was found in it")
        counts = put_source(
            archive.connection, key, source, given, reading, encoder.encode_passages
        )
        known[key] = StoredSource(0, key, source.file, source.sha256, given)
        return _Outcome(*counts)
    except UnreadableFile as error:
        reason = str(error)
    except OSError as error:
        reason = f"it cannot be opened: {error.strerror or error}"
    except (ValueError, LookupError, ArithmeticError, TypeError, RecursionError) as error:
        # A reader met something nobody thought of: the batch goes on, the log has the trace.
        log.exception("cannot read %s", path.name)
        reason = f"it could not be read ({type(error).__name__}: {error})"
    quarantine(archive.connection, key, reason)
    return _Outcome(reason=reason)


def _unchanged(
    archive: Archive, key: str, sha256: str, given: str, known: dict[str, StoredSource]
) -> bool:
    """Whether a file is in the archive as it is; one that was moved is known at its new place."""
    if (before := known.get(key)) is not None:
        return before.sha256 == sha256 and before.given == given
    same = [one for one in known.values() if one.sha256 == sha256 and one.given == given]
    if not same:
        return False
    moved = next((one for one in same if not Path(one.path).exists()), None)
    if moved is not None:
        with archive.connection:
            archive.connection.execute(
                "UPDATE sources SET path = ? WHERE path = ?", (key, moved.path)
            )
        known[key] = replace(known.pop(moved.path), path=key)
    return True


def _bytes_of(path: Path) -> bytes:
    if not path.is_file():
        raise UnreadableFile("there is no such file" if not path.exists() else "it is not a file")
    if (size := path.stat().st_size) > LARGEST_FILE:
        raise UnreadableFile(f"it has {size:,} bytes, more than {LARGEST_FILE:,}; split it")
    return path.read_bytes()


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """Files as named, then the readable ones in named folders, each once, in order of name."""
    seen: set[Path] = set()
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            wanted = file is path or (_readable(file) and file.is_file())
            if wanted and file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def _readable(file: Path) -> bool:
    return not file.name.startswith(".") and file.name.lower().endswith(tuple(READERS))


def _agree_on_encoder(archive: Archive, name: str, encoder: Encoder) -> None:
    """A new archive remembers its encoder; one with another encoder is refused in words."""
    built_with = archive.meta("encoder")
    if built_with is None:
        with archive.connection:
            archive.connection.executemany(
                "INSERT INTO meta VALUES (?, ?)",
                [
                    ("encoder", encoder.fingerprint),
                    ("encoder_name", name),
                    ("dimension", str(encoder.dimension)),
                ],
            )
    elif built_with != encoder.fingerprint:
        raise EncoderMismatch(archive.encoder_mismatch(name))


def _given(facts: IssueFacts) -> str:
    """The facts given on the command line as they are kept beside the file."""
    day = facts.issue_date.isoformat() if facts.issue_date else None
    record = {"newspaper": facts.newspaper, "issue_date": day}
    return json.dumps({key: value for key, value in record.items() if value}, ensure_ascii=False)
