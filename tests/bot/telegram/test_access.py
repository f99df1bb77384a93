"""Whom the bot serves when there is a list: those on it and those who were invited, once each."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from typer.testing import CliRunner

from bot.cli import app
from bot.telegram.access import admit, invitation
from tests.bot.newspaper import FERRY
from tests.bot.telegram.conftest import RunningBot
from tests.bot.telegram.fake_bot_api import TOKEN, FakeBotApi

Start = Callable[..., RunningBot]


def test_only_those_on_the_list_are_answered(api: FakeBotApi, start_bot: Start) -> None:
    bot = start_bot(telegram_allowed="7, -5")
    api.say("渡工是谁？", chat_id=8)
    assert "邀请" in api.replies(1, chat_id=8)[0]
    api.say("渡工是谁？", chat_id=7)
    assert FERRY.highlight in api.replies(1, chat_id=7)[0]
    api.say("/ask 渡工是谁？", chat_id=-5)
    assert FERRY.highlight in api.replies(1, chat_id=-5)[0]
    api.taken(api.say("/ask 渡工是谁？", chat_id=-6))
    api.say("/help", chat_id=7)
    api.replies(2, chat_id=7)
    assert not [m for m in api.sent if m["chat_id"] == -6], "in a group nothing is said"
    assert len(bot.archive.questions) == 2


def test_strangers_get_nothing_inline_and_by_no_button(api: FakeBotApi, start_bot: Start) -> None:
    bot = start_bot(telegram_allowed="7")
    answer = api.ask_inline("渡工是谁？", user_id=8)
    assert answer["results"] == []
    assert "邀请" in answer["button"]["text"]
    api.say("渡工是谁？", chat_id=7)
    api.replies(1)
    reply = api.send_press("p:whatever00:0:0", {**api.last(), "chat_id": 8}, 8)
    assert "受邀" in reply["text"]
    assert len(bot.archive.questions) == 1


def test_an_invitation_lets_in_one_person_for_good(api: FakeBotApi, start_bot: Start) -> None:
    first = start_bot(telegram_allowed="7")
    made = CliRunner().invoke(
        app, ["telegram", "invite", "@baoda_test_bot"], env={"BAODA_TELEGRAM_TOKEN": TOKEN}
    )
    address, _, start = made.output.strip().partition("?start=")
    assert address == "https://t.me/baoda_test_bot"
    assert len(start) <= 64
    api.say(f"/start {start}", chat_id=8)
    assert "欢迎" in api.replies(1, chat_id=8)[0]
    api.say(f"/start {start}", chat_id=9)
    assert "已经用过" in api.replies(1, chat_id=9)[0]
    first.stop()
    start_bot(telegram_allowed="7")
    api.say("渡工是谁？", chat_id=8)
    assert FERRY.highlight in api.replies(2, chat_id=8)[1]
    api.say("渡工是谁？", chat_id=9)
    assert "邀请" in api.replies(2, chat_id=9)[1]


def test_an_invitation_is_ours_whole_and_in_time() -> None:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE spent (code TEXT PRIMARY KEY, expires REAL)")
    db.execute("CREATE TABLE admitted (user_id INTEGER PRIMARY KEY, since REAL)")
    good = invitation(TOKEN)
    others = (
        invitation("1:another"),
        invitation(TOKEN, days=-1),
        good[:-1],
        good + "A",
        good.swapcase(),
        "",
        "é" * 9,
        "=" * 27,
    )
    assert not any(admit(db, 8, TOKEN, code) for code in others)
    assert admit(db, 8, TOKEN, good)
    assert not admit(db, 9, TOKEN, good)
    db.close()


def test_it_leaves_a_group_nobody_on_the_list_brought_it_into(
    api: FakeBotApi, start_bot: Start
) -> None:
    start_bot(telegram_allowed="7")
    for chat, user in ((-5, 8), (-6, 7)):
        old = {"user": api.user(123456, "zh"), "status": "left"}
        new = {"user": api.user(123456, "zh"), "status": "member"}
        changed = {"chat": api.chat(chat), "from": api.user(user, "zh"), "date": 1}
        changed |= {"old_chat_member": old, "new_chat_member": new}
        number = api.next_number()
        api.push({"update_id": number, "my_chat_member": changed})
        api.taken(number)
    api.wait_for(lambda: api.left == [-5])
    api.say("渡工是谁？", chat_id=7)
    api.replies(1)
    assert api.left == [-5]
