"""`baoda index` as it looks: a progress bar while it works, a report when it is done."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import typer

from bot.leaving import print_error, print_json
from bot.settings import Settings
from bot.text_input import clean_line
from index.records import Conserved, IndexReport, IssueFacts

if TYPE_CHECKING:
    from index.reencoding import ReencodeReport

_LISTED = 20  # files whose characters are told one by one on a terminal; of more, the sum
_LISTED_IN_JSON = 1000


class _Progress(Protocol):
    def __call__(self, done: int, total: int, name: str) -> None: ...


def index_with_progress(
    settings: Settings, paths: Sequence[Path], facts: IssueFacts, *, quiet: bool
) -> IndexReport:
    """Take the paths into the archive; a bar on standard error unless `quiet` or in a pipe."""
    from index.build import index_paths

    with _bar(quiet) as progress:
        return index_paths(
            settings.archive,
            paths,
            facts=facts,
            encoder=settings.encoder,
            encoder_options=settings.encoder_options,
            progress=progress,
        )


def reencode_with_progress(settings: Settings, *, quiet: bool) -> ReencodeReport:
    """Give the archive the encoder of the settings; a bar as for `baoda index`."""
    from index.reencoding import reencode

    with _bar(quiet) as progress:
        return reencode(
            settings.archive,
            settings.encoder,
            options=settings.encoder_options,
            progress=partial(progress, name="") if progress else None,
        )


@contextmanager
def _bar(quiet: bool) -> Iterator[_Progress | None]:
    """What moves a progress bar on standard error; None when there is to be none."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def progress(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=clean_line(name))

        yield progress


def show_report(report: IndexReport, *, as_json: bool) -> None:
    """The report on standard output; what was quarantined also in words. Of every file taken in
    it says where the characters went, of many files together."""
    facts = {
        "files": report.files,
        "articles": report.articles,
        "passages": report.passages,
        "seconds": round(report.seconds, 3),
        "skipped": report.skipped,
    }
    if as_json:
        left_out = {
            name: [{"file": item.file, "reason": item.reason} for item in items]
            for name, items in (("quarantined", report.quarantined), ("ignored", report.ignored))
        }
        print_json({**facts, **left_out, **_characters(report)})
        return
    from bot.terminal import open_console, show_facts

    console = open_console()
    show_facts({**facts, "quarantined": len(report.quarantined)}, console)
    if report.sources:
        show_facts({"characters": _in_words(report.characters)}, console)
    if 1 < len(report.sources) <= _LISTED:
        for source in report.sources:
            typer.echo(f"{clean_line(source.file)}: {_in_words(source.characters)}")
    for source in report.sources:
        if source.note:
            print_error(f"{clean_line(source.file)}: {source.note}")
    for item in report.ignored:
        typer.echo(f"{clean_line(item.file)} was passed over: {clean_line(item.reason)}")
    for item in report.quarantined:
        print_error(f"{clean_line(item.file)} was not taken in: {clean_line(item.reason)}")


def _characters(report: IndexReport) -> dict[str, Any]:
    sources = [
        {
            "file": one.file,
            "articles": one.articles,
            "passages": one.passages,
            "characters": _counts(one.characters),
        }
        | ({"note": one.note} if one.note else {})
        for one in report.sources[:_LISTED_IN_JSON]
    ]
    return {"characters": _counts(report.characters), "sources": sources}


def _counts(counted: Conserved) -> dict[str, int]:
    return dict(zip(("in", "articles", "furniture", "noise"), counted, strict=True))


def _in_words(counted: Conserved) -> str:
    return (
        f"{counted.characters:,} = {counted.in_articles:,} in articles + "
        f"{counted.in_furniture:,} furniture + {counted.in_noise:,} noise"
    )
