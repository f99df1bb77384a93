"""What readers do in the chats of the fake Bot API, and what a test waits for."""

from __future__ import annotations

import itertools
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.bot.telegram.bot_api_methods import Chats
from tests.bot.telegram.faults import Fault


@dataclass(frozen=True)
class Call:
    """One request, its parameters decoded, what was replied, and when."""

    method: str
    params: dict[str, Any]
    status: int
    at: float


@dataclass
class Readers(Chats):
    """Readers who write, press and type; whatever they do waits as an update."""

    calls: list[Call] = field(default_factory=list)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    updates: list[Any] = field(default_factory=list)
    confirmed: int = 0
    delivered: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._changed = threading.Condition()
        self._ids = itertools.count(1)

    # What a test says

    def say(self, text: str, *, chat_id: int = 7, language: str = "zh-hans", **more: Any) -> int:
        """A user writes; returns the update's number."""
        entities = []
        if match := re.match(r"/\w+(@\w+)?", text):
            entities = [{"type": "bot_command", "offset": 0, "length": match.end()}]
        number = self.next_number()
        message = {
            "message_id": number,
            "date": 1_700_000_000,
            "chat": self.chat(chat_id),
            "from": self.user(abs(chat_id), language),
            "text": text,
            "entities": entities,
            **more,
        }
        return self.push({"update_id": number, "message": message})

    def edit(self, number: int, text: str, *, chat_id: int = 7, **more: Any) -> int:
        """A user changes the message that update `number` brought."""
        message = {
            "message_id": number,
            "date": 1_700_000_000,
            "edit_date": 1_700_000_060,
            "chat": self.chat(chat_id),
            "from": self.user(abs(chat_id), "zh-hans"),
            "text": text,
            **more,
        }
        return self.push({"update_id": self.next_number(), "edited_message": message})

    def press(
        self, label: str, *, chat_id: int = 7, user_id: int | None = None, message: int = -1
    ) -> dict[str, Any]:
        """A user presses the button with this in its label, under the last message (or another);
        returns how the press was answered."""
        kept = [m for (chat, _), m in self.messages.items() if chat == chat_id][message]
        rows = kept["reply_markup"]["inline_keyboard"]
        data = next(b["callback_data"] for row in rows for b in row if label in b["text"])
        return self.send_press(data, kept, user_id or abs(chat_id))

    def send_press(self, data: str, kept: dict[str, Any], user_id: int) -> dict[str, Any]:
        """Any data as a press under a message; waits for its answer."""
        query = f"q{next(self._ids)}"
        self.presses[query] = None
        body = {
            "id": query,
            "from": self.user(user_id, "zh-hans"),
            "chat_instance": "1",
            "data": data,
            "message": self.message(kept),
        }
        self.push({"update_id": self.next_number(), "callback_query": body})
        self.wait_for(lambda: self.presses[query] is not None)
        return self.presses[query] or {}

    def ask_inline(self, text: str, *, user_id: int = 7) -> dict[str, Any]:
        """A user types in any chat; the answer of the bot."""
        query = f"i{next(self._ids)}"
        self.queries[query] = None
        user = self.user(user_id, "zh-hans")
        body = {"id": query, "from": user, "query": text, "offset": ""}
        self.push({"update_id": self.next_number(), "inline_query": body})
        self.wait_for(lambda: self.queries[query] is not None)
        return self.queries[query] or {}

    def push(self, update: Any) -> int:
        """Any update at all, also a broken one."""
        with self._changed:
            self.updates.append(update)
            self._changed.notify_all()
        return int(update["update_id"]) if isinstance(update, dict) else 0

    def fail(self, method: str, *faults: Fault) -> None:
        """Reply to the next calls of `method` with these instead."""
        self.faults.setdefault(method, []).extend(faults)

    def chat(self, chat_id: int) -> dict[str, Any]:
        """A chat; below zero a group."""
        return {"id": chat_id, "type": "private" if chat_id > 0 else "supergroup", "title": "群"}

    def user(self, user_id: int, language: str) -> dict[str, Any]:
        """A reader."""
        names = {"is_bot": False, "first_name": "读者", "language_code": language}
        return {"id": user_id, **names}

    # What a test waits for

    def wait_for(self, there: Callable[[], Any], seconds: float = 10.0) -> None:
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

    def taken(self, number: int) -> None:
        """Wait until the bot has taken the update with this number."""
        self.wait_for(lambda: self.confirmed > number or number in self.delivered)

    def labels(self, *, chat_id: int = 7, message: int = -1) -> list[str]:
        """What stands on the buttons under the last message of a chat."""
        kept = [m for (chat, _), m in self.messages.items() if chat == chat_id][message]
        rows = (kept.get("reply_markup") or {"inline_keyboard": []})["inline_keyboard"]
        return [button["text"] for row in rows for button in row]

    def last(self, chat_id: int = 7) -> dict[str, Any]:
        """The last message of a chat, as it reads now."""
        return [m for (chat, _), m in self.messages.items() if chat == chat_id][-1]

    def count(self, method: str) -> int:
        """How often a method was called."""
        return sum(call.method == method for call in self.calls)
