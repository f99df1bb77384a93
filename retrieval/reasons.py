"""Why an answer is not a plain yes, in a sentence that a person can act on."""

from __future__ import annotations

from retrieval.records import Interpretation, Status
from retrieval.search import Evidence, missing_words, names_something

_NAMED = 3  # missing words that a refusal names


def reason(evidence: Evidence, reading: Interpretation, status: Status) -> str | None:
    """Why an answer is not a plain yes, in a sentence for the asker."""
    if status == "answered":
        return None
    if not len(evidence.store):
        return "The archive holds no articles."
    if not names_something(evidence):
        return "The question names nothing to look for."
    if not len(evidence.ranked.candidates) and not evidence.query.scope.open:
        if reading.time_words:
            return f"Nothing printed {_printed(reading)} lies within the filters asked for."
        return "Nothing in the archive lies within the period and filters asked for."
    missing = missing_words(evidence)
    if missing and reading.language == "zh":
        named = ", ".join(f"“{word}”" for word in missing[:_NAMED])
        return f"The archive never mentions {named}."
    if status == "uncertain":
        return "The passages found are related, but may not answer the question."
    if reading.time_words:
        return f"Nothing printed {_printed(reading)} comes close enough to the question."
    return "No passage in the archive comes close enough to the question."


def _printed(reading: Interpretation) -> str:
    """The days of printing that a question's words limit its search to, and those words."""
    since = f"from {reading.from_date} " if reading.from_date else ""
    until = f"to {reading.to_date} " if reading.to_date else "on " if reading.from_date else ""
    return f"{since}{until}({', '.join(f'“{words}”' for words in reading.time_words)})"
