"""Sixty scripts of trouble (T17) and every odd update (T18): each question answered once, nobody
blocked by another, no storm of retries."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

from bot.telegram.desk import BURST
from tests.bot.newspaper import FERRY
from tests.bot.telegram.conftest import RunningBot
from tests.bot.telegram.fake_bot_api import FakeBotApi
from tests.bot.telegram.faults import (
    Fault,
    flood_wait,
    garbage,
    lost_reply,
    migrated,
    outage,
    refusal,
    refused_kindly,
    reset,
)

pytestmark = pytest.mark.filterwarnings("ignore:.*retry_after.*:DeprecationWarning")
Start = Callable[..., RunningBot]
_CONFLICT = "Conflict: terminated by other getUpdates request"
_PASSING: dict[str, Callable[[], Fault]] = {
    "500": outage,
    "502": lambda: outage(502),
    "504": lambda: outage(504),
    "429 1 s": lambda: flood_wait(1),
    "garbage": garbage,
    "reset": reset,
}
_POLLING = {**_PASSING, "ok false": refused_kindly, "409": lambda: refusal(409, _CONFLICT)}


def answered_once(api: FakeBotApi, chats: Sequence[int]) -> None:
    """Each chat has its one answer, and nothing more comes."""
    for chat in chats:
        assert FERRY.highlight in api.replies(1, chat_id=chat, seconds=15)[0]
    api.say("/help", chat_id=99)
    api.replies(1, chat_id=99)
    for chat in chats:
        assert len(api.replies(1, chat_id=chat)) == 1


def scripts(troubles: Iterable[str]) -> list[Any]:
    """Each trouble once and twice; a wait that is waited for twice is for `make test`. A reply
    that is lost three times may have arrived each time: it is not tried so often."""
    marks = {("429 1 s", 2): (pytest.mark.slow,)}
    pairs = itertools.product(troubles, (1, 2))
    return [pytest.param(*pair, marks=marks.get(pair, ())) for pair in pairs]


@pytest.mark.parametrize(("trouble", "times"), scripts(_PASSING))
def test_trouble_while_sending_costs_no_answer(
    api: FakeBotApi, start_polling: Start, trouble: str, times: int
) -> None:
    start_polling()
    fault = _PASSING[trouble]
    for one in (fault() for _ in range(times)):
        one.chat_id = 1
        api.fail("sendMessage", one)
    for chat in (1, 2, 3):
        api.say("渡工是谁？", chat_id=chat)
    answered_once(api, (1, 2, 3))
    assert api.count("sendMessage") == times + 4, "each fault was met by one more try"


@pytest.mark.parametrize(("trouble", "times"), scripts(_POLLING))
def test_trouble_while_polling_costs_no_question(
    api: FakeBotApi, start_polling: Start, trouble: str, times: int
) -> None:
    api.fail("getUpdates", *(_POLLING[trouble]() for _ in range(times)))
    start_polling()
    for chat in (1, 2, 3):
        api.say("渡工是谁？", chat_id=chat)
    answered_once(api, (1, 2, 3))


@pytest.mark.slow
@pytest.mark.parametrize("method", ["getMe", "deleteWebhook", "setMyCommands", "sendChatAction"])
@pytest.mark.parametrize("trouble", _PASSING)
def test_trouble_with_everything_else_costs_nothing(
    api: FakeBotApi, start_polling: Start, trouble: str, method: str
) -> None:
    api.fail(method, _PASSING[trouble](), _PASSING[trouble]())
    start_polling()
    api.say("渡工是谁？", chat_id=1)
    answered_once(api, (1,))


def test_a_message_whose_reply_was_lost_comes_twice_at_most(
    api: FakeBotApi, start_bot: Start
) -> None:
    start_bot()
    api.fail("sendMessage", lost_reply(chat_id=1))
    api.say("渡工是谁？", chat_id=1)
    api.replies(2, chat_id=1)
    api.say("/help", chat_id=2)
    api.replies(1, chat_id=2)
    assert len(api.replies(2, chat_id=1)) == 2


@pytest.mark.parametrize(
    "words",
    ["Forbidden: bot was blocked by the user", "Forbidden: user is deactivated",
     "Forbidden: bot was kicked from the supergroup chat"],
)  # fmt: skip
def test_who_will_not_hear_us_is_not_tried_again(
    api: FakeBotApi, start_bot: Start, words: str
) -> None:
    start_bot()
    api.fail("sendMessage", refusal(403, words, chat_id=1))
    api.say("渡工是谁？", chat_id=1)
    api.wait_for(lambda: any(call.status == 403 for call in api.calls))
    api.say("渡工是谁？", chat_id=2)
    answered_once(api, (2,))
    assert not [m for m in api.sent if m["chat_id"] == 1]


def test_a_group_that_became_a_supergroup_is_answered_there(
    api: FakeBotApi, start_bot: Start
) -> None:
    start_bot()
    api.fail("sendMessage", migrated(-1005, chat_id=-5))
    api.say("/ask 渡工是谁？", chat_id=-5)
    assert FERRY.highlight in api.replies(1, chat_id=-1005)[0]


def test_a_message_telegram_finds_too_long_comes_in_parts(
    api: FakeBotApi, start_bot: Start
) -> None:
    start_bot()
    too_long = refusal(400, "Bad Request: message is too long", chat_id=1)
    api.fail("sendMessage", too_long, too_long)
    api.say("渡工是谁？", chat_id=1)
    api.say("渡工是谁？", chat_id=2)
    answered_once(api, (1, 2))
    assert "parse_mode" not in api.last(1)


def test_updates_twice_out_of_order_and_with_gaps_are_answered_once_each(
    api: FakeBotApi, start_bot: Start
) -> None:
    def question(number: int, chat: int) -> dict[str, Any]:
        message = {"message_id": 1, "date": 1, "chat": api.chat(chat), "text": "渡工是谁？"}
        return {"update_id": number, "message": message | {"from": api.user(chat, "zh")}}

    batch = [question(2_000_007, 3), question(2_000_000, 1), question(2_000_003, 2)]
    for update in [*batch, *batch]:
        api.push(update)
    start_bot()
    api.numbers = 3_000_000
    answered_once(api, (1, 2, 3))


_CHAT = {"id": 1, "type": "private", "first_name": "读者"}
_GROUP = {"id": -1, "type": "supergroup", "title": "群"}
_USER = {"id": 1, "is_bot": False, "first_name": "读者"}
_FILE = {"file_id": "f", "file_unique_id": "u"}
_BASE: dict[str, Any] = {"message_id": 1, "date": 1, "chat": _CHAT, "from": _USER}
_SIZED = {**_FILE, "width": 1, "height": 1}
_ODD: dict[str, Any] = {
    "no from": {"message": {**_BASE, "from": None, "text": "渡工"}},
    "channel post": {"channel_post": {**_BASE, "text": "渡工"}},
    "edited channel post": {"edited_channel_post": {**_BASE, "text": "渡工"}},
    "edited without text": {"edited_message": {**_BASE, "edit_date": 2}},
    "sender chat": {"message": {**_BASE, "chat": _GROUP, "sender_chat": _GROUP, "text": "渡工"}},
    "sticker": {"message": {**_BASE, "sticker": {**_SIZED, "type": "regular", "is_animated": False,
                                                 "is_video": False}}},
    "voice": {"message": {**_BASE, "voice": {**_FILE, "duration": 1}}},
    "photo": {"message": {**_BASE, "photo": [_SIZED], "caption": "渡工是谁？"}},
    "poll": {"message": {**_BASE, "poll": {"id": "1"}}},
    "dice": {"message": {**_BASE, "dice": {"emoji": "🎲", "value": 3}}},
    "location": {"message": {**_BASE, "location": {"longitude": 1, "latitude": 1}}},
    "inaccessible": {"callback_query": {"id": "1", "from": _USER, "chat_instance": "1",
                                        "data": "p:x", "message": {"chat": _CHAT, "message_id": 1,
                                                                   "date": 0}}},
    "callback of inline": {"callback_query": {"id": "1", "from": _USER, "chat_instance": "1",
                                              "data": "p:x:1:1", "inline_message_id": "abc"}},
    "callback without data": {"callback_query": {"id": "1", "from": _USER, "chat_instance": "1"}},
    "game": {"callback_query": {"id": "1", "from": _USER, "chat_instance": "1",
                                "game_short_name": "x"}},
    "kicked": {"my_chat_member": {"chat": _GROUP, "from": _USER, "date": 1,
                                  "old_chat_member": {"status": "member", "user": _USER},
                                  "new_chat_member": {"status": "kicked", "user": _USER,
                                                      "until_date": 0}}},
    "joined": {"message": {**_BASE, "chat": _GROUP, "new_chat_members": [_USER]}},
    "topic": {"message": {**_BASE, "chat": _GROUP, "forum_topic_created": {"name": "x"}}},
    "business": {"business_message": {**_BASE, "text": "渡工"}},
    "unknown kind": {"telepathy": {**_BASE, "text": "渡工"}},
    "unknown field": {"message": {**_BASE, "telepathy": {"a": [1]}, "text": "/help"}},
    "nothing at all": {},
    "message is a list": {"message": [1, 2]},
    "message is a number": {"message": 5},
    "no chat": {"message": {"message_id": 1, "date": 1, "text": "渡工"}},
    "no date": {"message": {"message_id": 1, "chat": _CHAT, "text": "渡工"}},
    "date out of range": {"message": {**_BASE, "date": 10**18, "text": "渡工"}},
    "date of words": {"message": {**_BASE, "date": "gestern", "text": "渡工"}},
    "id of words": {"message": {**_BASE, "from": {**_USER, "id": "seven"}, "text": "渡工"}},
    "huge id": {"message": {**_BASE, "chat": {**_CHAT, "id": 2**80}, "text": "/help"}},
    "entities past the end": {"message": {**_BASE, "text": "/help", "entities": [
        {"type": "bot_command", "offset": 900, "length": 99}]}},
    "lone surrogates": {"message": {**_BASE, "text": "渡\ud800工 \udfff"}},
    "4,096 letters": {"message": {**_BASE, "text": "长" * 4096}},
    "nothing but marks": {"message": {**_BASE, "text": "？！\u202e\u200d\x00"}},
    "empty text": {"message": {**_BASE, "text": ""}},
    "inline without query": {"inline_query": {"id": "1", "from": _USER}},
    "strange language": {"message": {**_BASE, "from": {**_USER, "language_code": "-_-"},
                                     "text": "/help"}},
}  # fmt: skip


@pytest.fixture(scope="module")
def all_odd() -> list[dict[str, Any]]:
    return [{"update_id": number, **odd} for number, odd in enumerate(_ODD.values(), 5000)]


def test_no_odd_update_stops_those_behind_it(
    api: FakeBotApi, start_bot: Start, all_odd: list[dict[str, Any]]
) -> None:
    bot = start_bot()
    api.numbers = 9000
    for number, update in enumerate(all_odd):
        api.push(update)
        if number % 10 == 0:
            api.say("渡工是谁？", chat_id=100 + number)
    answered_once(api, [100 + number for number in range(0, len(all_odd), 10)])
    assert bot.bot.state == "running"
    statuses = {call.status for call in api.calls if call.method != "answerCallbackQuery"}
    assert statuses <= {200, 400}


def test_a_flood_from_one_chat_leaves_the_others_their_answers(
    api: FakeBotApi, start_bot: Start
) -> None:
    start_bot()
    for number in range(300):
        api.say(f"渡工 {number}", chat_id=1)
    api.say("渡工是谁？", chat_id=2)
    assert FERRY.highlight in api.replies(1, chat_id=2, seconds=30)[0]
    assert len([m for m in api.sent if m["chat_id"] == 1]) < BURST + 20


def test_there_are_sixty_scripts() -> None:
    sending = len(_PASSING) * 2
    polling, beside = len(_POLLING) * 2, len(_PASSING) * 4
    assert sum((sending, polling, beside, len(_ODD))) >= 60
    assert not set(itertools.chain(_PASSING)) - set(_POLLING)
