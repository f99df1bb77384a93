"""`baoda telegram`, `baoda telegram invite` and `baoda feedback export`: for who keeps the bot.

Nothing heavy is imported up here: every command pays for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.leaving import print_json, sentences

if TYPE_CHECKING:
    from bot.settings import Settings

Archive = Annotated[
    Path | None,
    typer.Option(help="The archive folder.  [default: BAODA_ARCHIVE, else ./archive]"),
]

telegram = typer.Typer(invoke_without_command=True, rich_markup_mode=None, add_completion=False)
feedback = typer.Typer(no_args_is_help=True, rich_markup_mode=None, add_completion=False)


@telegram.callback()
def run(
    context: typer.Context,
    archive: Archive = None,
    encoder: Annotated[
        str | None, typer.Option(help="'bundled', or a sentence-transformers name or folder.")
    ] = None,
) -> None:
    """Run the Telegram bot alone. BAODA_TELEGRAM_TOKEN holds its token.

    It polls; with BAODA_TELEGRAM_WEBHOOK it listens on BAODA_HOST and BAODA_PORT instead.

    Exit codes: 0 stopped as asked, 1 Telegram refused us or another error, 2 wrong usage.
    """
    if context.invoked_subcommand:
        return
    with sentences():
        from bot.opening import open_answering
        from bot.serve import serve_telegram
        from bot.settings import load_settings

        settings = _with_token(load_settings(archive=archive, encoder=encoder))
        serve_telegram(open_answering(settings, patient=False), settings)


@telegram.command()
def invite(
    bot: Annotated[str, typer.Argument(help="The bot's user name, as in t.me/NAME.")] = "",
    days: Annotated[int, typer.Option(help="How long it is good, 1 to 365.", min=1, max=365)] = 7,
) -> None:
    """Make an invitation for one person, for a bot that serves only whom it knows.

    Exit codes: 0 made, 2 wrong usage.
    """
    with sentences():
        from bot.settings import load_settings
        from bot.telegram.access import invitation

        settings = _with_token(load_settings())
        code = f"i_{invitation(settings.token, days)}"
        name = bot.removeprefix("@")
        typer.echo(f"https://t.me/{name}?start={code}" if name else f"/start {code}")


@feedback.command("export")
def export(
    archive: Archive = None,
    out: Annotated[Path, typer.Option(help="The file to write.", metavar="FILE")] = Path(
        "feedback.jsonl"
    ),
    disputed: Annotated[
        Path | None,
        typer.Option(help="Where to write questions of which only wrong answers are known."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Write what readers judged with 👍 and 👎 as questions for baoda eval.

    Nothing is re-weighted by it. No user is named in the files.

    Exit codes: 0 written, 1 an error, 2 wrong usage.
    """
    with sentences():
        from bot.settings import load_settings
        from bot.telegram.feedback import export_from

        report = export_from(_with_token(load_settings(archive=archive)), out, disputed)
        if as_json:
            print_json(report)
            return
        typer.echo(
            f"{report['questions']} questions are in {out}; of {report['disputed']} more only "
            "wrong answers are known" + (f", see {disputed}." if disputed else ".")
        )


@feedback.callback()
def _feedback() -> None:
    """What readers thought of the answers."""


def _with_token(settings: Settings) -> Settings:
    from bot.settings import BadSettings

    if not settings.token:
        raise BadSettings("BAODA_TELEGRAM_TOKEN is not set: ask @BotFather for a token.")
    return settings
