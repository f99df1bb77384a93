"""Text to search tokens."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.tokens import (
    LONGEST_BLOCK,
    bigrams,
    fold,
    folded_lines,
    held_tokens,
    token_lines,
    words,
    words_and_bigrams,
)

MIXED = st.text(
    st.one_of(
        st.sampled_from(
            "市政府地铁開通列車圖書館ｱＡａ１２３，。：…　é\u0301がガ한국가①㎡½ßİ○\u200b\n "
        ),
        st.characters(),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("圖書館", "图书馆"),
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("ｶﾞｽ", "ガス"),
        ("ガス", "ガス"),
        ("ベトナム", "ベトナム"),
        ("한국", "한국"),
        ("二○○八年", "二〇〇八年"),
        ("报\u200b纸", "报纸"),
        ("多云，晴……", "多云,晴......"),
        ("Ελλάδα", "ελλαδα"),
        ("\u3000", " "),
        ("", ""),
    ],
)
def test_what_looks_alike_is_folded_alike(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@given(MIXED)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)
    assert words_and_bigrams(once) == words_and_bigrams(fold(once))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新的地铁线路", ["新", "的", "地铁", "线路"]),
        ("GDP增长3.5%", ["gdp", "增长", "3.5"]),
        ("1,234人12:30到", ["1,234", "人", "12:30", "到"]),
        ("Jane Fuller's run", ["jane", "fuller", "s", "run"]),
        ("図書館は", ["图书", "书馆", "图书馆", "は"]),
        ("…—！", []),
    ],
)
def test_words_are_those_a_reader_would_search_for(text: str, expected: list[str]) -> None:
    assert sorted(words(text)) == sorted(expected)


def test_words_stand_in_order_and_repeat() -> None:
    assert words("江 river 江 river") == ["江", "river", "江", "river"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("轮渡开航", ["轮渡", "渡开", "开航"]),
        ("江", ["江"]),
        ("江，渡口", ["江", "渡口"]),
        ("3路车", ["路车"]),
        ("図書館はひらく", ["图书", "书馆", "はひ", "ひら", "らく"]),
        ("river", []),
    ],
)
def test_bigrams_pair_neighbours_of_one_run(text: str, expected: list[str]) -> None:
    assert bigrams(text) == expected


@given(st.lists(MIXED, max_size=5))
@example(["", "的" * (2 * LONGEST_BLOCK + 1), "\ud800江", "a\u0301"])
def test_lines_hold_the_tokens_of_each_text(texts: list[str]) -> None:
    word_lines, pair_lines = token_lines(texts)
    for text, found, pairs in zip(texts, word_lines, pair_lines, strict=True):
        assert sorted(found.split()) == sorted(words(text))
        assert sorted(pairs.split()) == sorted(bigrams(text))
        assert words_and_bigrams(text) == (words(text), bigrams(text))


@given(st.lists(MIXED, max_size=5), MIXED)
@example(["江\n渡", "二OO八年\u2028", "Ａ\u0301\u1100", "\u1161가", "\ud800江", "ΑΣ"], "江渡2008")
@example(
    ["己。望鹤桥3己", "はひらく 12:30 GDP", "的" * (LONGEST_BLOCK + 1)],
    "已，望鹤桥はひ12:30gdp的的",
)
def test_texts_looked_at_together_have_of_a_question_what_they_have_alone(
    texts: list[str], question: str
) -> None:
    asked = set(words(question)), set(bigrams(question))
    both = asked[0] | asked[1]
    lines = folded_lines(texts)
    for text, held, any_held in zip(
        texts, held_tokens(*asked, lines), held_tokens(both, both, lines), strict=True
    ):
        own = set(words(text)), set(bigrams(text))
        assert held == (asked[0] & own[0], asked[1] & own[1])
        assert any_held == (both & own[0], both & own[1])


def test_a_megabyte_without_a_dictionary_word_is_cut_at_once() -> None:
    assert len(words("锘" * 300_000)) == 300_000
