"""Rendering for Telegram: everything escaped, nothing too long, nothing lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.markup import LIMIT, length, plain
from bot.telegram.render import article_pages, head_of, passage_messages
from bot.telegram.shown import Shown, from_citation, from_hit, widened
from bot.telegram.wording import words_for
from bot.text_input import clean_text
from retrieval.records import Hit, Question, Slice
from tests.bot.newspaper import BARE, FERRY, GARBAGE, STORIES, TinyArchive, citation_id_of, hit_of
from tests.bot.telegram.telegram_html import visible_text


def rendered(hit: Hit, language: str = "zh", bot_name: str = "") -> list[str]:
    """The hit as the first of an answer to a question."""
    words, answer = words_for(language), TinyArchive().ask(Question("渡工"))
    return passage_messages(head_of(answer, words), from_hit(hit), words, bot_name=bot_name)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("zh", "标题含: 渡口 · 不含: 大桥"),
        ("zh-hant", "標題含: 渡口 · 不含: 大桥"),
        ("en", "In the headline: 渡口 · Without: 大桥"),
    ],
)
def test_the_operators_of_a_question_are_told_as_they_were_read(language: str, told: str) -> None:
    answer = TinyArchive().ask(Question("渡工"))
    reading = replace(answer.interpretation, in_title=("渡口",), excluded=("大桥",))
    assert told in visible_text(
        head_of(replace(answer, interpretation=reading), words_for(language))
    )


def without_space(text: str) -> str:
    return "".join(clean_text(text).split())


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.article_id)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_story_renders_to_valid_messages(story, language) -> None:  # type: ignore[no-untyped-def]
    messages = rendered(hit_of(story), language, bot_name="a_bot")
    seen = "".join(visible_text(message) for message in messages)
    assert all(length(message) <= LIMIT for message in messages)
    shown = story.highlight if story is FERRY else story.body[:1200]
    assert without_space(shown) in without_space(seen)


def test_the_highlight_is_bold_and_the_answering_words_underlined() -> None:
    [message] = rendered(hit_of(FERRY))
    assert "💬 渡工<b>陈守义</b>撑了四十一年船" in message
    assert "<b>渡工</b><b><u>陈守义</u></b><b>撑了四十一年船" in message


def test_a_sentence_in_which_nothing_is_marked_is_bold_itself() -> None:
    [message] = rendered(hit_of(BARE))
    assert "💬 <b>没有题目的一条。</b>" in message


def test_an_article_without_title_newspaper_or_date_says_only_what_is_known() -> None:
    [message] = rendered(hit_of(BARE))
    assert "（无标题）" in message
    assert "None" not in message


def test_a_script_link_is_never_a_link() -> None:
    hit = hit_of(GARBAGE)
    hit = replace(hit, citation=replace(hit.citation, url="javascript:alert(1)"))
    assert "href" not in "".join(rendered(hit))


def test_signs_made_of_several_characters_are_not_cut() -> None:
    family = "👩‍👩‍👧‍👦"
    text = "头" + family * 900
    middle = Slice(family, 1 + len(family) * 450, 1 + len(family) * 451)
    hit = replace(hit_of(FERRY), passage=Slice(text, 0, len(text)), highlight=middle, span=None)
    seen = "".join(visible_text(message) for message in rendered(hit))
    assert seen.count(family) > 100
    assert seen.count("👩") == 2 * seen.count(family)
    assert seen.count("👦") == seen.count(family)


def test_a_passage_of_any_length_is_one_message_with_its_citation_whole() -> None:
    body = "甲乙<&" * 75_000
    hit = replace(
        hit_of(FERRY),
        passage=Slice(body, 0, len(body)),
        highlight=Slice(body[150_000:150_020], 150_000, 150_020),
        span=None,
    )
    hit = replace(hit, citation=replace(hit.citation, text="引" * 900 + "。"))
    [message] = rendered(hit, bot_name="a_bot")
    seen = visible_text(message)
    assert length(message) <= LIMIT
    assert seen.count("\n…\n") == 2
    assert "📎 " + "引" * 900 + "。" in seen
    assert "start=c_" in message
    assert f"<b>{body[150_000:150_020].replace('&', '&amp;').replace('<', '&lt;')}</b>" in message


def test_a_citation_longer_than_a_message_is_divided_not_shortened() -> None:
    line = "引文" * 3000
    hit = replace(hit_of(FERRY), citation=replace(hit_of(FERRY).citation, text=line))
    messages = rendered(hit)
    assert all(length(message) <= LIMIT for message in messages)
    assert line in without_space("".join(visible_text(message) for message in messages))


def test_a_withdrawn_citation_says_so_first() -> None:
    cited = TinyArchive().citation(citation_id_of(STORIES[3]))
    [message] = passage_messages("", from_citation(cited), words_for("zh"))
    assert message.startswith("⚠️")
    assert "登云渡口昨日停航" in message


def test_context_is_the_articles_own_words_round_the_passage() -> None:
    hit = hit_of(FERRY)
    shown = widened(from_hit(hit), FERRY.body, 1)
    assert shown.around == Slice(FERRY.body, 0, len(FERRY.body))
    [message] = passage_messages("", shown, words_for("zh"))
    assert "昨日傍晚" in message
    assert "三分钟" in message
    other = widened(from_hit(hit), "另一篇" * 100, 1)
    assert other.around is None, "of another body nothing is shown"


def test_a_whole_article_is_pages_that_join_to_it() -> None:
    view = TinyArchive().article("long1")
    pages = [visible_text(page) for page in article_pages(view, words_for("zh"))]
    assert len(pages) > 3
    assert all(length(page) <= LIMIT for page in pages)
    told = "".join("".join(page.split("\n\n")[1:-1]) for page in pages)
    assert without_space(told) == without_space(view.body)


def test_a_corrected_article_says_so() -> None:
    hit = hit_of(FERRY)
    hit = replace(hit, citation=replace(hit.citation, corrections=("fix1-p-7f",)))
    assert "刊登过更正" in rendered(hit)[0]
    shown = Shown(hit.passage, hit.article, hit.citation, corrections=("更正：应为四十二年。",))
    assert "更正：应为四十二年。" in passage_messages("", shown, words_for("zh"))[0]


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
    messages = rendered(hit, bot_name="a_bot")
    seen = "".join(visible_text(message) for message in messages)
    assert all(0 < length(message) <= LIMIT for message in messages)
    # A mark that is cut off from its letter may go either way: a few characters of grace.
    shown = body if len(body) <= 1200 else body[start : min(end, start + 1000)]
    assert without_space(shown) in without_space(seen)
    assert seen == "".join(plain(message) for message in messages)
