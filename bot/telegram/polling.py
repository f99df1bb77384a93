"""Long polling, update by update: one that cannot be parsed does not stop those behind it.

python-telegram-bot's own Updater parses a batch as a whole. One odd update (a date out of range
is enough) makes it fetch the same batch for ever, and nobody is answered again.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest

from bot.telegram.pace import seconds_asked
from index.errors import BaodaError

_LOG = logging.getLogger("baoda.telegram")
_ALLOWED = ("message",)  # what we have handlers for; nothing else is sent to us
_BATCH = 100
_CONFLICTS = 3  # in a row; a restart meets one while its predecessor's last poll runs out
_TOGETHER = 16  # updates handled at once
_CONFIRM = 1.0  # seconds an unanswered update holds back the confirmation of its batch


class TelegramStopped(BaodaError):
    """Telegram will not talk to this bot any more; the sentence says why."""


class Polling:
    """Fetches updates and hands each to `handle`; keeps count of where it is."""

    def __init__(
        self,
        bot: Bot,
        request: BaseRequest,
        handle: Callable[[Update], Awaitable[None]],
        *,
        seconds: int = 50,
        longest_pause: float = 30.0,
        on_state: Callable[[str], None] = lambda state: None,
    ) -> None:
        self._bot = bot
        self._request = request
        self._handle = handle
        self._seconds = seconds
        self._longest_pause = longest_pause
        self._on_state = on_state
        self._offset = 0
        self._busy: set[asyncio.Task[None]] = set()
        self._together = asyncio.Semaphore(_TOGETHER)

    async def run(self) -> None:
        """Poll until cancelled; raises TelegramStopped when there is no sense in going on."""
        failures = conflicts = 0
        while True:
            try:
                batch = await self._fetch()
            except InvalidToken:
                raise refused_token() from None
            except Conflict:
                failures += 1
                conflicts += 1
                if conflicts >= _CONFLICTS:
                    raise TelegramStopped(
                        "Another program is polling Telegram with the same token: "
                        "stop it, or give this bot a token of its own."
                    ) from None
                await asyncio.sleep(pause_after(failures, self._longest_pause))
            except TelegramError as error:
                failures += 1
                self._on_state("unreachable")
                pause = pause_after(failures, self._longest_pause, error)
                _LOG.warning("telegram cannot be reached: %s; again in %.1f s", error, pause)
                await asyncio.sleep(pause)
            else:
                failures = conflicts = 0
                self._on_state("running")
                await self._hand_out(batch)

    async def finish(self, seconds: float = 10.0) -> None:
        """Let the updates that were taken be answered, and tell Telegram which they were."""
        if self._busy:
            await asyncio.wait(self._busy, timeout=seconds)
        try:
            if self._offset:
                await asyncio.wait_for(self._fetch(poll=0, limit=1), 3)
        except (TelegramError, TimeoutError):
            _LOG.info("telegram was not told where we stopped; some updates may come again")

    async def _fetch(self, poll: int | None = None, limit: int = _BATCH) -> list[Any]:
        """Raw updates. `retrieve` is the public way to a reply that is not yet parsed."""
        poll = self._seconds if poll is None else poll
        query = urlencode(
            {
                "offset": self._offset,
                "limit": limit,
                "timeout": poll,
                "allowed_updates": json.dumps(_ALLOWED),
            }
        )
        payload = await self._request.retrieve(
            f"{self._bot.base_url}/getUpdates?{query}", read_timeout=poll + 10
        )
        try:
            found = json.loads(payload.decode("utf-8", "replace"))["result"]
        except (ValueError, KeyError, TypeError, RecursionError):
            raise NetworkError("the reply to getUpdates was not understood") from None
        if not isinstance(found, list):
            raise NetworkError("the reply to getUpdates was not a list")
        return found

    async def _hand_out(self, batch: list[Any]) -> None:
        """Start work on each update, and move on past all of them.

        The next fetch confirms the batch to Telegram, so it waits a moment for the answers: after
        a crash Telegram sends again what was not confirmed. It does not wait long, or one chat in
        a flood wait would hold up all others.
        """
        tasks: list[asyncio.Task[None]] = []
        for raw in batch:
            number = raw.get("update_id") if isinstance(raw, dict) else None
            if not isinstance(number, int):
                _LOG.warning("an update without a number was passed over")
                continue
            if number < self._offset:
                continue  # sent twice
            update = self._parsed(raw, number)
            if update is not None:
                await self._together.acquire()
                tasks.append(self._started(update))
            # Last: a stop while we wait for room must not confirm what nobody has taken.
            self._offset = number + 1
        if tasks:
            await asyncio.wait(tasks, timeout=_CONFIRM)
        elif batch and self._offset == 0:
            await asyncio.sleep(1)  # a batch that cannot be confirmed comes back at once

    def _parsed(self, raw: dict[str, Any], number: int) -> Update | None:
        try:
            return Update.de_json(raw, self._bot)
        except Exception as error:  # whatever a stranger's update makes the parser do
            _LOG.warning("update %d cannot be read (%s) and was passed over", number, type(error))
            return None

    def _started(self, update: Update) -> asyncio.Task[None]:
        task = asyncio.create_task(self._handled(update))
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)
        return task

    async def _handled(self, update: Update) -> None:
        try:
            await self._handle(update)
        except Exception:
            _LOG.exception("update %d failed", update.update_id)
        finally:
            self._together.release()


def pause_after(failures: int, longest: float, error: Exception | None = None) -> float:
    """Seconds to wait before trying again: doubling, spread a little, or as Telegram asks."""
    if isinstance(error, RetryAfter):
        return seconds_asked(error)
    if isinstance(error, TimedOut) and failures < 3:
        return 0.2
    return min(longest, 2.0 ** min(failures - 1, 10)) * random.uniform(0.5, 1.0)


def refused_token() -> TelegramStopped:
    """Telegram does not know the token."""
    return TelegramStopped(
        "Telegram refuses the token in BAODA_TELEGRAM_TOKEN: ask @BotFather for the right one."
    )
