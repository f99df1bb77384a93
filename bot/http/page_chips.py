"""How a question was read, as chips: each says one condition and links to the page without it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.http.page_links import changed
from bot.http.wording import words_of
from bot.read_as import plain_times
from bot.wording import day_in_words
from retrieval.records import Interpretation

_FIELD = r"[^\s:：]+[:：]\s?{}"
_MARKS = '“”「」『』"＂'


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition: what kind, what it says, and the query without it when it can be taken off.
    `why` are the words it was read from."""

    kind: str
    value: str
    without: str | None = None
    why: str = ""


def chips(reading: Interpretation, asked: Mapping[str, str], language: str) -> list[Chip]:
    """The conditions of a question that was asked with these query parameters."""
    found = [
        *_times(reading, asked, language),
        *_named(reading, asked),
        *_worded(reading, asked, language),
    ]
    if asked.get("use_dates", "").lower() in ("false", "0", "no", "off"):
        say = words_of(language)["chip_dates_off"]
        found.append(Chip("", say, changed(asked.items(), use_dates=None)))
    return found


def period_in_words(start: date | None, end: date | None, language: str) -> str:
    """A period as one would say it; one end may be open."""
    words = words_of(language)
    if start and end:
        days = [day_in_words(day, language) for day in (start, end)]
        return " – ".join(dict.fromkeys(days))
    if start:
        return words["since"].format(day=day_in_words(start, language))
    return words["until"].format(day=day_in_words(end, language)) if end else ""


def _times(reading: Interpretation, asked: Mapping[str, str], language: str) -> list[Chip]:
    words = words_of(language)
    said = words["from_words"].format(words=words["comma"].join(reading.time_words))
    why = said if reading.time_words else ""
    found = []
    if reading.from_date or reading.to_date:
        given = asked.get("from") or asked.get("to")
        without = _without_time(reading, asked)
        value = period_in_words(reading.from_date, reading.to_date, language)
        found.append(Chip("period", value, without, "" if given else why))
    for start, end in reading.favoured:
        without = changed(asked.items(), use_dates="false")
        value = period_in_words(start, end, language)
        found.append(Chip("favoured", value, without, "" if found else why))
    return found


def _without_time(reading: Interpretation, asked: Mapping[str, str]) -> str | None:
    """The query without its period: given as an option, by an operator or in words."""
    if asked.get("from") or asked.get("to"):
        return changed(asked.items(), from_=None, to=None)
    if reading.time_words and not plain_times(reading):
        return _without_text(asked, _FIELD, reading.time_words[0])
    return changed(asked.items(), use_dates="false")


def _named(reading: Interpretation, asked: Mapping[str, str]) -> list[Chip]:
    found = []
    for kind in ("newspaper", "author", "page"):
        value = getattr(reading, kind)
        if value and asked.get(kind):
            found.append(Chip(kind, value, changed(asked.items(), **{kind: None})))
        elif value:
            found.append(Chip(kind, value, _without_text(asked, _FIELD, value)))
    return found


def _worded(reading: Interpretation, asked: Mapping[str, str], language: str) -> list[Chip]:
    between = f" {words_of(language)['or']} "
    found = [Chip("phrase", one, _unquoted(asked, one)) for one in reading.phrases]
    for kind in ("in_title", "in_section"):
        for one in getattr(reading, kind):
            found.append(Chip(kind, one, _without_text(asked, _FIELD, one)))
    for one in reading.excluded:
        sign = r"(?:[-－−]|NOT\s+|(?:不含|不要|非)\s*[:：]?\s*){}"
        found.append(Chip("excluded", one, _without_text(asked, sign, one)))
    found += [Chip("any", between.join(some)) for some in reading.any_of]
    found += [Chip("exact", one) for one in reading.exact if one not in reading.phrases]
    return found


def _text_name(asked: Mapping[str, str]) -> str:
    return "question" if asked.get("question") else "q"


def _unquoted(asked: Mapping[str, str], phrase: str) -> str | None:
    """The query with the marks round a phrase taken away."""
    name = _text_name(asked)
    text = asked.get(name, "")
    bare = re.sub(f"[{_MARKS}]{re.escape(phrase)}[{_MARKS}]", lambda _: phrase, text)
    return changed(asked.items(), **{name: bare}) if bare != text else None


def _without_text(asked: Mapping[str, str], shape: str, value: str) -> str | None:
    """The query without the words of its text that have this shape; None when there are none, or
    nothing would be left to ask."""
    name = _text_name(asked)
    quoted = f"[{_MARKS}]?{re.escape(value)}[{_MARKS}]?"
    text = asked.get(name, "")
    bare = " ".join(re.sub(shape.replace("{}", quoted), " ", text).split())
    return changed(asked.items(), **{name: bare}) if bare and bare != text else None


def unsaid(notes: Iterable[str], reading: Interpretation) -> list[str]:
    """The notes of an answer but for those that the chips of its period say already."""
    read = tuple(f"“{words}” is read as" for words in reading.time_words)
    said = (*read, "Only what was printed") if reading.time_words else ()
    return [note for note in notes if not note.startswith(said)]


def labels(some: Sequence[Chip], language: str) -> list[str]:
    """What each chip says as one phrase, for those who hear it."""
    words = words_of(language)
    return [
        f"{words[f'chip_{one.kind}']}{words['colon']}{one.value}" if one.kind else one.value
        for one in some
    ]
