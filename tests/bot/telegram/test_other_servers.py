"""Servers that stand in for Telegram: they say less, know fewer methods, forget, and start anew."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import HTMLResponse, JSONResponse, Response
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.settings import load_settings
from bot.telegram.connection import Connection, completed, reply_of
from bot.telegram.polling import Polling
from tests.bot.newspaper import BRIDGE, FERRY
from tests.bot.telegram.conftest import RunningBot
from tests.bot.telegram.fake_bot_api import TOKEN, FakeBotApi
from tests.bot.telegram.faults import Fault, outage, refusal

# PTB warns each time its own RetryAfter is made: the type of a field will change one day.
pytestmark = pytest.mark.filterwarnings("ignore:.*retry_after.*:DeprecationWarning")
Start = Callable[..., RunningBot]
_AWAY = Fault(404, b"<html><body>404 Not Found</body></html>")
_REFUSALS: dict[str, Callable[[], Response]] = {
    "404 in JSON": lambda: JSONResponse(
        {"ok": False, "error_code": 404, "description": "Not Found"}, 404
    ),
    "404 of a framework": lambda: JSONResponse({"detail": "Not Found"}, 404),
    "404 in HTML": lambda: HTMLResponse("<pre>Cannot POST</pre>", 404),
    "400": lambda: JSONResponse({"ok": False, "description": "Bad Request: no such method"}, 400),
    "405": lambda: HTMLResponse("<h1>Method Not Allowed</h1>", 405),
    "501": lambda: Response(b"", 501),
    "200 in HTML": lambda: HTMLResponse("<h1>It works!</h1>"),
    "ok false": lambda: JSONResponse({"ok": False}),
}


@dataclass
class SparseServer(FakeBotApi):
    """Knows getMe, getUpdates, sendMessage and editMessageText, and says next to nothing. It never
    waits for updates."""

    refusal: str = "404 in JSON"

    async def _carry_out(self, method: str, params: dict[str, Any]) -> Response:
        known = ("getMe", "getUpdates", "sendMessage", "editMessageText")
        if method not in known:
            return _REFUSALS[self.refusal]()
        return await super()._carry_out(method, params)

    def do_getMe(self, _: dict[str, Any]) -> Any:
        return {"id": 123456, "username": "baoda_test_bot"}

    def do_sendMessage(self, params: dict[str, Any]) -> Any:
        return {"message_id": super().do_sendMessage(params)["message_id"]}

    def do_editMessageText(self, params: dict[str, Any]) -> Any:
        super().do_editMessageText(params)
        return True

    async def do_getUpdates(self, params: dict[str, Any]) -> Any:
        return await super().do_getUpdates({**params, "timeout": 0})

    def chat(self, chat_id: int) -> dict[str, Any]:
        return {"id": chat_id}

    def user(self, user_id: int, language: str) -> dict[str, Any]:
        return {"id": user_id}


@pytest.fixture
def api(request: pytest.FixtureRequest) -> Iterator[FakeBotApi]:
    with SparseServer(refusal=getattr(request, "param", "404 in JSON")) as fake:
        yield fake


@pytest.mark.parametrize("api", _REFUSALS, indirect=True)
def test_a_server_that_knows_four_methods_is_enough(api: FakeBotApi, start_polling: Start) -> None:
    bot = start_polling()
    api.say("渡工是谁？")
    assert FERRY.highlight in api.replies(1)[0]
    data = api.last()["reply_markup"]["inline_keyboard"][0][2]["callback_data"]
    press = {"id": "q", "from": {"id": 7}, "data": data}
    message = {"message_id": api.last()["message_id"]}
    api.push({"update_id": api.next_number(), "callback_query": {**press, "message": message}})
    api.wait_for(lambda: BRIDGE.highlight in api.last()["visible"])
    api.say("/help")
    api.replies(2)
    assert len(api.sent) == 2, "nothing was apologised for"
    assert bot.bot.state == "running"


def test_a_message_of_the_barest_form_is_answered(api: FakeBotApi, start_polling: Start) -> None:
    start_polling()
    bare = {"message_id": 1, "text": "渡工是谁？"}
    api.push({"update_id": 1, "message": {**bare, "chat": {"id": 7}}})
    assert FERRY.highlight in api.replies(1)[0]
    api.push({"update_id": 2, "message": {**bare, "from": {"id": 8}}})
    assert FERRY.highlight in api.replies(1, chat_id=8)[0]


def test_a_server_that_does_not_wait_is_asked_about_once_a_second(
    api: FakeBotApi, start_polling: Start
) -> None:
    start_polling()
    api.say("渡工是谁？")
    api.replies(1)
    before = api.count("getUpdates")
    time.sleep(1)
    assert api.count("getUpdates") - before < 8
    api.say("/help")
    api.replies(2, seconds=2)


def test_a_server_that_confirms_nothing_has_each_question_answered_once(
    api: FakeBotApi, start_polling: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SparseServer, "do_getUpdates", lambda self, _: list(self.updates))
    start_polling()
    for text in ("渡工是谁？", "/help", "/settings"):
        api.say(text)
    api.replies(3)
    api.say("/privacy")
    assert "隐私" in api.replies(4)[3]
    assert api.count("getUpdates") < 30


def test_a_server_that_starts_anew_and_counts_from_one_again_is_heard(
    api: FakeBotApi, start_polling: Start
) -> None:
    start_polling()
    api.say("渡工是谁？")
    api.replies(1)
    api.updates.clear()
    api.numbers, api.confirmed = 1000, 0
    api.fail("getUpdates", outage())
    api.say("望鹤桥什么时候封闭？")
    assert BRIDGE.highlight in api.replies(2)[1]


def test_pages_of_a_proxy_whose_server_is_away_are_no_refusal_of_the_token(
    api: FakeBotApi, start_polling: Start
) -> None:
    api.fail("getMe", _AWAY)
    bot = start_polling()
    api.fail("getUpdates", _AWAY)
    api.fail("sendMessage", _AWAY)
    api.say("渡工是谁？")
    assert FERRY.highlight in api.replies(1)[0]
    assert bot.bot.state == "running"


def test_a_server_that_says_nothing_of_what_it_sent_is_sent_it_three_times_at_most(
    api: FakeBotApi, start_polling: Start
) -> None:
    start_polling()
    unclear = Fault(200, b"<html>sent</html>", carried=True)
    api.fail("sendMessage", *[unclear] * 9)
    api.say("渡工是谁？", chat_id=7)
    api.replies(3, chat_id=7)
    api.faults.clear()
    api.say("/help", chat_id=7)
    assert "用法" in api.replies(4, chat_id=7)[3]


def test_a_webhook_in_the_way_of_polling_is_taken_away(
    api: FakeBotApi, start_polling: Start
) -> None:
    conflict = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook"
    api.fail("getUpdates", *[refusal(409, conflict)] * 5)
    bot = start_polling(options={"poll_seconds": 0})
    api.say("渡工是谁？")
    assert FERRY.highlight in api.replies(1)[0]
    assert api.count("deleteWebhook") >= 5
    assert bot.bot.state == "running"


def test_after_an_error_of_ours_it_starts_again_and_loses_nothing(
    api: FakeBotApi, start_polling: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, failures = Polling._keep, iter((0, 1, 2))

    async def broken(self: Polling, batch: list[Any]) -> int:
        if batch and next(failures, None) is not None:
            raise ZeroDivisionError
        return await keep(self, batch)

    monkeypatch.setattr(Polling, "_keep", broken)
    bot = start_polling()
    api.say("渡工是谁？")
    assert FERRY.highlight in api.replies(1)[0]
    assert next(failures, None) is None
    api.wait_for(lambda: bot.bot.state == "running")


def test_what_is_missing_is_filled_in_and_what_is_there_is_left() -> None:
    message = {"message_id": 1, "text": "x", "chat": {"id": -5}, "from": {"id": 7}}
    whole = completed({"update_id": 1, "message": {**message, "reply_to_message": message}})
    for one in (whole["message"], whole["message"]["reply_to_message"]):
        assert one["chat"] == {"id": -5, "type": "supergroup"}
        assert one["from"] == {"id": 7, "is_bot": False, "first_name": ""}
        assert one["date"] == 1
    there = {"message_id": 1, "date": 9, "chat": {"id": 5, "type": "channel"}, "text": "x"}
    assert completed({"message": there}) == {"message": there}
    for odd in (None, 5, [], {}, {"message": [1]}, {"callback_query": {"from": 3, "message": {}}}):
        completed(odd)


@pytest.mark.parametrize(
    ("status", "body", "read_as"),
    [
        (200, b'{"ok": false, "error_code": 429}', 429),
        (200, b'{"ok": false}', 500),
        (200, b'{"ok": false, "error_code": "x"}', 500),
        (404, b"<html>", 502),
        (401, b'{"ok": false}', 401),
        (404, b'{"ok": false}', 404),
        (200, b"[]", 200),
        (503, b"", 503),
    ],
)
def test_the_status_of_a_reply_tells_an_error(status: int, body: bytes, read_as: int) -> None:
    assert reply_of("getMe", status, body)[0] == read_as


@pytest.mark.parametrize(
    ("status", "body", "read_as"),
    [
        (200, b'{"ok": true, "result": {"message_id": 5, "date": "x"}}', 5),
        (200, b'{"ok": true, "result": true}', 0),
        (200, b'{"result": {"message_id": 5}}', 5),
        (200, b'{"ok": true}', 0),
        (200, b"[]", "Invalid server response"),
        (200, b'{"message": "OK"}', "Invalid server response"),
        (500, b'"down"', "Internal Server Error (500)"),
        (400, b'{"ok": false, "description": 5}', "Bad Request (400)"),
        (429, b'{"ok": false, "parameters": {"retry_after": 3.5}}', "Retry in 3 seconds"),
        (429, b'{"ok": false, "parameters": "later"}', "Too Many Requests (429)"),
        (429, b'{"ok": false, "parameters": {"retry_after": Infinity}}', "Requests (429)"),
        (503, b"<html>" * 9999, "Service Unavailable (503)"),
    ],
)
def test_a_reply_of_any_form_is_a_message_or_an_error_in_few_words(
    monkeypatch: pytest.MonkeyPatch, status: int, body: bytes, read_as: int | str
) -> None:
    async def do_request(*_: Any, **__: Any) -> tuple[int, bytes]:
        return status, body

    async def sent() -> int | str:
        try:
            return (await Bot(TOKEN, request=connection).send_message(7, "x")).message_id
        except TelegramError as error:
            return str(error)

    monkeypatch.setattr(HTTPXRequest, "do_request", do_request)
    connection = Connection(load_settings({"BAODA_TELEGRAM_TOKEN": TOKEN}, Path("/none.toml")))
    said = asyncio.run(sent())
    assert said == read_as or str(read_as) in str(said)
    assert len(str(said)) < 99


def test_to_a_server_on_this_machine_no_proxy_of_the_environment_is_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.invalid:1")
    monkeypatch.setenv("ALL_PROXY", "http://proxy.invalid:1")

    def proxied(address: str) -> bool:
        environ = {"BAODA_TELEGRAM_TOKEN": TOKEN, "BAODA_TELEGRAM_API_URL": address}
        connection = Connection(load_settings(environ, tmp_path / "none.toml"))
        return any(connection._client._mounts.values())

    assert not proxied("http://127.0.0.1:8081")
    assert not proxied("http://localhost:8081")
    assert proxied("http://api.example")
