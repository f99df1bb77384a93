"""How fast we send: Telegram's limits kept, and a flood wait kept by the chat it concerns.

python-telegram-bot's own limiter holds back *all* chats while one of them must wait; a group that
was too busy would silence the bot for everybody.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter

_LOG = logging.getLogger("baoda.telegram")
_RETRIES = 3
_LONGEST = 120.0  # seconds; nobody waits longer for an answer


class Pace(AIORateLimiter):
    """AIORateLimiter (30 messages a second, 20 a minute to a group) with waits of one's own."""

    def __init__(self) -> None:
        super().__init__(max_retries=0)
        self._until: dict[object, float] = {}
        # It reports each flood wait with a traceback; we say it in a line.
        logging.getLogger("telegram.ext.AIORateLimiter").setLevel(logging.CRITICAL)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """The result of the request, after as many waits as Telegram asks for, up to three."""
        if endpoint == "sendChatAction":  # not worth a wait, and no reason for one
            return await super().process_request(callback, args, kwargs, endpoint, data, None)
        chat = data.get("chat_id")
        for attempt in range(_RETRIES + 1):
            await self._wait_for(chat)
            try:
                return await super().process_request(callback, args, kwargs, endpoint, data, None)
            except RetryAfter as error:
                pause = seconds_asked(error)
                if attempt == _RETRIES or pause > _LONGEST:
                    raise
                _LOG.warning("%s: telegram asks one chat to wait %.1f s", endpoint, pause)
                self._until[chat] = time.monotonic() + pause
        return None

    async def _wait_for(self, chat: object) -> None:
        while (left := self._until.get(chat, 0.0) - time.monotonic()) > 0:
            await asyncio.sleep(left)
        self._until.pop(chat, None)


def seconds_asked(error: RetryAfter) -> float:
    """How long Telegram asks us to wait, and half a second more for clocks that differ."""
    asked = error.retry_after
    return (asked if isinstance(asked, (int, float)) else asked.total_seconds()) + 0.5
