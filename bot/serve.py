"""`baoda serve` and `baoda telegram`: one process, one archive, stopped gracefully."""

from __future__ import annotations

import asyncio
import gc
import logging
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.types import ASGIApp

from bot.answering import Answering
from bot.gate import SearchGate
from bot.jobs import Jobs
from bot.keeping import ArchiveKeeper
from bot.keys import KeyRing
from bot.leaving import print_error
from bot.logs import set_up_logs
from bot.saved import SavedSearches
from bot.settings import Settings, is_loopback, require_loopback
from index.errors import BaodaError
from retrieval.listing import Browse
from retrieval.records import Question

if TYPE_CHECKING:
    from bot.http.guard import Guard

_LOG = logging.getLogger("baoda.serve")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_WARM_UP = Question("今天有什么新闻？", top=1)
_BACKLOG = 2048
EMPTY = "the archive holds no articles yet: POST /api/v1/articles, or baoda index PATH."
_FUSE = 1000  # connections; the gate refuses politely long before, this only saves memory


def serve_http(answering: Answering, settings: Settings) -> None:
    """Serve until told to stop, then finish what was begun and let go of the archive."""
    import uvicorn

    from bot.http.app import create_app
    from bot.http.hurried import Hurried

    set_up_logs(secrets=settings.secrets)
    gate = SearchGate(settings.search_threads)
    guard = guard_of(settings)
    jobs = Jobs(settings.archive, ArchiveKeeper(settings))
    saved = SavedSearches(settings.archive)
    telegram = _Telegram(answering, settings, gate) if settings.token else None
    app = create_app(
        answering,
        settings,
        gate=gate,
        guard=guard,
        jobs=jobs,
        saved=saved,
        hosts=allowed_hosts(settings) if is_loopback(settings.host) else (),
        lifespan=_lifespan(answering, gate, jobs, saved, telegram),
        telegram_state=telegram.state if telegram else lambda: None,
    )
    listening = listen(settings.host, settings.port)
    port = listening.getsockname()[1]
    config = uvicorn.Config(
        telegram.before(app) if telegram else app,
        http=Hurried,
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=_FUSE,
        timeout_graceful_shutdown=10,
        root_path=settings.root_path,
        forwarded_allow_ips=settings.forwarded_allow_ips,
    )
    print_error(f"serving {settings.archive} on http://{_shown(settings.host)}:{port}/")
    if not answering.summary()["articles"]:
        print_error(EMPTY)
    print_error(_whom(guard))
    uvicorn.Server(config).run(sockets=[listening])


def guard_of(settings: Settings) -> Guard:
    """The guard of a server; raises BadSettings when nobody would guard it where others reach it:
    a host name that is not this machine's, and no key."""
    from bot.http.guard import Guard

    guard = Guard(KeyRing(settings.archive))
    if not guard.guarded:
        require_loopback(settings.host)
    return guard


def _whom(guard: Guard) -> str:
    if guard.guarded:
        return "a key is needed for everything (baoda keys list); stop with Ctrl-C."
    return "no keys are configured, so this machine only is served; stop with Ctrl-C."


def serve_telegram(answering: Answering, settings: Settings) -> None:
    """Run the bot alone until SIGINT or SIGTERM; raises TelegramStopped."""
    from bot.telegram.alone import until_told

    set_up_logs(secrets=settings.secrets)
    gate = SearchGate(settings.search_threads)
    try:
        asyncio.run(until_told(answering, settings, gate))
    finally:
        gate.close()
        answering.close()


def allowed_hosts(settings: Settings) -> tuple[str, ...]:
    """The Host names we answer to: this machine's own, and that of the public address."""
    public = urlsplit(settings.public_url).hostname
    return (*_LOOPBACK, settings.host, *([public] if public else []))


class _Telegram:
    """The bot beside the web server: started and stopped with it, never able to end it."""

    def __init__(self, answering: Answering, settings: Settings, gate: SearchGate) -> None:
        from bot.telegram.running import TelegramBot

        self._bot = TelegramBot(answering, settings, gate)
        self._task: asyncio.Task[None] | None = None

    def state(self) -> str:
        return self._bot.state

    def before(self, app: ASGIApp) -> ASGIApp:
        """The application, with the webhook in front of it where there is one."""
        return self._bot.webhook.before(app) if self._bot.webhook else app

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
    answering: Answering,
    gate: SearchGate,
    jobs: Jobs,
    saved: SavedSearches,
    telegram: _Telegram | None,
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    from bot.watching import watching

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # The first question of a process loads dictionaries; better ours than a reader's.
        with suppress(BaodaError):
            await gate.run(lambda: answering.ask(_WARM_UP))
            await gate.run(lambda: answering.browse(Browse(text="新闻")))
        # What is loaded now stays; a full collection over it would hold up one question in 150.
        gc.collect()
        gc.freeze()
        jobs.start()
        if telegram:
            telegram.start()
        try:
            async with watching(answering, saved):
                yield
        finally:
            if telegram:
                await telegram.stop()
            jobs.close()
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
