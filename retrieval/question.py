"""A question as read: its language, its operators, its times and scope."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from index.errors import BadQuestion
from index.store import Scope
from index.tokens import fold
from retrieval.dating import Dating, dating, undated
from retrieval.operators import Operators, read_operators
from retrieval.records import Interpretation, Question

_SCRIPTS = (
    ("ja", re.compile(r"[\u3041-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
)


def interpret(question: Question, dated: bool = False) -> Interpretation:
    """How a question is read; what was given as an option wins over what the words say. `dated`:
    whether the archive knows when its articles were printed, for else no time can bound them.

    Raises BadQuestion when it only says what to leave out.
    """
    asked = read_operators(question.text, question.as_of or date.today())
    if not asked.positive and asked.excluded:
        raise BadQuestion("The question only says what to leave out: please add what to look for.")
    read = _dating(question, asked, dated)
    return Interpretation(
        language=language_of(question.text),
        from_date=question.from_date or read.from_date,
        to_date=question.to_date or read.to_date,
        phrases=asked.phrases,
        newspaper=question.newspaper or asked.newspaper,
        author=question.author or asked.author,
        page=question.page or asked.page,
        in_title=asked.in_title,
        in_section=asked.in_section,
        notes=asked.notes + read.notes + tuple(_overruled(question, asked)),
        time_words=read.words,
        favoured=read.favoured,
        restated=read.restated,
        words=asked.text,
        excluded=asked.excluded,
        any_of=asked.any_of,
        undated=read.undated,
    )


def _overruled(question: Question, asked: Operators) -> Iterator[str]:
    """What a question says by operators and an option says otherwise."""
    for name in ("newspaper", "author", "page"):
        said, given = getattr(asked, name), getattr(question, name)
        if said and given and said != given:
            yield f"“{said}” in the question gives way to the {name} given as an option."
    if asked.time_words and (question.from_date or question.to_date):
        words = asked.time_words[0]
        yield f"“{words}” in the question gives way to the period given as an option."


def _dating(question: Question, asked: Operators, dated: bool) -> Dating:
    if question.from_date or question.to_date:
        return Dating()
    if asked.from_date or asked.to_date:
        return Dating(asked.from_date, asked.to_date, words=asked.time_words)
    if not question.use_dates or asked.headed:
        return Dating()
    if not dated:
        return undated(asked.text, question.as_of)
    return dating(asked.text, question.as_of or date.today(), asked.phrases)


def scope_of(reading: Interpretation) -> Scope:
    """Which passages a reading admits."""
    return Scope(
        reading.from_date,
        reading.to_date,
        reading.newspaper,
        reading.author,
        reading.page,
        reading.undated,
    )


def language_of(text: str) -> str:
    """The language of a text as far as its script tells, `en` for the Latin script."""
    text = fold(text)
    return next((language for language, script in _SCRIPTS if script.search(text)), "en")
