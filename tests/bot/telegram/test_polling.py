"""What is fetched, what is taken, and what Telegram is told of it."""

from __future__ import annotations

import asyncio
import json
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

from telegram import Bot, Update
from telegram.request import BaseRequest

from bot.telegram.polling import Polling
from tests.bot.telegram.fake_bot_api import TOKEN


class Queue:
    """The updates that wait at Telegram; `confirmed` is the first it would send again."""

    def __init__(self, count: int) -> None:
        self.waiting = [{"update_id": number} for number in range(1, count + 1)]
        self.confirmed = 0

    async def retrieve(self, url: str, **_: Any) -> bytes:
        asked = parse_qs(urlsplit(url).query)
        self.confirmed = max(self.confirmed, int(asked["offset"][0]))
        await asyncio.sleep(0.001)
        found = [update for update in self.waiting if update["update_id"] >= self.confirmed]
        return json.dumps({"ok": True, "result": found[: int(asked["limit"][0])]}).encode()


def test_a_stop_confirms_only_what_was_taken() -> None:
    queue, handled, busy = Queue(30), set[int](), set[int]()

    async def scenario() -> None:
        release = asyncio.Event()

        async def handle(update: Update) -> None:
            busy.add(update.update_id)
            await release.wait()
            handled.add(update.update_id)

        polling = Polling(Bot(TOKEN), cast(BaseRequest, queue), handle)
        running = asyncio.create_task(polling.run())
        while len(busy) < 16:
            await asyncio.sleep(0.001)
        await asyncio.sleep(0.01)
        running.cancel()
        await asyncio.wait([running])
        release.set()
        await polling.finish()

    asyncio.run(scenario())
    assert handled == set(range(1, 17))
    assert queue.confirmed == 17
