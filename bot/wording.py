"""What we say ourselves, in Chinese and English: one table for terminal, web page and chat.

The words of an answer are never in here; they are slices of stored articles.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from retrieval.citing_facts import month
from retrieval.records import LONGEST_QUESTION, Answer, Citation

DEFAULT_LANGUAGE = "zh"

WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "name": "报答",
        "from": "起始日期",
        "to": "截止日期",
        "newspaper": "报纸",
        "author": "作者",
        "page_number": "版次",
        "answered_high": "很有把握",
        "answered_mid": "较有把握",
        "answered_low": "有一定把握",
        "uncertain": "不太确定，请对照原文",
        "not_found": "档案中没有找到答案",
        "confidence": "把握",
        "near_hits": "最接近的段落（并非答案）",
        "try_show_near": "加上 --near 可以看看最接近的段落。",
        "try_all_dates": "加上 --no-use-dates 则不限时间。",
        "citation": "引文",
        "also_printed": "另见",
        "one_story": "第 {ranks} 条说的是同一件事（{days}）",
        "one_story_undated": "第 {ranks} 条说的是同一件事",
        "disagreement": "各篇报道说法不一",
        "disagreement_about": "关于“{about}”，各篇报道说法不一",
        "undated": "日期不详",
        "exact": "逐字相符",
        "any_of": "任一",
        "excluded": "不含",
        "in_title": "标题含",
        "in_section": "栏目",
        "printed_days": "见报日期",
        "corrected": "后来有更正",
        "untitled": "（无标题）",
        "inferred": "推定",
        "page": "第{page}版",
        "read_as": "理解为",
        "current": "现行",
        "moved": "引文仍然有效。",
        "superseded": "这篇报道后来有过更正或更新的版本。",
        "withdrawn": "这篇报道已经撤回，请勿再引用。",
        "successor": "更新的引文",
        "back": "返回提问",
        "id_unknown": "档案中从来没有这个编号。",
        "busy": "提问的人太多，请稍等片刻再问。",
        "question_empty": "请先写下问题。",
        "question_long": f"问题太长了：最多 {LONGEST_QUESTION} 个字。",
    },
    "en": {
        "name": "Baoda",
        "from": "From",
        "to": "To",
        "newspaper": "Newspaper",
        "author": "Author",
        "page_number": "Page",
        "answered_high": "Very confident",
        "answered_mid": "Fairly confident",
        "answered_low": "Somewhat confident",
        "uncertain": "Not certain: please check against the article",
        "not_found": "The archive does not hold an answer",
        "confidence": "Confidence",
        "near_hits": "Nearest passages (not an answer)",
        "try_show_near": "Add --near to see the nearest passages.",
        "try_all_dates": "Add --no-use-dates to search all dates.",
        "citation": "Citation",
        "also_printed": "Also printed in",
        "one_story": "Passages {ranks} report one story ({days})",
        "one_story_undated": "Passages {ranks} report one story",
        "disagreement": "The reports do not agree",
        "disagreement_about": "The reports do not agree on “{about}”",
        "undated": "no date",
        "exact": "Word for word",
        "any_of": "Any of",
        "excluded": "Without",
        "in_title": "In the headline",
        "in_section": "Section",
        "printed_days": "Printed",
        "corrected": "Corrected later",
        "untitled": "(untitled)",
        "inferred": "inferred",
        "page": "page {page}",
        "read_as": "Read as",
        "current": "Current",
        "moved": "The citation still holds.",
        "superseded": "This article was corrected or replaced later.",
        "withdrawn": "This article was withdrawn: please do not cite it any more.",
        "successor": "Newer citation",
        "back": "Ask a question",
        "id_unknown": "The archive has never had this id.",
        "busy": "Too many questions at once: please try again in a moment.",
        "question_empty": "Please write a question first.",
        "question_long": f"The question is too long: at most {LONGEST_QUESTION} characters.",
    },
}

_CONFIDENT = ((0.8, "answered_high"), (0.65, "answered_mid"), (0.0, "answered_low"))


def choose_language(code: str | None) -> str:
    """The language to speak for a code such as `en-GB`: English for `en`, else Chinese."""
    return "en" if code and code.lower().split("-")[0] == "en" else DEFAULT_LANGUAGE


def verdict(answer: Answer, language: str) -> str:
    """How sure the answer is, in words."""
    words = WORDS[language]
    if answer.status != "answered":
        return words[answer.status]
    return words[next(key for least, key in _CONFIDENT if answer.confidence >= least)]


def day_in_words(day: date, language: str) -> str:
    """A date as the language writes it: 2023年4月10日, 10 April 2023."""
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {month(day)} {day.year}"


def printed_in(citation: Citation, language: str) -> str:
    """Newspaper, date and page on one line; what is unknown is left out, not guessed."""
    words = WORDS[language]
    parts = [citation.newspaper] if citation.newspaper else []
    if citation.issue_date:
        mark = f"（{words['inferred']}）" if language == "zh" else f" ({words['inferred']})"
        inferred = mark if "issue_date" in citation.inferred else ""
        parts.append(day_in_words(citation.issue_date, language) + inferred)
    parts += [words["page"].format(page=page) for page in citation.pages]
    return " · ".join(parts)


def days_in_words(first: date, last: date, language: str) -> str:
    """The days from the first to the last, or the one day they are."""
    if first == last:
        return day_in_words(first, language)
    between = "至" if language == "zh" else " to "
    return f"{day_in_words(first, language)}{between}{day_in_words(last, language)}"
