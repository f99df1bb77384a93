"""From raw updates to work: written down first, then done, one at a time for each asker."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import Bot, Update

from bot.telegram.connection import completed
from bot.telegram.inbox import Inbox, Received
from bot.telegram.lines import Lines

_LOG = logging.getLogger("baoda.telegram")
_KINDS = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
_TOLD_BY = ("message_id", "id", "date", "edit_date", "text", "data", "query", "chat")
_KEY = 64  # bytes that blake2b takes
_LARGEST = 512 * 1024  # characters of an update; Telegram's own are far smaller


class Intake:
    """Takes updates in, from polling and webhook alike."""

    def __init__(self, bot: Bot, inbox: Inbox, handle: Callable[[Update], Awaitable[None]]) -> None:
        self._bot = bot
        self._inbox = inbox
        self._handle = handle
        self._lines = Lines()
        self._left: set[int] = set()

    @property
    def waiting(self) -> int:
        """How many updates are being worked on or wait for it."""
        return self._lines.waiting

    async def begin(self) -> None:
        """Take up what was left when the process last ended."""
        for one in await self._inbox.left_over():
            await self._start(one)

    async def take(self, raws: Sequence[Any]) -> int:
        """Keep these updates; when this returns they will be answered, whatever happens. How many
        of them had not been kept before."""
        key = self._bot.token.encode()[:_KEY]
        fresh = await self._inbox.keep([one for raw in raws if (one := _received(raw, key))])
        for one in fresh:
            await self._start(one)
        return len(fresh)

    def leave(self, update_id: int) -> None:
        """Do not count this update as dealt with: its reply could not be sent."""
        self._left.add(update_id)

    async def finish(self, seconds: float) -> None:
        """Let what was begun end; what does not stays in the inbox for the next time."""
        await self._lines.finish(seconds)

    async def _start(self, one: Received) -> None:
        kind, update = self._parsed(one)
        if update is None:
            await self._inbox.done(one.update_id)
        # A press on a button need not wait for the search before it, nor typing for either.
        elif not self._lines.join((one.asker, kind), lambda: self._work(update)):
            _LOG.warning("update %d was dropped: its sender has too many waiting", one.update_id)
            await self._inbox.done(one.update_id)

    async def _work(self, update: Update) -> None:
        try:
            await self._inbox.begun(update.update_id)
            await self._handle(update)
        except asyncio.CancelledError:  # it stays in the inbox, and is not to blame
            await self._inbox.spared(update.update_id)
            raise
        except Exception:
            _LOG.exception("update %d failed", update.update_id)
        if update.update_id in self._left:
            self._left.discard(update.update_id)
            await self._inbox.spared(update.update_id)
        else:
            await self._inbox.done(update.update_id)

    def _parsed(self, one: Received) -> tuple[str, Update | None]:
        """The kind of an update and the update; None for what nobody can read, or handles."""
        try:
            raw = json.loads(one.body)
            kind = next((name for name in _KINDS if name in raw), "")
            update = Update.de_json(completed(raw), self._bot) if kind else None
            return kind.removeprefix("edited_"), update
        except Exception as error:  # whatever a stranger's update makes the parser do
            _LOG.warning(
                "update %d cannot be read (%s) and was passed over", one.update_id, type(error)
            )
            return "", None


def _received(raw: Any, key: bytes) -> Received | None:
    """A raw update with its number and sender; None for what has no number or no bottom."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 2**63:
        _LOG.warning("an update without a number was passed over")
        return None
    try:
        body = json.dumps(raw, ensure_ascii=True)
    except RecursionError:
        _LOG.warning("update %d is nested too deep and was passed over", number)
        return None
    if len(body) > _LARGEST:
        _LOG.warning("update %d is too large and was passed over", number)
        return None
    return Received(number, _asker(raw), body, _mark(raw, key))


def _asker(raw: dict[str, Any]) -> int | None:
    """Who is behind an update, read without trusting its form: the chat where it speaks for
    itself, else the user."""
    _, inner = _inner(raw)
    for name in ("sender_chat", "from", "chat"):
        number = inner[name].get("id") if isinstance(inner.get(name), dict) else None
        if isinstance(number, int) and abs(number) < 2**62:
            return number
    return None


def _mark(raw: dict[str, Any], key: bytes) -> bytes:
    """What tells an update from another of the same number: a server that starts anew may count
    from one again. Keyed, so that nobody who has the file alone can try what was said."""
    kind, inner = _inner(raw)
    told = json.dumps([kind, *(inner.get(name) for name in _TOLD_BY)], sort_keys=True)
    return hashlib.blake2b(told.encode(), key=key, digest_size=8).digest()


def _inner(raw: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The kind of an update and what it brings, read without trusting its form."""
    found = ((name, raw[name]) for name in _KINDS if isinstance(raw.get(name), dict))
    return next(found, ("", {}))
