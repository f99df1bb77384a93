"""The newest generation of an archive that others may write to meanwhile."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from index.archive import Archive
from index.errors import BaodaError
from index.lock import being_written
from index.store import Store
from index.store.generation import read_manifest
from retrieval.search import Searcher

log = logging.getLogger(__name__)

_REFRESH = 1.0  # seconds between looks for a newer generation


class Newest:
    """The store of an archive's newest generation. Safe to use from several threads."""

    def __init__(self, archive: Archive, searcher: Searcher, opening: Callable[[], Store]) -> None:
        self.last = opening()  # the store that questions are answered from
        self._archive = archive
        self._searcher = searcher
        self._open_store = opening
        self._encoder_name = archive.meta("encoder_name")
        self._outlived = False  # whether the archive has got another encoder meanwhile
        self._opening = threading.Lock()
        self._looked = time.monotonic()

    def __call__(self) -> Store:
        """The store of the newest generation; looked for at most once a second, by one thread."""
        now = time.monotonic()
        if now - self._looked > _REFRESH and self._opening.acquire(blocking=False):
            try:
                self._looked = now
                if self._archive.state != self.last.state and self._worth_a_look():
                    self.last = self._newer()
            except (BaodaError, OSError):
                log.exception("the newer generation cannot be opened; the old one goes on")
            finally:
                self._opening.release()
        return self.last

    def _newer(self) -> Store:
        """The store of the archive's present state; when the archive has got another encoder
        than ours, the one we have goes on: its vectors are those our questions are read by."""
        store = self._open_store() if self._searcher.fits(self._archive) else None
        if store is not None and self._searcher.fits(self._archive):
            return store
        if not self._outlived:
            self._outlived = True
            log.error("%s", self._why_outlived())
        return self.last

    def _why_outlived(self) -> str:
        """What to do when the archive has got vectors or tokens that are not ours."""
        name = self._archive.meta("encoder_name")
        others_tokens = self._archive.meta("tokens") != self._searcher.token_table
        if name == self._encoder_name and others_tokens:
            return (
                "the archive was brought up to date by another release of baoda: start the server "
                "again"
            )
        return f"the archive has another encoder now: start again with BAODA_ENCODER={name}"

    def _worth_a_look(self) -> bool:
        """Whether a newer generation is there or can be built: not while somebody is writing."""
        folder = self._archive.folder
        published = read_manifest(folder)
        newer = published is not None and published.state != self.last.state
        return newer or not being_written(folder)
