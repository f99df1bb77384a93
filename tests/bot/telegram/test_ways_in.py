"""Every way to ask: commands, drafts, follow-ups, edits, groups, in the language of the asker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.bot.newspaper import BRIDGE, FERRY, TinyArchive
from tests.bot.telegram.conftest import RunningBot
from tests.bot.telegram.fake_bot_api import FakeBotApi

Start = Callable[..., RunningBot]
_DRAFT = (
    "望江社区的老人说，“渡工陈守义撑了四十一年船”，大家都记得他。"
    "有人还说“昨天是他最后一次解缆了吧”，也有人说“火星上也有三家报社在印报纸”。" + "稿子很长。" * 30
)


def test_a_pasted_draft_is_checked_quotation_by_quotation(api: FakeBotApi, bot: RunningBot) -> None:
    api.say(_DRAFT)
    [text] = api.replies(1)
    assert "核对了 3 处引语：1 处相符，1 处有出入，1 处未找到。" in text
    assert "✅ 逐字相符" in text
    assert "多引“了吧”" in text or "多引“" in text
    assert "❌ 档案中没有找到这句话\n“火星上也有三家报社在印报纸”" in text
    assert bot.archive.questions == []


def test_a_forwarded_text_is_checked_and_a_forwarded_question_answered(
    api: FakeBotApi, bot: RunningBot
) -> None:
    origin = {"type": "hidden_user", "date": 1_700_000_000, "sender_user_name": "某人"}
    api.say("昨日傍晚，登云渡口送走了最后一班船。" * 3, forward_origin=origin)
    assert "档案中没有找到这句话" in api.replies(1)[0]
    api.say("渡工是谁？", forward_origin=origin)
    assert FERRY.highlight in api.replies(2)[1]


def test_quote_checks_what_follows_or_what_is_replied_to(api: FakeBotApi, bot: RunningBot) -> None:
    api.say("/quote 昨天是他最后一次解缆")
    assert "逐字相符" in api.replies(1)[0]
    said = {"message_id": 5, "date": 1, "chat": api.chat(7), "text": "昨天是他最后一次解缆"}
    api.say("/quote", reply_to_message=said)
    assert "逐字相符" in api.replies(2)[1]
    api.say("/quote")
    assert "/quote" in api.replies(3)[2]


def test_cite_shows_the_passage_and_its_buttons(api: FakeBotApi, bot: RunningBot) -> None:
    api.say("/cite ferry1-p-7f")
    assert "陈守义" in api.replies(1)[0]
    assert "📎 引文" in api.labels()
    assert "👍" not in api.labels(), "nobody asked, so there is nothing to judge"
    api.press("全文")
    assert "三分钟" in api.last()["visible"]
    api.say("/cite nobody")
    assert "从来没有这个编号" in api.replies(2)[1]


def test_date_limits_a_question_to_what_was_printed_then(api: FakeBotApi, bot: RunningBot) -> None:
    api.say("/date 2023年4月 渡工是谁？")
    assert FERRY.highlight in api.replies(1)[0]
    asked = bot.archive.questions[-1]
    assert (asked.from_date, asked.to_date) == (date(2023, 4, 1), date(2023, 4, 30))
    assert asked.text == "渡工是谁？"
    api.say("/date April 2023 Who was the ferryman?", language="en")
    api.replies(2)
    assert bot.archive.questions[-1].from_date == date(2023, 4, 1)
    assert bot.archive.questions[-1].text == "Who was the ferryman?"
    api.say("/date 渡工")
    assert "/date" in api.replies(3)[2]


def test_date_without_a_question_and_latest_list_articles(api: FakeBotApi, bot: RunningBot) -> None:
    api.say("/date 2023年4月10日")
    assert FERRY.title is not None
    assert FERRY.title in api.replies(1)[0]
    api.say("/latest")
    assert "最新报道" in api.replies(2)[1]
    assert "/cite ferry1" in api.replies(2)[1]
    api.say("/latest 渡工")
    assert "关于“渡工”的报道" in api.replies(3)[2]


def test_a_question_that_follows_on_keeps_its_subject_and_changes_the_year(
    api: FakeBotApi, bot: RunningBot
) -> None:
    api.say("2023年渡工是谁？")
    api.replies(1)
    api.say("那2022年呢？")
    text = api.replies(2)[1]
    assert bot.archive.questions[-1].text == "2022年渡工是谁？"
    assert "接上一问，只换时间，理解为：2022年渡工是谁？" in text


def test_a_name_that_follows_on_takes_the_place_of_the_one_like_it(
    api: FakeBotApi, bot: RunningBot
) -> None:
    api.say("望鹤桥什么时候封闭？")
    api.replies(1)
    api.say("那登云桥呢？")
    assert "把“望鹤桥”换成“登云桥”" in api.replies(2)[1]
    assert bot.archive.questions[-1].text == "登云桥什么时候封闭？"


def test_a_reply_follows_on_from_the_answer_it_replies_to(api: FakeBotApi, bot: RunningBot) -> None:
    api.say("2023年渡工是谁？")
    api.replies(1)
    first = api.message(api.last())
    api.say("望鹤桥什么时候封闭？")
    api.replies(2)
    api.say("2021年", reply_to_message=first)
    api.replies(3)
    assert bot.archive.questions[-1].text == "2021年渡工是谁？"


def test_what_others_asked_is_not_followed_on_from(api: FakeBotApi, bot: RunningBot) -> None:
    api.say("2023年渡工是谁？", chat_id=7)
    api.replies(1, chat_id=7)
    api.say("那2022年呢？", chat_id=8)
    api.replies(1, chat_id=8)
    assert bot.archive.questions[-1].text == "那2022年呢？"


def test_an_edited_question_edits_its_answer(api: FakeBotApi, bot: RunningBot) -> None:
    number = api.say("渡工是谁？")
    api.replies(1)
    api.edit(number, "望鹤桥什么时候封闭？")
    api.wait_for(lambda: BRIDGE.highlight in api.last()["visible"])
    assert len(api.sent) == 1
    assert api.count("editMessageText") == 1


def test_an_edited_follow_up_still_follows_on(api: FakeBotApi, bot: RunningBot) -> None:
    api.say("2023年渡工是谁？")
    api.replies(1)
    number = api.say("那2022年呢？")
    api.replies(2)
    api.edit(number, "那2021年呢？")
    api.wait_for(lambda: "2021年渡工是谁？" in api.last()["visible"])
    assert bot.archive.questions[-1].text == "2021年渡工是谁？"
    assert len(api.sent) == 2


def test_an_edited_message_nobody_answered_stays_unanswered(
    api: FakeBotApi, bot: RunningBot
) -> None:
    api.taken(api.edit(3, "渡工是谁？"))
    api.say("/help")
    assert "用法" in api.replies(1)[0]


def test_an_answer_that_was_deleted_is_sent_anew(api: FakeBotApi, bot: RunningBot) -> None:
    number = api.say("渡工是谁？")
    api.replies(1)
    api.messages.clear()
    api.edit(number, "望鹤桥什么时候封闭？")
    assert BRIDGE.highlight in api.replies(2)[1]


def test_in_groups_others_commands_and_talk_are_not_ours(api: FakeBotApi, bot: RunningBot) -> None:
    api.say("渡工是谁？", chat_id=-5)
    api.say("/weather", chat_id=-5)
    api.say("/weather@baoda_test_bot", chat_id=-5)
    api.say("/quote@baoda_test_bot 昨天是他最后一次解缆", chat_id=-5)
    assert "逐字相符" in api.replies(1, chat_id=-5)[-1]
    assert len(api.sent) == 1


def test_an_anonymous_administrator_is_answered_as_the_group(
    api: FakeBotApi, bot: RunningBot
) -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    anonymous |= {"username": "GroupAnonymousBot"}
    group = api.chat(-5)
    more = {"from": anonymous, "sender_chat": group}
    api.say("/ask 渡工是谁？", chat_id=-5, **more)
    assert FERRY.highlight in api.replies(1, chat_id=-5)[0]


def test_settings_change_the_language_for_good_and_the_menu_with_it(
    api: FakeBotApi, start_bot: Start
) -> None:
    first = start_bot()
    api.say("/settings")
    api.replies(1)
    assert "✓ 跟随 Telegram" in api.labels()
    api.press("繁體中文")
    assert "設定" in api.last()["visible"]
    api.wait_for(lambda: ("chat:7", "") in api.commands)
    assert "核對引語" in [one["description"] for one in api.commands["chat:7", ""]]
    first.stop()
    start_bot()
    api.say("渡工是谁？")
    text = api.replies(2)[1]
    assert "很有把握" in text
    assert "查看出處" in text
    assert FERRY.highlight in text, "the paper's own words stay as they were printed"


def test_settings_of_a_group_are_for_its_administrators(api: FakeBotApi, bot: RunningBot) -> None:
    api.say("/settings", chat_id=-5)
    api.replies(1, chat_id=-5)
    assert "管理员" in api.press("English", chat_id=-5, user_id=70)["text"]
    api.administrators.add(71)
    assert "已保存" in api.press("English", chat_id=-5, user_id=71)["text"]
    assert "Settings" in api.last(-5)["visible"]


def test_settings_hits_and_style_are_heeded(api: FakeBotApi, bot: RunningBot) -> None:
    api.say("/settings")
    api.replies(1)
    api.press("10")
    api.press("bibtex")
    api.say("渡工是谁？")
    api.replies(2)
    assert bot.archive.questions[-1].top == 10
    api.press("引文")
    assert "@article" in api.last()["visible"]


def test_the_languages_of_telegram_are_spoken(api: FakeBotApi, bot: RunningBot) -> None:
    for chat, code, word in ((7, "zh-hant", "指令"), (8, "zh-TW", "指令"), (9, "en", "How to")):
        api.say("/help", chat_id=chat, language=code)
        assert word in api.replies(1, chat_id=chat)[0]
    api.say("火星上有几家报社？", chat_id=10, language="zh-hk")
    assert "檔案中沒有找到答案" in api.replies(1, chat_id=10)[0]


def test_commands_are_announced_by_scope_and_language(api: FakeBotApi, bot: RunningBot) -> None:
    api.wait_for(lambda: ("all_group_chats", "en") in api.commands)
    for scope in ("default", "all_private_chats", "all_group_chats"):
        assert {code for kind, code in api.commands if kind == scope} == {"", "zh", "en"}
    private = [one["command"] for one in api.commands["all_private_chats", "en"]]
    assert private == [
        "ask",
        "quote",
        "cite",
        "date",
        "latest",
        "follow",
        "settings",
        "privacy",
        "help",
    ]


def test_a_question_in_a_topic_is_answered_there(api: FakeBotApi, bot: RunningBot) -> None:
    more = {"is_topic_message": True, "message_thread_id": 44}
    api.say("/ask 渡工是谁？", chat_id=-5, **more)
    api.replies(1, chat_id=-5)
    assert api.sent[0]["message_thread_id"] == 44


class Contrary(TinyArchive):
    """An archive whose articles differ, and tell two stories."""

    def ask(self, question):  # type: ignore[no-untyped-def]
        from dataclasses import replace

        from retrieval.accounts import Disagreement, Reading
        from retrieval.accounts import Story as Event

        answer = super().ask(question)
        if not answer.hits:
            return answer
        readings = tuple(
            Reading(value, f"{value}年", rank, "x-p-1", date(2023, 4, rank))
            for rank, value in enumerate(("41", "42"), 1)
        )
        stories = (
            Event(1, "第一件事", date(2023, 4, 1), date(2023, 4, 3), (1, 2)),
            Event(2, "第二件事", date(2023, 4, 2), None, (3,)),
        )
        differing = (Disagreement("撑船", "They differ.", readings),)
        return replace(answer, disagreements=differing, stories=stories)


def test_what_articles_say_differently_and_their_stories_are_told(
    api: FakeBotApi, start_bot: Start
) -> None:
    start_bot(Contrary())
    api.say("渡工是谁？")
    [text] = api.replies(1)
    assert "各篇报道说法不一: 41年（2023-04-01） ｜ 42年（2023-04-02）" in text
    assert "[1、2] 第一件事 · 2023-04-01 – 2023-04-03" in text
    assert "第二件事" not in text, "a story of one passage is that passage"
