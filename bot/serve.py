"""`baoda serve` and `baoda telegram`: one process, one archive, stopped gracefully."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from urllib.parse import urlsplit

from fastapi import FastAPI

from bot.answering import Answering
from bot.gate import SearchGate
from bot.leaving import print_error
from bot.logs import set_up_logs
from bot.settings import Settings
from index.errors import BaodaError
from retrieval.records import Question

_LOG = logging.getLogger("baoda.serve")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_WARM_UP = Question("今天有什么新闻？", top=1)
_BACKLOG = 2048
_FUSE = 1000  # connections; the gate refuses politely long before, this only saves memory


def serve_http(answering: Answering, settings: Settings) -> None:
    """Serve until told to stop, then finish what was begun and let go of the archive."""
    import uvicorn

    from bot.http.app import create_app

    set_up_logs(secrets=settings.secrets)
    gate = SearchGate(settings.search_threads)
    telegram = _Telegram(answering, settings, gate) if settings.token else None
    app = create_app(
        answering,
        settings,
        gate=gate,
        hosts=allowed_hosts(settings),
        lifespan=_lifespan(answering, gate, telegram),
        telegram_state=telegram.state if telegram else lambda: None,
    )
    listening = listen(settings.host, settings.port)
    port = listening.getsockname()[1]
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=_FUSE,
        timeout_graceful_shutdown=10,
    )
    print_error(f"serving {settings.archive} on http://{_shown(settings.host)}:{port}/")
    print_error("no keys are configured, so this machine only is served; stop with Ctrl-C.")
    uvicorn.Server(config).run(sockets=[listening])


def serve_telegram(answering: Answering, settings: Settings) -> None:
    """Run the bot alone until SIGINT or SIGTERM; raises TelegramStopped."""
    set_up_logs(secrets=settings.secrets)
    gate = SearchGate(settings.search_threads)
    try:
        asyncio.run(_telegram_until_told(answering, settings, gate))
    finally:
        gate.close()
        answering.close()


def allowed_hosts(settings: Settings) -> tuple[str, ...]:
    """The Host names we answer to: this machine's own, and that of the public address."""
    public = urlsplit(settings.public_url).hostname
    return (*_LOOPBACK, settings.host, *([public] if public else []))


async def _telegram_until_told(answering: Answering, settings: Settings, gate: SearchGate) -> None:
    from bot.telegram.running import TelegramBot

    running = asyncio.create_task(TelegramBot(answering, settings, gate).run())
    loop = asyncio.get_running_loop()
    for told in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(told, running.cancel)
    with suppress(asyncio.CancelledError):
        await running


class _Telegram:
    """The bot beside the web server: started and stopped with it, never able to end it."""

    def __init__(self, answering: Answering, settings: Settings, gate: SearchGate) -> None:
        from bot.telegram.running import TelegramBot

        self._bot = TelegramBot(answering, settings, gate)
        self._task: asyncio.Task[None] | None = None

    def state(self) -> str:
        return self._bot.state

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        try:
            await self._bot.run()
        except BaodaError as error:
            print_error(error)
        except Exception:
            _LOG.exception("the telegram bot stopped; the web server goes on")


def _lifespan(
    answering: Answering, gate: SearchGate, telegram: _Telegram | None
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # The first question of a process loads dictionaries; better ours than a reader's.
        with suppress(BaodaError):
            await gate.run(lambda: answering.ask(_WARM_UP))
        if telegram:
            telegram.start()
        try:
            yield
        finally:
            if telegram:
                await telegram.stop()
            gate.close()
            answering.close()

    return lifespan


def listen(host: str, port: int) -> socket.socket:
    """Listen here and not in uvicorn, which would report a port that is taken and exit.

    The protocol is named because asyncio sets TCP_NODELAY only where it is; without it each
    answer on a kept connection waits 40 ms for an acknowledgement.
    """
    name = host.strip("[]")
    family = socket.AF_INET6 if ":" in name else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((name, port))
        listening.listen(_BACKLOG)
        return listening
    except OSError as error:
        listening.close()
        raise BaodaError(
            f"Port {port} of {host} cannot be listened on: {error.strerror or error}."
        ) from error


def _shown(host: str) -> str:
    return f"[{host.strip('[]')}]" if ":" in host else host
