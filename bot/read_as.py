"""How a question was read, in one line: what it is limited to, and what it leaves out."""

from __future__ import annotations

from collections.abc import Mapping

from bot.wording import WORDS
from retrieval.records import Interpretation


def read_as(reading: Interpretation, language: str) -> str | None:
    """The operators of a question as they were understood; None when it has none."""
    return limits(reading, WORDS[language])


def plain_times(reading: Interpretation) -> tuple[str, ...]:
    """The words of the plain question that limited the search to a time; `use_dates` switches
    them off, and not what an operator (日期:) says."""
    return tuple(word for word in reading.time_words if word in reading.words)


def limits(reading: Interpretation, words: Mapping[str, str]) -> str | None:
    """The same in words given. Of days that words of the question named the notes tell."""
    told = [
        (words["author"], reading.author),
        (words["newspaper"], reading.newspaper),
        (words["page_number"], reading.page),
        (words["in_title"], ", ".join(reading.in_title)),
        (words["in_section"], ", ".join(reading.in_section)),
        (words["any_of"], ", ".join(" | ".join(terms) for terms in reading.any_of)),
        (words["excluded"], ", ".join(reading.excluded)),
    ]
    days = "–".join(str(day) if day else "" for day in (reading.from_date, reading.to_date))
    if days != "–" and not plain_times(reading):
        told.insert(0, (words["printed_days"], days))
    return "  ·  ".join(f"{name}: {value}" for name, value in told if value) or None
