"""The real bot against the fake Bot API, over real HTTP, polling and with a webhook."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from bot.gate import SearchGate
from bot.settings import Settings, load_settings
from bot.telegram.running import TelegramBot
from bot.telegram.webhook import health
from tests.bot.loops import TidyLoop
from tests.bot.newspaper import TinyArchive
from tests.bot.telegram.fake_bot_api import TOKEN, FakeBotApi
from tests.bot.telegram.prompt_server import PromptServer


class RunningBot:
    """The bot in an event loop of its own thread; with a webhook, its listener too."""

    def __init__(self, archive: TinyArchive, settings: Settings, **options: Any) -> None:
        self.archive = archive
        self.settings = settings
        self.ended: Future[None] = Future()
        quick = {"poll_seconds": 2, "longest_pause": 0.1, "watch_seconds": 0.1, "last_words": 1.0}
        self._options = {**quick, **options}
        self._runner = asyncio.Runner(loop_factory=TidyLoop)
        self._loop = self._runner.get_loop()
        self._begun = threading.Event()
        self._thread = threading.Thread(target=self._live)
        self._thread.start()
        self._begun.wait(10)

    def _live(self) -> None:
        with self._runner as runner:  # ends what the bot leaves behind, then closes the loop
            runner.run(self._run())

    async def _run(self) -> None:
        gate = SearchGate()
        self.bot = TelegramBot(self.archive, self.settings, gate, **self._options)
        self._task = asyncio.current_task()
        listener = await self._listen() if self.bot.webhook else None
        self._begun.set()
        try:
            await self.bot.run()
        except (Exception, asyncio.CancelledError) as error:
            self.ended.set_exception(error)
        self._task = None  # what comes now is not to be cancelled
        if listener:
            server, serving = listener
            server.should_exit = True
            await serving
        gate.close()

    async def _listen(self) -> tuple[uvicorn.Server, asyncio.Task[None]]:
        assert self.bot.webhook
        app = self.bot.webhook.before(health(lambda: self.bot.state))
        port = int(self.bot.webhook.address.split(":")[2].split("/")[0])
        config = uvicorn.Config(app, port=port, log_config=None, lifespan="off")
        server = PromptServer(config)
        serving = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.005)
        return server, serving

    def stop(self) -> None:
        """Stop as a signal would, and wait for it."""
        if self._thread.is_alive() and self._task:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(20)
        assert not self._thread.is_alive()


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    with FakeBotApi() as fake:
        yield fake


@pytest.fixture(params=["polling", pytest.param("webhook", marks=pytest.mark.slow)])
def way(request: pytest.FixtureRequest) -> str:
    """How updates come. What the two have in common is tested again with `make test` only."""
    return str(request.param)


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    """The folder of the bot's own file."""
    return tmp_path / "state"


@pytest.fixture
def start_polling(api: FakeBotApi, memory: Path) -> Iterator[Callable[..., RunningBot]]:
    """Starts the bot, with settings of one's own where wanted; stops it after the test."""
    running: list[RunningBot] = []

    def start(
        archive: TinyArchive | None = None, options: dict[str, Any] | None = None, **more: str
    ) -> RunningBot:
        environ = {
            "BAODA_TELEGRAM_TOKEN": TOKEN,
            "BAODA_TELEGRAM_API_URL": api.url,
            "BAODA_TELEGRAM_STATE": str(memory),
        }
        environ |= {f"BAODA_{name.upper()}": value for name, value in more.items()}
        settings = load_settings(environ, Path("/nonexistent/baoda.toml"))
        running.append(RunningBot(archive or TinyArchive(), settings, **(options or {})))
        return running[-1]

    yield start
    for bot in running:
        bot.stop()


@pytest.fixture
def start_bot(start_polling: Callable[..., RunningBot], way: str) -> Callable[..., RunningBot]:
    """Starts the bot, polling in one run of a test and with a webhook in another."""
    if way == "polling":
        return start_polling
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}/hook"

    def start(*given: Any, **more: Any) -> RunningBot:
        return start_polling(*given, telegram_webhook=address, **more)

    return start


@pytest.fixture
def bot(start_bot: Callable[..., RunningBot]) -> RunningBot:
    """The bot, running."""
    return start_bot()
