"""A strict Bot API on a real port: what Telegram would refuse, it refuses; faults to order."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.bot.telegram.telegram_html import CannotParse, visible_text

TOKEN = "123456:AAfake-Token_for-tests-0000000000000"
BOT = {"id": 123456, "is_bot": True, "first_name": "报答", "username": "baoda_test_bot"}
TEXT_LIMIT = 4096


@dataclass(frozen=True)
class Call:
    """One request, its parameters decoded, and what was replied."""

    method: str
    params: dict[str, Any]
    status: int


@dataclass
class Fault:
    """A reply to give instead of the true one, once; `chat_id` narrows it to one chat."""

    status: int
    body: bytes
    chat_id: int | None = None


@dataclass
class FakeBotApi:
    """Start with `with FakeBotApi() as api`; talk to `api.url`; look at `api.calls`."""

    calls: list[Call] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    updates: list[Any] = field(default_factory=list)
    confirmed: int = 0
    poller: int = 0

    def __enter__(self) -> FakeBotApi:
        self._changed = threading.Condition()
        self._numbers = itertools.count(1000)
        route = Route("/bot{token}/{method}", self._serve, methods=["GET", "POST"])
        config = uvicorn.Config(
            Starlette(routes=[route]), port=0, log_config=None, lifespan="off", access_log=False
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.005)
        port = self._server.servers[0].sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/bot"
        return self

    def __exit__(self, *_: object) -> None:
        self.poller = -1
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(5)

    # What a test says

    def say(self, text: str, *, chat_id: int = 7, language: str = "zh-hans", **more: Any) -> int:
        """A user writes; returns the update's number."""
        group = chat_id < 0
        entities = []
        if match := re.match(r"/\w+(@\w+)?", text):
            entities = [{"type": "bot_command", "offset": 0, "length": match.end()}]
        number = next(self._numbers)
        message = {
            "message_id": number,
            "date": 1_700_000_000,
            "chat": {"id": chat_id, "type": "supergroup" if group else "private", "title": "群"},
            "from": {
                "id": abs(chat_id),
                "is_bot": False,
                "first_name": "读者",
                "language_code": language,
            },
            "text": text,
            "entities": entities,
            **more,
        }
        return self.push({"update_id": number, "message": message})

    def push(self, update: Any) -> int:
        """Any update at all, also a broken one."""
        with self._changed:
            self.updates.append(update)
            self._changed.notify_all()
        return int(update["update_id"]) if isinstance(update, dict) else 0

    def next_number(self) -> int:
        """A fresh update number."""
        return next(self._numbers)

    def fail(self, method: str, *faults: Fault) -> None:
        """Reply to the next calls of `method` with these instead."""
        self.faults.setdefault(method, []).extend(faults)

    # What a test waits for

    def wait_for(self, there: Callable[[], bool], seconds: float = 10.0) -> None:
        """Until `there()`; fails the test when it does not come about."""
        with self._changed:
            if not self._changed.wait_for(there, seconds):
                raise AssertionError(f"not within {seconds} s; calls: {self.calls[-6:]}")

    def replies(self, count: int, *, chat_id: int = 7, seconds: float = 10.0) -> list[str]:
        """The visible text of what a chat was sent, once there are `count` messages."""

        def found() -> list[str]:
            return [m["visible"] for m in self.sent if m["chat_id"] == chat_id]

        self.wait_for(lambda: len(found()) >= count, seconds)
        return found()

    def count(self, method: str) -> int:
        """How often a method was called."""
        return sum(call.method == method for call in self.calls)

    # The server

    async def _serve(self, request: Request) -> Response:
        method = request.path_params["method"]
        params = await _params(request)
        response = await self._reply(request.path_params["token"], method, params)
        with self._changed:
            self.calls.append(Call(method, params, response.status_code))
            self._changed.notify_all()
        return response

    async def _reply(self, token: str, method: str, params: dict[str, Any]) -> Response:
        if token != TOKEN:
            return _error(401, "Unauthorized")
        for fault in self.faults.get(method, []):
            if fault.chat_id in (None, params.get("chat_id")):
                self.faults[method].remove(fault)
                return Response(fault.body, fault.status, media_type="application/json")
        reply = getattr(self, f"_do_{method}", None)
        if reply is None:
            return _error(404, "Not Found")
        result = reply(params)
        if asyncio.iscoroutine(result):
            result = await result
        if isinstance(result, Response):
            return result
        return JSONResponse({"ok": True, "result": result})

    async def _do_getUpdates(self, params: dict[str, Any]) -> Any:
        self.poller += 1
        mine = self.poller
        offset, limit = int(params.get("offset", 0)), int(params.get("limit", 100))
        with self._changed:
            self.updates = [u for u in self.updates if _number(u) is None or _number(u) >= offset]
            self.confirmed = max(self.confirmed, offset)
            self._changed.notify_all()
        deadline = time.monotonic() + float(params.get("timeout", 0))
        while not self.updates and time.monotonic() < deadline:
            await asyncio.sleep(0.005)
            if self.poller != mine:  # Telegram ends the older of two polls
                return _error(409, "Conflict: terminated by other getUpdates request")
        return self.updates[:limit]

    def _do_getMe(self, _: dict[str, Any]) -> Any:
        return {
            **BOT,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }

    def _do_sendMessage(self, params: dict[str, Any]) -> Any:
        text = params.get("text", "")
        try:
            seen = visible_text(text) if params.get("parse_mode") == "HTML" else text
        except CannotParse as error:
            return _error(400, f"Bad Request: can't parse entities: {error}")
        if not seen.strip():
            return _error(400, "Bad Request: message text is empty")
        if len(seen.encode("utf-16-le")) // 2 > TEXT_LIMIT:
            return _error(400, "Bad Request: message is too long")
        if "chat_id" not in params:
            return _error(400, "Bad Request: chat not found")
        message = {
            "message_id": next(self._numbers),
            "date": 1_700_000_000,
            "chat": {"id": params["chat_id"], "type": "private"},
            "from": BOT,
            "text": seen,
        }
        with self._changed:
            self.sent.append({**params, "visible": seen})
            self._changed.notify_all()
        return message

    def _do_editMessageText(self, params: dict[str, Any]) -> Any:
        return self._do_sendMessage(params)

    def _do_answerCallbackQuery(self, params: dict[str, Any]) -> Any:
        if len(params.get("text", "")) > 200:
            return _error(400, "Bad Request: MESSAGE_TOO_LONG")
        return True

    def _do_sendChatAction(self, _: dict[str, Any]) -> bool:
        return True

    def _do_setMyCommands(self, params: dict[str, Any]) -> Any:
        for command in params["commands"]:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                return _error(400, "Bad Request: BOT_COMMAND_INVALID")
        return True

    def _do_deleteWebhook(self, _: dict[str, Any]) -> bool:
        return True

    def _do_getWebhookInfo(self, _: dict[str, Any]) -> Any:
        return {"url": "", "has_custom_certificate": False, "pending_update_count": 0}


def outage(status: int = 500) -> Fault:
    """Telegram is down."""
    body = {"ok": False, "error_code": status, "description": "Internal Server Error"}
    return Fault(status, json.dumps(body).encode())


def flood_wait(seconds: int, chat_id: int | None = None) -> Fault:
    """Telegram asks us to wait."""
    body = {
        "ok": False,
        "error_code": 429,
        "description": f"Too Many Requests: retry after {seconds}",
        "parameters": {"retry_after": seconds},
    }
    return Fault(429, json.dumps(body).encode(), chat_id)


def refusal(status: int, description: str) -> Fault:
    """An error with Telegram's words."""
    body = {"ok": False, "error_code": status, "description": description}
    return Fault(status, json.dumps(body).encode())


def garbage() -> Fault:
    """Not JSON at all, as from a proxy in between."""
    return Fault(200, b"<html>\xff\xfe captive portal</html>")


async def _params(request: Request) -> dict[str, Any]:
    pairs = list(request.query_params.multi_items())
    pairs += parse_qsl((await request.body()).decode(), keep_blank_values=True)
    return {name: _decoded(name, value) for name, value in pairs}


def _decoded(name: str, value: str) -> Any:
    """Telegram takes nested objects and numbers as JSON in a form field; texts as they are."""
    if name in ("text", "description", "parse_mode", "language_code"):
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
