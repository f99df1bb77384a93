"""What only the pages say, beside the words all channels share; never the words of an article."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from opencc import OpenCC

from bot.http.wording_en import ENGLISH
from bot.http.wording_zh import CHINESE
from bot.wording import WORDS, day_in_words

PAGE_WORDS: Mapping[str, Mapping[str, str]] = {"zh": CHINESE, "en": ENGLISH}


TRADITIONAL = "zh-Hant"


@cache
def words_of(language: str) -> Mapping[str, str]:
    """All words a page may say in a language."""
    return MappingProxyType({**WORDS[language], **PAGE_WORDS[language]})


@cache
def traditional_words() -> Mapping[str, str]:
    """The Chinese words in Traditional characters."""
    words = {name: in_traditional(said) for name, said in words_of("zh").items()}
    return MappingProxyType({**words, "html_lang": TRADITIONAL})


def in_traditional(said: str) -> str:
    """What we say ourselves in Traditional characters; what is printed is never converted."""
    return str(_converter().convert(said))


@cache
def _converter() -> OpenCC:
    return OpenCC("s2hk")


def month_in_words(day: date, language: str) -> str:
    """The month of a day: 2023年4月, April 2023."""
    words = words_of(language)
    # The month's name is what a day is called without its number.
    name = day_in_words(day, "en").split()[1]
    return words["month_of"].format(year=day.year, month=day.month, month_name=name)


def month_name(day: date, language: str) -> str:
    """The month of a day without its year: 4月, April."""
    name = day_in_words(day, "en").split()[1]
    return words_of(language)["month"].format(month=day.month, month_name=name)


def counted(words: Mapping[str, str], what: str, count: int) -> str:
    """How many there are of something: 1 article, 2,000 articles."""
    return words[f"one_{what}"] if count == 1 else words[f"{what}s"].format(count=f"{count:,}")


def pages_in_words(pages: list[str], language: str) -> str:
    """Newspaper pages: 第01版、第02版, page 1, page 2."""
    words = words_of(language)
    return words["comma"].join(words["page"].format(page=page) for page in pages)
