"""`baoda index` as it looks: a progress bar while it works, a report when it is done."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from bot.leaving import print_error, print_json
from bot.settings import Settings
from bot.text_input import clean_line
from index.records import IndexReport, IssueFacts


def index_with_progress(
    settings: Settings, paths: Sequence[Path], facts: IssueFacts, *, quiet: bool
) -> IndexReport:
    """Take the paths into the archive; a bar on standard error unless `quiet` or in a pipe."""
    from index.build import index_paths

    archive, encoder = settings.archive, settings.encoder
    if quiet or not sys.stderr.isatty():
        return index_paths(archive, paths, facts=facts, encoder=encoder, progress=None)
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def progress(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=clean_line(name))

        return index_paths(archive, paths, facts=facts, encoder=encoder, progress=progress)


def show_report(report: IndexReport, *, as_json: bool) -> None:
    """The report on standard output; what was quarantined also in words."""
    facts = {
        "files": report.files,
        "articles": report.articles,
        "passages": report.passages,
        "seconds": round(report.seconds, 3),
        "skipped": report.skipped,
    }
    if as_json:
        bad = [{"file": item.file, "reason": item.reason} for item in report.quarantined]
        print_json({**facts, "quarantined": bad})
        return
    from bot.terminal import open_console, show_facts

    show_facts({**facts, "quarantined": len(report.quarantined)}, open_console())
    for item in report.quarantined:
        print_error(f"{clean_line(item.file)} was not taken in: {clean_line(item.reason)}")
