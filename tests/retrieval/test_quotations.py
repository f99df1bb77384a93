"""Quotation marks of Chinese, English and other print, nested, unclosed and misused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.quotations import quotations, without_marks


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("她说：“江水退了。”又说：“船来了。”", ["江水退了。", "船来了。"]),
        ("她說：「江水退了。」", ["江水退了。"]),
        ("他写道：“老人说‘船来了’。”", ["老人说‘船来了’。", "船来了"]),
        ("「他說『船來了』就走」", ["他說『船來了』就走", "船來了"]),
        ('the mayor said "we open" and "we close"', ["we open", "we close"]),
        ("“Don’t wait,” she said.", ["Don’t wait,"]),
        ("‘Don’t wait,’ she said.", ["Don’t wait,"]),
        ("Er sagte: „Wir öffnen.“ Dann ging er.", ["Wir öffnen."]),
        ("Il dit : « Nous ouvrons. »", [" Nous ouvrons. "]),
        ("﹁豎排的話﹂", ["豎排的話"]),
        ("＂全角＂", ["全角"]),
        ("没有引号，it's the workers’ boat 5'10", []),
        ("“！”空的“”引号", []),
        ("“一段没有关上\n下一段“关上了”", ["一段没有关上", "关上了"]),
        ("“第一段。\n“第二段。”", ["第一段。", "第二段。"]),
        ("没有开的”引号", []),
    ],
)
def test_what_stands_between_marks_is_quoted(text: str, quoted: list[str]) -> None:
    assert [one.words for one in quotations(text)] == quoted


@given(st.text(alphabet='“”‘’「」『』"„«»\n字a ’，', max_size=60))
def test_every_quotation_is_a_stretch_of_the_text(text: str) -> None:
    found = quotations(text)
    assert all(text[one.start : one.end] == one.words for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)


def test_ten_thousand_opening_marks_are_read_at_once() -> None:
    assert len(quotations("“字" * 10_000)) <= 8


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" “船来了。” ", "船来了。"),
        ("「船来了」", "船来了"),
        ("“船”和“桥”", "“船”和“桥”"),
        ("他说“船来了”", "他说“船来了”"),
        ("船来了", "船来了"),
        ("“船来了", "“船来了"),
        ("", ""),
    ],
)
def test_only_marks_round_all_of_a_text_are_taken_off(text: str, words: str) -> None:
    assert without_marks(text) == words
