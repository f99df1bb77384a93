"""The straight line: files → readers → articles → passages → vectors → archive → search indexes."""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from index.archive import Archive, StoredSource, create_archive
from index.beside import short_turns
from index.conserve import conserved
from index.decode import decode
from index.encoders import open_encoder
from index.encoding import PassageEncoding
from index.errors import (
    ArchiveDamaged,
    BaodaError,
    EncoderMismatch,
    NoArticles,
    PartOfAnother,
    UnreadableFile,
)
from index.intake import Given, Intake, pages_of
from index.listing import FoundFile, files_named
from index.lock import writing
from index.outcome import Outcome, note_of, report_of
from index.readers import READERS, listed, reader_for
from index.records import Conserved, IndexReport, IssueFacts, Reading, SourceText
from index.source_rows import packed_text
from index.store.publishing import publish_local, shorten_log
from index.transaction import move_source, quarantine, release, set_meta
from index.writing import put_source, renew_tokens, supersede_source

log = logging.getLogger(__name__)

Progress = Callable[[int, int, str], None]
_CORRUPT = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
LARGEST_FILE = 2_000_000_000  # bytes; a year of a daily as article JSONL has a tenth of that


def index_paths(
    folder: Path,
    paths: Sequence[Path],
    *,
    facts: IssueFacts | None = None,
    encoder: str = "bundled",
    encoder_options: Mapping[str, str] = MappingProxyType({}),
    progress: Progress | None = None,
) -> IndexReport:
    """Take files and folders into the archive in `folder`, made when there is none.

    Unchanged files are skipped, changed ones replaced; one that cannot be read is quarantined
    with a reason and never stops the rest. Facts given win over those in the `pages.toml` of a
    file's folder, and those over what is printed. `progress` is told (files done, files in all,
    file name). Raises ArchiveBusy while another process writes,
    EncoderMismatch when the archive was built with another encoder, BaodaError when there is
    nothing to index.
    """
    began = time.perf_counter()
    files = list(files_named(paths, folder))
    if not files:
        raise BaodaError(
            f"There is nothing to index: no {', '.join(sorted(READERS))} file in what was named."
        )
    opened = PassageEncoding(open_encoder(encoder, **encoder_options))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with writing(folder), short_turns():
            create_archive(folder)
            archive = Archive(folder, writable=True)
            try:
                _agree_on_encoder(archive, encoder, opened)
                intake = Intake(archive, facts or IssueFacts(), opened)
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


def _take_in_and_publish(
    intake: Intake, files: Sequence[FoundFile], progress: Progress | None
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
    shorten_log(intake.archive)
    return report


def _take_in(intake: Intake, files: Sequence[FoundFile], progress: Progress | None) -> IndexReport:
    outcomes = []
    for done, file in enumerate(files):
        if progress:
            progress(done, len(files), file.path.name)
        outcomes.append(_take_file(intake, file))
    if progress:
        progress(len(files), len(files), "")
    return report_of(outcomes)


def _take_file(intake: Intake, file: FoundFile) -> Outcome:
    """Only what is wrong with the file itself keeps it out; what is wrong with the archive, or
    with this program, ends the run."""
    path = file.path
    key = str(path.resolve())
    try:
        return _taken_in(intake, path, key)
    except PartOfAnother:  # what was read from it alone goes when the other is in
        release(intake.archive.connection, key)
        return Outcome(path.name, skipped=True)
    except NoArticles as error:
        reason = str(error)
        # A folder of pages may hold other things too; but one that held articles is no stranger.
        if not file.named and key not in intake.by_path:
            release(intake.archive.connection, key)
            return Outcome(path.name, reason=reason, ignored=True)
    except UnreadableFile as error:
        reason = str(error)
    quarantine(intake.archive.connection, key, reason)
    return Outcome(path.name, reason=reason)


def _taken_in(intake: Intake, path: Path, key: str) -> Outcome:
    data = _bytes_of(path)
    given = intake.given_for(path)._replace(listed=listed(data, path.name, path.parent))
    sha256 = hashlib.sha256(data).hexdigest()
    before = intake.by_path.get(key)
    moved = intake.moved(sha256, given.record) if before is None else None
    if before and (before.sha256, before.given) == (sha256, given.record):
        release(intake.archive.connection, key)
        outcome = Outcome(path.name, skipped=True)
    elif moved and moved.file == path.name:
        move_source(intake.archive.connection, moved.path, key)
        intake.know(replace(intake.by_path.pop(moved.path), path=key))
        outcome = Outcome(path.name, skipped=True)
    else:
        # A file that has another name now is read again under that name.
        read = _read(data, path, given)
        outcome = _store(intake, key, given.record, read, moved.path if moved else None)
    if given.listed is not None:
        _retire_pages(intake, key, data, path.parent)
    return outcome


def _retire_pages(intake: Intake, issue: str, data: bytes, folder: Path) -> None:
    """Pages that were taken in by themselves give way to the issue that lists them, once that is
    in: until then, and when it cannot be read, they answer."""
    for page in pages_of(data, folder):
        key = str(page.resolve())
        if key in intake.by_path and key != issue and _part_of_another(page):
            supersede_source(intake.archive.connection, key, issue, intake.encoding)
            del intake.by_path[key]


def _part_of_another(path: Path) -> bool:
    try:
        decode(_bytes_of(path), path.name, path.parent)
    except PartOfAnother:
        return True
    except UnreadableFile:
        return False
    return False


class _Read(NamedTuple):
    """A file as it was read, and where its characters went."""

    source: SourceText
    packed: bytes
    reading: Reading
    characters: Conserved


def _read(data: bytes, path: Path, given: Given) -> _Read:
    """What a reader makes of a file, when not a character of it is lost."""
    try:
        source = replace(decode(data, path.name, path.parent, given.encoding), raw=data)
        with ThreadPoolExecutor(1) as beside:  # a large file takes seconds to pack
            packing = beside.submit(packed_text, source)
            reading = reader_for(path)(source, given.facts)
            accounts = conserved(source, reading)
            packed = packing.result()
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
    if accounts.reason is not None:
        raise UnreadableFile(accounts.reason)
    return _Read(source, packed, reading, accounts.counts)


def _store(intake: Intake, key: str, given: str, read: _Read, moved_from: str | None) -> Outcome:
    source = read.source
    try:
        counts = put_source(
            intake.archive.connection,
            key,
            source,
            given,
            read.reading,
            intake.encoding,
            characters=read.characters,
            packed=read.packed,
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
    intake.know(StoredSource(0, key, source.file, source.sha256, given))
    return Outcome(source.file, *counts, read.characters, note=note_of(source))


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
