"""The archive as its keeper changes it, with the settings in force."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.jobs import Progress
from bot.settings import Settings
from index.records import IndexReport, IssueFacts


class ArchiveKeeper:
    """Changes the archive the settings name; building is loaded when the first job comes."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def index(self, paths: Sequence[Path], facts: IssueFacts, progress: Progress) -> IndexReport:
        """Take files in; raises BaodaError, ArchiveBusy while another process writes."""
        from index.build import index_paths

        return index_paths(
            self._settings.archive,
            paths,
            facts=facts,
            encoder=self._settings.encoder,
            encoder_options=self._settings.encoder_options,
            progress=progress,
        )

    def remove(self, articles: Sequence[str]) -> int:
        """Take articles out; one that came in a file of its own goes with it, so that it comes
        back when it is posted again."""
        from index.alone import file_of_its_own
        from index.archive import Archive
        from index.removing import remove

        archive = Archive(self._settings.archive)
        try:
            names = [file_of_its_own(archive, one) or one for one in articles]
        finally:
            archive.close()
        report = remove(
            self._settings.archive,
            names,
            encoder=self._settings.encoder,
            encoder_options=self._settings.encoder_options,
        )
        return report.articles
