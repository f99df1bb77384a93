"""The process is killed between any two steps: no question is lost, at most one answer is given
twice, and a second process never answers beside the first."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.bot.newspaper import FERRY
from tests.bot.telegram.fake_bot_api import TOKEN, FakeBotApi

ROOT = Path(__file__).parents[3]
SCRIPT = """
import os, signal, sys, bot.opening
from tests.bot.newspaper import TinyArchive
step = sys.argv.pop(1)

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

class Mortal(TinyArchive):
    def ask(self, question):
        if step == "searching":
            die()
        return super().ask(question)

bot.opening.open_answering = lambda settings, **_: Mortal()
import bot.telegram.inbox as inbox, bot.telegram.intake as intake, bot.telegram.sending as sending
if step == "kept":
    intake.Intake._start = die
if step == "sent":
    post = sending.Sender._posted
    async def posted(*given, **named):
        await post(*given, **named)
        die()
    sending.Sender._posted = posted
if step == "answered":
    inbox.Inbox.done = die
sys.argv[0] = "baoda"
from bot.cli import main
main()
"""


@contextmanager
def running(
    step: str, api: FakeBotApi, memory: Path, *arguments: str, **more: str
) -> Iterator[subprocess.Popen[str]]:
    environ = {
        "BAODA_TELEGRAM_TOKEN": TOKEN,
        "BAODA_TELEGRAM_API_URL": api.url,
        "BAODA_TELEGRAM_STATE": str(memory),
        **more,
    }
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, step, *(arguments or ("telegram",))],
        cwd=ROOT,
        env={**os.environ, **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(
    ("step", "answers"),
    [
        ("kept", 1),
        pytest.param("searching", 1, marks=pytest.mark.slow),
        pytest.param("sent", 2, marks=pytest.mark.slow),
        pytest.param("answered", 2, marks=pytest.mark.slow),
    ],
)
def test_a_question_survives_a_kill_at_any_step(
    api: FakeBotApi, memory: Path, step: str, answers: int
) -> None:
    with running(step, api, memory) as process:
        api.say("渡工是谁？", chat_id=7)
        assert process.wait(20) == -signal.SIGKILL
    # Telegram believes that it was taken: only the inbox knows of it.
    api.updates.clear()
    with running("", api, memory) as process:
        texts = api.replies(answers, seconds=20)
        assert FERRY.highlight in texts[-1]
        api.say("/help", chat_id=8)
        api.replies(1, chat_id=8, seconds=20)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert len(api.replies(answers)) == answers


@pytest.mark.slow
def test_a_question_that_kills_every_time_is_given_up_and_the_others_are_answered(
    api: FakeBotApi, memory: Path
) -> None:
    api.say("渡工是谁？", chat_id=7)
    for _ in range(3):
        with running("searching", api, memory) as process:
            assert process.wait(20) == -signal.SIGKILL
    api.say("/help", chat_id=8)
    with running("searching", api, memory):
        assert api.replies(1, chat_id=8, seconds=20)
    assert not [m for m in api.sent if m["chat_id"] == 7]


def test_a_second_process_says_that_there_is_one_and_takes_over_when_it_is_gone(
    api: FakeBotApi, memory: Path
) -> None:
    with running("", api, memory) as first:
        api.wait_for(lambda: api.poller > 0, 20)
        with running("", api, memory) as second:
            _, said = second.communicate(timeout=20)
        assert second.returncode == 1
        last = said.rstrip().splitlines()[-1]
        assert last.startswith("baoda: Another process is running this Telegram bot already")
        first.kill()
        first.wait(10)
        began = time.monotonic()
        with running("", api, memory):
            api.say("渡工是谁？")
            assert FERRY.highlight in api.replies(1, seconds=20)[0]
        assert time.monotonic() - began < 15
