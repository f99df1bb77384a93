"""How a command speaks and leaves: JSON in UTF-8, errors as a sentence, exit codes that mean it."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from bot.text_input import clean_text
from index.errors import ArchiveMissing, BadQuestion, BaodaError

FAILED = 1
USAGE = 2


def print_json(record: object) -> None:
    """One JSON object on standard output, in UTF-8 whatever the locale."""
    text = json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False)
    # A file name may hold bytes that are not UTF-8, kept as lone surrogates; written as
    # \\udcXX they are still JSON.
    typer.echo(text.encode("utf-8", "backslashreplace"))


def print_error(sentence: object) -> None:
    """A sentence on standard error; what it quotes drives no terminal."""
    said = clean_text(str(sentence).encode("utf-8", "backslashreplace").decode("utf-8"))
    typer.echo(f"baoda: {said}".encode(), err=True)


@contextmanager
def sentences(other: int = FAILED) -> Iterator[None]:
    """Turn an error meant for a person into a sentence on standard error and an exit code:
    2 for what the caller can mend on the command line, `other` for everything else."""
    from bot.settings import BadSettings

    try:
        yield
    except BaodaError as error:
        print_error(error)
        usage = isinstance(error, (BadQuestion, BadSettings, ArchiveMissing))
        raise typer.Exit(USAGE if usage else other) from None


@contextmanager
def room_to_write() -> Iterator[None]:
    """Tell in a sentence, and exit with 1, when there is no room for what a command writes."""
    try:
        yield
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        print_error("The disk is full: not all of what was to be said could be written.")
        # Python would try once more to write what it holds, and fail, when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
