"""Rendering for Telegram: everything escaped, nothing too long, nothing lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.render import LIMIT, length, plain, render_answer, render_cited
from bot.text_input import clean_text
from retrieval.records import Answer, Hit, Question, Slice
from tests.bot.newspaper import BARE, FERRY, GARBAGE, STORIES, TinyArchive, citation_id_of, hit_of
from tests.bot.telegram.telegram_html import visible_text


def answer_with(*hits: Hit) -> Answer:
    answer = TinyArchive().ask(Question("渡工"))
    return replace(answer, hits=hits)


def without_space(text: str) -> str:
    return "".join(clean_text(text).split())


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.article_id)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_story_renders_to_valid_messages(story, language) -> None:  # type: ignore[no-untyped-def]
    messages = render_answer(answer_with(hit_of(story)), language, bot_name="a_bot")
    seen = "".join(visible_text(message) for message in messages)
    assert all(length(message) <= LIMIT for message in messages)
    shown = story.highlight if story is FERRY else story.body[:1200]
    assert without_space(shown) in without_space(seen)


def test_the_highlight_is_bold_and_the_answering_words_underlined() -> None:
    [message] = render_answer(answer_with(hit_of(FERRY)), "zh")
    assert "<b>渡工</b><b><u>陈守义</u></b><b>撑了四十一年船" in message


def test_an_article_without_title_newspaper_or_date_says_only_what_is_known() -> None:
    [message] = render_answer(answer_with(hit_of(BARE)), "zh")
    assert "（无标题）" in message
    assert "None" not in message


def test_a_script_link_is_never_a_link() -> None:
    hit = hit_of(GARBAGE)
    hit = replace(hit, citation=replace(hit.citation, url="javascript:alert(1)"))
    assert "href" not in "".join(render_answer(answer_with(hit), "zh"))


def test_passages_that_fit_share_a_message_and_others_start_a_new_one() -> None:
    long = "&" * 600
    hits = [
        replace(hit_of(FERRY, n), passage=Slice(long, 0, 600), highlight=Slice(long[:9], 0, 9))
        for n in (1, 2, 3)
    ]
    messages = render_answer(answer_with(*hits), "zh")
    assert len(messages) == 3
    assert all(message.count("<blockquote expandable>") == 1 for message in messages)


def test_signs_made_of_several_characters_are_not_cut() -> None:
    family = "👩‍👩‍👧‍👦"
    text = "头" + family * 900
    middle = Slice(family, 1 + len(family) * 450, 1 + len(family) * 451)
    hit = replace(hit_of(FERRY), passage=Slice(text, 0, len(text)), highlight=middle, span=None)
    seen = "".join(visible_text(message) for message in render_answer(answer_with(hit), "zh"))
    assert seen.count(family) > 100
    assert seen.count("👩") == 2 * seen.count(family)
    assert seen.count("👦") == seen.count(family)


def test_a_passage_of_any_length_is_a_few_messages_with_its_citation_whole() -> None:
    body = "甲乙<&" * 75_000
    hit = replace(
        hit_of(FERRY),
        passage=Slice(body, 0, len(body)),
        highlight=Slice(body[150_000:150_020], 150_000, 150_020),
        span=None,
    )
    hit = replace(hit, citation=replace(hit.citation, text="引" * 900 + "。"))
    messages = render_answer(answer_with(hit), "zh", bot_name="a_bot")
    seen = "\n".join(visible_text(message) for message in messages)
    assert len(messages) <= 3
    assert all(length(message) <= LIMIT for message in messages)
    assert seen.count("\n…\n") == 2
    assert "📎 " + "引" * 900 + "。" in seen
    assert "start=c_" in messages[-1]
    assert f"<b>{body[150_000:150_020].replace('&', '&amp;').replace('<', '&lt;')}</b>" in "".join(
        messages
    )


def test_a_citation_longer_than_a_message_is_divided_not_shortened() -> None:
    line = "引文" * 3000
    hit = replace(hit_of(FERRY), citation=replace(hit_of(FERRY).citation, text=line))
    messages = render_answer(answer_with(hit), "zh")
    assert all(length(message) <= LIMIT for message in messages)
    assert line in without_space("".join(visible_text(message) for message in messages))


def test_a_withdrawn_citation_says_so_first() -> None:
    cited = TinyArchive().citation(citation_id_of(STORIES[3]))
    [message] = render_cited(cited, "zh")
    assert message.startswith("⚠️")
    assert "登云渡口昨日停航" in message


@given(
    st.text(st.characters(), max_size=3000),
    st.integers(0, 3000),
    st.integers(0, 3000),
    st.text(max_size=400),
)
def test_any_passage_and_title_become_valid_messages_that_show_the_highlight(
    body: str, start: int, end: int, title: str
) -> None:
    start, end = sorted((min(start, len(body)), min(end, len(body))))
    hit = hit_of(FERRY)
    hit = replace(
        hit,
        passage=Slice(body, 0, len(body)),
        highlight=Slice(body[start:end], start, end),
        span=None,
        article=replace(hit.article, title=title, byline=title),
    )
    messages = render_answer(answer_with(hit), "zh", bot_name="a_bot")
    seen = "".join(visible_text(message) for message in messages)
    assert all(0 < length(message) <= LIMIT for message in messages)
    # A mark that is cut off from its letter may go either way: a few characters of grace.
    shown = body if len(body) <= 1200 else body[start : min(end, start + 1000)]
    assert without_space(shown) in without_space(seen)
    assert seen == "".join(plain(message) for message in messages)
