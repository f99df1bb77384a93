"""The bot as a running thing: made from settings, started, kept going, stopped without loss."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder

from bot.answering import Answering
from bot.gate import SearchGate
from bot.settings import Settings
from bot.telegram.commands import announce
from bot.telegram.connection import Connection, name_of
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
_STEADY = 600.0  # seconds after which a failure is a new one and not the last one again
_TRIES = 2  # at having a webhook taken away, before a poll tells whether one stands
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
        longest_pause: float = 10.0,
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
        self._application, self._poll_request = build_application(settings, longest_pause)
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
                await self._keep_running(memory)
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

    async def _keep_running(self, memory: State) -> None:
        """Run, and again after an error of ours, ever later: what nobody foresaw is not to silence
        the bot for good. What waited is in the inbox."""
        failures = 0
        while True:
            began = time.monotonic()
            try:
                await self._run(memory)
            except BaodaError:
                raise
            except Exception:
                failures = 1 if time.monotonic() - began > _STEADY else failures + 1
                pause = pause_after(failures, self._longest_pause)
                self._state = "restarting after an error of ours, see the log"
                _LOG.exception("the telegram bot failed; it starts again in %.1f s", pause)
                await asyncio.sleep(pause)
                self._application, self._poll_request = build_application(
                    self._settings, self._longest_pause
                )

    async def _run(self, memory: State) -> None:
        bot = self._application.bot
        intake = Intake(bot, Inbox(memory), self._application.process_update)
        desk = Desk(self._answering, self._gate, self._settings, memory, Sender(bot, memory))
        Conversation(desk, self._application, intake.leave).register(self._application)
        watching = Watching(desk, lambda: name_of(bot), self._watch_seconds)
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
            await asyncio.shield(self._end(intake, polling, beside))

    async def _begin(self) -> None:
        """Wait for Telegram however long it takes; only a refused token is final."""
        failures = 0
        while True:
            try:
                await self._application.initialize()
                if self.webhook:
                    await self._be_called(self.webhook)
                break
            except InvalidToken:
                raise refused_token() from None
            except TelegramError as error:
                failures += 1
                self._state = "unreachable"
                pause = pause_after(failures, self._longest_pause, error)
                _LOG.warning("telegram cannot be reached: %s; again in %.1f s", error, pause)
                await asyncio.sleep(pause)
        if self.webhook is None:
            await self._be_polled()
        await self._application.start()
        self._set_state("running")
        _LOG.info("telegram bot @%s is answering", self._application.bot.username)

    async def _announce(self) -> None:
        try:
            await announce(self._application.bot)
        except TelegramError as error:  # clients then offer no commands; typing them works
            _LOG.warning("the commands could not be announced: %s", error)

    async def _be_polled(self) -> None:
        """Take away a webhook that was left over: it makes every poll a conflict. A server that
        has no webhooks refuses, each in its own way; a poll then tells whether one stands."""
        for failures in range(1, _TRIES + 1):
            try:
                await self._application.bot.delete_webhook()
                return
            except (BadRequest, InvalidToken) as error:  # getMe knew the token
                _LOG.info("this server takes no webhook away: %s", error)
                return
            except TelegramError as error:
                _LOG.info("no webhook could be taken away: %s", error)
                await asyncio.sleep(pause_after(failures, self._longest_pause, error))

    async def _be_called(self, webhook: Webhook) -> None:
        await self._application.bot.set_webhook(
            webhook.address,
            allowed_updates=ALLOWED_UPDATES,
            secret_token=webhook.secret,
            drop_pending_updates=False,
        )

    async def _mind_webhook(self, webhook: Webhook) -> None:
        """See that Telegram goes on calling us, until cancelled."""
        while True:
            await asyncio.sleep(_LOOKS)
            try:
                self._set_state(await self._look_at(webhook))
            except InvalidToken:
                raise refused_token() from None
            except TelegramError as error:
                self._state = "unreachable"
                _LOG.warning("telegram cannot be reached: %s", error)

    async def _look_at(self, webhook: Webhook) -> str:
        """How the webhook does; it is set again where another program took it or took it away."""
        bot = self._application.bot
        try:
            info = await bot.get_webhook_info()
        except (BadRequest, InvalidToken):  # not every server tells
            await bot.get_me()  # the token's end, if it is that
            return "running"
        if info.url != webhook.address:
            await self._be_called(webhook)
        failing = info.pending_update_count > 0 and info.last_error_message
        return f"webhook fails: {failing}" if failing else "running"

    async def _end(
        self, intake: Intake, polling: Polling, beside: list[asyncio.Task[None]]
    ) -> None:
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        await intake.finish(self._last_words)
        if self.webhook is None:
            await polling.finish()
        if self._application.running:
            await self._application.stop()
        await self._application.shutdown()
        # Had the first getMe failed, the application would think there is nothing to close.
        await self._application.bot.shutdown()

    def _set_state(self, state: str) -> None:
        self._state = state
        if state == "running":
            self._heard = time.monotonic()


def build_application(
    settings: Settings, longest_pause: float = 30.0
) -> tuple[Application[Any, Any, Any, Any, Any, Any], Connection]:
    """The PTB application, without its Updater (`polling` says why), and what polls are sent by:
    a connection of their own, so that they never wait behind messages for one."""
    base, poll_request = settings.telegram_api_url, Connection(settings)
    application = (
        ApplicationBuilder()
        .token(settings.token)
        .request(
            Connection(
                settings,
                connection_pool_size=_CONNECTIONS,
                pool_timeout=10.0,
                # A reply given up too early is a message sent twice.
                connect_timeout=10.0,
                read_timeout=20.0,
                write_timeout=20.0,
            )
        )
        .get_updates_request(poll_request)
        .base_url(base)
        .base_file_url(base.removesuffix("/bot") + "/file/bot")
        .updater(None)
        .concurrent_updates(True)
        .rate_limiter(Pace(longest_pause))
        .build()
    )
    return application, poll_request
