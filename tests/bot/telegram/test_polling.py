"""What is fetched, what is kept, and what Telegram is told of it."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, cast

from telegram import Bot
from telegram.request import BaseRequest, RequestData

from bot.telegram.polling import Polling
from tests.bot.telegram.fake_bot_api import TOKEN


class Queue:
    """The updates that wait at Telegram; `confirmed` is the first it would send again."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.waiting: list[Any] = [{"update_id": number} for number in numbers]
        self.confirmed = 0

    async def do_request(
        self, url: str, method: str, asked: RequestData, **_: Any
    ) -> tuple[int, bytes]:
        form = asked.json_parameters
        self.confirmed = max(self.confirmed, int(form["offset"]))
        await asyncio.sleep(0.001)
        found = [u for u in self.waiting if u["update_id"] >= self.confirmed]
        return 200, json.dumps({"ok": True, "result": found[: int(form["limit"])]}).encode()


def polled(queue: Queue, take: Any, until: Any) -> None:
    """Poll until `until()` holds."""

    async def scenario() -> None:
        polling = Polling(Bot(TOKEN), cast(BaseRequest, queue), take, longest_pause=0.01)
        running = asyncio.create_task(polling.run())
        while not until():
            await asyncio.sleep(0.001)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running

    asyncio.run(asyncio.wait_for(scenario(), 10))


def test_a_batch_is_confirmed_only_after_it_was_kept() -> None:
    queue, kept, confirmed_before = Queue(range(1, 251)), list[int](), list[int]()

    async def take(batch: Sequence[Any]) -> int:
        confirmed_before.append(queue.confirmed)
        kept.extend(update["update_id"] for update in batch)
        return len(batch)

    polled(queue, take, lambda: queue.confirmed == 251)
    assert kept == list(range(1, 251))
    assert confirmed_before[:3] == [0, 101, 201]


def test_a_batch_in_any_order_is_confirmed_past_its_highest_number() -> None:
    queue, kept = Queue([9, 3, 1_000_009, 5]), list[int]()

    async def take(batch: Sequence[Any]) -> int:
        kept.extend(update["update_id"] for update in batch)
        return len(batch)

    polled(queue, take, lambda: queue.confirmed == 1_000_010)
    assert kept == [9, 3, 1_000_009, 5]


def test_what_cannot_be_kept_is_not_confirmed_and_comes_again() -> None:
    queue, tries = Queue([1, 2]), list[int]()

    async def take(batch: Sequence[Any]) -> int:
        tries.append(len(batch))
        if len(tries) < 3:
            raise sqlite3.OperationalError("database or disk is full")
        return len(batch)

    polled(queue, take, lambda: queue.confirmed == 3)
    assert tries[:3] == [2, 2, 2]
