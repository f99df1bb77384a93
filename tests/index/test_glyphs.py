"""Old glyphs are searched as the ones in use today, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from index import glyphs
from index.glyphs import modern
from index.tokens import fold, words

ENTRIES = glyphs._PAIRS.split()


@pytest.mark.parametrize(
    ("printed", "today"),
    [
        ("河畔戯臺今晚囘報淸晨吿示", "河畔戏台今晚回报清晨告示"),
        ("敎育會硏究鄕村衞生", "教育会研究乡村卫生"),
        ("値日生眞是旣倦且飢", "值日生真是既倦且饥"),
        ("鉄道局の営業", "铁道局の营业"),
    ],
)
def test_an_old_printing_is_found_by_a_question_of_today(printed: str, today: str) -> None:
    assert fold(printed) == fold(today)
    assert words(printed) == words(today)


def test_a_word_of_its_own_stays_one() -> None:
    text = "沙家浜、藁城、芸芸众生、彀中"
    assert fold(text) == text


def test_no_glyph_is_listed_twice_or_is_itself_a_target() -> None:
    old, new = [pair[0] for pair in ENTRIES], {pair[1] for pair in ENTRIES}
    assert all(len(pair) == 2 for pair in ENTRIES)
    assert len(set(old)) == len(old)
    assert not new & set(old)


def test_every_entry_is_needed_and_leads_to_a_simplified_glyph() -> None:
    simplified = OpenCC("t2s").convert
    assert [pair for pair in ENTRIES if simplified(pair[0]) != pair[0]] == []
    assert [pair for pair in ENTRIES if simplified(pair[1]) != pair[1]] == []


@given(st.text(st.sampled_from("吿告淸清𣶒渊𠀀江aé、😀\n"), max_size=40))
def test_folding_keeps_every_place_and_needs_no_second_time(text: str) -> None:
    once = modern(text)
    assert len(once) == len(text)
    assert modern(once) == once
    assert all(was == now or was in "吿淸𣶒" for was, now in zip(text, once, strict=True))
