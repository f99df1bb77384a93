"""`baoda`: the command line. Each command reads its options, does one thing and says how it went.

Nothing heavy is imported up here: `baoda ask` has to start within a second.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.leaving import FAILED, USAGE, print_error, print_json, sentences
from bot.upkeep import COMMANDS

if TYPE_CHECKING:
    from bot.answering import Answering
    from bot.settings import Settings

app = typer.Typer(
    name="baoda",
    help="A newspaper archive that answers: cited passages, never generated text.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)

Archive = Annotated[
    Path | None,
    typer.Option(help="The archive folder.  [default: BAODA_ARCHIVE, else ./archive]"),
]
Encoder = Annotated[
    str | None, typer.Option(help="'bundled', or a sentence-transformers name or folder.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


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
        from index.records import IssueFacts

        settings = _settings(archive=archive, encoder=encoder)
        facts = IssueFacts(newspaper=newspaper, issue_date=read_day("--date", day))
        report = index_with_progress(settings, paths, facts, quiet=as_json)
        show_report(report, as_json=as_json)
        if report.quarantined:
            raise typer.Exit(FAILED)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in any language.")],
    archive: Archive = None,
    top: Annotated[int, typer.Option(help="How many passages, 1 to 50.")] = 5,
    as_of: Annotated[str | None, typer.Option(help="The day that 'today' means.")] = None,
    from_day: Annotated[str | None, typer.Option("--from", help="Printed from this date.")] = None,
    to_day: Annotated[str | None, typer.Option("--to", help="Printed up to this date.")] = None,
    newspaper: Annotated[str | None, typer.Option(help="In this newspaper only.")] = None,
    author: Annotated[str | None, typer.Option(help="By this author only.")] = None,
    page: Annotated[str | None, typer.Option(help="On this page only.")] = None,
    use_dates: Annotated[bool, typer.Option(help="Heed dates named in the question.")] = True,
    near: Annotated[bool, typer.Option(help="Show near misses when refused.")] = False,
    encoder: Encoder = None,
    as_json: Json = False,
) -> None:
    """Ask the archive a question.

    Exit codes, as grep has them: 0 answered or uncertain, 1 not found, 2 no search was possible.
    """
    with sentences(other=USAGE):
        from bot.asking import read_question

        asked = read_question(
            question,
            top=top,
            as_of=as_of,
            from_day=from_day,
            to_day=to_day,
            newspaper=newspaper,
            author=author,
            page=page,
            use_dates=use_dates,
            near=near,
        )
        answering = _open(_settings(archive=archive, encoder=encoder), patient=True)
        try:
            answer = answering.ask(asked)
        finally:
            answering.close()
        if as_json:
            print_json(answer.as_json())
        else:
            from bot.terminal import open_console, show_answer

            show_answer(answer, open_console())
        if answer.status == "not_found":
            raise typer.Exit(FAILED)


@app.command()
def quote(
    text: Annotated[
        str, typer.Argument(help="A quotation, or a text whose quotations are to be checked.")
    ],
    archive: Archive = None,
    encoder: Encoder = None,
    as_json: Json = False,
) -> None:
    """Verify a quotation, word for word; of a text that quotes, every “…” in it.

    Exit codes, as grep has them: 0 every quotation is exact or equivalent, 1 one is not or
    nothing is quoted, 2 no search was possible.
    """
    with sentences(other=USAGE):
        from bot.quoting import as_json as record_of
        from bot.quoting import show_verifications, stands, verified
        from bot.text_input import clean_text

        answering = _open(_settings(archive=archive, encoder=encoder))
        try:
            found, draft = verified(answering, clean_text(text))
        finally:
            answering.close()
        if as_json:
            print_json(record_of(found, draft))
        else:
            show_verifications(found, text)
        if not stands(found):
            raise typer.Exit(FAILED)


@app.command()
def cite(
    citation_id: Annotated[str, typer.Argument(help="A citation id, from an answer.")],
    archive: Archive = None,
    style: Annotated[
        str, typer.Option(help="gbt7714-2025, gbt7714-2015, bibtex, ris, csl-json or markdown.")
    ] = "gbt7714-2025",
    encoder: Encoder = None,
    as_json: Json = False,
) -> None:
    """Print a citation, and the passage it names.

    With bibtex, ris and csl-json the passage goes to standard error, so that standard output
    holds a file that can be imported.

    Exit codes: 0 found, 1 no such citation or another error, 2 wrong usage.
    """
    with sentences():
        from bot.citing import show_citation

        answering = _open(_settings(archive=archive, encoder=encoder))
        try:
            show_citation(answering.citation(citation_id), style, as_json=as_json)
        finally:
            answering.close()


@app.command()
def serve(
    archive: Archive = None,
    host: Annotated[str | None, typer.Option(help="[default: 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(help="[default: 8000]")] = None,
    encoder: Encoder = None,
) -> None:
    """Serve the web page and the HTTP API; the Telegram bot too when a token is set.

    Exit codes: 0 stopped as asked, 1 an error, 2 wrong usage.
    """
    with sentences():
        from bot.settings import require_loopback

        settings = _settings(archive=archive, host=host, port=port, encoder=encoder)
        require_loopback(settings.host)
        from bot.serve import serve_http

        serve_http(_open(settings), settings)


@app.command()
def telegram(archive: Archive = None, encoder: Encoder = None) -> None:
    """Run the Telegram bot alone. BAODA_TELEGRAM_TOKEN holds its token.

    Exit codes: 0 stopped as asked, 1 Telegram refused us or another error, 2 wrong usage.
    """
    with sentences():
        from bot.settings import BadSettings

        settings = _settings(archive=archive, encoder=encoder)
        if not settings.token:
            raise BadSettings("BAODA_TELEGRAM_TOKEN is not set: ask @BotFather for a token.")
        from bot.serve import serve_telegram

        serve_telegram(_open(settings), settings)


@app.command()
def check(archive: Archive = None, as_json: Json = False) -> None:
    """Verify every promise of the archive.

    Exit codes: 0 all kept, 1 one is broken, 2 wrong usage.
    """
    with sentences():
        from bot.terminal import open_console, show_facts
        from index.check import check_archive

        report = check_archive(_settings(archive=archive).archive)
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

        answering = _open(_settings(archive=archive, encoder=encoder), patient=True)
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

        if not demonstrate(_settings(encoder=encoder)):
            raise typer.Exit(FAILED)


for _command in COMMANDS:
    app.command()(_command)


def main() -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    app(prog_name="baoda")


def _settings(**flags: Any) -> Settings:
    from bot.settings import load_settings

    return load_settings(**flags)


def _open(settings: Settings, *, patient: bool = False) -> Answering:
    from bot.opening import open_answering

    return open_answering(settings, patient=patient)
