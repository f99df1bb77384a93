"""An archive that holds nothing yet: what a server that is to be filled over HTTP begins with."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from index.archive import FILE_NAME, Archive, create_archive, require_folder
from index.encoders import open_encoder
from index.encoding import PassageEncoding
from index.errors import BaodaError
from index.lock import writing
from index.store.publishing import publish_local
from index.transaction import set_meta


def begin_archive(
    folder: Path,
    *,
    encoder: str = "bundled",
    encoder_options: Mapping[str, str] = MappingProxyType({}),
) -> bool:
    """Make an archive without articles in a folder, with the encoder it will keep; whether one was
    made, False when there is one.

    Raises ArchiveMissing when no archive can be there, ArchiveBusy while another process writes,
    EncoderMissing when the encoder cannot be loaded, BaodaError when the folder cannot be written
    to.
    """
    require_folder(folder)
    if _begun(folder):
        return False
    opened = PassageEncoding(open_encoder(encoder, **encoder_options))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with writing(folder):
            create_archive(folder)
            archive = Archive(folder, writable=True)
            try:
                # Another process may have begun it while our encoder was loaded.
                if archive.meta("encoder") is None:
                    set_meta(archive.connection, {**opened.facts, "encoder_name": encoder})
                publish_local(archive)
            finally:
                archive.close()
    except (OSError, sqlite3.Error) as error:
        raise BaodaError(f"No archive can be made in {folder} ({error}).") from error
    return True


def _begun(folder: Path) -> bool:
    """Whether there is an archive that knows its encoder; one that does not was never finished."""
    if not (folder / FILE_NAME).exists():
        return False
    archive = Archive(folder)
    try:
        return archive.meta("encoder") is not None
    finally:
        archive.close()
