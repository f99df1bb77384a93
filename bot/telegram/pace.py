"""How fast and how long we try to send: Telegram's limits kept, waits kept by whom they concern.

python-telegram-bot's own limiter holds back *all* chats while one of them must wait, and gives up
at the first failure of the network; a busy group would silence the bot, an outage lose answers.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Callable, Coroutine
from typing import Any

import httpx
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import AIORateLimiter

_LOG = logging.getLogger("baoda.telegram")
# Worth waiting for; with anything else a moment later is too late.
_KEPT = ("sendMessage", "editMessageText", "editMessageReplyMarkup")
_FREE = ("sendChatAction", "answerCallbackQuery", "answerInlineQuery")  # no messages: not limited
_PATIENCE = 3 * 3600.0  # seconds an answer waits for Telegram; then the inbox has the question
_UNSURE = 2  # how often a message is sent again of which nobody knows whether it arrived


class Pace(AIORateLimiter):
    """AIORateLimiter (30 messages a second, 20 a minute to a group) with waits of one's own."""

    def __init__(self, longest_pause: float = 30.0) -> None:
        super().__init__(max_retries=0)
        self._longest_pause = longest_pause
        self._until: dict[object, float] = {}
        # It reports each flood wait with a traceback; we say it in a line. Of a reply that is no
        # JSON the whole text is logged, and that may hold what somebody asked.
        for name in ("telegram.ext.AIORateLimiter", "telegram.request.BaseRequest"):
            logging.getLogger(name).setLevel(logging.CRITICAL)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """The result of the request. A message is tried again for hours: after as long as
        Telegram asks for, and after outages; whatever else fails raises at once."""
        if endpoint in _FREE:
            return await callback(*args, **kwargs)
        chat, began, failures, unsure = data.get("chat_id"), time.monotonic(), 0, 0
        while True:
            await self._wait_for(chat)
            try:
                return await super().process_request(callback, args, kwargs, endpoint, data, None)
            except TelegramError as error:
                failures += 1
                unsure += may_have_arrived(error)
                if endpoint not in _KEPT or not is_passing(error) or unsure > _UNSURE:
                    raise
                pause = pause_after(failures, self._longest_pause, error)
                if time.monotonic() + pause - began > _PATIENCE:
                    raise
                _LOG.warning("%s: telegram has one chat wait %.1f s", endpoint, pause)
                self._until[chat] = max(self._until.get(chat, 0.0), time.monotonic() + pause)

    async def _wait_for(self, chat: object) -> None:
        while (left := self._until.get(chat, 0.0) - time.monotonic()) > 0:
            await asyncio.sleep(left)
        self._until.pop(chat, None)


def is_passing(error: TelegramError) -> bool:
    """Whether the same request may succeed later: floods, outages, replies that are no JSON."""
    if isinstance(error, RetryAfter):
        return True
    broken = isinstance(error, NetworkError) and not isinstance(error, BadRequest)
    return broken or _is_garbled(error)


def may_have_arrived(error: TelegramError) -> bool:
    """Whether the request may have been carried out, its reply lost. Telegram cannot be asked."""
    if isinstance(error.__cause__, (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)):
        return False
    lost = isinstance(error.__cause__, (httpx.ReadError, httpx.RemoteProtocolError))
    return lost or isinstance(error, TimedOut) or _is_garbled(error)


def _is_garbled(error: TelegramError) -> bool:
    """Whether a reply that says all is well was no JSON."""
    return type(error) is TelegramError and "invalid server response" in str(error).lower()


def pause_after(failures: int, longest: float, error: Exception | None = None) -> float:
    """Seconds to wait before trying again: doubling, spread a little, or as Telegram asks."""
    if isinstance(error, RetryAfter):
        return seconds_asked(error)
    if isinstance(error, TimedOut) and failures < 3:
        return 0.2
    return min(longest, 2.0 ** min(failures - 1, 10)) * random.uniform(0.5, 1.0)


def seconds_asked(error: RetryAfter) -> float:
    """How long Telegram asks us to wait, and half a second more for clocks that differ."""
    asked = error.retry_after
    seconds = asked if isinstance(asked, (int, float)) else asked.total_seconds()
    return max(seconds, 0.0) + 0.5
