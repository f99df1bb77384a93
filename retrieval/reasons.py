"""Why an answer is not a plain yes, in a sentence that a person can act on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index.store import Scope
from index.tokens import fold
from retrieval.dates import periods
from retrieval.figures import figures
from retrieval.records import Interpretation, Status
from retrieval.search import Evidence, missing_words, names_something
from retrieval.signals import Signals, lacked_by_all

EMPTY = "The archive holds no articles."
NONE_MENTIONS = "None of the passages nearest to the question mentions {}."
_NAMED = 3  # missing words that a refusal names


def reason(
    evidence: Evidence, reading: Interpretation, status: Status, judged: Sequence[Signals] = ()
) -> str | None:
    """Why an answer is not a plain yes, in a sentence for the asker; `judged` speaks for the first
    hits."""
    if status == "answered":
        return None
    if not names_something(evidence):
        return "The question names nothing to look for."
    if not len(evidence.ranked.candidates) and not evidence.query.scope.open:
        return _nothing_there(evidence, reading)
    missing = missing_words(evidence, _otherwise(evidence.query.text))
    if missing and reading.language == "zh":
        return never_mentioned(missing)
    if status == "uncertain":
        return "The passages found are related, but may not answer the question."
    if lacked := lacked_by_all(judged):
        return NONE_MENTIONS.format(lacked)
    if _bounded(reading):
        return f"Nothing printed {_printed(reading)} comes close enough to the question."
    return "No passage in the archive comes close enough to the question."


def _otherwise(question: str) -> list[str]:
    """The words of a question's figures and times, which articles write in many forms."""
    times = (fold(one.words) for one in periods(question, date.today()))
    return [*times, *(fold(one.words) for one in figures(question))]


def never_mentioned(words: Sequence[str]) -> str:
    """That the archive has none of some words; the first of them are named."""
    named = ", ".join(f"“{word}”" for word in words[:_NAMED])
    return f"The archive never mentions {named}."


def _nothing_there(evidence: Evidence, reading: Interpretation) -> str:
    """Why nothing is left to be searched: the first limit that nothing meets by itself."""
    if reading.newspaper and _empty(evidence, Scope(newspaper=reading.newspaper)):
        return f"The archive has no newspaper “{reading.newspaper}”."
    if reading.author and _empty(evidence, Scope(author=reading.author)):
        return f"No article in the archive names “{reading.author}” as its author."
    if reading.page and _empty(evidence, Scope(page=reading.page)):
        return f"No article in the archive stands on page “{reading.page}”."
    if _bounded(reading) and _empty(evidence, _period(reading)):
        return f"Nothing printed {_printed(reading)} is in the archive, which has no such period."
    if _bounded(reading):
        return f"Nothing printed {_printed(reading)} lies within the filters asked for."
    return "Nothing in the archive lies within the period and filters asked for."


def _period(reading: Interpretation) -> Scope:
    return Scope(reading.from_date, reading.to_date, undated=reading.undated)


def _empty(evidence: Evidence, scope: Scope) -> bool:
    """Whether nothing lies in a scope."""
    vector = evidence.query.vector
    return vector is not None and not len(evidence.store.meaning(vector, 1, scope).ids)


def _bounded(reading: Interpretation) -> bool:
    return bool(reading.from_date or reading.to_date)


def _printed(reading: Interpretation) -> str:
    """The days of printing that a search is limited to, and the words that say so."""
    since = f"from {reading.from_date} " if reading.from_date else ""
    until = f"to {reading.to_date}" if reading.to_date else "on"
    words = ", ".join(f"“{words}”" for words in reading.time_words)
    return f"{since}{until} ({words})" if words else f"{since}{until}"
