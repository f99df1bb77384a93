"""The bot as a running thing: made from settings, started, kept going, stopped without loss."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder
from telegram.request import HTTPXRequest

from bot.answering import Answering
from bot.gate import SearchGate
from bot.settings import Settings
from bot.telegram.handlers import Conversation, announce
from bot.telegram.pace import Pace
from bot.telegram.polling import Polling, TelegramStopped, pause_after, refused_token

_LOG = logging.getLogger("baoda.telegram")
_CONNECTIONS = 32


class TelegramBot:
    """The Telegram side of the archive. `state` is what /readyz shows."""

    def __init__(
        self,
        answering: Answering,
        settings: Settings,
        gate: SearchGate,
        *,
        poll_seconds: int = 50,
        longest_pause: float = 30.0,
    ) -> None:
        self.state = "starting"
        self._longest_pause = longest_pause
        self._application = build_application(settings)
        Conversation(answering, gate).register(self._application)
        # Of its own, so that the long poll never waits behind messages for a connection.
        self._poll_request = HTTPXRequest(proxy=settings.proxy)
        self._polling = Polling(
            self._application.bot,
            self._poll_request,
            self._application.process_update,
            seconds=poll_seconds,
            longest_pause=longest_pause,
            on_state=self._set_state,
        )

    async def run(self) -> None:
        """Answer until cancelled; raises TelegramStopped when Telegram will have us no more."""
        try:
            await self._begin()
            await self._polling.run()
        except TelegramStopped as error:
            self.state = f"stopped: {error}"
            raise
        finally:
            await asyncio.shield(self._end())

    async def _begin(self) -> None:
        """Wait for Telegram however long it takes; only a refused token is final."""
        failures = 0
        while True:
            try:
                await self._poll_request.initialize()
                await self._application.initialize()
                # A webhook left over from another set-up would make every poll a conflict.
                await self._application.bot.delete_webhook()
                break
            except InvalidToken:
                raise refused_token() from None
            except TelegramError as error:
                failures += 1
                self.state = "unreachable"
                pause = pause_after(failures, self._longest_pause, error)
                _LOG.warning("telegram cannot be reached: %s; again in %.1f s", error, pause)
                await asyncio.sleep(pause)
        await self._application.start()
        self.state = "running"
        _LOG.info("telegram bot @%s is answering", self._application.bot.username)
        try:
            await announce(self._application)
        except TelegramError as error:  # clients then offer no commands; typing them works
            _LOG.warning("the commands could not be announced: %s", error)

    async def _end(self) -> None:
        await self._polling.finish()
        if self._application.running:
            await self._application.stop()
        await self._application.shutdown()
        # Had the first getMe failed, the application would think there is nothing to close.
        await self._application.bot.shutdown()
        await self._poll_request.shutdown()

    def _set_state(self, state: str) -> None:
        self.state = state


def build_application(settings: Settings) -> Application[Any, Any, Any, Any, Any, Any]:
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
        .rate_limiter(Pace())
    )
    if settings.proxy:
        builder = builder.proxy(settings.proxy)
    return builder.build()
