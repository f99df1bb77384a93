"""The commands of an archive's keeper: export, remove, backup, restore, reencode."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from bot.leaving import print_json, sentences
from bot.mcp_command import mcp

Archive = Annotated[
    Path | None,
    typer.Option(help="The archive folder.  [default: BAODA_ARCHIVE, else ./archive]"),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
# What else lies in an archive's folder: keys, saved searches, what was posted, Telegram's chats.
_BESIDE = ("keys.sqlite*", "saved.sqlite*", "inbox", "telegram-*.db*")


def export(
    archive: Archive = None,
    out: Annotated[Path | None, typer.Option(help="A file; else standard output.")] = None,
) -> None:
    """Write the archive as article JSON lines, in order of source.

    Exit codes: 0 written, 1 an error, 2 wrong usage.
    """
    with sentences():
        from bot.settings import load_settings
        from index.archive import Archive as OpenArchive
        from index.errors import BaodaError
        from retrieval.exporting import exported

        settings = load_settings(archive=archive)
        opened = OpenArchive(settings.archive)
        try:
            if out is not None:
                _require_outside(out, settings.archive)
            lines = exported(opened, settings.public_url)
            if out is None:
                _write(lines, sys.stdout.buffer)
                return
            # Under another name until it is whole: half an export never looks like one.
            fresh = out.with_name(f"{out.name}.new")
            with fresh.open("wb") as stream:
                _write(lines, stream)
            fresh.replace(out)
        except BrokenPipeError:
            # The reader has seen enough (`| head`); nobody is left to tell.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            where = out or "standard output"
            raise BaodaError(f"{where} cannot be written: {error.strerror}.") from error
        finally:
            opened.close()


def remove(
    names: Annotated[list[str], typer.Argument(help="File names or paths, or article ids.")],
    archive: Archive = None,
    as_json: Json = False,
) -> None:
    """Take files or articles out of the archive; they stay citable as withdrawn.

    Exit codes: 0 removed, 1 an error, 2 wrong usage.
    """
    with sentences():
        from bot.settings import load_settings
        from index.removing import remove as take_out

        settings = load_settings(archive=archive)
        report = take_out(
            settings.archive,
            names,
            encoder=settings.encoder,
            encoder_options=settings.encoder_options,
        )
        if as_json:
            print_json({"files": list(report.files), "articles": report.articles})
        else:
            typer.echo(f"Removed {len(report.files)} files, {report.articles} articles.")


def backup(
    into: Annotated[Path, typer.Argument(help="An empty or new folder.", metavar="DIR")],
    archive: Archive = None,
) -> None:
    """Copy the archive into an empty folder, while it is in use, and verify the copy. Keys and
    saved searches are not in it.

    Exit codes: 0 copied and sound, 1 an error, 2 wrong usage.
    """
    with sentences():
        from bot.settings import load_settings
        from index.backup import backup as copy

        report = copy(load_settings(archive=archive).archive, into)
        typer.echo(f"Copied to {into} and verified: {_counted(report.counts)}.")
        typer.echo("Keys and saved searches are not in it; they stay in the archive's folder.")


def restore(
    source: Annotated[Path, typer.Argument(help="A folder made by backup.", metavar="DIR")],
    archive: Archive = None,
) -> None:
    """Put a backup back into a folder where no archive is; keys and saved searches that lie there
    stay.

    Exit codes: 0 restored and sound, 1 an error, 2 wrong usage.
    """
    with sentences():
        from bot.settings import load_settings
        from index.backup import restore as put_back

        settings = load_settings(archive=archive)
        report = put_back(source, settings.archive, _BESIDE)
        typer.echo(f"Restored to {settings.archive} and verified: {_counted(report.counts)}.")


def reencode(
    encoder: Annotated[
        str, typer.Option(help="'bundled', or a sentence-transformers name or folder.")
    ],
    archive: Archive = None,
    as_json: Json = False,
) -> None:
    """Change the archive's encoder; no file is read again, and every citation stays.

    Until it is done the archive answers with the encoder it had. Interrupted, the same command
    goes on where it stopped.

    Exit codes: 0 changed, 1 an error, 2 wrong usage.
    """
    with sentences():
        from bot.indexing import reencode_with_progress
        from bot.settings import load_settings

        settings = load_settings(archive=archive, encoder=encoder)
        report = reencode_with_progress(settings, quiet=as_json)
        if as_json:
            print_json(asdict(report) | {"seconds": round(report.seconds, 3)})
            return
        if not report.passages:
            typer.echo(f"There is nothing to change: the archive has the encoder {encoder}.")
            return
        typer.echo(
            f"{report.passages} passages are encoded by {report.encoder}. To ask, set "
            f"BAODA_ENCODER={report.encoder}; a server that is running goes on with "
            f"{report.before} until it is started again."
        )


COMMANDS = (export, remove, backup, restore, reencode, mcp)


def _require_outside(out: Path, archive: Path) -> None:
    """Raises BadSettings when a file named is no file to write, or one of the archive's own."""
    from bot.settings import BadSettings

    if out.is_dir():
        raise BadSettings(f"--out: {out} is a folder; name a file in it.")
    if out.resolve().is_relative_to(archive.resolve()):
        raise BadSettings(f"--out: {out} lies in the archive's own folder; name another place.")


def _write(lines: Iterator[str], stream: BinaryIO) -> None:
    for line in lines:
        stream.write(line.encode("utf-8") + b"\n")
    stream.flush()


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(
        f"{counts[name]} {name}" for name in ("articles", "passages") if name in counts
    )
