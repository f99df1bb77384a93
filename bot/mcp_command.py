"""`baoda mcp`: the archive as tools for an assistant on the same machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.leaving import sentences

Archive = Annotated[
    Path | None,
    typer.Option(help="The archive folder.  [default: BAODA_ARCHIVE, else ./archive]"),
]


def mcp(archive: Archive = None) -> None:
    """Serve the tools ask, verify_quote, cite and read_article on standard input and output (MCP).

    Exit codes: 0 stopped as asked, 1 an error, 2 wrong usage.
    """
    with sentences():
        import asyncio
        from importlib.util import find_spec

        from bot.gate import SearchGate
        from bot.logs import set_up_logs
        from bot.opening import open_answering
        from bot.settings import load_settings
        from index.errors import BaodaError

        if find_spec("mcp") is None:
            raise BaodaError("MCP is not installed here: pip install 'baoda[mcp]'.")
        from bot.mcp_server import mcp_server

        settings = load_settings(archive=archive)
        answering = open_answering(settings)
        set_up_logs(secrets=settings.secrets)  # on standard error: standard output is the protocol
        gate = SearchGate(settings.search_threads)
        try:
            asyncio.run(mcp_server(answering, gate).run_stdio_async())
        finally:
            gate.close()
            answering.close()
