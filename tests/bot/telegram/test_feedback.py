"""Judgements become questions for `baoda eval`, and name nobody."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from typer.testing import CliRunner

from bot.cli import app
from retrieval.cases import read_cases
from tests.bot.newspaper import BRIDGE, FERRY
from tests.bot.telegram.conftest import RunningBot
from tests.bot.telegram.fake_bot_api import TOKEN, FakeBotApi

Start = Callable[..., RunningBot]


def export(memory: Path, out: Path, *more: str) -> str:
    environ = {"BAODA_TELEGRAM_TOKEN": TOKEN, "BAODA_TELEGRAM_STATE": str(memory)}
    result = CliRunner().invoke(app, ["feedback", "export", "--out", str(out), *more], env=environ)
    assert result.exit_code == 0, result.output
    return result.output


def test_what_was_found_good_is_a_question_with_its_answer(
    api: FakeBotApi, bot: RunningBot, memory: Path, tmp_path: Path
) -> None:
    api.say("渡工是谁？")
    api.replies(1)
    api.press("👍")
    api.press("▶")
    api.press("👎")
    api.press("不是这一篇")
    out = tmp_path / "questions.jsonl"
    assert "1 questions" in export(memory, out), "beside a bot that is running"
    [record] = map(json.loads, out.read_text("utf-8").splitlines())
    assert record["question"] == "渡工是谁？"
    assert record["answer"] == "陈守义"
    assert record["evidence"] == FERRY.highlight
    assert record["seed"] == "001_页.txt"
    assert record["disputed"] == [{"citation_id": "bridge1-p-7f", "why": "wrong_article"}]
    [case] = read_cases(out)
    assert case.answerable
    assert case.answer == "陈守义"
    assert "user" not in out.read_text("utf-8")


def test_a_refusal_found_right_is_a_question_without_answer(
    api: FakeBotApi, start_polling: Start, memory: Path, tmp_path: Path
) -> None:
    start_polling()
    api.say("火星上有几家报社？")
    api.replies(1)
    api.press("👍")
    out = tmp_path / "questions.jsonl"
    export(memory, out)
    [case] = read_cases(out)
    assert not case.answerable
    assert case.kind == "unanswerable"


def test_only_wrong_answers_make_no_question_but_a_list_for_a_person(
    api: FakeBotApi, start_polling: Start, memory: Path, tmp_path: Path
) -> None:
    start_polling()
    api.say("望鹤桥什么时候封闭？")
    api.replies(1)
    api.press("👎")
    api.press("答非所问")
    out, wrong = tmp_path / "questions.jsonl", tmp_path / "wrong.jsonl"
    report = json.loads(export(memory, out, "--disputed", str(wrong), "--json"))
    assert report == {"questions": 0, "disputed": 1}
    assert out.read_text("utf-8") == ""
    [record] = map(json.loads, wrong.read_text("utf-8").splitlines())
    assert record["disputed"] == [{"citation_id": "bridge1-p-7f", "why": "does_not_answer"}]


def test_the_last_word_of_a_reader_counts_and_more_readers_count_more(
    api: FakeBotApi, start_polling: Start, memory: Path, tmp_path: Path
) -> None:
    start_polling()
    api.say("/ask 渡工是谁？", chat_id=-5)
    api.replies(1, chat_id=-5)
    api.press("👍", chat_id=-5, user_id=1)
    for user in (1, 2, 3):
        api.press("👎", chat_id=-5, user_id=user)
        api.press("旧闻", chat_id=-5, user_id=user)
    api.press("👍", chat_id=-5, user_id=3)
    out = tmp_path / "questions.jsonl"
    assert "0 questions" in export(memory, out)
    assert BRIDGE.article_id not in out.read_text("utf-8")


def test_without_a_bot_there_is_a_sentence(tmp_path: Path) -> None:
    environ = {"BAODA_TELEGRAM_TOKEN": TOKEN, "BAODA_TELEGRAM_STATE": str(tmp_path)}
    result = CliRunner().invoke(app, ["feedback", "export"], env=environ)
    assert result.exit_code == 1
    assert "No feedback" in result.output
