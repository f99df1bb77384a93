"""A strict Bot API on a real port: what Telegram would refuse, it refuses; faults to order."""

from __future__ import annotations

import asyncio
import json
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.bot.loops import run
from tests.bot.telegram.bot_api_methods import Refused
from tests.bot.telegram.faults import Fault
from tests.bot.telegram.prompt_server import PromptServer
from tests.bot.telegram.readers import Call, Readers

TOKEN = "123456:AAfake-Token_for-tests-0000000000000"
_TEXTS = ("text", "description", "parse_mode", "language_code", "url", "secret_token")


@dataclass
class FakeBotApi(Readers):
    """Start with `with FakeBotApi() as api`; talk to `api.url`; look at `api.calls`."""

    poller: int = 0
    proxied: list[tuple[str, str]] = field(default_factory=list)

    def __enter__(self) -> FakeBotApi:
        self._over = False
        route = Route("/bot{token}/{method}", self._serve, methods=["GET", "POST"])
        app = self._proxying(Starlette(routes=[route]))
        config = uvicorn.Config(app, port=0, log_config=None, lifespan="off", access_log=False)
        self._server = PromptServer(config)
        self._threads = [
            threading.Thread(target=lambda: run(self._server.serve()), daemon=True),
            threading.Thread(target=self._call_webhook, daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        while not self._server.started:
            time.sleep(0.005)
        port = self._server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/bot"
        return self

    def __exit__(self, *_: object) -> None:
        self.poller = -1
        self._over = True
        self._server.should_exit = self._server.force_exit = True
        for thread in self._threads:
            thread.join(5)

    # The server

    def _proxying(self, app: Any) -> Any:
        """The server as a proxy too: it counts what it is asked for on behalf of another."""

        async def proxy(scope: Any, receive: Any, send: Any) -> None:
            host, found, path = scope["path"].removeprefix("http://").partition("/")
            if scope["path"].startswith("http://") and found:
                self.proxied.append((host, path.rpartition("/")[2]))
                scope = {**scope, "path": f"/{path}", "raw_path": f"/{path}".encode()}
            await app(scope, receive, send)

        return proxy

    async def _serve(self, request: Request) -> Response:
        method, began = request.path_params["method"], time.monotonic()
        try:
            params = await _params(request)
        except ClientDisconnect:  # the bot was stopped meanwhile
            return Response()
        response = await self._reply(request.path_params["token"], method, params)
        with self._changed:
            self.calls.append(Call(method, params, response.status_code, began))
            self._changed.notify_all()
        return response

    async def _reply(self, token: str, method: str, params: dict[str, Any]) -> Response:
        if token != TOKEN:
            return _error(401, "Unauthorized")
        for fault in self.faults.get(method, []):
            if fault.chat_id in (None, params.get("chat_id")):
                self.faults[method].remove(fault)
                if fault.carried:
                    await self._carry_out(method, params)
                return _faulty(fault)
        return await self._carry_out(method, params)

    async def _carry_out(self, method: str, params: dict[str, Any]) -> Response:
        reply = getattr(self, f"do_{method}", None)
        if reply is None:
            return _error(404, "Not Found")
        try:
            result = reply(params)
            result = await result if asyncio.iscoroutine(result) else result
        except Refused as refused:
            return _error(refused.status, refused.description)
        # In ASCII: what readers write may not be text at all.
        body = json.dumps({"ok": True, "result": result}).encode()
        return Response(body, media_type="application/json")

    async def do_getUpdates(self, params: dict[str, Any]) -> Any:
        if self.webhook:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        self.poller += 1
        mine = self.poller
        offset, limit = int(params.get("offset", 0)), int(params.get("limit", 100))
        with self._changed:
            self.updates = [u for u in self.updates if _number(u) is None or _number(u) >= offset]
            self.confirmed = max(self.confirmed, offset)
            self._changed.notify_all()
        deadline = time.monotonic() + float(params.get("timeout", 0))
        wanted = params.get("allowed_updates") or ()
        while not self._for(wanted) and time.monotonic() < deadline:
            await asyncio.sleep(0.005)
            if self.poller != mine:  # Telegram ends the older of two polls
                raise Refused(409, "Conflict: terminated by other getUpdates request")
        return self._for(wanted)[:limit]

    def _for(self, wanted: Any) -> list[Any]:
        """The waiting updates of the kinds asked for; broken ones are of every kind."""
        kinds = ("channel_post", "poll", "business_message", "unheard_of")
        refused = {kind for kind in kinds if kind not in wanted}
        return [u for u in self.updates if not (isinstance(u, dict) and refused & u.keys())]

    def _call_webhook(self) -> None:
        """Telegram's side of a webhook: one update after the other, again until it is taken."""
        while not self._over:
            with self._changed:
                waiting = self._for(self.webhook.get("allowed_updates", ()))
            if not self.webhook or not waiting:
                time.sleep(0.005)
                continue
            headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook.get("secret_token", "")}
            body = json.dumps(waiting[0]).encode()
            request = urllib.request.Request(self.webhook["url"], body, headers)
            try:
                with urllib.request.urlopen(request, timeout=5):
                    pass
            except OSError:
                time.sleep(0.05)
                continue
            with self._changed:
                self.updates.remove(waiting[0])
                self.delivered.append(_number(waiting[0]) or 0)
                self._changed.notify_all()


def _faulty(fault: Fault) -> Response:
    if not fault.cut:
        return Response(fault.body, fault.status, media_type="application/json")

    async def part() -> Any:
        yield fault.body

    # Fewer bytes than promised: the server breaks the connection off.
    return StreamingResponse(part(), fault.status, {"Content-Length": str(len(fault.body) + 99)})


async def _params(request: Request) -> dict[str, Any]:
    pairs = list(request.query_params.multi_items())
    pairs += parse_qsl((await request.body()).decode(), keep_blank_values=True)
    return {name: _decoded(name, value) for name, value in pairs}


def _decoded(name: str, value: str) -> Any:
    """Telegram takes nested objects and numbers as JSON in a form field; texts as they are."""
    if name in _TEXTS:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _number(update: Any) -> Any:
    return update.get("update_id") if isinstance(update, dict) else None


def _error(status: int, description: str) -> JSONResponse:
    body = {"ok": False, "error_code": status, "description": description}
    return JSONResponse(body, status)
