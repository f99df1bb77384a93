"""An application behind uvicorn on a port of its own, for tests over real HTTP."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from tests.bot.loops import run


@contextmanager
def served(app: ASGIApp, http: Any = "auto") -> Iterator[str]:
    """The address of the application while it runs, behind a protocol of uvicorn's."""
    config = uvicorn.Config(app, port=0, http=http, log_config=None, access_log=False)
    server = _Prompt(config)
    thread = threading.Thread(target=lambda: run(server.serve()))
    thread.start()
    while not server.started:
        time.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(15)


class _Prompt(uvicorn.Server):
    """uvicorn looks ten times a second whether it is to stop; a hundred tests wait for that."""

    async def main_loop(self) -> None:
        await self.on_tick(0)
        while not self.should_exit:
            await asyncio.sleep(0.02)
