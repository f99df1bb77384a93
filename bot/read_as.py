"""How a question was read, in one line: what it is limited to, and what it leaves out."""

from __future__ import annotations

from bot.wording import WORDS
from retrieval.records import Interpretation


def read_as(reading: Interpretation, language: str) -> str | None:
    """The operators of a question as they were understood; None when it has none."""
    words = WORDS[language]
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
    if days != "–":
        told.insert(0, (words["printed_days"], days))
    return "  ·  ".join(f"{name}: {value}" for name, value in told if value) or None
