"""Long polling, update by update: one that cannot be parsed does not stop those behind it.

python-telegram-bot's own Updater parses a batch as a whole. One odd update (a date out of range
is enough) makes it fetch the same batch for ever, and nobody is answered again.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, cast

from telegram import Bot
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.request import BaseRequest, RequestData

from bot.telegram.handlers import ALLOWED_UPDATES
from bot.telegram.pace import pause_after
from index.errors import BaodaError

_LOG = logging.getLogger("baoda.telegram")
_BATCH = 100
_CONFLICTS = 3  # in a row, and for longer than a predecessor's last poll takes to run out
_AT_ONCE = 0.5  # seconds; a server that has nothing and says so sooner does not wait for updates
_IDLE = 1.0  # seconds to wait at most before such a server is asked again


class TelegramStopped(BaodaError):
    """Telegram will not talk to this bot any more; the sentence says why."""


class Polling:
    """Fetches updates and hands each batch to `take`, which keeps it and says how many were new;
    only then is it confirmed."""

    def __init__(
        self,
        bot: Bot,
        request: BaseRequest,
        take: Callable[[Sequence[Any]], Awaitable[int]],
        *,
        seconds: int = 50,
        longest_pause: float = 30.0,
        on_state: Callable[[str], None] = lambda state: None,
    ) -> None:
        self._bot = bot
        self._request = request
        self._take = take
        self._seconds = seconds
        self._longest_pause = longest_pause
        self._on_state = on_state
        self._offset = 0
        self._idle = 0

    async def run(self) -> None:
        """Poll until cancelled; raises TelegramStopped when there is no sense in going on."""
        failures, conflicts = 0, _Conflicts(self._seconds)
        while True:
            try:
                await self._turn()
            except InvalidToken:
                raise refused_token() from None
            except Conflict as error:
                failures += 1
                if "webhook" in str(error).lower():  # set since we began, or not taken away then
                    with suppress(TelegramError):
                        await self._bot.delete_webhook()
                elif conflicts.too_many():
                    raise TelegramStopped(
                        "Another program is polling Telegram with the same token: "
                        "stop it, or give this bot a token of its own."
                    ) from None
                await asyncio.sleep(pause_after(failures, self._longest_pause))
            except TelegramError as error:
                failures += 1
                # The server may come back and count from one again. Asked from the start, it
                # sends what was not confirmed, and the inbox knows what of it was taken before.
                self._offset = 0
                self._on_state("unreachable")
                pause = pause_after(failures, self._longest_pause, error)
                _LOG.warning("telegram cannot be reached: %s; again in %.1f s", error, pause)
                await asyncio.sleep(pause)
            except (sqlite3.Error, OSError):
                failures += 1
                self._on_state("the inbox cannot be written")
                _LOG.exception("updates cannot be kept, so none are taken; again in a while")
                await asyncio.sleep(pause_after(failures, self._longest_pause))
            else:
                failures, conflicts = 0, _Conflicts(self._seconds)
                self._on_state("running")

    async def finish(self) -> None:
        """Tell Telegram what we have; else it would send it again, to be passed over then."""
        try:
            if self._offset:
                await asyncio.wait_for(self._fetch(poll=0, limit=1), 3)
        except (TelegramError, TimeoutError):
            _LOG.info("telegram was not told where we stopped; some updates may come again")

    async def _fetch(self, poll: int | None = None, limit: int = _BATCH) -> list[Any]:
        """Raw updates; raises the errors that python-telegram-bot would."""
        poll = self._seconds if poll is None else poll
        asked = _Form(
            offset=str(self._offset),
            limit=str(limit),
            timeout=str(poll),
            allowed_updates=json.dumps(ALLOWED_UPDATES),
        )
        address = f"{self._bot.base_url}/getUpdates"
        status, payload = await self._request.do_request(
            address, "POST", cast(RequestData, asked), read_timeout=poll + 10
        )
        try:
            said = json.loads(payload.decode("utf-8", "replace"))
            found = said.get("result")
        except (ValueError, AttributeError, RecursionError):
            said, found = {}, None
        if status != HTTPStatus.OK:
            raise _error(status, said if isinstance(said, dict) else {})
        if found is None and said.get("ok") is True:
            return []
        if not isinstance(found, list):
            raise NetworkError("the reply to getUpdates was not understood")
        return found

    async def _turn(self) -> None:
        """One poll. Where it brings nothing new at once, the next is not made at once: not every
        server waits for updates, and a batch that cannot be confirmed comes back each time."""
        asked = time.monotonic()
        fresh = await self._keep(await self._fetch())
        if fresh or time.monotonic() - asked > _AT_ONCE:
            self._idle = 0
            return
        self._idle = min(self._idle + 1, 10)
        await asyncio.sleep(min(_IDLE, 0.02 * 2**self._idle))

    async def _keep(self, batch: list[Any]) -> int:
        """Have a batch kept, then move on past all of it: the next fetch confirms it. How many
        updates were new."""
        fresh = await self._take(batch)
        numbers = [
            raw["update_id"]
            for raw in batch
            if isinstance(raw, dict) and isinstance(raw.get("update_id"), int)
        ]
        if numbers:
            self._offset = max(numbers) + 1
        elif not batch:
            # All is confirmed. After a week of silence Telegram counts from elsewhere.
            self._offset = 0
        return fresh


class _Conflicts:
    """How long another program has been polling beside us."""

    def __init__(self, poll: int) -> None:
        self._longest = 1.2 * poll
        self._met = 0
        self._since = 0.0

    def too_many(self) -> bool:
        """Whether this one is too many; it counts."""
        now = time.monotonic()
        self._met += 1
        if self._met == 1:
            self._since = now
        return self._met >= _CONFLICTS and now - self._since >= self._longest


class _Form:
    """The fields of a request as they are to be sent: what HTTPXRequest reads of a RequestData,
    which is final and made of parts that are not public."""

    multipart_data: Mapping[str, Any] = MappingProxyType({})

    def __init__(self, **fields: str) -> None:
        self.json_parameters = fields


def _error(status: int, said: dict[str, Any]) -> TelegramError:
    """What a refusal of getUpdates means, as python-telegram-bot would say it."""
    words = str(said.get("description") or f"status {status}")
    parameters = said.get("parameters")
    wait = parameters.get("retry_after") if isinstance(parameters, dict) else None
    if isinstance(wait, (int, float)) and wait > 0:
        return RetryAfter(int(wait) or 1)
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
        return InvalidToken(words)
    return Conflict(words) if status == HTTPStatus.CONFLICT else NetworkError(words)


def refused_token() -> TelegramStopped:
    """Telegram does not know the token."""
    return TelegramStopped(
        "Telegram refuses the token in BAODA_TELEGRAM_TOKEN: ask @BotFather for the right one."
    )
