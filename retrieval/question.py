"""A question as read: its language, the phrases in quotation marks, its times and scope."""

from __future__ import annotations

import re
from datetime import date

from index.store import Scope
from index.tokens import fold
from retrieval.dating import Dating, dating, undated
from retrieval.records import Interpretation, Question

_PHRASE = re.compile(r"[“「『\"＂]([^“”「」『』\"＂]{2,})[”」』\"＂]")
_SCRIPTS = (
    ("ja", re.compile(r"[\u3041-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
)


def interpret(question: Question, dated: bool = False) -> Interpretation:
    """How a question is read; what was given as an option wins over what the words say. `dated`:
    whether the archive knows when its articles were printed, for else no time can bound them."""
    phrases = tuple(_PHRASE.findall(question.text))
    read = _dating(question, phrases, dated)
    return Interpretation(
        language=language_of(question.text),
        from_date=question.from_date or read.from_date,
        to_date=question.to_date or read.to_date,
        phrases=phrases,
        newspaper=question.newspaper,
        author=question.author,
        page=question.page,
        notes=read.notes,
        time_words=read.words,
        favoured=read.favoured,
        restated=read.restated,
    )


def _dating(question: Question, phrases: tuple[str, ...], dated: bool) -> Dating:
    if not question.use_dates or question.from_date or question.to_date:
        return Dating()
    if not dated:
        return undated(question.text, question.as_of)
    return dating(question.text, question.as_of or date.today(), phrases)


def scope_of(reading: Interpretation) -> Scope:
    """Which passages a reading admits."""
    return Scope(
        reading.from_date, reading.to_date, reading.newspaper, reading.author, reading.page
    )


def language_of(text: str) -> str:
    """The language of a text as far as its script tells, `en` for the Latin script."""
    text = fold(text)
    return next((language for language, script in _SCRIPTS if script.search(text)), "en")
