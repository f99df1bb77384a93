"""`baoda cite` as it looks, in any citation style."""

from __future__ import annotations

import sys

from bot.leaving import print_json
from retrieval.views import CitedPassage

# What is imported into a reference manager must be alone on standard output.
_FOR_IMPORT = frozenset({"bibtex", "ris", "csl-json"})


def show_citation(cited: CitedPassage, style: str, *, as_json: bool) -> None:
    """The citation in `style` and the passage; raises BadQuestion for an unknown style."""
    from retrieval.citing import cite

    line = cite(cited.citation, style)
    if as_json:
        print_json({**cited.as_json(), "style": style, "text": line})
        return
    from rich.console import Console

    from bot.terminal import open_console, show_cited

    console = open_console()
    if style in _FOR_IMPORT:
        sys.stdout.write(line if line.endswith("\n") else line + "\n")
        console, line = Console(stderr=True, highlight=False, markup=False), ""
    show_cited(cited, line, console, "zh")
