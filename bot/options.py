"""What several commands share: their options, and how they open the archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from bot.answering import Answering
    from bot.settings import Settings

Archive = Annotated[
    Path | None,
    typer.Option(help="The archive folder.  [default: BAODA_ARCHIVE, else ./archive]"),
]
Encoder = Annotated[
    str | None, typer.Option(help="'bundled', or a sentence-transformers name or folder.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def settings_of(**flags: Any) -> Settings:
    """The settings, with the flags of the command line over them."""
    from bot.settings import load_settings

    return load_settings(**flags)


def open_for(settings: Settings, *, patient: bool = False, begin: bool = False) -> Answering:
    """The archive the settings name; `patient` waits until all that a question can use is there,
    `begin` makes an archive where there is none."""
    from bot.opening import open_answering

    return open_answering(settings, patient=patient, begin=begin)
