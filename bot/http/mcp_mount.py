"""The MCP server inside the web server: at /mcp, behind the same keys and limits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec

from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.http.desk import Desk
from bot.http.guard import Guard
from bot.http.problems import Problem

PATH = "/mcp"


class McpMount:
    """An ASGI application that is there while `running`; without sessions, so that any request
    may come to any server and nothing is left behind."""

    def __init__(self, desk: Desk, guard: Guard) -> None:
        self._desk = desk
        self._guard = guard
        self._app: ASGIApp | None = None

    @property
    def route(self) -> Route:
        """Where it is reached. Not by GET: that is a stream for what a server has to say by itself,
        of which there is nothing here, and each would be held open for ever."""
        return Route(PATH, endpoint=self, methods=["POST"])

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Answers inside this context; does nothing when the extra `mcp` is not installed."""
        if find_spec("mcp") is None:
            yield
            return
        from mcp.server.transport_security import TransportSecuritySettings

        from bot.mcp_server import mcp_server

        app = mcp_server(self._desk.answering, self._desk.gate).streamable_http_app(
            streamable_http_path=PATH,
            stateless_http=True,
            json_response=True,
            # The envelope looks at the Host before we are asked, the guard at the Origin.
            transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        )
        async with app.router.lifespan_context(app):
            self._app = app
            try:
                yield
            finally:
                self._app = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        caller = self._guard.admit(scope, "ask")
        try:
            if self._app is None:
                raise Problem(404, "MCP is not installed here: pip install 'baoda[mcp]'.")
            await self._app(scope, receive, send)
        finally:
            self._guard.dismiss(caller)
