"""Text from outside: what is not meant to be read is gone, what is meant stays."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text_input import clean_line, clean_text


@pytest.mark.parametrize(
    ("given_text", "cleaned"),
    [
        ("渡工是谁？", "渡工是谁？"),
        ("a\x00b\ud800c", "abc"),
        ("\x1b[31mred", "[31mred"),
        ("\u202etxet\u202c", "txet"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("👩‍👩‍👧 e\u0301 𠮷 \uf900", "👩‍👩‍👧 e\u0301 𠮷 \uf900"),
        ("\ufeff渡\U000e0041工", "渡工"),
    ],
)
def test_only_what_nobody_reads_is_dropped(given_text: str, cleaned: str) -> None:
    assert clean_text(given_text) == cleaned


def test_a_line_is_one_line() -> None:
    assert clean_line("  a\n\n\tb\u3000c \x00 ") == "a b c"


@given(st.text(st.characters()))
def test_cleaned_text_can_be_encoded_and_drives_nothing(text: str) -> None:
    cleaned = clean_text(text)
    cleaned.encode("utf-8")
    assert clean_text(cleaned) == cleaned
    assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in cleaned)
