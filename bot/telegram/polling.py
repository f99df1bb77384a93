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
_CONFLICTS = 3  # in a row; a restart meets one while its predecessor's last poll runs out
_NUMBERED_ANEW = 2 * 86_400.0  # seconds; after a week of silence Telegram counts from elsewhere


class TelegramStopped(BaodaError):
    """Telegram will not talk to this bot any more; the sentence says why."""


class Polling:
    """Fetches updates and hands each batch to `take`, which keeps it; only then is it confirmed."""

    def __init__(
        self,
        bot: Bot,
        request: BaseRequest,
        take: Callable[[Sequence[Any]], Awaitable[None]],
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
        self._heard = time.monotonic()

    async def run(self) -> None:
        """Poll until cancelled; raises TelegramStopped when there is no sense in going on."""
        failures = conflicts = 0
        while True:
            try:
                await self._keep(await self._fetch())
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
            except (sqlite3.Error, OSError):
                failures += 1
                self._on_state("the inbox cannot be written")
                _LOG.exception("updates cannot be kept, so none are taken; again in a while")
                await asyncio.sleep(pause_after(failures, self._longest_pause))
            else:
                failures = conflicts = 0
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
        if not isinstance(found, list):
            raise NetworkError("the reply to getUpdates was not understood")
        return found

    async def _keep(self, batch: list[Any]) -> None:
        """Have a batch kept, then move on past all of it: the next fetch confirms it."""
        await self._take(batch)
        numbers = [
            raw["update_id"]
            for raw in batch
            if isinstance(raw, dict) and isinstance(raw.get("update_id"), int)
        ]
        now = time.monotonic()
        if numbers:
            self._heard = now
            self._offset = max(numbers) + 1
        elif batch:
            await asyncio.sleep(1)  # a batch that cannot be confirmed comes back at once
        elif now - self._heard > _NUMBERED_ANEW:
            self._offset = 0


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
