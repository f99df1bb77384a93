"""Presses under an answer: the message changes in place, and every press is answered."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from bot.telegram.keyboards import pressed
from tests.bot.newspaper import BRIDGE, FERRY, Story, TinyArchive
from tests.bot.telegram.conftest import RunningBot
from tests.bot.telegram.fake_bot_api import FakeBotApi

Start = Callable[..., RunningBot]


@pytest.fixture
def asked(api: FakeBotApi, bot: RunningBot) -> RunningBot:
    """A bot that has answered a question with two passages."""
    api.say("渡工是谁？")
    api.replies(1)
    return bot


def test_passages_are_turned_in_place(api: FakeBotApi, asked: RunningBot) -> None:
    assert "1/2" in api.labels()
    api.press("▶")
    assert "2/2" in api.labels()
    assert BRIDGE.highlight in api.last()["visible"]
    assert FERRY.highlight not in api.last()["visible"]
    api.press("▶")
    assert FERRY.highlight in api.last()["visible"], "after the last comes the first"
    assert "💬 渡工<b>陈守义</b>" in api.last()["text"]
    api.press("◀")
    assert "2/2" in api.labels()
    assert len(api.sent) == 1


def test_the_counter_says_nothing_and_is_answered(api: FakeBotApi, asked: RunningBot) -> None:
    assert "text" not in api.press("1/2")
    assert api.edits == []


def test_context_is_widened_and_narrowed(api: FakeBotApi, asked: RunningBot) -> None:
    before = api.last()["visible"]
    assert "昨日傍晚" not in before
    api.press("＋")
    assert "昨日傍晚，登云渡口送走了最后一班船。" in api.last()["visible"]
    assert "－ 上下文" in api.labels()
    api.press("－")
    assert api.last()["visible"] == before


def test_the_whole_article_is_paged(api: FakeBotApi, bot: RunningBot) -> None:
    api.say("长文")
    api.replies(1)
    answer = api.last()["visible"]
    api.press("全文")
    seen = [api.last()["visible"]]
    pages = next(label for label in api.labels() if "/" in label)
    assert pages.startswith("1/")
    for _ in range(int(pages.split("/")[1]) - 1):
        api.press("▶")
        seen.append(api.last()["visible"])
    assert "第0段。" in seen[0]
    assert "结尾在此。" in seen[-1]
    assert len(set(seen)) == len(seen)
    api.press("返回")
    assert api.last()["visible"] == answer


def test_a_citation_has_its_styles_and_a_button_that_copies_it(
    api: FakeBotApi, asked: RunningBot
) -> None:
    api.press("引文")
    assert "登云渡口昨日停航" in api.last()["visible"]
    assert "• gbt7714-2025" in api.labels()
    copied = [b for row in _rows(api) for b in row if "copy_text" in b]
    assert "登云渡口昨日停航" in copied[0]["copy_text"]["text"]
    api.press("bibtex")
    assert "@article" in api.last()["visible"]
    api.press("返回")
    assert FERRY.highlight in api.last()["visible"]


def test_thumbs_are_thanked_for_and_a_bad_one_is_asked_why(
    api: FakeBotApi, asked: RunningBot
) -> None:
    assert "谢谢" in api.press("👍")["text"]
    assert "哪里不对" in api.press("👎")["text"]
    assert {"不是这一篇", "旧闻", "答非所问"} <= set(api.labels())
    assert "谢谢" in api.press("旧闻")["text"]
    assert "👍" in api.labels()


def test_buttons_work_after_a_restart(api: FakeBotApi, start_bot: Start) -> None:
    first = start_bot()
    api.say("渡工是谁？")
    api.replies(1)
    first.stop()
    start_bot()
    api.press("▶")
    assert BRIDGE.highlight in api.last()["visible"]


def test_an_expired_answer_says_so(api: FakeBotApi, start_bot: Start) -> None:
    start_bot()
    api.say("渡工是谁？")
    api.replies(1)
    reply = api.send_press("p:neverwas00:1:0", api.last(), 7)
    assert "过期" in reply["text"]
    assert reply["show_alert"] is True
    assert api.edits == []


@pytest.mark.parametrize(
    "data",
    ["p:{id}:99:0", "a:{id}:7:0", "c:{id}:0:99", "f:{id}:0:zz", "f:{id}:88:g", "s:hits:99999",
     "s:language:xx", "s:nothing:True", "e:", "u:x", f"u:{10**40}", "w", "x", "", ":::::",
     "p:{id}:-1:-1"],
)  # fmt: skip
def test_any_data_of_a_forged_button_is_answered_and_breaks_nothing(
    api: FakeBotApi, start_polling: Start, data: str
) -> None:
    start_polling()
    api.say("渡工是谁？")
    api.replies(1)
    known = pressed(_rows(api)[1][0]["callback_data"]).of
    api.send_press(data.format(id=known), api.last(), 7)
    api.say("望鹤桥")
    assert "抱歉" not in api.replies(2)[1]
    assert BRIDGE.highlight in api.replies(2)[1]


def test_an_answer_of_another_chat_cannot_be_opened(api: FakeBotApi, start_polling: Start) -> None:
    start_polling()
    api.say("渡工是谁？", chat_id=7)
    api.replies(1)
    known = pressed(_rows(api)[1][0]["callback_data"]).of
    api.say("/help", chat_id=8)
    api.replies(1, chat_id=8)
    reply = api.send_press(f"p:{known}:0:0", api.last(8), 8)
    assert "过期" in reply["text"]


def test_pressing_twice_is_no_error(api: FakeBotApi, asked: RunningBot) -> None:
    api.press("引文")
    kept = api.last()
    data = next(
        b["callback_data"] for row in _rows(api) for b in row if "• gbt7714-2025" in b["text"]
    )
    api.send_press(data, kept, 7)
    api.send_press(data, kept, 7)
    assert any(call.status == 400 for call in api.calls), "telegram did refuse"
    assert len(api.sent) == 1


def test_near_misses_of_a_refusal_are_shown_on_demand(api: FakeBotApi, bot: RunningBot) -> None:
    api.say("火星上有几家报社？")
    api.replies(1)
    assert BRIDGE.highlight not in api.last()["visible"]
    api.press("最接近")
    assert "最接近的段落" in api.last()["visible"]
    assert BRIDGE.highlight in api.last()["visible"]
    assert len(api.sent) == 1


class Empty(TinyArchive):
    """An archive in which nothing is near."""

    def ask(self, question):  # type: ignore[no-untyped-def]
        from dataclasses import replace

        return replace(super().ask(question), hits=())


def test_near_misses_are_offered_once_when_there_are_none(
    api: FakeBotApi, start_bot: Start
) -> None:
    start_bot(Empty())
    api.say("火星上有几家报社？")
    api.replies(1)
    api.press("最接近")
    assert not any("最接近" in label for label in api.labels())


class Dated(TinyArchive):
    """An archive that limits every question with a year in it, unless told not to."""

    def ask(self, question):  # type: ignore[no-untyped-def]
        from dataclasses import replace

        answer = super().ask(question)
        if "2023年" in question.text and question.use_dates:
            reading = replace(answer.interpretation, time_words=("2023年",), words=question.text)
            return replace(answer, interpretation=reading)
        return answer


def test_the_time_of_a_question_is_a_chip_that_goes_off_and_on(
    api: FakeBotApi, start_bot: Start
) -> None:
    archive = Dated()
    start_bot(archive)
    api.say("2023年渡工是谁？")
    api.replies(1)
    api.press("不限时间")
    assert archive.questions[-1].use_dates is False
    api.press("只看 2023年")
    assert archive.questions[-1].use_dates is True
    assert "🗓 不限时间" in api.labels()
    assert len(api.sent) == 1


def test_a_withdrawn_article_is_shown_as_withdrawn_when_its_button_is_pressed(
    api: FakeBotApi, start_polling: Start
) -> None:
    archive = TinyArchive()
    start_polling(archive)
    api.say("渡工是谁？")
    api.replies(1)
    gone = {f: getattr(FERRY, f) for f in Story.__dataclass_fields__} | {"standing": "withdrawn"}
    archive.stories = (Story(**gone), *archive.stories[1:])
    api.press("▶")
    api.press("◀")
    assert "已经撤回" in api.last()["visible"]


def _rows(api: FakeBotApi) -> list[list[dict[str, object]]]:
    rows = json.loads(json.dumps(api.last()["reply_markup"]["inline_keyboard"]))
    assert isinstance(rows, list)
    return rows
