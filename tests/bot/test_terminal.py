"""Answers on a terminal: marked with colour, or brackets in a pipe, and never driven by a text."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from rich.cells import cell_len
from rich.console import Console

from bot.terminal import show_answer, show_cited
from bot.together import lines_of
from bot.wording import WORDS
from retrieval.accounts import Disagreement, Reading, Story
from retrieval.records import Answer, Question
from retrieval.views import Correction
from tests.bot.newspaper import BRIDGE, FERRY, TinyArchive, citation_id_of, citation_of


def printed(answer: Answer) -> str:
    out = io.StringIO()
    show_answer(answer, Console(file=out, width=200))
    return out.getvalue()


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


def test_a_refusal_tells_what_to_try() -> None:
    refusal = TinyArchive().ask(Question("火星"))
    near = TinyArchive().ask(Question("火星", near=True))
    read = replace(refusal.interpretation, time_words=("去年",), words="去年的火星")
    dated = replace(refusal, interpretation=read, confidence=0)
    by_operator = replace(dated, interpretation=replace(read, words="火星"))
    assert "加上 --near" in printed(refusal)
    assert "加上 --no-use-dates" not in printed(refusal)
    assert "加上 --no-use-dates" in printed(dated)
    assert "加上 --near" not in printed(dated)
    for helped in (
        near,
        by_operator,
        replace(refusal, confidence=0),
        TinyArchive().ask(Question("渡工")),
    ):
        assert "加上 --" not in printed(helped)


def test_an_english_question_is_answered_round_with_english_words() -> None:
    assert "Very confident" in shown("the ferryman?")


def test_a_withdrawn_citation_says_so() -> None:
    out = io.StringIO()
    cited = TinyArchive().citation(citation_id_of(TinyArchive().stories[3]))
    show_cited(cited, cited.citation.text, Console(file=out, width=200), "zh")
    assert "撤回于2023年5月。" in out.getvalue()
    assert "这一段已经撤回。" in out.getvalue()


def test_a_corrected_citation_is_shown_with_its_correction() -> None:
    archive = TinyArchive()
    cited = archive.citation(citation_id_of(FERRY))
    correction = Correction(citation_of(BRIDGE), "“四十一年”应为“四十年”。特此更正。")
    cited = replace(cited, standing="superseded", corrections=(correction,))
    out = io.StringIO()
    show_cited(cited, cited.citation.text, Console(file=out, width=200), "zh")
    text = out.getvalue()
    assert correction.text in text
    assert correction.citation.text in text
    assert WORDS["zh"]["superseded"] in text


def together(language: str, first: date | None = date(2023, 4, 10)) -> str:
    """The lines above two hits of one story, that do not agree, and a third of another."""
    answer = replace(
        TinyArchive().ask(Question("渡工")),
        stories=(
            Story(1, "登云渡口", first, first and date(2023, 4, 12), (1, 3)),
            Story(2, "望鹤桥", date(2023, 4, 11), date(2023, 4, 11), (2,)),
        ),
        disagreements=(
            Disagreement(
                "渡口每天运送",
                "",
                (
                    Reading("3000人", "三千人", 3, "a", first),
                    Reading("6000人", "6000人", 1, "b", date(2023, 4, 12)),
                ),
            ),
        ),
    )
    return "\n".join(lines_of(answer, language))


def test_hits_that_do_not_agree_are_said_to_with_their_days() -> None:
    assert together("zh") == (
        "关于“渡口每天运送”，各篇报道说法不一：\n"
        "   三千人  ·  2023年4月10日  ·  [3]\n"
        "   6000人  ·  2023年4月12日  ·  [1]\n"
        "第 1、3 条说的是同一件事（2023年4月10日至2023年4月12日）"
    )
    assert "Passages 1, 3 report one story (10 April 2023 to 12 April 2023)" in together("en")
    undated = together("en", None)
    assert "三千人  ·  no date  ·  [3]" in undated
    assert "Passages 1, 3 report one story\n" in undated + "\n"


def test_passages_of_one_article_are_not_said_to_tell_one_story() -> None:
    answer = TinyArchive().ask(Question("渡工"))
    same = replace(answer.hits[0], rank=2)
    told = replace(
        answer,
        hits=(answer.hits[0], same, replace(answer.hits[1], rank=3)),
        stories=(Story(1, "登云渡口", None, None, (1, 2)), Story(2, "望鹤桥", None, None, (3,))),
    )
    assert list(lines_of(told, "zh")) == []


def test_hits_that_agree_on_stories_of_their_own_are_shown_alone() -> None:
    assert list(lines_of(TinyArchive().ask(Question("渡工")), "zh")) == []


def test_a_hit_tells_what_stands_in_it_word_for_word_and_what_was_corrected() -> None:
    answer = TinyArchive().ask(Question("渡工"))
    hit = answer.hits[0]
    told = replace(hit, exact=("陈守义",), citation=replace(hit.citation, corrections=("c1",)))
    out = io.StringIO()
    show_answer(replace(answer, hits=(told,)), Console(file=out, width=200))
    assert "逐字相符: “陈守义”" in out.getvalue()
    assert out.getvalue().index("后来有更正: c1") < out.getvalue().index("【" + FERRY.highlight)
