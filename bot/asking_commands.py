"""The commands of somebody who asks: ask, quote, cite."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from bot.leaving import FAILED, USAGE, print_json, sentences
from bot.options import Archive, Encoder, Json, open_for, settings_of
from retrieval.accounts import Order


def ask(
    question: Annotated[
        list[str], typer.Argument(help="The question, in any language; '-' reads it from a pipe.")
    ],
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
    order: Annotated[
        Order | None,
        typer.Option(help="By how well they answer, or by day.  [default: as the question asks]"),
    ] = None,
    encoder: Encoder = None,
    as_json: Json = False,
) -> None:
    """Ask the archive a question.

    Exit codes, as grep has them: 0 answered or uncertain, 1 not found, 2 no search was possible.
    """
    with sentences(other=USAGE):
        from bot.asking import read_question

        asked = read_question(
            typed(question),
            top=top,
            as_of=as_of,
            from_day=from_day,
            to_day=to_day,
            newspaper=newspaper,
            author=author,
            page=page,
            use_dates=use_dates,
            near=near,
            order=order,
        )
        answering = open_for(settings_of(archive=archive, encoder=encoder), patient=True)
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


def quote(
    text: Annotated[
        list[str],
        typer.Argument(
            help="A quotation, or a text whose quotations are to be checked; '-' reads it from a "
            "pipe."
        ),
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

        answering = open_for(settings_of(archive=archive, encoder=encoder))
        try:
            written = clean_text(typed(text))
            found, draft = verified(answering, written)
        finally:
            answering.close()
        if as_json:
            print_json(record_of(found, draft))
        else:
            show_verifications(found, written)
        if not stands(found):
            raise typer.Exit(FAILED)


def cite(
    citation_id: Annotated[str, typer.Argument(help="A citation id, from an answer.")],
    archive: Archive = None,
    style: Annotated[
        str,
        typer.Option(
            help="gbt7714-2025, gbt7714-2015, apa, chicago (a note), chicago-bibliography, bibtex, "
            "ris, csl-json or markdown."
        ),
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

        answering = open_for(settings_of(archive=archive, encoder=encoder))
        try:
            show_citation(answering.citation(citation_id), style, as_json=as_json)
        finally:
            answering.close()


ASKING = (ask, quote, cite)


def typed(words: Sequence[str]) -> str:
    """What was typed, its words joined again; `-` alone: what comes through standard input."""
    if list(words) == ["-"]:
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    return " ".join(words)
