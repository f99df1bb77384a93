"""How questions and passages are cut for rivals that have no cutter of their own for Chinese."""

from __future__ import annotations

import logging
import re

import jieba

_WORD = re.compile(r"\w")

jieba.setLogLevel(logging.WARNING)


def runs(text: str) -> list[str]:
    """The unbroken runs of letters, digits and Han characters."""
    return re.findall(r"\w+", text)


def words(text: str) -> list[str]:
    """The words of a text as jieba cuts them, in lower case, without punctuation."""
    return [word for word in jieba.lcut(text.lower()) if _WORD.search(word)]


def spaced(text: str) -> str:
    """A text with its words apart, for engines that cut at white space."""
    return " ".join(words(text))
