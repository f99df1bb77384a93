"""Requests to Telegram, or to a server that stands in for it and says less.

python-telegram-bot raises for every field a reply lacks, also when the message went out and nobody
reads the field: the asker would get an apology after the answer. So replies are cut down to what we
read of them, and updates are given what the parser insists on.
"""

from __future__ import annotations

import json
import ssl
from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import httpx
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.settings import Settings, is_loopback

# Every server knows these: a 404 without the words of a Bot API is a proxy's, whose server is away.
_INDISPENSABLE = ("getMe", "getUpdates", "sendMessage")
_USERS = ("from", "user", "via_bot", "forward_from")
_CHATS = ("chat", "sender_chat")
_MESSAGES = ("message", "edited_message", "reply_to_message")
_RULERS = ("creator", "administrator")
_NOBODY = {"is_bot": False, "first_name": ""}
_LARGEST = 2**52  # as Telegram promises of its numbers
_UNDATED = 1  # 0 is how Telegram marks a message it no longer shows


class Connection(HTTPXRequest):
    """PTB's HTTP client with replies made whole."""

    def __init__(self, settings: Settings, **limits: Any) -> None:
        # On this machine there is nothing a proxy of the environment could be the way to.
        direct = not settings.proxy and is_loopback(
            urlsplit(settings.telegram_api_url).hostname or ""
        )
        httpx_kwargs: dict[str, Any] = {"verify": _trusted(), "trust_env": not direct}
        super().__init__(proxy=settings.proxy, httpx_kwargs=httpx_kwargs, **limits)

    async def do_request(self, url: str, *given: Any, **named: Any) -> tuple[int, bytes]:
        """As HTTPXRequest has it; the status tells an error even where the server's does not."""
        status, payload = await super().do_request(url, *given, **named)
        return reply_of(url.rpartition("/")[2], status, payload)


def reply_of(method: str, status: int, payload: bytes) -> tuple[int, bytes]:
    """A reply as PTB wants it, for what we read of it; empty where it is no Bot API's."""
    said = _read(payload)
    if 200 <= status <= 299:
        if said is None or not {"ok", "result"} & said.keys():
            return status, b""
        if said.get("ok") is not False:
            if method == "getUpdates":
                return status, payload
            result = _result(method, said.get("result"))
            return status, json.dumps({"ok": True, "result": result}).encode()
        code = said.get("error_code")
        status = HTTPStatus.INTERNAL_SERVER_ERROR
        if isinstance(code, int) and 400 <= code <= 599:
            status = code
    elif status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
        from_api = said is not None and "ok" in said
        status = status if from_api or method not in _INDISPENSABLE else HTTPStatus.BAD_GATEWAY
    return status, json.dumps(_refusal(said or {})).encode()


def completed(raw: Any, by: dict[str, Any] | None = None) -> Any:
    """An update with what the parser insists on filled in where it is missing and does not matter:
    names, kinds of chats, dates. What does matter is left as it came. `by` is who pressed."""
    if not isinstance(raw, dict):
        return raw
    whole = dict(raw)
    for name in _USERS:
        if isinstance(whole.get(name), dict):
            whole[name] = _NOBODY | whole[name]
    for name in _CHATS:
        if isinstance(whole.get(name), dict):
            whole[name] = _chat(whole[name])
    for name in _MESSAGES:
        if isinstance(whole.get(name), dict):
            whole[name] = _message(whole[name], by)
    if isinstance(pressed := whole.get("callback_query"), dict):
        who = pressed.get("from") if isinstance(pressed.get("from"), dict) else None
        whole["callback_query"] = {"chat_instance": ""} | completed(pressed, who)
    if isinstance(typed := whole.get("inline_query"), dict):
        whole["inline_query"] = {"query": "", "offset": ""} | completed(typed)
    return whole


def _message(raw: dict[str, Any], by: dict[str, Any] | None) -> dict[str, Any]:
    """A message; one that says nowhere where it stands is in the chat with who sent it. Only
    what somebody said or pressed is worth a date."""
    whole: dict[str, Any] = completed(raw)
    sender = by or whole.get("from")
    if "chat" not in whole and isinstance(sender, dict) and isinstance(sender.get("id"), int):
        whole["chat"] = _chat({"id": sender["id"]})
    return {"date": _UNDATED} | whole if by or "text" in whole or "caption" in whole else whole


def _chat(raw: dict[str, Any]) -> dict[str, Any]:
    number = raw.get("id")
    private = isinstance(number, int) and number > 0
    return {"type": "private" if private else "supergroup"} | raw


def _read(payload: bytes) -> dict[str, Any] | None:
    try:
        said = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _refusal(said: dict[str, Any]) -> dict[str, Any]:
    """The words and the numbers of an error, whatever else there is in its reply."""
    given = said.get("parameters")
    found = given.items() if isinstance(given, dict) else ()
    numbers = {
        name: int(value)
        for name, value in found
        if isinstance(value, (int, float)) and abs(value) < _LARGEST
    }
    words = said.get("description")
    described = {"description": words} if isinstance(words, str) else {}
    return {"ok": False, **described, **({"parameters": numbers} if numbers else {})}


def _result(method: str, result: Any) -> Any:
    """What we read of a reply to `method`."""
    found: dict[str, Any] = result if isinstance(result, dict) else {}
    if method in ("sendMessage", "editMessageText", "editMessageReplyMarkup"):
        number = found.get("message_id")
        chat = {"id": 0, "type": "private"}
        return {
            "message_id": number if isinstance(number, int) else 0,
            "date": _UNDATED,
            "chat": chat,
        }
    if method == "getMe":
        return {"is_bot": True, "first_name": "", "username": ""} | found
    if method == "getChatMember":
        user = {"id": 0, **_NOBODY}
        if found.get("status") in _RULERS:
            return {"status": "creator", "user": user, "is_anonymous": False}
        return {"status": "member", "user": user}
    if method == "getWebhookInfo":
        return {"url": "", "has_custom_certificate": False, "pending_update_count": 0} | found
    return True if result is None else result


def name_of(bot: Bot) -> str:
    """The bot's user name, empty where the server did not tell it."""
    return bot.username or ""


@cache
def _trusted() -> ssl.SSLContext:
    """The certificates that are trusted. Reading them takes longer than most requests, and every
    client would read its own."""
    return httpx.create_ssl_context()
