"""A question as read: its language, the phrases in quotation marks, the scope it names."""

from __future__ import annotations

import re

from index.store import Scope
from index.tokens import fold
from retrieval.records import Interpretation, Question

_PHRASE = re.compile(r"[“「『\"＂]([^“”「」『』\"＂]{2,})[”」』\"＂]")
_SCRIPTS = (
    ("ja", re.compile(r"[\u3041-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
)


_PERIOD = re.compile(
    r"\d{4}\s*年|[去今前]年|上[个]?月|上周|[〇零一二三四五六七八九]{4}年|民国"
    r"|\b(?:in|since|before|after|during|last) (?:\d{4}|year|month|week|January|February|March"
    r"|April|May|June|July|August|September|October|November|December)\b",
    re.IGNORECASE,
)


def interpret(question: Question) -> Interpretation:
    """How a question is read; what was given as an option wins over what the words say."""
    return Interpretation(
        language=language_of(question.text),
        from_date=question.from_date,
        to_date=question.to_date,
        phrases=tuple(_PHRASE.findall(question.text)),
        newspaper=question.newspaper,
        author=question.author,
        page=question.page,
        notes=_notes(question),
    )


def _notes(question: Question) -> tuple[str, ...]:
    """What an asker should know about the reading: a period named in words does not limit it."""
    if question.from_date or question.to_date or not _PERIOD.search(question.text):
        return ()
    return ("The time named in the question does not limit the search; 'from' and 'to' do.",)


def scope_of(reading: Interpretation) -> Scope:
    """Which passages a reading admits."""
    return Scope(
        reading.from_date, reading.to_date, reading.newspaper, reading.author, reading.page
    )


def language_of(text: str) -> str:
    """The language of a text as far as its script tells, `en` for the Latin script."""
    text = fold(text)
    return next((language for language, script in _SCRIPTS if script.search(text)), "en")
