"""Many at once: two hundred askers, none waiting for another; and who floods waits alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from tests.bot.newspaper import FERRY, TinyArchive
from tests.bot.telegram.conftest import RunningBot
from tests.bot.telegram.fake_bot_api import FakeBotApi
from tests.bot.telegram.faults import flood_wait

# PTB warns each time its own RetryAfter is made: the type of a field will change one day.
pytestmark = pytest.mark.filterwarnings("ignore:.*retry_after.*:DeprecationWarning")
Start = Callable[..., RunningBot]
_ASKERS = 200


@pytest.mark.slow
def test_two_hundred_askers_at_once_are_all_answered_once(
    api: FakeBotApi, start_bot: Start
) -> None:
    bot = start_bot()
    began = time.monotonic()
    for user in range(1, _ASKERS + 1):
        api.say("渡工是谁？", chat_id=user)
    api.wait_for(lambda: len(api.sent) >= _ASKERS, 60)
    took = time.monotonic() - began
    chats = [message["chat_id"] for message in api.sent]
    assert sorted(chats) == list(range(1, _ASKERS + 1))
    assert all(FERRY.highlight in message["visible"] for message in api.sent)
    assert len(bot.archive.questions) == _ASKERS
    # Telegram takes thirty messages a second: 200 need 6 s, and nothing else may cost any.
    assert took < 30


class Slow(TinyArchive):
    """An archive in which one question takes for ever."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = threading.Event()

    def ask(self, question):  # type: ignore[no-untyped-def]
        if "慢" in question.text:
            self.let_go.wait(8)
        return super().ask(question)


def test_a_slow_question_holds_back_only_who_asked_it(api: FakeBotApi, start_bot: Start) -> None:
    archive = Slow()
    start_bot(archive)
    api.say("慢：渡工是谁？", chat_id=1)
    api.say("渡工", chat_id=1)
    for user in range(2, 12):
        api.say("渡工是谁？", chat_id=user)
    api.wait_for(lambda: len(api.sent) >= 10)
    assert not [m for m in api.sent if m["chat_id"] == 1]
    archive.let_go.set()
    api.replies(2, chat_id=1)
    asked = [q.text for q in archive.questions]
    assert asked.index("慢：渡工是谁？") < asked.index("渡工"), "one at a time, in order"


def test_a_press_does_not_wait_for_the_search_of_the_one_who_presses(
    api: FakeBotApi, start_polling: Start
) -> None:
    archive = Slow()
    start_polling(archive)
    api.say("渡工是谁？")
    api.replies(1)
    api.say("慢：渡工是谁？")
    api.press("▶")
    assert "2/2" in api.labels()
    archive.let_go.set()
    api.replies(2)


def test_a_long_flood_wait_of_one_chat_holds_back_no_other(
    api: FakeBotApi, start_bot: Start
) -> None:
    bot = start_bot(options={"last_words": 0.1})
    api.fail("sendMessage", flood_wait(3600, chat_id=1))
    api.say("渡工是谁？", chat_id=1)
    api.wait_for(lambda: any(call.status == 429 for call in api.calls))
    for user in range(2, 32):
        api.say("渡工是谁？", chat_id=user)
    api.wait_for(lambda: len(api.sent) >= 30, 20)
    assert not [m for m in api.sent if m["chat_id"] == 1]
    assert bot.bot.state == "running"
