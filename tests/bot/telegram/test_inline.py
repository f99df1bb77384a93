"""Inline mode: passages with their citation, to be sent into any chat."""

from __future__ import annotations

from tests.bot.newspaper import BRIDGE, FERRY
from tests.bot.telegram.bot_api_methods import checked_text
from tests.bot.telegram.conftest import RunningBot
from tests.bot.telegram.fake_bot_api import FakeBotApi


def test_a_query_gets_passages_with_their_citation(api: FakeBotApi, bot: RunningBot) -> None:
    answer = api.ask_inline("渡工是谁？")
    first, second = answer["results"]
    assert first["title"] == FERRY.title
    assert FERRY.highlight in first["description"]
    sent = checked_text(first["input_message_content"])
    assert FERRY.highlight in sent
    assert "登云渡口昨日停航[N]. 云汀日报" in sent
    assert second["title"] == BRIDGE.title
    assert answer["is_personal"] is True
    assert answer["cache_time"] <= 60


def test_before_anything_is_typed_it_says_what_to_type(api: FakeBotApi, bot: RunningBot) -> None:
    answer = api.ask_inline("  ")
    assert answer["results"] == []
    assert "输入问题" in answer["button"]["text"]
    assert bot.archive.questions == []


def test_without_an_answer_it_says_so_and_shows_nothing(api: FakeBotApi, bot: RunningBot) -> None:
    answer = api.ask_inline("火星上有几家报社？")
    assert answer["results"] == []
    assert "没有找到" in answer["button"]["text"]


def test_hostile_queries_are_answered(api: FakeBotApi, bot: RunningBot) -> None:
    for text in ("乱码", "<b>", "\u202e", "长" * 256):
        assert "results" in api.ask_inline(text)


def test_a_passage_sent_into_our_own_chat_is_no_question(api: FakeBotApi, bot: RunningBot) -> None:
    us = {"id": 123456, "is_bot": True, "first_name": "报答"}
    api.taken(api.say(FERRY.body * 3, via_bot=us))
    api.say("/help")
    assert "用法" in api.replies(1)[0]
    assert bot.archive.questions == []
