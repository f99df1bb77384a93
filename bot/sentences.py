"""Sentences that come from the layers below, said in the reader's language.

The archive speaks English, in whole sentences; each is a line in bot/sentences_zh.py. One that is
not is shown as it came: a sentence in the wrong language is better than none.
"""

from __future__ import annotations

import re

from bot.gate import Saturated
from bot.sentences_zh import CHINESE
from index.errors import BadQuestion, NotFound

_PATTERNS = tuple((re.compile(pattern), said) for pattern, said in CHINESE)
_BETWEEN_QUOTES = re.compile("”, “")


def is_for_strangers(error: Exception) -> bool:
    """Whether an asker may read the sentence of an error; the others name folders and settings,
    which only the person at the terminal should see."""
    return isinstance(error, (BadQuestion, NotFound, Saturated))


def in_language(sentence: str, language: str) -> str:
    """The sentence in `language`, or as it came."""
    if language != "zh":
        return sentence
    for pattern, said in _PATTERNS:
        if found := pattern.fullmatch(sentence):
            return _BETWEEN_QUOTES.sub("”、“", found.expand(said))
    return sentence
