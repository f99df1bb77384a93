"""The bot as a running thing: made from settings, started, kept going, stopped without loss."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from typing import Any

from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder
from telegram.request import HTTPXRequest

from bot.answering import Answering
from bot.gate import SearchGate
from bot.settings import Settings
from bot.telegram.commands import announce
from bot.telegram.desk import Desk
from bot.telegram.handlers import ALLOWED_UPDATES, Conversation
from bot.telegram.inbox import Inbox
from bot.telegram.intake import Intake
from bot.telegram.pace import Pace, pause_after
from bot.telegram.polling import Polling, refused_token
from bot.telegram.sending import Sender
from bot.telegram.state import State, bot_number
from bot.telegram.watching import Watching
from bot.telegram.webhook import Webhook
from index.errors import BaodaError

_LOG = logging.getLogger("baoda.telegram")
_CONNECTIONS = 64
_SILENT = 180.0  # seconds without a word from Telegram before the watchdog says so
_LOOKS = 60.0  # seconds between looks at the webhook
_LAST_WORDS = 10.0  # seconds that answers have to go out when the bot is told to stop


class TelegramBot:
    """The Telegram side of the archive. `state` is what /healthz and /readyz show."""

    def __init__(
        self,
        answering: Answering,
        settings: Settings,
        gate: SearchGate,
        *,
        poll_seconds: int = 50,
        longest_pause: float = 30.0,
        watch_seconds: float = 60.0,
        last_words: float = _LAST_WORDS,
    ) -> None:
        self._answering = answering
        self._settings = settings
        self._gate = gate
        self._poll_seconds = poll_seconds
        self._longest_pause = longest_pause
        self._watch_seconds = watch_seconds
        self._last_words = last_words
        self._state = "starting"
        self._heard = time.monotonic()
        self._application = build_application(settings, longest_pause)
        # Of its own, so that the long poll never waits behind messages for a connection.
        self._poll_request = HTTPXRequest(proxy=settings.proxy)
        self.webhook = Webhook(settings) if settings.telegram_webhook else None

    @property
    def state(self) -> str:
        """How it goes: running, unreachable, stopped with a reason; `silent` when Telegram has not
        been heard for minutes although nothing failed."""
        if self._state == "running" and time.monotonic() - self._heard > _SILENT:
            return "silent"
        return self._state

    async def run(self) -> None:
        """Answer until cancelled; raises TelegramStopped when Telegram will have us no more, and
        StateBusy when another process runs this bot."""
        try:
            settings = self._settings
            folder = settings.telegram_state or settings.archive
            memory = State(folder, bot_number(settings.token))
            try:
                await self._run(memory)
            finally:
                memory.close()
        except asyncio.CancelledError:
            self._state = "stopped"
            raise
        except BaodaError as error:
            self._state = f"stopped: {error}"
            raise
        except Exception:
            self._state = "stopped: an error of ours, see the log"
            raise

    async def _run(self, memory: State) -> None:
        bot = self._application.bot
        intake = Intake(bot, Inbox(memory), self._application.process_update)
        desk = Desk(self._answering, self._gate, self._settings, memory, Sender(bot, memory))
        Conversation(desk, self._application, intake.leave).register(self._application)
        watching = Watching(desk, lambda: bot.username, self._watch_seconds)
        polling = Polling(
            bot,
            self._poll_request,
            intake.take,
            seconds=self._poll_seconds,
            longest_pause=self._longest_pause,
            on_state=self._set_state,
        )
        beside: list[asyncio.Task[None]] = []
        try:
            await self._begin()
            await intake.begin()
            beside += map(asyncio.create_task, (watching.run(), self._announce()))
            if self.webhook:
                self.webhook.take = intake.take
                await self._mind_webhook(self.webhook)
            else:
                await polling.run()
        finally:
            if self.webhook:
                self.webhook.take = None
            for task in beside:
                task.cancel()
            await asyncio.shield(self._end(intake, polling))

    async def _begin(self) -> None:
        """Wait for Telegram however long it takes; only a refused token is final."""
        failures = 0
        while True:
            try:
                await self._poll_request.initialize()
                await self._application.initialize()
                await self._choose_way()
                break
            except InvalidToken:
                raise refused_token() from None
            except TelegramError as error:
                failures += 1
                self._state = "unreachable"
                pause = pause_after(failures, self._longest_pause, error)
                _LOG.warning("telegram cannot be reached: %s; again in %.1f s", error, pause)
                await asyncio.sleep(pause)
        await self._application.start()
        self._set_state("running")
        _LOG.info("telegram bot @%s is answering", self._application.bot.username)

    async def _announce(self) -> None:
        try:
            await announce(self._application.bot)
        except TelegramError as error:  # clients then offer no commands; typing them works
            _LOG.warning("the commands could not be announced: %s", error)

    async def _choose_way(self) -> None:
        """Have Telegram call us, or not: a webhook left over would make every poll a conflict."""
        bot = self._application.bot
        if self.webhook is None:
            with suppress(InvalidToken):  # getMe knew the token: this server has no webhooks
                await bot.delete_webhook()
            return
        await bot.set_webhook(
            self.webhook.address,
            allowed_updates=ALLOWED_UPDATES,
            secret_token=self.webhook.secret,
            drop_pending_updates=False,
        )

    async def _mind_webhook(self, webhook: Webhook) -> None:
        """See that Telegram goes on calling us, until cancelled."""
        while True:
            await asyncio.sleep(_LOOKS)
            try:
                info = await self._application.bot.get_webhook_info()
                if info.url != webhook.address:  # another program took it, or took it away
                    await self._choose_way()
                failing = info.pending_update_count > 0 and info.last_error_message
                self._set_state(f"webhook fails: {failing}" if failing else "running")
            except InvalidToken:
                raise refused_token() from None
            except TelegramError as error:
                self._state = "unreachable"
                _LOG.warning("telegram cannot be reached: %s", error)

    async def _end(self, intake: Intake, polling: Polling) -> None:
        await intake.finish(self._last_words)
        if self.webhook is None:
            await polling.finish()
        if self._application.running:
            await self._application.stop()
        await self._application.shutdown()
        # Had the first getMe failed, the application would think there is nothing to close.
        await self._application.bot.shutdown()
        await self._poll_request.shutdown()

    def _set_state(self, state: str) -> None:
        self._state = state
        if state == "running":
            self._heard = time.monotonic()


def build_application(
    settings: Settings, longest_pause: float = 30.0
) -> Application[Any, Any, Any, Any, Any, Any]:
    """The PTB application, without its Updater: `polling` says why."""
    base = settings.telegram_api_url
    builder = (
        ApplicationBuilder()
        .token(settings.token)
        .base_url(base)
        .base_file_url(base.removesuffix("/bot") + "/file/bot")
        .updater(None)
        .concurrent_updates(True)
        .connection_pool_size(_CONNECTIONS)
        .pool_timeout(10.0)
        # A reply given up too early is a message sent twice.
        .connect_timeout(10.0)
        .read_timeout(20.0)
        .write_timeout(20.0)
        .rate_limiter(Pace(longest_pause))
    )
    if settings.proxy:
        builder = builder.proxy(settings.proxy)
    return builder.build()
