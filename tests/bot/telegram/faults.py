"""Replies to give instead of the true one: what goes wrong between a bot and Telegram."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass
class Fault:
    """A reply to give instead of the true one, once; `chat_id` narrows it to one chat. `carried`:
    the request is carried out and only its reply lost; `cut`: the connection breaks mid-body."""

    status: int
    body: bytes
    chat_id: int | None = None
    carried: bool = False
    cut: bool = False


def outage(status: int = 500) -> Fault:
    """Telegram is down."""
    return refusal(status, "Internal Server Error")


def flood_wait(seconds: float, chat_id: int | None = None) -> Fault:
    """Telegram asks us to wait."""
    body = {
        "ok": False,
        "error_code": 429,
        "description": f"Too Many Requests: retry after {seconds}",
        "parameters": {"retry_after": seconds},
    }
    return Fault(429, json.dumps(body).encode(), chat_id)


def migrated(to: int, chat_id: int) -> Fault:
    """The group became a supergroup."""
    body = {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": to},
    }
    return Fault(400, json.dumps(body).encode(), chat_id)


def refusal(status: int, description: str, chat_id: int | None = None) -> Fault:
    """An error with Telegram's words."""
    body = {"ok": False, "error_code": status, "description": description}
    return Fault(status, json.dumps(body).encode(), chat_id)


def garbage() -> Fault:
    """Not JSON at all, as from a proxy in between."""
    return Fault(200, b"<html>\xff\xfe captive portal</html>")


def refused_kindly() -> Fault:
    """`ok: false` under a status that says all is well."""
    return Fault(200, b'{"ok": false, "error_code": 500, "description": "Internal"}')


def reset() -> Fault:
    """The connection breaks in the middle of the reply."""
    return Fault(200, b'{"ok": true, "result": {"message_id":', cut=True)


def lost_reply(chat_id: int) -> Fault:
    """The request was carried out; its reply never arrived."""
    return Fault(200, b'{"ok": tr', chat_id, carried=True, cut=True)
