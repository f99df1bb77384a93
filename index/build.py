"""The straight line: files → readers → articles → passages → vectors → archive → search indexes."""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from index.archive import Archive, StoredSource, create_archive
from index.conserve import unaccounted
from index.decode import decode
from index.encoders import open_encoder
from index.encoding import PassageEncoding
from index.errors import (
    ArchiveDamaged,
    BaodaError,
    EncoderMismatch,
    PartOfAnother,
    UnreadableFile,
)
from index.lock import writing
from index.readers import READERS, reader_for
from index.records import IndexReport, IssueFacts, Quarantined, Reading, SourceText
from index.store.publishing import publish_local
from index.transaction import move_source, quarantine, release, set_meta
from index.writing import put_source, renew_tokens

log = logging.getLogger(__name__)

Progress = Callable[[int, int, str], None]
_CORRUPT = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
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
    files = list(_files(paths, folder))
    if not files:
        raise BaodaError(
            f"There is nothing to index: no {', '.join(sorted(READERS))} file in what was named."
        )
    opened = PassageEncoding(open_encoder(encoder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with writing(folder):
            create_archive(folder)
            archive = Archive(folder, writable=True)
            try:
                _agree_on_encoder(archive, encoder, opened)
                intake = _Intake(archive, facts or IssueFacts(), opened)
                report = _take_in_and_publish(intake, files, progress)
            finally:
                archive.close()
    except sqlite3.DatabaseError as error:
        raise _broken(folder, error) from error
    except OSError as error:
        raise _unwritable(folder, error) from error
    return replace(report, seconds=time.perf_counter() - began)


def _broken(folder: Path, error: sqlite3.DatabaseError) -> BaodaError:
    """What SQLite says, as a sentence. The low byte of its code is the kind of error."""
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in _CORRUPT:
        return ArchiveDamaged(
            f"The archive in {folder} is damaged ({error}): restore it from a backup, then run "
            "the same command again. Nothing is wrong with the files to be taken in."
        )
    return _unwritable(folder, error)


def _unwritable(folder: Path, error: Exception) -> BaodaError:
    return BaodaError(
        f"The archive in {folder} cannot be written to ({error}). What was taken in before "
        "stands; run the same command again to go on."
    )


@dataclass(slots=True)
class _Intake:
    """The archive files are taken into, and what it knew of them before."""

    archive: Archive
    facts: IssueFacts
    encoding: PassageEncoding
    by_path: dict[str, StoredSource] = field(default_factory=dict)
    by_content: dict[tuple[str, str], list[StoredSource]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for source in self.archive.sources():
            self.know(source)

    @property
    def given(self) -> str:
        """The facts given on the command line as they are kept beside the file."""
        day = self.facts.issue_date.isoformat() if self.facts.issue_date else None
        record = {"newspaper": self.facts.newspaper, "issue_date": day}
        return json.dumps({key: one for key, one in record.items() if one}, ensure_ascii=False)

    def know(self, source: StoredSource) -> None:
        """Remember what stands at a path."""
        self.by_path[source.path] = source
        self.by_content.setdefault((source.sha256, source.given), []).append(source)

    def moved(self, sha256: str) -> StoredSource | None:
        """The source that was read from these very bytes, at a path that is no more."""
        for source in self.by_content.get((sha256, self.given), ()):
            if self.by_path.get(source.path) is source and not Path(source.path).exists():
                return source
        return None


def _take_in_and_publish(
    intake: _Intake, files: Sequence[Path], progress: Progress | None
) -> IndexReport:
    """However it ends, what was committed is made searchable. (After a kill nothing can be done
    here; then the next question or the next run does it.)"""
    try:
        report = _take_in(intake, files, progress)
    except BaseException:
        try:
            publish_local(intake.archive)
        except Exception:
            log.warning("the search index is rebuilt by the next question", exc_info=True)
        raise
    publish_local(intake.archive)
    # Give the log's disk space back, unless somebody has been reading for long.
    intake.archive.connection.execute("PRAGMA busy_timeout = 200")
    intake.archive.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return report


def _take_in(intake: _Intake, files: Sequence[Path], progress: Progress | None) -> IndexReport:
    report = IndexReport()
    for done, path in enumerate(files):
        if progress:
            progress(done, len(files), path.name)
        report = _counted(report, path, _take_file(intake, path))
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


def _take_file(intake: _Intake, path: Path) -> _Outcome:
    """Only what is wrong with the file itself keeps it out; what is wrong with the archive, or
    with this program, ends the run."""
    key = str(path.resolve())
    try:
        return _taken_in(intake, path, key)
    except PartOfAnother:
        return _Outcome(skipped=True)
    except UnreadableFile as error:
        reason = str(error)
    quarantine(intake.archive.connection, key, reason)
    return _Outcome(reason=reason)


def _taken_in(intake: _Intake, path: Path, key: str) -> _Outcome:
    data = _bytes_of(path)
    sha256 = hashlib.sha256(data).hexdigest()
    moved = None
    if (before := intake.by_path.get(key)) is not None:
        if before.sha256 == sha256 and before.given == intake.given:
            release(intake.archive.connection, key)
            return _Outcome(skipped=True)
    elif (moved := intake.moved(sha256)) is not None and moved.file == path.name:
        move_source(intake.archive.connection, moved.path, key)
        intake.know(replace(intake.by_path.pop(moved.path), path=key))
        return _Outcome(skipped=True)
    source, reading = _read(data, path, intake.facts)
    # A file that has another name now is read again under that name.
    return _store(intake, key, source, reading, moved.path if moved else None)


def _read(data: bytes, path: Path, facts: IssueFacts) -> tuple[SourceText, Reading]:
    """What a reader makes of a file, when not a line of it is lost."""
    try:
        source = decode(data, path.name, path.parent)
        reading = reader_for(path)(source, facts)
        lost = unaccounted(source, reading)
    except UnreadableFile:
        raise
    except OSError as error:
        raise _unopened(error) from error
    except Exception as error:
        # A reader met something nobody thought of: the batch goes on, the log has the trace.
        log.exception("cannot read %s", path.name)
        raise UnreadableFile(f"it could not be read ({type(error).__name__}: {error})") from error
    if not reading.articles:
        raise UnreadableFile("no article was found in it")
    if lost:
        raise UnreadableFile(
            f"{len(lost)} of its lines would be lost, the first is line {lost[0].number}: "
            f"“{lost[0].text.strip()[:40]}”; please report this"
        )
    return source, reading


def _store(
    intake: _Intake, key: str, source: SourceText, reading: Reading, moved_from: str | None
) -> _Outcome:
    try:
        counts = put_source(
            intake.archive.connection,
            key,
            source,
            intake.given,
            reading,
            intake.encoding,
            instead_of=moved_from,
        )
    except (sqlite3.IntegrityError, sqlite3.DataError) as error:
        log.exception("cannot store %s", source.file)
        raise UnreadableFile(f"it cannot be stored ({error}); please report this") from error
    except (BaodaError, OSError, sqlite3.DatabaseError):
        raise
    except Exception as error:
        log.exception("cannot store %s", source.file)
        raise BaodaError(
            f"{source.file} was read, but could not be stored ({type(error).__name__}: {error}). "
            "Nothing of it is in the archive, and what was taken in before stands; please report "
            "this."
        ) from error
    if moved_from is not None:
        intake.by_path.pop(moved_from, None)
    intake.know(StoredSource(0, key, source.file, source.sha256, intake.given))
    return _Outcome(*counts)


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.is_file():
            there = path.exists()
            raise UnreadableFile("it is not a file" if there else "there is no such file")
        if (size := path.stat().st_size) > LARGEST_FILE:
            raise UnreadableFile(f"it has {size:,} bytes, more than {LARGEST_FILE:,}; split it")
        return path.read_bytes()
    except OSError as error:
        raise _unopened(error) from error


def _unopened(error: OSError) -> UnreadableFile:
    return UnreadableFile(f"it cannot be opened: {error.strerror or error}")


def _files(paths: Sequence[Path], archive: Path) -> Iterator[Path]:
    """Files as named, then the readable ones in named folders, each once, in order of name; what
    lies in the archive itself is left alone."""
    seen: set[Path] = set()
    own = archive.resolve()
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            wanted = file is path or (_readable(file) and file.is_file())
            if not wanted:
                continue
            resolved = file.resolve()
            if resolved not in seen and (file is path or not resolved.is_relative_to(own)):
                seen.add(resolved)
                yield file


def _readable(file: Path) -> bool:
    return not file.name.startswith(".") and file.name.lower().endswith(tuple(READERS))


def _agree_on_encoder(archive: Archive, name: str, encoding: PassageEncoding) -> None:
    """A new archive remembers its encoder; one with another encoder is refused in words."""
    built_with = archive.meta("encoder")
    if built_with is None:
        set_meta(archive.connection, {**encoding.facts, "encoder_name": name})
    elif built_with != encoding.encoder.fingerprint:
        raise EncoderMismatch(archive.encoder_mismatch(name))
    elif archive.meta("tokens") != encoding.static.fingerprint:
        # Another release of the bundled encoder than the one that found these tokens.
        renew_tokens(archive.connection, encoding.static.token_ids)
        set_meta(archive.connection, encoding.facts)
