"""The webhook: only Telegram is heard, all of it is taken, and the web beside it stays up."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.settings import load_settings
from bot.telegram import running
from bot.telegram.webhook import Webhook
from tests.bot.newspaper import FERRY, TinyArchive
from tests.bot.telegram.conftest import RunningBot
from tests.bot.telegram.fake_bot_api import FakeBotApi
from tests.bot.telegram.faults import refusal

Start = Callable[..., RunningBot]


@pytest.fixture
def way() -> str:
    return "webhook"


def call(address: str, body: bytes, secret: str | None, method: str = "POST") -> int:
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret is not None else {}
    request = urllib.request.Request(address, body, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return int(reply.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def test_telegram_is_told_where_to_call_and_with_which_secret(
    api: FakeBotApi, bot: RunningBot
) -> None:
    api.say("渡工是谁？")
    assert FERRY.highlight in api.replies(1)[0]
    assert api.webhook["url"].endswith("/hook")
    assert "callback_query" in api.webhook["allowed_updates"]
    assert api.webhook["drop_pending_updates"] is False
    assert api.count("getUpdates") == 0


def test_who_does_not_know_the_secret_is_not_heard(api: FakeBotApi, bot: RunningBot) -> None:
    api.say("/help", chat_id=8)
    api.replies(1, chat_id=8)
    address, secret = api.webhook["url"], api.webhook["secret_token"]
    forged = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": api.chat(7)}}
    body = json.dumps(forged | {"text": "渡工是谁？"}).encode()
    for guess in (None, "", "wrong", secret[:-1], secret + "x"):
        assert call(address, body, guess) == 403
    assert call(address, body, secret, "PUT") == 405
    assert bot.archive.questions == []


def test_broken_calls_are_taken_and_passed_over(api: FakeBotApi, bot: RunningBot) -> None:
    api.say("/help", chat_id=8)
    api.replies(1, chat_id=8)
    address, secret = api.webhook["url"], api.webhook["secret_token"]
    broken = [b"", b"{", b"\xff\xfe", b"[]", b"null", b"3", b'{"update_id": "x"}', b"[" * 99_999]
    broken += [b'{"update_id": 1, "message": 5}', b'{"a": "' + b"x" * 2_000_000 + b'"}']
    for body in broken:
        assert call(address, body, secret) == 200
    api.say("渡工是谁？")
    assert FERRY.highlight in api.replies(1)[0]


def test_an_update_called_twice_is_answered_once(api: FakeBotApi, bot: RunningBot) -> None:
    api.say("/help", chat_id=8)
    api.replies(1, chat_id=8)
    message: dict[str, Any] = {"message_id": 1, "date": 1, "chat": api.chat(7), "text": "渡工"}
    body = json.dumps({"update_id": 5, "message": message | {"from": api.user(7, "zh")}}).encode()
    for _ in range(3):
        assert call(api.webhook["url"], body, api.webhook["secret_token"]) == 200
    api.replies(1)
    api.say("/help", chat_id=8)
    api.replies(2, chat_id=8)
    assert len(api.replies(1)) == 1


def test_health_shows_the_state_beside_the_webhook(api: FakeBotApi, bot: RunningBot) -> None:
    api.say("/help")
    api.replies(1)
    root = api.webhook["url"].removesuffix("/hook")
    with urllib.request.urlopen(root + "/healthz", timeout=10) as reply:
        assert json.load(reply) == {"status": "ok", "telegram": "running"}


@pytest.mark.parametrize("refused", [400, 404, None])
def test_a_webhook_is_looked_after_where_the_server_tells_of_it(
    api: FakeBotApi, start_bot: Start, monkeypatch: pytest.MonkeyPatch, refused: int | None
) -> None:
    monkeypatch.setattr(running, "_LOOKS", 0.02)
    if refused:
        api.fail("getWebhookInfo", *[refusal(refused, "no such method")] * 999)
    bot = start_bot()
    api.wait_for(lambda: api.count("getWebhookInfo") > 2)
    address = api.webhook["url"]
    api.webhook["url"] = "http://another.example/hook"
    if refused is None:
        api.wait_for(lambda: api.webhook["url"] == address)
    assert bot.bot.state == "running"


def test_a_secret_and_a_path_of_ones_own_and_else_ones_nobody_guesses() -> None:
    def hook(**more: str) -> Webhook:
        environ = {
            "BAODA_TELEGRAM_TOKEN": "1:secret",
            "BAODA_TELEGRAM_WEBHOOK": "https://x.example",
        }
        environ |= {f"BAODA_TELEGRAM_{name.upper()}": value for name, value in more.items()}
        return Webhook(load_settings(environ, Path("/nonexistent.toml")))

    made = hook()
    assert made.address == f"https://x.example{made.path}"
    assert len(made.path) > 30
    assert "secret" not in made.path + made.secret
    assert (made.path, made.secret) == (hook().path, hook().secret), "the same after a restart"
    own = hook(webhook="https://x.example/tg", webhook_secret="mine")
    assert (own.path, own.secret) == ("/tg", "mine")


def test_the_archive_is_asked_no_more_than_once_for_a_question(
    api: FakeBotApi, start_bot: Start
) -> None:
    archive = TinyArchive()
    start_bot(archive)
    api.say("渡工是谁？")
    api.replies(1)
    assert len(archive.questions) == 1
