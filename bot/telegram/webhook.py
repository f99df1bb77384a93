"""The webhook: Telegram calls us. It stands before the web application, so that a busy or guarded
web never costs an update, and says 200 as soon as the update is written down.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.settings import Settings

_LOG = logging.getLogger("baoda.telegram")
_LARGEST = 1024 * 1024  # bytes of an update
_SECONDS = 15.0  # for it to arrive
_SECRET = b"x-telegram-bot-api-secret-token"

Take = Callable[[Sequence[Any]], Awaitable[int]]


class Webhook:
    """Where Telegram is to call, and how we know that it is Telegram. `take` is None while the bot
    is not ready; Telegram then tries again."""

    def __init__(self, settings: Settings) -> None:
        address = settings.telegram_webhook
        path = urlsplit(address).path
        if not path:  # a path nobody guesses, the same after every start
            path = f"/telegram/{_derived(settings.token, 'path')}"
            address += path
        given = settings.telegram_webhook_secret
        self.address = address
        self.path = path
        self.secret = given.get_secret_value() if given else _derived(settings.token, "secret")
        self.take: Take | None = None

    def before(self, app: ASGIApp) -> ASGIApp:
        """The application with the webhook in front of it."""

        async def front(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http" and scope["path"] == self.path:
                response = await self._answer(scope, receive)
                await response(scope, receive, send)
                return
            await app(scope, receive, send)

        return front

    async def _answer(self, scope: Scope, receive: Receive) -> Response:
        if scope["method"] != "POST":
            return Response(status_code=405, headers={"Allow": "POST"})
        given = next((value for name, value in scope["headers"] if name == _SECRET), b"")
        if not hmac.compare_digest(given, self.secret.encode()):
            return Response(status_code=403)
        if self.take is None:
            return Response(status_code=503, headers={"Retry-After": "5"})
        try:
            body = await asyncio.wait_for(_body(receive), _SECONDS)
        except TimeoutError:
            return Response(status_code=408)
        return await self._kept(body, self.take)

    async def _kept(self, body: bytes | None, take: Take) -> Response:
        """200 for all that comes from Telegram, broken or too large too: it would be sent again and
        again otherwise, and hold up what is behind it."""
        try:
            raw = json.loads(body) if body is not None else None
        except (ValueError, RecursionError):
            raw = None
        if raw is None:
            _LOG.warning("telegram called with what cannot be read; it was passed over")
            return Response(status_code=200)
        try:
            await take([raw])
        except (sqlite3.Error, OSError):
            _LOG.exception("an update cannot be kept; telegram is to send it again")
            return Response(status_code=503, headers={"Retry-After": "5"})
        return Response(status_code=200)


def health(state: Callable[[], str]) -> ASGIApp:
    """What a bot that runs alone serves besides its webhook: /healthz."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        alive = scope["path"] == "/healthz"
        record = {"status": "ok", "telegram": state()} if alive else {"status": "not found"}
        await JSONResponse(record, 200 if alive else 404)(scope, receive, send)

    return app


async def _body(receive: Receive) -> bytes | None:
    """The request's body; None when it is too large or the caller went away."""
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        size += len(message.get("body", b""))
        if size <= _LARGEST:
            chunks.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(chunks) if size <= _LARGEST else None


def _derived(token: str, purpose: str) -> str:
    """A secret that only who has the token can work out."""
    text = f"baoda webhook {purpose}".encode()
    return hmac.new(token.encode(), text, hashlib.sha256).hexdigest()[:32]
