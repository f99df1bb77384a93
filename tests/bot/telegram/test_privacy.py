"""What is kept of a user, and that of an erased one not a byte stays."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bot.telegram.conftest import RunningBot
from tests.bot.telegram.fake_bot_api import FakeBotApi

Start = Callable[..., RunningBot]
_USER = 987_654_321_987
_SAID = "渡工住在极为特别的翡翠巷吗？"


def used(api: FakeBotApi) -> None:
    """A user asks, judges, follows and sets."""
    api.say(_SAID, chat_id=_USER, language="en")
    api.replies(1, chat_id=_USER)
    api.press("👍", chat_id=_USER)
    api.press("Follow", chat_id=_USER)
    api.replies(2, chat_id=_USER)
    api.say("/settings", chat_id=_USER, language="en")
    api.replies(3, chat_id=_USER)
    api.press("简体中文", chat_id=_USER)


def every_value(folder: Path) -> set[object]:
    [path] = folder.glob("*.db")
    with sqlite3.connect(path) as db:
        tables = db.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
        rows = [row for (table,) in tables for row in db.execute(f"SELECT * FROM {table}")]
    db.close()
    return {value for row in rows for value in row}


def every_byte(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("*.db*"))


@pytest.mark.parametrize(
    "wish", ["erase me", "Erase me.", "/privacy erase", "删除我的数据", "press"]
)
def test_of_an_erased_user_not_a_byte_stays(
    api: FakeBotApi, start_polling: Start, memory: Path, wish: str
) -> None:
    bot = start_polling()
    used(api)
    api.say("望鹤桥什么时候封闭？", chat_id=8)
    api.replies(1, chat_id=8)
    assert _SAID.encode() in every_byte(memory)
    if wish == "press":
        api.say("/privacy", chat_id=_USER)
        api.replies(4, chat_id=_USER)
        api.press("删除", chat_id=_USER)
        assert "确定删除" in api.last(_USER)["visible"]
        api.press("确定删除", chat_id=_USER)
    else:
        api.say(wish, chat_id=_USER)
        assert "已删除" in api.replies(4, chat_id=_USER)[3]
    bot.stop()
    kept = every_byte(memory)
    assert "翡翠巷".encode() not in kept
    assert "翡翠巷".encode("unicode_escape") not in kept
    assert not {_USER, str(_USER)} & every_value(memory)
    assert _USER.to_bytes(6, "big") not in kept
    assert "望鹤桥".encode() in kept, "what others asked is theirs"


def test_privacy_says_what_is_kept_and_for_how_long(api: FakeBotApi, start_bot: Start) -> None:
    start_bot(telegram_keep_days="30")
    api.say("/privacy")
    assert "30 天后删除" in api.replies(1)[0]


def test_thinking_better_of_it_erases_nothing(
    api: FakeBotApi, start_polling: Start, memory: Path
) -> None:
    start_polling()
    used(api)
    api.say("/privacy", chat_id=_USER)
    api.replies(4, chat_id=_USER)
    api.press("删除", chat_id=_USER)
    api.press("取消", chat_id=_USER)
    assert _SAID.encode() in every_byte(memory)


def test_a_message_is_forgotten_once_it_is_answered(
    api: FakeBotApi, start_bot: Start, memory: Path
) -> None:
    bot = start_bot()
    api.say("/help 翡翠巷二十一号", chat_id=_USER)
    api.replies(1, chat_id=_USER)
    bot.stop()
    assert "翡翠巷".encode("unicode_escape") not in every_byte(memory)
    assert "翡翠巷".encode() not in every_byte(memory)
    assert (next(memory.glob("*.db")).stat().st_mode & 0o777) == 0o600


def test_old_answers_are_forgotten(api: FakeBotApi, start_polling: Start, memory: Path) -> None:
    bot = start_polling()
    used(api)
    bot.stop()
    [path] = memory.glob("*.db")
    db = sqlite3.connect(path)
    with db:
        db.execute("UPDATE answers SET made = made - 91 * 86400")
    db.close()
    start_polling()
    api.say("/help", chat_id=8)
    api.replies(1, chat_id=8)
    reply = api.press("👍", chat_id=_USER, message=0)
    assert "过期" in reply["text"]
