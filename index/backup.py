"""Backups of an archive: a whole copy while it is read and written, and the way back."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection
from fnmatch import fnmatchcase
from pathlib import Path

from index.archive import Archive
from index.check import CheckReport, check_archive
from index.database import FILE_NAME
from index.errors import ArchiveDamaged, BaodaError
from index.lock import writing
from index.store.files import sync_file, sync_folder
from index.store.publishing import publish_local

# Of an archive whose database is gone. Its log is not among these: it would be read into another.
_DISPOSABLE = ("generations", "manifest.json", "write.lock")


def backup(folder: Path, into: Path, beside: Collection[str] = ()) -> CheckReport:
    """Copy an archive into a folder that is empty but for what is called as one of the patterns
    `beside`, and verify the copy.

    What is copied is one moment of the archive, whoever reads or writes meanwhile. Search indexes
    are left out: they are rebuilt from the copy. Raises ArchiveMissing, BaodaError when `into` is
    not empty, and ArchiveDamaged when the copy does not keep every promise; then it is removed.
    """
    archive = Archive(folder)
    try:
        _make_room(into, beside)
        return _copy(archive, into)
    finally:
        archive.close()


def restore(source: Path, folder: Path, beside: Collection[str] = ()) -> CheckReport:
    """Put a backup back into a folder where no archive is, and make it searchable. What is
    called as one of the patterns `beside` may lie there, and stays.

    Raises ArchiveMissing when `source` holds no backup, BaodaError when there is anything else in
    `folder` already, ArchiveDamaged when the backup does not keep every promise.
    """
    report = backup(source, folder, {*beside, *_DISPOSABLE})
    with writing(folder):
        archive = Archive(folder, writable=True)
        try:
            publish_local(archive)
        finally:
            archive.close()
    return report


def _is(name: str, patterns: Collection[str]) -> bool:
    return any(fnmatchcase(name, one) for one in patterns)


def _make_room(into: Path, beside: Collection[str]) -> None:
    try:
        into.mkdir(parents=True, exist_ok=True)
        taken = next((one for one in sorted(into.iterdir()) if not _is(one.name, beside)), None)
    except OSError as error:
        raise BaodaError(f"Nothing can be copied into {into} ({error.strerror}).") from error
    if taken is not None:
        raise BaodaError(f"{into} is not empty ({taken.name} is in it); name a new folder.")


def _copy(archive: Archive, into: Path) -> CheckReport:
    # Under another name until it is whole and verified: a half copy never looks like an archive.
    fresh = into / f"{FILE_NAME}.new"
    try:
        copied = sqlite3.connect(fresh)
        try:
            # SQLite's own backup, never a copy of the file: the newest changes are in its log. In
            # one step: readers and writers go on beside it, and a step that finds the archive
            # changed would begin again.
            archive.connection.backup(copied)
        finally:
            copied.close()
        sync_file(fresh)
        os.replace(fresh, into / FILE_NAME)
        sync_folder(into)
        report = _verified(into)
    except (OSError, sqlite3.Error) as error:
        _clear(into)
        raise BaodaError(f"The archive could not be copied into {into} ({error}).") from error
    except ArchiveDamaged:
        _clear(into)
        raise
    return report


def _verified(folder: Path) -> CheckReport:
    report = check_archive(folder, indexes=False)
    if not report.ok:
        raise ArchiveDamaged(f"The copy in {folder} is damaged: {report.problems[0]}")
    return report


def _clear(folder: Path) -> None:
    for name in (FILE_NAME, f"{FILE_NAME}.new"):
        for ending in ("", "-wal", "-shm", "-journal"):
            (folder / f"{name}{ending}").unlink(missing_ok=True)
