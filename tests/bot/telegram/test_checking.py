"""Quotations as messages: what is a draft, and reports that Telegram takes whatever was quoted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.checking import is_draft, report
from bot.telegram.markup import LIMIT, length
from bot.telegram.wording import LANGUAGES, words_for
from retrieval.records import Slice
from retrieval.verdicts import Difference, Match, PrintedIn, Verification
from tests.bot.newspaper import FERRY, citation_of, facts_of, source_of
from tests.bot.telegram.telegram_html import visible_text


def match_of(text: str, *differences: Difference) -> Match:
    return Match(
        verdict="near",
        text=Slice(text, 0, len(text)),
        article=facts_of(FERRY),
        citation=citation_of(FERRY),
        sources=(source_of(FERRY),),
        differences=differences,
        speaker=Slice("陈守义", 0, 3),
    )


@pytest.mark.parametrize(
    ("text", "forwarded", "draft"),
    [
        ("渡工是谁？", False, False),
        ("渡工是谁？", True, False),
        ("谁说过“昨天是他最后一次解缆”？", False, False),
        ("老人说“昨天是他最后一次解缆”。" + "稿子" * 60, False, True),
        ("没有引语的长文。" * 20, False, False),
        ("没有引语的转发。" * 20, True, True),
        ("长" * 513, False, True),
    ],
)
def test_what_is_a_text_to_be_checked_and_what_a_question(
    text: str, forwarded: bool, draft: bool
) -> None:
    assert is_draft(text, forwarded=forwarded) is draft


@settings(deadline=None)  # the first call loads dictionaries
@given(st.text(max_size=900), st.text(max_size=900), st.text(max_size=40))
def test_any_quotation_becomes_valid_messages(asked: str, printed: str, wrong: str) -> None:
    found = [
        Verification(asked, "near", (match_of(printed, Difference("replace", wrong, printed)),)),
        Verification(printed, "not_found"),
    ]
    for language in LANGUAGES:
        for message in report(found, words_for(language), draft=True, bot_name="a_bot"):
            assert visible_text(message).strip()
            assert length(message) <= LIMIT


@pytest.mark.parametrize(
    ("printed_in", "said"),
    [
        ("title", ("见标题", "見標題", "In the headline")),
        ("kicker", ("见引题", "見引題", "In the kicker")),
        ("subtitle", ("见副题", "見副題", "In the subtitle")),
    ],
)
def test_words_of_a_heading_are_said_to_stand_in_it(
    printed_in: PrintedIn, said: tuple[str, ...]
) -> None:
    match = replace(match_of("渡口停航"), printed_in=printed_in)
    for language, words in zip(LANGUAGES, said, strict=True):
        told = [
            "".join(
                report([Verification("渡口停航", "near", (one,))], words_for(language), draft=False)
            )
            for one in (match, replace(match, printed_in="body"))
        ]
        assert [words in one for one in told] == [True, False]


def test_a_hundred_quotations_are_split_between_quotations() -> None:
    one = Verification("他说了许多" * 20, "near", (match_of("他说了很多" * 20),))
    messages = report([replace(one) for _ in range(100)], words_for("zh"), draft=True)
    assert len(messages) > 3
    assert messages[0].startswith("<b>核对了 100 处引语")
    assert all(message.startswith("🟡") for message in messages[1:])
    assert sum(message.count("🟡") for message in messages) == 100
