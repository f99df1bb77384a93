"""What goes wrong between the bot and Telegram, and that nobody loses an answer by it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

import pytest

from bot.telegram.desk import BURST
from bot.telegram.polling import TelegramStopped
from index.errors import ArchiveDamaged
from tests.bot.newspaper import FERRY, TinyArchive
from tests.bot.telegram.conftest import RunningBot
from tests.bot.telegram.fake_bot_api import TOKEN, FakeBotApi
from tests.bot.telegram.faults import flood_wait, garbage, outage, refusal

# PTB warns each time its own RetryAfter is made: the type of a field will change one day.
pytestmark = pytest.mark.filterwarnings("ignore:.*retry_after.*:DeprecationWarning")

Start = Callable[..., RunningBot]


def test_broken_updates_do_not_stop_the_ones_behind_them(api: FakeBotApi, bot: RunningBot) -> None:
    chat = {"id": 7, "type": "private"}
    for message in (
        {"message_id": 1, "date": 10**18, "chat": chat, "text": "日期越界"},
        {"message_id": 1, "chat": chat},
        {"date": "gestern"},
        "not a message",
        [1, 2],
    ):
        api.push({"update_id": api.next_number(), "message": message})
    last = api.say("渡工是谁？")
    assert FERRY.highlight in api.replies(1)[0]
    api.taken(last)
    assert api.count("getUpdates") < 10


def test_updates_that_are_no_objects_do_not_stop_the_bot(api: FakeBotApi, bot: RunningBot) -> None:
    api.push("nonsense")
    api.say("渡工是谁？")
    assert FERRY.highlight in api.replies(1)[0]


def test_an_update_sent_twice_is_answered_once(api: FakeBotApi, bot: RunningBot) -> None:
    api.say("渡工是谁？")
    api.updates.append(api.updates[0]) if api.updates else None
    last = api.say("/help")
    api.taken(last)
    assert len(api.replies(2)) == 2


def test_a_flood_wait_is_kept_and_the_answer_still_comes(api: FakeBotApi, bot: RunningBot) -> None:
    api.fail("sendMessage", flood_wait(2, chat_id=7))
    api.say("渡工是谁？", chat_id=7)
    api.wait_for(lambda: any(call.status == 429 for call in api.calls))
    api.say("渡工是谁？", chat_id=8)
    api.replies(1, chat_id=8)
    assert not [m for m in api.sent if m["chat_id"] == 7], "another chat need not wait as long"
    assert FERRY.highlight in api.replies(1, chat_id=7)[0]
    assert api.count("sendMessage") == 3


def test_the_bot_recovers_from_an_outage_of_telegram(api: FakeBotApi, start_bot: Start) -> None:
    api.fail("getMe", outage(), outage(502), garbage())
    api.fail("getUpdates", outage(), garbage(), flood_wait(1), outage(504))
    bot = start_bot()
    api.say("渡工是谁？")
    assert FERRY.highlight in api.replies(1)[0]
    assert bot.bot.state == "running"


def test_markup_telegram_will_not_parse_is_sent_again_as_plain_text(
    api: FakeBotApi, bot: RunningBot
) -> None:
    api.fail("sendMessage", refusal(400, "Bad Request: can't parse entities: whatever"))
    api.say("渡工是谁？")
    [text] = api.replies(1)
    assert FERRY.highlight in text
    assert "parse_mode" not in api.sent[0]


def test_a_user_who_blocked_the_bot_does_no_harm(api: FakeBotApi, bot: RunningBot) -> None:
    api.fail("sendMessage", refusal(403, "Forbidden: bot was blocked by the user"))
    api.say("渡工是谁？", chat_id=8)
    api.wait_for(lambda: any(call.status == 403 for call in api.calls))
    api.say("渡工是谁？", chat_id=7)
    assert FERRY.highlight in api.replies(1, chat_id=7)[0]


def test_a_fault_of_ours_is_apologised_for_with_a_reference(
    api: FakeBotApi, start_bot: Start, caplog: pytest.LogCaptureFixture
) -> None:
    archive = TinyArchive()
    archive.broken = RuntimeError("disk on fire")
    start_bot(archive)
    api.say("渡工是谁？")
    [text] = api.replies(1)
    assert "抱歉" in text
    reference = text.rpartition("编号：")[2]
    logged = [getattr(r, "facts", {}).get("ref") for r in caplog.records if r.exc_info]
    assert logged == [reference]
    assert len(reference) >= 8
    assert "disk on fire" not in text
    assert not any("渡工" in record.getMessage() for record in caplog.records)


def test_what_is_wrong_with_our_machine_is_not_told_to_strangers(
    api: FakeBotApi, start_bot: Start, caplog: pytest.LogCaptureFixture
) -> None:
    archive = TinyArchive()
    archive.broken = ArchiveDamaged("The archive in /srv/secret lost its texts.")
    start_bot(archive)
    api.say("渡工是谁？")
    [text] = api.replies(1)
    assert "抱歉" in text
    assert "/srv" not in text
    assert any(r.exc_info and r.exc_info[1] is archive.broken for r in caplog.records)


@pytest.mark.parametrize(
    "said", ["渡工是谁？", "/help", "/start", "/start c_x", "/nonsense", "\u200b"]
)
def test_one_asker_who_floods_is_told_once_whatever_is_sent(
    api: FakeBotApi, bot: RunningBot, said: str
) -> None:
    for _ in range(BURST + 10):
        last = api.say(said, chat_id=9)
    api.taken(last)
    api.say("渡工是谁？", chat_id=7)
    assert FERRY.highlight in api.replies(1)[0]
    api.wait_for(lambda: any("问得太快" in message["visible"] for message in api.sent))
    texts = api.replies(BURST + 1, chat_id=9)
    assert sum("问得太快" in text for text in texts) == 1
    assert len(texts) <= BURST + 6, "a burst, the word of warning, and what time gave back"


def test_a_flood_wait_on_typing_holds_no_answer_back(api: FakeBotApi, bot: RunningBot) -> None:
    api.fail("sendChatAction", flood_wait(60))
    api.say("渡工是谁？")
    assert FERRY.highlight in api.replies(1, seconds=5)[0]


def test_a_wrong_token_stops_the_bot_with_a_sentence(api: FakeBotApi, start_bot: Start) -> None:
    bot = start_bot(telegram_token="999:wrong")
    error = bot.ended.exception(10)
    assert isinstance(error, TelegramStopped)
    assert "BAODA_TELEGRAM_TOKEN" in str(error)
    assert bot.bot.state.startswith("stopped")


def test_a_second_poller_with_the_same_token_stops_with_a_sentence(
    api: FakeBotApi, start_polling: Start
) -> None:
    conflict = refusal(409, "Conflict: terminated by other getUpdates request")
    api.fail("getUpdates", *[conflict] * 200)
    began = time.monotonic()
    error = start_polling(options={"poll_seconds": 1}).ended.exception(10)
    assert time.monotonic() - began > 1, "a poll of a predecessor's may have to run out first"
    assert isinstance(error, TelegramStopped)
    assert "same token" in str(error)


def test_stopping_answers_what_was_taken_and_confirms_it(
    api: FakeBotApi, start_polling: Start
) -> None:
    bot = start_polling()
    last = api.say("渡工是谁？")
    api.wait_for(lambda: bot.archive.questions != [])
    bot.stop()
    assert len(api.replies(1)) == 1
    assert api.confirmed == last + 1


def test_the_token_is_in_no_log(
    api: FakeBotApi, start_bot: Start, caplog: pytest.LogCaptureFixture
) -> None:
    from bot.logs import hide_secrets

    caplog.set_level(logging.DEBUG)
    hide_secrets(TOKEN)
    logging.getLogger("httpx").setLevel(logging.DEBUG)
    logging.getLogger("httpcore").setLevel(logging.DEBUG)
    archive = TinyArchive()
    start_bot(archive)
    api.fail("getUpdates", outage(), garbage())
    api.fail("sendMessage", outage())
    api.say("渡工是谁？")
    api.wait_for(lambda: api.count("sendMessage") >= 1)
    api.say("/help")
    api.replies(1)
    logged = "\n".join(
        f"{r.getMessage()} {r.exc_text or ''} {r.exc_info or ''}" for r in caplog.records
    )
    assert "/sendMessage" in logged, "the httpx logs were indeed captured"
    assert TOKEN not in caplog.text
    assert TOKEN.split(":")[1] not in caplog.text
    assert TOKEN not in logged


def test_a_proxy_serves_the_polls_and_the_messages(api: FakeBotApi, start_polling: Start) -> None:
    proxy = api.url.removesuffix("/bot")
    start_polling(telegram_api_url="http://telegram.invalid/bot", telegram_proxy=proxy)
    api.say("渡工是谁？")
    assert FERRY.highlight in api.replies(1)[0]
    assert {("telegram.invalid", "getUpdates"), ("telegram.invalid", "sendMessage")} <= set(
        api.proxied
    )


def test_a_group_that_floods_is_slowed_though_its_members_do_not(
    api: FakeBotApi, start_polling: Start
) -> None:
    bot = start_polling(options={"last_words": 0.1})
    for user in range(100, 160):
        api.say("/ask 渡工是谁？", chat_id=-5, **{"from": api.user(user, "zh")})
    api.say("渡工是谁？", chat_id=7)
    api.replies(1, chat_id=7)
    asked = len(bot.archive.questions) - 1
    assert asked < 40, "twenty at once, and what time gave back"
