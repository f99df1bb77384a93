"""The chat's own words: the same in every language, and markup Telegram takes."""

from __future__ import annotations

import re

from bot.telegram.wording import LANGUAGES, language_for, traditional, words_for
from bot.telegram.wording_en import ENGLISH
from bot.telegram.wording_zh import CHINESE
from tests.bot.telegram.telegram_html import visible_text


def test_all_languages_have_the_same_words_and_blanks() -> None:
    assert CHINESE.keys() == ENGLISH.keys()
    for key in CHINESE:
        blanks = [sorted(re.findall(r"{\w+}", words_for(name)[key])) for name in LANGUAGES]
        assert blanks[0] == blanks[1] == blanks[2], key


def test_they_are_markup_telegram_takes_and_short_enough_where_they_must_be() -> None:
    for language in LANGUAGES:
        words = words_for(language)
        for key in words:
            assert visible_text(words[key])
        assert all(len(words[key]) <= 256 for key in words if key.startswith("cmd_"))
        assert all(len(words[key]) <= 200 for key in ("question_gone", "thanks", "not_allowed"))


def test_traditional_is_written_as_it_is_read_there() -> None:
    words = words_for("zh-hant")
    said = "".join(words[key] for key in words)
    for wrong in ("天后", "裏", "設置", "消息", "“", "档案"):
        assert wrong not in said
    assert traditional("档案中没有找到答案") == "檔案中沒有找到答案"


def test_what_a_sentence_quotes_stays_as_it_was_written() -> None:
    said = words_for("zh-hant").sentence("The archive never mentions “云汀”, “报国”.")
    assert "「云汀」" in said
    assert "「报国」" in said
    assert "檔案" in said


def test_the_language_follows_telegrams_code() -> None:
    codes = (
        "zh-hans",
        "zh",
        "zh-hant",
        "zh-TW",
        "zh_HK",
        "zh-Hant-MO",
        "en",
        "en-GB",
        "ja",
        None,
        "",
    )
    chosen = [language_for(code) for code in codes]
    assert chosen == ["zh"] * 2 + ["zh-hant"] * 4 + ["en"] * 2 + ["zh"] * 3
