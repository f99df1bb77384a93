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
    # what cannot be looked up or cited, from retrieval/resolving.py and retrieval/citing.py
    (r"There is no citation '(.*)' in this archive\.", r"档案中从来没有引文编号“\1”。"),
    (
        r"The citation '(.*)' names a place that is not in its article\.",
        r"引文编号“\1”所指的位置不在那篇报道中，请核对编号是否完整。",
    ),
    (r"There is no article '(.*)' in this archive\.", r"档案中从来没有报道编号“\1”。"),
    (
        r"There is no citation style '(.*)'; choose from (.+)\.",
        r"没有“\1”这种引文格式，可选：\2。",
    ),
    # what cannot be verified, from retrieval/quoting.py
    (
        r"The quotation is empty: please give the words to look for\.",
        "引语是空的，请写下要核对的文字。",
    ),
    (
        r"The quotation has no letters: please give the words to look for\.",
        "引语中没有文字，请写下要核对的文字。",
    ),
    (
        r"The quotation has ([\d,]+) characters; at most ([\d,]+) can be checked at once\.",
        r"引语有 \1 个字，一次最多核对 \2 个字。",
    ),
    (
        r"The text has ([\d,]+) characters; at most ([\d,]+) can be checked at once\.",
        r"全文有 \1 个字，一次最多核对 \2 个字。",
    ),
    (
        r"The text has ([\d,]+) quotations; at most ([\d,]+) can be checked at once\."
        r" Send it in parts\.",
        r"文中有 \1 处引语，一次最多核对 \2 处，请分段核对。",
    ),
    # what was corrected in print, from retrieval/corrections.py
    (
        r"A correction of these words was printed on ([\d-]+)(?: and on .+)?; they stand here as"
        r" they were printed\.",
        r"报纸后来更正了这段文字（\1），此处为当时所刊原文。",
    ),
    (
        r"A correction of this article was printed on ([\d-]+)(?: and on .+)?; it stands here as it"
        r" was printed\.",
        r"报纸后来更正过这篇报道（\1），此处为当时所刊原文。",
    ),
    (
        r"A correction of these words was printed later; .+\.",
        "报纸后来更正了这段文字，此处为当时所刊原文。",
    ),
    (
        r"A correction of this article was printed later; .+\.",
        "报纸后来更正过这篇报道，此处为当时所刊原文。",
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
    # how a time was read that does not bound the search, from retrieval/dating.py
    (
        r"“(.+)” is read as (\S+)(?: to (\S+))?: what was printed then is favoured, nothing is left"
        r" out\.",
        r"“\1”指 \2～\3：那时见报的排在前面，其他的也不略去。",
    ),
    (
        r"“(.+)” is read as (?:until )?(\S+)(?: to (\S+))?, which does not limit the search\.",
        r"“\1”指 \2～\3，不限定见报日期。",
    ),
    # how operators were read, from retrieval/operators.py, question.py and finding.py
    (
        r"The question only says what to leave out: please add what to look for\.",
        "只写了要排除什么，请补上要查找的内容。",
    ),
    (
        r"“(.+)” stands nowhere in the archive, word for word\.",
        r"“\1”逐字查找，档案中没有。",
    ),
    (
        r"“(.+)” stands nowhere within the period and filters asked for, word for word\.",
        r"“\1”逐字查找，所限定的范围内没有。",
    ),
    (
        r"The quotation mark (.) has no partner, so it is not read\.",
        r"引号 \1 不成对，未作引语处理。",
    ),
    (
        r"“(.+):” is no field to search by, so it is read as words\.",
        r"不能按“\1”限定，已当作普通文字查找。",
    ),
    (
        r"“(.+)” cannot be read, so it is searched as words\.",
        r"“\1”无法识别，已当作普通文字查找。",
    ),
    (
        r"Only one (?:author|newspaper|page|date) can be searched at once: “(.+)” is\.",
        r"一次只能限定一个，现按“\1”查找。",
    ),
    # of a text printed very often, from retrieval/printings.py
    (
        r"A passage shown was printed in so many places that not all of them are named\.",
        "有的段落刊登过很多次，没有全部列出。",
    ),
    # where hits do not agree, from retrieval/disagreeing.py
    (r"The reports do not agree: (.+)\.", r"各篇报道说法不一：\1。"),
    # in which order the hits stand, from retrieval/ordering.py
    (
        r"“(.+)” asks for the newest: the hits that answer stand newest first\.",
        r"问的是“\1”：能回答的段落从新到旧排列。",
    ),
    (
        r"“(.+)” asks for the oldest: the hits that answer stand oldest first\.",
        r"问的是“\1”：能回答的段落从旧到新排列。",
    ),
    (
        r"Several stories answer: their hits stand in order of printing, oldest first\.",
        "有几件事都能回答：按见报先后排列，最早的在前。",
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
