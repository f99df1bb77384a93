"""`baoda keys`: who may use a server, and for what."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.leaving import print_error, print_json, sentences

if TYPE_CHECKING:
    from bot.keys import KeyRing

Archive = Annotated[
    Path | None,
    typer.Option(help="The archive folder.  [default: BAODA_ARCHIVE, else ./archive]"),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]

keys = typer.Typer(
    help="The keys of those who may use the server: made, listed, revoked.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
_RATE = re.compile(r"(\d{1,7})(?:/min(?:ute)?)?")


@keys.command()
def create(
    name: Annotated[str, typer.Argument(help="Who it is for, such as 'fact-checking'.")],
    scope: Annotated[
        str, typer.Option(help="ask, ingest (asks too) or admin (does everything).")
    ] = "ask",
    rate: Annotated[str, typer.Option(help="Requests a minute, such as 120/min.")] = "120/min",
    concurrent: Annotated[int, typer.Option(help="Requests at once.")] = 8,
    archive: Archive = None,
    as_json: Json = False,
) -> None:
    """Make a key and print it; it cannot be shown again.

    Exit codes: 0 made, 1 an error, 2 wrong usage.
    """
    with sentences():
        from bot.keys import scope_named
        from index.errors import BadQuestion

        if not (number := _RATE.fullmatch(rate.strip())):
            raise BadQuestion(
                f"--rate is a number of requests a minute, such as 120, not '{rate}'."
            )
        ring = _ring(archive)
        key = ring.create(name, scope_named(scope), rate=int(number[1]), concurrent=concurrent)
        if as_json:
            print_json({"name": name, "scope": scope, "key": key})
        else:
            typer.echo(key)
            print_error(f"this is the key of '{name}'; only its hash is kept, so note it now.")


@keys.command("list")
def show(archive: Archive = None, as_json: Json = False) -> None:
    """List the keys; their secrets are not kept.

    Exit codes: 0 listed, 1 an error, 2 wrong usage.
    """
    with sentences():
        found = _ring(archive).keys()
        if as_json:
            print_json({"keys": [asdict(key) for key in found]})
            return
        for key in found:
            until = f"  revoked {key.revoked[:16]}" if key.revoked else ""
            typer.echo(
                f"{key.key_id}  {key.scope:<6}  {key.rate}/min  {key.concurrent} at once  "
                f"{key.created[:16]}  {key.name}{until}"
            )


@keys.command()
def revoke(
    name: Annotated[str, typer.Argument(help="The name of a key, or its id.")],
    archive: Archive = None,
) -> None:
    """Make a key good for nothing, at once, on servers that are running too.

    Exit codes: 0 revoked, 1 an error, 2 wrong usage.
    """
    with sentences():
        key = _ring(archive).revoke(name)
        typer.echo(f"Revoked the key '{key.name}' ({key.key_id}).")


def _ring(archive: Path | None) -> KeyRing:
    from bot.keys import KeyRing
    from bot.settings import load_settings
    from index.archive import require_folder

    folder = load_settings(archive=archive).archive
    require_folder(folder)
    return KeyRing(folder)
