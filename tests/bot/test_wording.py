"""Our own words: both languages say everything, with the same blanks to fill."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.sentences import in_language
from bot.wording import WORDS, choose_language, printed_in, verdict
from retrieval.records import Question
from retrieval.reranking import LOADING
from tests.bot.newspaper import BARE, BRIDGE, TinyArchive, citation_of

ROOT = Path(__file__).parents[2]


def test_both_languages_have_the_same_words_and_blanks() -> None:
    assert WORDS["zh"].keys() == WORDS["en"].keys()
    for key in WORDS["zh"]:
        blanks = [sorted(re.findall(r"{\w+}", WORDS[lang][key])) for lang in ("zh", "en")]
        assert blanks[0] == blanks[1], key


def test_chinese_is_spoken_unless_english_is_wanted() -> None:
    chosen = [choose_language(code) for code in (None, "", "zh-hans", "fr", "en", "en-GB", "EN")]
    assert chosen == ["zh", "zh", "zh", "zh", "en", "en", "en"]


def test_certainty_is_said_in_words() -> None:
    archive = TinyArchive()
    said = [verdict(archive.ask(Question(q)), "zh") for q in ("渡工", "也许渡工", "火星")]
    assert said == ["很有把握", "不太确定，请对照原文", "档案中没有找到答案"]


def test_unknown_facts_are_left_out_and_inferred_ones_marked() -> None:
    assert printed_in(citation_of(BARE), "zh") == "第01版"
    expected = "云汀日报 · 10 April 2023 (inferred) · page 01"
    assert printed_in(citation_of(BRIDGE), "en") == expected


def test_sentences_from_below_are_said_in_chinese_when_they_are_known() -> None:
    said = in_language("The archive never mentions “火星”, “几家”.", "zh")
    assert said == "档案中从未出现“火星”、“几家”。"
    assert in_language(LOADING, "zh") == "重排模型仍在加载，此处为未经重排的次序。"
    nothing = "Nothing printed {} lies within the filters asked for."
    said = in_language(nothing.format("from 2023-01-01 to 2023-01-31 (“一月”)"), "zh")
    assert said.startswith("“一月”（2023-01-01～2023-01-31）")
    assert "（～2023-01-31）" in in_language(nothing.format("to 2023-01-31 (“此前”)"), "zh")
    assert in_language("The text breaks on.", "zh") == "The text breaks on."
    assert in_language("the text breaks off", "en") == "the text breaks off"


def test_every_reason_for_a_refusal_is_known_in_chinese() -> None:
    source = (ROOT / "retrieval" / "reasons.py").read_text()
    reasons = re.findall(r'return f?"([A-Z][^"]+\.)"', source)
    assert len(reasons) >= 4
    for written in reasons:
        reason = written.replace("{_printed(reading)}", "from 2023-01-01 on (“今年”)")
        assert in_language(reason, "zh") != reason


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            "“最新” asks for the newest: the hits that answer stand newest first.",
            "问的是“最新”：能回答的段落从新到旧排列。",
        ),
        (
            "“first time” asks for the oldest: the hits that answer stand oldest first.",
            "问的是“first time”：能回答的段落从旧到新排列。",
        ),
        (
            "Several stories answer: their hits stand in order of printing, oldest first.",
            "有几件事都能回答：按见报先后排列，最早的在前。",
        ),
        (
            "The reports do not agree: “3人” (2023-06-02); “5人” (2023-06-04).",
            "各篇报道说法不一：“3人” (2023-06-02); “5人” (2023-06-04)。",
        ),
        (
            "A passage shown was printed in so many places that not all of them are named.",
            "有的段落刊登过很多次，没有全部列出。",
        ),
    ],
)
def test_what_is_told_of_the_hits_together_is_told_in_chinese(sentence: str, said: str) -> None:
    assert in_language(sentence, "zh") == said
    assert in_language(sentence, "en") == sentence
