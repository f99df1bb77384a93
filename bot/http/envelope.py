"""What every exchange carries: a request id, security headers, a log line, a last resort.

Questions are sensitive in a newsroom, so neither the query string nor the body is ever logged.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable, Iterable
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.http.metrics import Metrics
from bot.http.problems import Problem, problem_from

_LOG = logging.getLogger("baoda.http")
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Envelope:
    """ASGI middleware around everything else. With `hosts`, other Host headers are refused:
    a page elsewhere could otherwise point its own name at this machine and read the archive."""

    def __init__(
        self,
        app: ASGIApp,
        metrics: Metrics,
        render: Callable[[Request, Problem], Response],
        hosts: Iterable[str] = (),
    ) -> None:
        self._app = app
        self._metrics = metrics
        self._render = render
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        request_id = _request_id(headers)
        scope.setdefault("state", {})["request_id"] = request_id
        sending = _Sending(send, request_id, scope["state"])
        started = time.perf_counter()
        try:
            if self._hosts and _host(headers) not in self._hosts:
                raise Problem(421, "This server does not answer under that host name.")
            await self._app(scope, receive, sending)
        except Exception as error:
            if sending.status:  # the answer is half sent; only closing the connection says so
                raise
            response = self._render(Request(scope), _last_resort(error, request_id))
            await response(scope, receive, sending)
        finally:
            self._note(scope, request_id, sending.status or 499, time.perf_counter() - started)

    def _note(self, scope: Scope, request_id: str, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "other")
        key = scope["state"].get("key_name", "")
        self._metrics.note_request(scope["method"], route, status, seconds, key)
        facts = {
            "request_id": request_id,
            **({"key": key} if key else {}),
            "method": scope["method"],
            "route": route,
            "status": status,
            "ms": round(seconds * 1000, 1),
        }
        _LOG.info("request", extra={"facts": facts})


class _Sending:
    """A `send` that adds the headers and remembers the status."""

    def __init__(self, send: Send, request_id: str, state: dict[str, Any]) -> None:
        self._send = send
        self._state = state
        self._request_id = request_id
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Request-ID"] = self._request_id
            for name, value in SECURITY_HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "private, no-cache")
            for name, value in self._state.get("headers", {}).items():
                headers.setdefault(name, value)
        await self._send(message)


def _request_id(headers: Headers) -> str:
    given = headers.get("x-request-id", "")
    return given if _ID.fullmatch(given) else secrets.token_hex(8)


def _host(headers: Headers) -> str:
    host = headers.get("host", "").lower()
    # [::1]:8000 and 127.0.0.1:8000 alike lose their port.
    return re.sub(r":\d*$", "", host).strip("[]") if host != "::1" else host


def _last_resort(error: Exception, request_id: str) -> Problem:
    if not isinstance(error, Problem):
        _LOG.error("request failed", exc_info=error, extra={"facts": {"request_id": request_id}})
    return problem_from(error)
