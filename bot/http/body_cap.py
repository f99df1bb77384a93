"""A limit on request bodies, kept before anything is parsed or buffered whole.

A 100 MB body cost 500 MB of memory before the framework said no. This reads at most `limit`
bytes, within `seconds`, and hands the application a body that is already here.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.http.problems import Problem, problem_response

LIMIT = 64 * 1024
SECONDS = 15.0
_PATIENCE = 20  # times as long for an upload
# A client that is still sending does not read our refusal, so some of it is read and dropped.
DRAINED = 8 * 1024 * 1024


class BodyCap:
    """ASGI middleware: 413 past `limit` bytes, 408 when the body does not come within `seconds`."""

    def __init__(
        self,
        app: ASGIApp,
        limit: int = LIMIT,
        seconds: float = SECONDS,
        larger: Callable[[Scope], int | Problem] = lambda _: 0,
    ) -> None:
        """`larger` tells how many bytes a request may bring that may bring more than others, or
        what one is told that brings more and may not."""
        self._app = app
        self._limit = limit
        self._seconds = seconds
        self._larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        larger = self._larger(scope)
        limit = self._limit if isinstance(larger, Problem) else max(self._limit, larger)
        seconds = self._seconds * (_PATIENCE if limit > self._limit else 1)
        deadline = time.monotonic() + seconds
        try:
            body = await asyncio.wait_for(self._read(receive, limit), seconds)
        except TimeoutError:
            late = Problem(408, "The request body did not arrive in time.")
            await self._refuse(late, scope, send)
            return
        except _TooLarge as too_large:
            if too_large.more_to_come:  # else there is nothing to wait for
                await self._drain(receive, deadline)
            detail = f"The request body is over {limit // 1024:,} KB."
            refusal = larger if isinstance(larger, Problem) else Problem(413, detail)
            await self._refuse(refusal, scope, send)
            return
        if body is not None:
            await self._app(scope, _Replay(body, receive), send)

    async def _read(self, receive: Receive, limit: int) -> bytes | None:
        """The whole body; None when the client went away."""
        chunks: list[bytes] = []
        size = 0
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return None
            chunks.append(message.get("body", b""))
            size += len(chunks[-1])
            more = bool(message.get("more_body", False))
            if size > limit:
                raise _TooLarge(more)
            if not more:
                return b"".join(chunks)

    async def _drain(self, receive: Receive, deadline: float) -> None:
        size = 0
        while size < DRAINED and (left := deadline - time.monotonic()) > 0:
            try:
                message = await asyncio.wait_for(receive(), left)
            except TimeoutError:
                return
            size += len(message.get("body", b""))
            if message["type"] != "http.request" or not message.get("more_body", False):
                return

    async def _refuse(self, problem: Problem, scope: Scope, send: Send) -> None:
        problem.headers["Connection"] = "close"
        request_id = scope.get("state", {}).get("request_id", "")
        response = problem_response(problem, request_id, scope["path"])
        await response(scope, _nothing_more, send)


class _TooLarge(Exception):
    """The body is over the limit; `more_to_come` when the client is still sending."""

    def __init__(self, more_to_come: bool) -> None:
        super().__init__()
        self.more_to_come = more_to_come


class _Replay:
    """A `receive` that gives the body once, then whatever the server has."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._body: bytes | None = body
        self._receive = receive

    async def __call__(self) -> Message:
        if self._body is None:
            return await self._receive()
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}


async def _nothing_more() -> Message:
    return {"type": "http.disconnect"}
