"""`baoda`: the command line. Each command reads its options, does one thing and says how it went.

Nothing heavy is imported up here: `baoda ask` has to start within a second.
"""

from __future__ import annotations

import atexit
import gc
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from bot.asking_commands import ASKING
from bot.keys_commands import keys
from bot.leaving import FAILED, print_error, print_json, room_to_write, sentences
from bot.options import Archive, Encoder, Json, open_for, settings_of
from bot.telegram.operating import feedback, telegram
from bot.upkeep import COMMANDS

app = typer.Typer(
    name="baoda",
    help="A newspaper archive that answers: cited passages, never generated text.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"baoda {version('baoda')}")
        raise typer.Exit


@app.callback()
def _baoda(
    shown: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """A newspaper archive that answers: cited passages, never generated text."""


@app.command()
def index(
    paths: Annotated[list[Path], typer.Argument(exists=True, help="Files and folders.")],
    archive: Archive = None,
    newspaper: Annotated[str | None, typer.Option(help="The newspaper, where unsaid.")] = None,
    day: Annotated[str | None, typer.Option("--date", help="The issue date, where unsaid.")] = None,
    encoder: Encoder = None,
    as_json: Json = False,
) -> None:
    """Take files into the archive.

    Files in a folder that hold no articles are passed over and named; a file named itself is
    quarantined then.

    Exit codes: 0 all taken in, 1 some quarantined or another error, 2 wrong usage.
    """
    with sentences():
        from bot.asking import read_day
        from bot.indexing import index_with_progress, show_report
        from index.archive import require_folder
        from index.records import IssueFacts

        settings = settings_of(archive=archive, encoder=encoder)
        require_folder(settings.archive)
        facts = IssueFacts(newspaper=newspaper, issue_date=read_day("--date", day))
        report = index_with_progress(settings, paths, facts, quiet=as_json)
        show_report(report, as_json=as_json)
        if report.quarantined:
            raise typer.Exit(FAILED)


for _asking in ASKING:
    app.command()(_asking)


@app.command()
def serve(
    archive: Archive = None,
    host: Annotated[str | None, typer.Option(help="[default: 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(help="[default: 8000]")] = None,
    root_path: Annotated[
        str | None, typer.Option(help="What a proxy takes off the front of paths, such as /kb.")
    ] = None,
    encoder: Encoder = None,
) -> None:
    """Serve the web page and the HTTP API; the Telegram bot too when a token is set.

    Where there is no archive yet, an empty one is made, to be filled by POST /api/v1/articles or
    by baoda index.

    Exit codes: 0 stopped as asked, 1 an error, 2 wrong usage.
    """
    with sentences():
        from bot.serve import guard_of, serve_http
        from index.archive import require_folder

        settings = settings_of(
            archive=archive, host=host, port=port, root_path=root_path, encoder=encoder
        )
        require_folder(settings.archive)
        guard_of(settings)  # says so before anything is loaded
        serve_http(open_for(settings, begin=True), settings)


@app.command()
def check(archive: Archive = None, as_json: Json = False) -> None:
    """Verify every promise of the archive.

    Exit codes: 0 all kept, 1 one is broken, 2 wrong usage.
    """
    with sentences():
        from bot.terminal import open_console, show_facts
        from index.check import check_archive

        report = check_archive(settings_of(archive=archive).archive)
        if as_json:
            problems = list(report.problems)
            print_json({"ok": report.ok, "problems": problems, "counts": dict(report.counts)})
        else:
            show_facts(report.counts, open_console())
            for problem in report.problems:
                print_error(problem)
            typer.echo("Every promise is kept." if report.ok else "A promise is broken.")
        if not report.ok:
            raise typer.Exit(FAILED)


@app.command("eval")
def evaluate(
    questions: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="JSON lines.")],
    archive: Archive = None,
    encoder: Encoder = None,
    as_json: Json = False,
) -> None:
    """Measure recall, MRR, nDCG and refusals on questions whose answers are known.

    Exit codes: 0 measured, 1 an error, 2 wrong usage.
    """
    with sentences():
        from retrieval.evaluate import evaluate as measure

        answering = open_for(settings_of(archive=archive, encoder=encoder), patient=True)
        try:
            report = measure(answering, questions)
        finally:
            answering.close()
        if as_json:
            print_json(report.as_json())
        else:
            typer.echo(report.table().encode())


@app.command()
def demo(encoder: Encoder = None) -> None:
    """Index the sample pages into a temporary archive and ask them questions.

    Exit codes: 0 each question was answered, 1 one was not.
    """
    with sentences():
        from bot.demonstration import demonstrate

        if not demonstrate(settings_of(encoder=encoder)):
            raise typer.Exit(FAILED)


for _command in COMMANDS:
    app.command()(_command)
app.add_typer(keys, name="keys")
app.add_typer(telegram, name="telegram")
app.add_typer(feedback, name="feedback")


def main() -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    # What is left at the end goes with the process: Python need not look through it for cycles.
    atexit.register(gc.freeze)
    with room_to_write():
        app([*_exclusions(sys.argv[1:])], prog_name="baoda")


def _exclusions(words: list[str]) -> Iterator[str]:
    """The words typed, with the hyphen of `baoda ask 暴雨 -湖北` as a minus, which a question reads
    alike and nobody takes for an option: no option has a letter that is not ASCII."""
    asks = words[:1] == ["ask"]
    for word in words:
        excludes = asks and re.match(r"-[^\W\d_a-zA-Z]", word)
        yield f"−{word[1:]}" if excludes else word
