"""The language of a text."""

from __future__ import annotations

import pytest

from index.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("市图书馆周末开放", "zh"),
        ("㐀㐁㐂㐃", "zh"),  # Han of the first extension, which the quick count leaves out
        ("市图书馆 open, 周末 too", "zh"),
        ("図書館は週末に開く", "ja"),
        ("도서관은 주말에 열린다", "ko"),
        ("The library is open at the weekend", "en"),
        ("\ud800市图书馆", "zh"),  # half a surrogate pair is no reason to fail
        ("2024, 1 2 3", None),
        ("", None),
    ],
)
def test_a_text_tells_its_language(text: str, language: str | None) -> None:
    assert language_of(text) == language
