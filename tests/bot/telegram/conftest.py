"""The real bot against the fake Bot API, over real HTTP."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path

import pytest

from bot.gate import SearchGate
from bot.settings import Settings, load_settings
from bot.telegram.running import TelegramBot
from tests.bot.newspaper import TinyArchive
from tests.bot.telegram.fake_bot_api import TOKEN, FakeBotApi


class RunningBot:
    """The bot in an event loop of its own thread."""

    def __init__(self, archive: TinyArchive, settings: Settings) -> None:
        self.archive = archive
        self.ended: Future[None] = Future()
        self._settings = settings
        self._loop = asyncio.new_event_loop()
        self._begun = threading.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._run(),))
        self._thread.start()
        self._begun.wait(10)

    async def _run(self) -> None:
        gate = SearchGate()
        self.bot = TelegramBot(
            self.archive, self._settings, gate, poll_seconds=2, longest_pause=0.1
        )
        self._task = asyncio.current_task()
        self._begun.set()
        try:
            await self.bot.run()
        except (Exception, asyncio.CancelledError) as error:
            self.ended.set_exception(error)
        gate.close()

    def stop(self) -> None:
        """Stop as a signal would, and wait for it."""
        if self._thread.is_alive() and self._task:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(20)
        assert not self._thread.is_alive()
        if not self._loop.is_closed():
            self._loop.close()


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    with FakeBotApi() as fake:
        yield fake


@pytest.fixture
def start_bot(api: FakeBotApi) -> Iterator[Callable[..., RunningBot]]:
    """Starts the bot, with settings of one's own where wanted; stops it after the test."""
    running: list[RunningBot] = []

    def start(archive: TinyArchive | None = None, **more: str) -> RunningBot:
        environ = {"BAODA_TELEGRAM_TOKEN": TOKEN, "BAODA_TELEGRAM_API_URL": api.url}
        environ |= {f"BAODA_{name.upper()}": value for name, value in more.items()}
        settings = load_settings(environ, Path("/nonexistent/baoda.toml"))
        running.append(RunningBot(archive or TinyArchive(), settings))
        return running[-1]

    yield start
    for bot in running:
        bot.stop()


@pytest.fixture
def bot(start_bot: Callable[..., RunningBot]) -> RunningBot:
    """The bot, running."""
    return start_bot()
