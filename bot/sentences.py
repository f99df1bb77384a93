"""Sentences that come from the layers below, said in the reader's language.

The archive speaks English, in whole sentences; each is a line here. One that is not is shown as
it came: a sentence in the wrong language is better than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.gate import Saturated
from index.errors import BadQuestion, NotFound

_CHINESE: Sequence[tuple[str, str]] = (
    # why a question is refused, from retrieval/answerer.py
    (
        r"Nothing in the archive lies within the period and filters asked for\.",
        "在所限定的日期和范围内，档案没有收录任何报道。",
    ),
    (
        r"Nothing printed (?:from (\S+) )?(?:to (\S+)|on) \((.+)\) lies within the filters asked"
        r" for\.",
        r"\3（\1～\2）在所限定的范围内，档案没有收录任何报道。",
    ),
    (
        r"Nothing printed (?:from (\S+) )?(?:to (\S+)|on) \((.+)\) comes close enough to the"
        r" question\.",
        r"\3（\1～\2）的报道中，没有与问题足够接近的段落。",
    ),
    (r"The question names nothing to look for\.", "问题中没有可供查找的内容。"),
    (r"The archive never mentions (.+)\.", r"档案中从未出现\1。"),
    (
        r"The passages found are related, but may not answer the question\.",
        "找到的段落与问题有关，但未必回答了问题。",
    ),
    (
        r"No passage in the archive comes close enough to the question\.",
        "档案中没有与问题足够接近的段落。",
    ),
    # what is wrong with an option, from bot/asking.py and retrieval/records.py
    (
        r"(?:'?\w*'?:? ?)?must be a date such as 2023-04-10, not '(.*)'\.",
        r"日期要写成 2023-04-10 这样，而不是“\1”。",
    ),
    (r"'from' \((.+)\) is later than 'to' \((.+)\)\.", r"起始日期 \1 晚于截止日期 \2。"),
    # what became of a cited article, from retrieval/resolving.py
    (
        r"This article was replaced by a later reading of its page; .+\.",
        "这篇报道后来重新识别过，此处为引用当时的文本。",
    ),
    (r"This article was taken out of the archive; .+\.", "此处为引用当时的文本。"),
    (
        r"The article's text was set anew; the cited words stand at another place in it\.",
        "报道重新排过，所引文字移到了文中别处。",
    ),
    # notes of the readers, from index/readers
    (r"the text breaks off", "原文至此中断"),
    (
        r"The reranker took too long; the order is the one without it\.",
        "重排模型超时，此处为未经重排的次序。",
    ),
    (
        r"The reranker is still being loaded; the order is the one without it\.",
        "重排模型仍在加载，此处为未经重排的次序。",
    ),
    (
        r"The reranker cannot be used; the order is the one without it\.",
        "重排模型无法使用，此处为未经重排的次序。",
    ),
    (
        r"Also looked for “(.+)” \(a likely misprint of “(.+)”\)\.",
        r"也查找了“\1”（“\2”的疑似误植）。",
    ),
)
_PATTERNS = tuple((re.compile(pattern), said) for pattern, said in _CHINESE)
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
