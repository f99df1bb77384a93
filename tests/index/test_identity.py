"""Ids of articles and citations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.identity import (
    CitedRange,
    article_id,
    citation_id,
    found_anew,
    parse_citation_id,
    text_check,
)
from index.passages import PassageRule, passages
from tests.index.shelf import article

TEXT = st.text(st.sampled_from("江水轮渡。，！ \n\t\u3000abＡé1…"), min_size=1, max_size=60)
FERRY = article("轮渡开航。\n票价两元。", title="轮渡", day=date(2023, 4, 10), pages=["01"])


@given(TEXT, TEXT, st.integers(0, 9_999_999), st.integers(0, 9_999_999))
def test_a_citation_id_says_what_it_was_made_of(body: str, text: str, start: int, end: int) -> None:
    identity = article_id(article(body))
    cited = parse_citation_id(citation_id(identity, start, end, text))
    assert cited == (identity, start, end, text_check(text))


@pytest.mark.parametrize(
    "wrong", ["", "x", "a" * 16, "abcdefghijklmnop-1-2-abc", "abcdefghijklmnop-１-2-abcd", "../etc"]
)
def test_what_is_no_citation_id_is_none(wrong: str) -> None:
    assert parse_citation_id(wrong) is None


@given(TEXT)
def test_white_space_and_width_change_no_id(body: str) -> None:
    spaced = " \u3000\n".join(body)
    assert article_id(article(body)) == article_id(article(spaced))
    assert text_check(body) == text_check(spaced)


@pytest.mark.parametrize(
    "other",
    [
        replace(FERRY, newspaper="云汀晚报"),
        replace(FERRY, issue_date=date(2023, 4, 11)),
        replace(FERRY, pages=("02",)),
        replace(FERRY, title="渡轮"),
        replace(FERRY, body="轮渡停航。"),
        replace(FERRY, source_id="17"),
    ],
)
def test_another_article_has_another_id(other: object) -> None:
    assert article_id(other) != article_id(FERRY)  # type: ignore[arg-type]


def test_parts_of_an_id_do_not_run_together() -> None:
    assert article_id(article("乙", title="甲")) != article_id(article("甲乙", title=""))


@given(TEXT, st.integers(1, 30))
def test_cutting_anew_changes_no_id(body: str, target: int) -> None:
    whole = article(body)
    before = article_id(whole)
    passages(whole, PassageRule(target, 2 * target))
    assert article_id(whole) == before


@given(
    TEXT.filter(lambda text: len(text.strip()) > 5),
    st.lists(st.integers(0, 59), max_size=6),
    st.data(),
)
def test_words_are_found_again_when_white_space_moved_them(
    body: str, places: list[int], data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    words = body[start:end]
    if words != words.strip():  # nothing is cited from blank to blank
        return
    anew = "".join(f"{letter} \n" if at in places else letter for at, letter in enumerate(body))
    found = found_anew(anew, CitedRange("a" * 16, start, end, text_check(words)))
    assert found
    assert text_check(anew[slice(*found)]) == text_check(words)


def test_other_words_are_not_found_again() -> None:
    cited = CitedRange("a" * 16, 0, 5, text_check("轮渡停航。"))
    assert found_anew(FERRY.body, cited) is None
    assert found_anew(FERRY.body * 200, cited._replace(end=500_000)) is None


@pytest.mark.parametrize(
    ("words", "blanks", "again"),
    [
        ("轮渡昨日开航。", 12, True),
        ("渡昨日开", 12, True),
        ("轮渡昨日开航。", 30, True),
        ("渡昨日开", 30, False),
    ],
)
def test_far_from_its_place_only_what_ends_between_words_is_found_again(
    words: str, blanks: int, again: bool
) -> None:
    body = "停航三年，票价两元，每半小时一班，末班船九点。" * 2 + "轮渡昨日开航。两岸居民清早排队。"
    start = body.index(words)
    cited = CitedRange("a" * 16, start, start + len(words), text_check(words))
    found = found_anew(" " * blanks + body, cited)
    assert found == ((start + blanks, start + blanks + len(words)) if again else None)


def test_ids_are_the_same_for_ever() -> None:
    assert article_id(FERRY) == "crdjys2xuu255c2k"
    assert citation_id(article_id(FERRY), 0, 5, "轮渡开航。") == "crdjys2xuu255c2k-0-5-wz2p"
