"""`/follow`: told once of each new article that answers, at once or in the morning, by day."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.telegram import watching
from bot.telegram.state import reading
from index.errors import BadQuestion
from tests.bot.newspaper import FERRY, STORIES, Story, TinyArchive
from tests.bot.telegram.conftest import RunningBot
from tests.bot.telegram.fake_bot_api import FakeBotApi
from tests.bot.telegram.faults import Fault, flood_wait, refusal

# PTB warns each time its own RetryAfter is made: the type of a field will change one day.
pytestmark = pytest.mark.filterwarnings("ignore:.*retry_after.*:DeprecationWarning")
Start = Callable[..., RunningBot]
NEWS = replace(
    FERRY,
    article_id="ferry2",
    title="渡口旧址将建公园",
    body="记者获悉，渡工旧居将改为纪念馆，下月动工。",
    highlight="渡工旧居将改为纪念馆，下月动工。",
    span=None,
)
REPRINT = replace(NEWS, article_id="ferry3", newspaper="云汀晚报")


def saying(words: str) -> Story:
    """Another article about the ferryman."""
    return replace(NEWS, article_id=f"a{abs(hash(words))}", body=words, highlight=words)


class Growing(TinyArchive):
    """An archive that gets new articles, each time a new generation."""

    def add(self, *stories: Story) -> None:
        self.stories = (*stories, *self.stories)
        self.generation += 1

    def ask(self, question):  # type: ignore[no-untyped-def]
        return replace(super().ask(question), generation=self.generation)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The time of day the bot goes by: the last of these."""
    noon = datetime(2024, 1, 20, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    times = [noon]
    made = watching.Watching.__init__

    def init(self, *given, **named):  # type: ignore[no-untyped-def]
        made(self, *given, **named)
        self._now = lambda zone: times[-1]

    monkeypatch.setattr(watching.Watching, "__init__", init)
    return times


@pytest.mark.usefixtures("clock")
def test_a_new_article_that_answers_is_told_once_and_a_reprint_not_at_all(
    api: FakeBotApi, start_bot: Start
) -> None:
    archive = Growing()
    start_bot(archive)
    api.say("/follow 渡工")
    assert "已关注" in api.replies(1)[0]
    archive.add(NEWS)
    text = api.replies(2)[1]
    assert "您关注的问题有了新报道" in text
    assert NEWS.highlight in text
    archive.add(REPRINT)
    archive.add(replace(STORIES[4], article_id="long2"))
    other = replace(
        NEWS, article_id="ferry4", body="渡工的船进了博物馆。", highlight="渡工的船进了博物馆。"
    )
    archive.add(other)
    assert other.highlight in api.replies(3)[2]
    assert len(api.sent) == 3


@pytest.mark.usefixtures("clock")
def test_a_notice_has_the_buttons_of_an_answer_and_one_to_stop(
    api: FakeBotApi, start_bot: Start
) -> None:
    archive = Growing()
    start_bot(archive)
    api.say("/follow 渡工")
    api.replies(1)
    archive.add(NEWS)
    api.replies(2)
    api.press("引文")
    assert "渡口旧址将建公园" in api.last()["visible"]
    api.press("返回")
    api.say("/follow")
    assert "正在关注" in api.replies(3)[2]
    api.press("渡工")
    archive.add(saying("渡工新书出版。"))
    api.say("/follow")
    assert "还没有关注" in api.replies(4)[3]
    assert len(api.sent) == 4


@pytest.mark.usefixtures("clock")
def test_only_who_follows_can_stop_and_then_the_notice_stays(
    api: FakeBotApi, start_bot: Start
) -> None:
    archive = Growing()
    start_bot(archive)
    api.say("/follow 渡工", chat_id=-5)
    api.replies(1, chat_id=-5)
    archive.add(NEWS)
    api.replies(2, chat_id=-5)
    assert "text" not in api.press("🔕", chat_id=-5, user_id=66)
    assert "停止关注" in api.press("🔕", chat_id=-5, user_id=5)["text"]
    assert "📎 引文" in api.labels(chat_id=-5)
    assert "🔕 停止关注" not in api.labels(chat_id=-5)


@pytest.mark.usefixtures("clock")
def test_who_is_no_longer_on_the_list_is_told_nothing(api: FakeBotApi, start_bot: Start) -> None:
    archive = Growing()
    first = start_bot(archive, telegram_allowed="7,8")
    for chat in (7, 8):
        api.say("/follow 渡工", chat_id=chat)
        api.replies(1, chat_id=chat)
    first.stop()
    archive.add(NEWS)
    start_bot(archive, telegram_allowed="8")
    assert NEWS.highlight in api.replies(2, chat_id=8)[1]
    assert len(api.replies(1, chat_id=7)) == 1


@pytest.mark.usefixtures("clock")
def test_following_begins_from_an_answer_and_survives_a_restart(
    api: FakeBotApi, start_bot: Start
) -> None:
    archive = Growing()
    first = start_bot(archive)
    api.say("渡工")
    api.replies(1)
    api.press("关注")
    assert "已关注" in api.replies(2)[1]
    first.stop()
    archive.add(NEWS)
    start_bot(archive)
    assert NEWS.highlight in api.replies(3)[2]


def test_at_night_nobody_is_woken(
    api: FakeBotApi, start_polling: Start, clock: list[datetime], memory: Path
) -> None:
    archive = Growing()
    start_polling(archive)
    api.say("/follow 渡工")
    api.replies(1)
    clock.append(clock[0].replace(hour=23))
    archive.add(NEWS)
    until_noticed(memory, 1)
    api.say("/follow")
    api.replies(2)
    with pytest.raises(AssertionError, match="not within"):
        api.replies(3, seconds=0.5)
    clock.append(clock[0].replace(day=21, hour=8))
    assert NEWS.highlight in api.replies(3)[2]


def test_daily_notices_come_together_the_next_morning(
    api: FakeBotApi, start_polling: Start, clock: list[datetime], memory: Path
) -> None:
    archive = Growing()
    start_polling(archive)
    api.say("/settings")
    api.replies(1)
    api.press("每天汇总")
    api.say("/follow 渡工")
    assert "每天早上八点" in api.replies(2)[1]
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    clock.append(now)
    archive.add(NEWS)
    archive.add(saying("渡工新书出版。"))
    until_noticed(memory, 2)
    with pytest.raises(AssertionError, match="not within"):
        api.replies(3, seconds=0.5)
    clock.append(datetime.fromtimestamp(now.timestamp() + 86_400, now.tzinfo))
    api.replies(3)
    assert "1/2" in api.labels()


@pytest.mark.usefixtures("clock")
def test_who_blocked_the_bot_is_followed_up_no_more_and_others_are(
    api: FakeBotApi, start_polling: Start
) -> None:
    archive = Growing()
    start_polling(archive)
    for chat in (7, 8):
        api.say("/follow 渡工", chat_id=chat)
        api.replies(1, chat_id=chat)
    api.fail("sendMessage", refusal(403, "Forbidden: bot was blocked by the user", chat_id=7))
    archive.add(NEWS)
    assert NEWS.highlight in api.replies(2, chat_id=8)[1]
    api.wait_for(lambda: any(call.status == 403 for call in api.calls))
    archive.add(saying("渡工新书出版。"))
    api.replies(3, chat_id=8)
    assert len(api.replies(1, chat_id=7)) == 1


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    "trouble", [refusal(400, "Bad Request: chat not found"), flood_wait(3600)], ids=["gone", "wait"]
)
def test_a_chat_that_cannot_be_told_keeps_no_other_from_being_told(
    api: FakeBotApi, start_polling: Start, trouble: Fault
) -> None:
    archive = Growing()
    start_polling(archive)
    for chat in (7, 8):
        api.say("/follow 渡工", chat_id=chat)
        api.replies(1, chat_id=chat)
    api.fail("sendMessage", replace(trouble, chat_id=7))
    archive.add(NEWS)
    assert NEWS.highlight in api.replies(2, chat_id=8)[1]
    archive.add(saying("渡工新书出版。"))
    api.replies(3, chat_id=8)


@pytest.mark.usefixtures("clock")
def test_a_question_that_cannot_be_asked_any_more_keeps_no_other_from_being_looked_up(
    api: FakeBotApi, start_polling: Start
) -> None:
    class Refusing(Growing):
        def ask(self, question):  # type: ignore[no-untyped-def]
            if self.generation > 1 and "旧" in question.text:
                raise BadQuestion("The words of this question are no longer taken.")
            return super().ask(question)

    archive = Refusing()
    archive.generation = 1
    start_polling(archive)
    for number, text in enumerate(("旧渡工", "渡工"), 1):
        api.say(f"/follow {text}")
        api.replies(number)
    archive.add(NEWS)
    assert NEWS.highlight in api.replies(3)[2]


def until_noticed(memory: Path, count: int) -> None:
    """Wait until so many notices are waiting to be told."""
    deadline = time.monotonic() + 10
    with closing(reading(next(memory.glob("*.db")))) as db:
        while db.execute("SELECT count(*) FROM notices").fetchone()[0] < count:
            assert time.monotonic() < deadline
            time.sleep(0.01)


def test_of_what_is_to_be_told_what_left_the_archive_is_passed_over(
    api: FakeBotApi, start_polling: Start, clock: list[datetime], memory: Path
) -> None:
    archive = Growing()
    start_polling(archive)
    api.say("/follow 渡工")
    api.replies(1)
    clock.append(clock[0].replace(hour=23))
    stays = saying("渡工新书出版。")
    archive.add(NEWS, stays)
    until_noticed(memory, 2)
    archive.stories = tuple(one for one in archive.stories if one is not NEWS)
    clock.append(clock[0])
    assert stays.highlight in api.replies(2)[1]


def test_the_same_question_is_followed_once_and_no_more_than_twenty(
    api: FakeBotApi, start_polling: Start
) -> None:
    from bot.telegram.following import Follow, follow
    from bot.telegram.state import State

    bot = start_polling()
    bot.stop()
    state = State(bot.settings.telegram_state or bot.settings.archive, "999")
    with state._db as db:
        one = Follow(0, 7, 7, None, "渡工", "zh", 1)
        assert follow(db, one, ())
        assert follow(db, one, ()) == 0
        for number in range(19):
            assert follow(db, replace(one, question=f"渡工{number}"), ())
        assert follow(db, replace(one, question="再来一个"), ()) is None
        assert follow(db, replace(one, user_id=8), ())
    state.close()
