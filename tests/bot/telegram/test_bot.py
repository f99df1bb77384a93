"""The real bot, driven over real HTTP by a strict fake of Telegram."""

from __future__ import annotations

from collections.abc import Callable

from tests.bot.newspaper import FERRY, LONG, TinyArchive
from tests.bot.telegram.conftest import RunningBot
from tests.bot.telegram.fake_bot_api import FakeBotApi

Start = Callable[..., RunningBot]


def test_a_question_gets_a_cited_answer(api: FakeBotApi, bot: RunningBot) -> None:
    api.say("渡工是谁？")
    [text] = api.replies(1)
    assert "很有把握" in text
    assert FERRY.highlight in text
    assert "登云渡口昨日停航[N]. 云汀日报，2023-04-10（01）." in text
    assert "2023年4月10日" in text
    assert "💬 渡工<b>陈守义</b>撑了四十一年船" in api.sent[0]["text"]
    assert "<blockquote expandable>" in api.sent[0]["text"]
    assert api.sent[0]["link_preview_options"] == {"is_disabled": True}
    api.wait_for(lambda: api.count("sendChatAction") == 1)


def test_start_and_help_explain_in_the_language_of_the_user(
    api: FakeBotApi, bot: RunningBot
) -> None:
    api.say("/start")
    assert "会回答的报纸档案" in api.replies(1)[0]
    api.say("/help", language="en-GB")
    assert "How to ask" in api.replies(2)[1]


def test_an_english_reader_gets_english_words_round_chinese_passages(
    api: FakeBotApi, bot: RunningBot
) -> None:
    api.say("Who was the ferryman?", language="en")
    [text] = api.replies(1)
    assert "Very confident" in text
    assert "10 April 2023" in text
    assert FERRY.highlight in text


def test_a_question_without_answer_is_refused_with_its_reason(
    api: FakeBotApi, bot: RunningBot
) -> None:
    api.say("火星上有几家报社？")
    [text] = api.replies(1)
    assert "档案中没有找到答案" in text
    assert "没有足够接近的段落。" in text
    assert "blockquote" not in api.sent[0]["text"]


def test_empty_and_overlong_questions_are_answered_kindly(api: FakeBotApi, bot: RunningBot) -> None:
    api.say("\u200b \u202e")
    assert "很" not in api.replies(1)[0]
    api.say("/ask " + "长" * 4000)
    assert "最多 512 个字" in api.replies(2)[1]
    api.say("/ask")
    assert "/ask" in api.replies(3)[2]


def test_ocr_garbage_arrives_escaped_and_in_one_piece(api: FakeBotApi, bot: RunningBot) -> None:
    api.say("乱码")
    [text] = api.replies(1)
    assert "<<&> <b>坏 & 字</b>" in text
    assert "\x1b" not in text
    assert api.sent[0]["parse_mode"] == "HTML"
    assert not any(call.status == 400 for call in api.calls)


def test_a_long_passage_is_shown_round_its_highlight(api: FakeBotApi, bot: RunningBot) -> None:
    api.say("长文")
    first = api.replies(1)[0]
    assert LONG.body[:1200].rstrip() in first
    assert LONG.body[:1300] not in first
    assert "\n…\n📎" in first


def test_a_deep_link_shows_the_citation(api: FakeBotApi, bot: RunningBot) -> None:
    api.say("/start c_ferry1-p-7f")
    assert FERRY.highlight in api.replies(1)[0]
    api.say("/start c_gone1-p-7f")
    assert "已经撤回" in api.replies(2)[1]
    api.say("/start c_never")
    assert "从来没有这个编号" in api.replies(3)[2]


def test_without_public_url_the_source_link_comes_back_to_the_bot(
    api: FakeBotApi, bot: RunningBot
) -> None:
    api.say("渡工")
    api.replies(1)
    assert "https://t.me/baoda_test_bot?start=c_ferry1-p-7f" in api.sent[0]["text"]


def test_with_public_url_the_source_link_is_the_permalink(
    api: FakeBotApi, start_bot: Start
) -> None:
    start_bot(TinyArchive("https://paper.example"))
    api.say("渡工")
    api.replies(1)
    assert '<a href="https://paper.example/c/ferry1-p-7f">' in api.sent[0]["text"]


def test_in_groups_it_answers_only_when_spoken_to(api: FakeBotApi, bot: RunningBot) -> None:
    api.say("渡工是谁？", chat_id=-5)
    api.say("@Baoda_Test_Bot 渡工是谁？", chat_id=-5)
    api.say("/ask@baoda_test_bot 渡工是谁？", chat_id=-5)
    api.say("/ask@another_bot 渡工是谁？", chat_id=-5)
    reply_to = {
        "message_id": 1,
        "date": 1,
        "chat": {"id": -5, "type": "supergroup"},
        "from": {"id": 123456, "is_bot": True, "first_name": "报答"},
        "text": "…",
    }
    api.say("那么渡工呢？", chat_id=-5, reply_to_message=reply_to)
    assert len(api.replies(3, chat_id=-5)) == 3
    assert all("reply_parameters" in message for message in api.sent)
    assert all("@" not in question.text for question in bot.archive.questions)


def test_channel_posts_and_unheard_of_kinds_are_left_alone(
    api: FakeBotApi, bot: RunningBot
) -> None:
    chat = {"id": 7, "type": "private"}
    message = {"message_id": 1, "date": 1, "chat": chat, "text": "渡工"}
    for kind in ("channel_post", "unheard_of"):
        api.push({"update_id": api.next_number(), kind: message})
    api.taken(api.say("/help"))
    assert len(api.replies(1)) == 1
    assert bot.archive.questions == []


def test_a_sticker_is_answered_with_a_request_for_words(api: FakeBotApi, bot: RunningBot) -> None:
    number = api.next_number()
    sticker = {
        "file_id": "x",
        "file_unique_id": "x",
        "type": "regular",
        "width": 1,
        "height": 1,
        "is_animated": False,
        "is_video": False,
    }
    chat = {"id": 7, "type": "private"}
    user = {"id": 7, "is_bot": False, "first_name": "读者"}
    message = {"message_id": 1, "date": 1, "chat": chat, "from": user, "sticker": sticker}
    api.push({"update_id": number, "message": message})
    assert "只看得懂文字" in api.replies(1)[0]
