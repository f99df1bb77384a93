"""Texts in bulk have the very tokens that the tokenizers library finds in each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import AddedToken, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import BPE, Unigram

from index.encoders.static import BUNDLED, LONG_TEXT, MANY_TEXTS, open_bundled
from index.encoders.unigram import BulkTokenizer, Tokens, bulk_tokenizer
from tests.index.encoders.test_static import VARIED

# Two ways through "ababab" are equally likely; 龘 stands in no piece, and 港 in none by itself.
SMALL = [("?", 0.0), ("a", -1.0), ("b", -1.0), ("ab", -2.0), ("aba", -3.0), ("港口", -2.5)]


def small(vocabulary: list[tuple[str, float]] = SMALL, **model: bool) -> Tokenizer:
    made = Tokenizer(Unigram(vocabulary, unk_id=0, **model))
    made.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    made.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return made


@cache
def bundled() -> Tokenizer:
    return Tokenizer.from_file(str(BUNDLED / "tokenizer.json"))


@cache
def in_bulk(make: Callable[[], Tokenizer]) -> BulkTokenizer:
    made = bulk_tokenizer(make())
    assert made is not None
    return made


def same(make: Callable[[], Tokenizer], texts: list[str]) -> None:
    tokens, lengths = in_bulk(make).token_ids(texts)
    tokenizer = make()
    expected = [one.ids for one in tokenizer.encode_batch(texts, add_special_tokens=False)]
    assert lengths == list(map(len, expected))
    assert tokens.tolist() == [token for one in expected for token in one]


def test_varied_texts_have_the_same_tokens() -> None:
    same(bundled, VARIED)
    for text in VARIED:
        same(bundled, [text])


@pytest.mark.parametrize(
    "text",
    [
        "ababab",
        "aab 龘龘港b",
        "港港口口",
        "龘 龘",
        "ABa\u3000a\x1fb\x85b",
        "",
        " ",
        "a\u0301b",
        "ａb½",
    ],
)
def test_likely_and_unknown_pieces_are_chosen_alike(text: str) -> None:
    same(small, [text, "b", text])


def spaced() -> Tokenizer:
    return small([*SMALL, ("a b", -0.1), ("\u3000", -0.1)])


def test_a_piece_with_white_space_in_it_stands_nowhere() -> None:
    same(spaced, ["a b", "港口\u3000a  b"])


def test_a_long_text_is_left_to_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """In bulk it would take a step for every letter of its longest word."""
    encoder, longest = open_bundled(), 0
    in_bulk_before = BulkTokenizer.token_ids

    def watched(self: BulkTokenizer, texts: Sequence[str]) -> Tokens:
        nonlocal longest
        longest = max(longest, *map(len, texts))
        return in_bulk_before(self, texts)

    monkeypatch.setattr(BulkTokenizer, "token_ids", watched)
    long = "轮渡重新开航旧港" * (LONG_TEXT // 8 + 1)
    found = encoder.token_ids([*["a ferry"] * 2_000, long])
    assert 0 < longest < len(long)
    assert found[2_000].tolist() == encoder.token_ids([long])[0].tolist()


letters = st.characters(codec="utf-8") | st.sampled_from(
    "abé港口龘水 \n\r\u0301\u3099\u1161ᄀ각ﾞ👍\ufe0f½"
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(letters, max_size=30), min_size=1, max_size=6))
def test_any_texts_have_the_same_tokens(texts: list[str]) -> None:
    same(small, texts)
    same(bundled, texts)


def test_the_encoder_gives_the_same_for_many_texts_as_for_few() -> None:
    encoder = open_bundled()
    texts = [*VARIED[: len(VARIED) - 5], "half \ud83d of a pair"] * 12
    assert len(texts) > MANY_TEXTS
    many = encoder.token_ids(texts)
    assert len(many) == len(texts)
    assert many.ids.dtype == np.uint16
    for at, text in enumerate(texts[:60]):
        assert many[at].tolist() == encoder.token_ids([text])[0].tolist()


def bytes_for_unknown(tokenizer: Tokenizer) -> Tokenizer:
    pieces = [("?", 0.0), *((f"<0x{byte:02X}>", -9.0) for byte in range(256))]
    return small(pieces, byte_fallback=True)


def with_a_word_of_its_own(tokenizer: Tokenizer) -> Tokenizer:
    tokenizer.add_tokens([AddedToken("[SEP]")])
    return tokenizer


def divided_otherwise(tokenizer: Tokenizer) -> Tokenizer:
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    return tokenizer


def not_levelled(tokenizer: Tokenizer) -> Tokenizer:
    return Tokenizer(tokenizer.model)


def levelled_by_what_stands_beside(tokenizer: Tokenizer) -> Tokenizer:
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Sequence([normalizers.Replace("ab", "b")])]
    )
    return tokenizer


def of_more_tokens_than_16_bits_number(tokenizer: Tokenizer) -> Tokenizer:
    return small([*SMALL, *((chr(code), -1.0) for code in range(0x10000, 0x20000))])


def of_another_kind(tokenizer: Tokenizer) -> Tokenizer:
    return Tokenizer(BPE())


@pytest.mark.parametrize(
    "changed",
    [
        bytes_for_unknown,
        with_a_word_of_its_own,
        divided_otherwise,
        not_levelled,
        levelled_by_what_stands_beside,
        of_more_tokens_than_16_bits_number,
        of_another_kind,
    ],
)
def test_other_tokenizers_are_left_to_the_library(
    changed: Callable[[Tokenizer], Tokenizer],
) -> None:
    assert bulk_tokenizer(changed(small())) is None
