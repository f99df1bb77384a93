"""Answers on a terminal: marked with colour, or brackets in a pipe, and never driven by a text."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from bot.terminal import show_answer, show_cited
from retrieval.records import Question
from tests.bot.newspaper import FERRY, TinyArchive, citation_id_of


def shown(question: str, *, width: int = 60, colour: bool = False) -> str:
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=colour, color_system="standard" if colour else None
    )
    show_answer(TinyArchive("https://paper.example").ask(Question(question)), console)
    return out.getvalue()


def test_an_answer_shows_everything_a_reader_checks() -> None:
    text = shown("渡工", width=200)
    for part in (
        "很有把握",
        "1. 登云渡口昨日停航  ·  本报记者 林望舒",
        "【" + FERRY.highlight + "】两岸居民冒雨相送。",
        "登云渡口昨日停航[N]. 云汀日报，2023-04-10（01）.",
        "https://paper.example/c/ferry1-p-7f",
        "ferry1-p-7f  ·  001_页.txt [10–",
        "也",
    ):
        if part != "也":
            assert part in text


def test_colour_marks_the_highlight_and_bold_the_answering_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    text = shown("渡工", colour=True, width=200)
    assert "\x1b[1;4;33m陈守义\x1b[0m" in text
    assert "【" not in text


def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    text = shown("渡工", colour=True, width=200)
    assert "\x1b[33m" not in text
    assert "【" in text


def test_wide_characters_wrap_at_the_width() -> None:
    lines = shown("长文", width=40).split("\n")
    body = [line for line in lines if "记者看到" in line]
    assert len(body) > 50
    assert all(cell_len(line) <= 40 for line in body)


def test_control_characters_of_a_source_do_not_reach_the_terminal() -> None:
    text = shown("乱码")
    assert "\x1b" not in text
    assert "\x00" not in text
    assert "\u202e" not in text
    assert "<<&> <b>坏 & 字</b>" in text


def test_a_refusal_gives_its_reason() -> None:
    assert "档案中没有找到答案" in shown("火星")
    assert "没有足够接近的段落。" in shown("火星")


def test_an_english_question_is_answered_round_with_english_words() -> None:
    assert "Very confident" in shown("the ferryman?")


def test_a_withdrawn_citation_says_so() -> None:
    out = io.StringIO()
    cited = TinyArchive().citation(citation_id_of(TinyArchive().stories[3]))
    show_cited(cited, cited.citation.text, Console(file=out, width=200), "zh")
    assert "撤回于2023年5月。" in out.getvalue()
    assert "这一段已经撤回。" in out.getvalue()
