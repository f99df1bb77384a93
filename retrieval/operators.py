"""The operators of a question: quoted phrases, what to leave out, either-or, and fields.

A natural question is the default: what could be part of one is never taken for an operator. So a
minus stands before a word and after a blank, 或 and 非 stand between blanks, fields have a name of
the list and a value of its form, and within a sentence that asks, operators count only at its ends
(docs/decisions/0021-operators.md).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from index.patterns import lazy_pattern
from retrieval.asking import asks
from retrieval.operator_fields import NAMES, OTHERS, Value, days, page, plain_name
from retrieval.phrase_marks import bare, opens_with_a_mark, quoted_stretches

_INSIDE = "\ufdd2"  # stands for every character of a quotation while operators are looked for
_BORDER = r"(?<![^\s(])"  # after a blank or a bracket, or at the very beginning
_STOPS = r"\s,;。、?!(){}\[\]|" + _INSIDE
_TERM = rf"(?:{_INSIDE}+|[^{_STOPS}]+)"
_WORD = rf"(?:{_INSIDE}+|[^\W\d_][^{_STOPS}]*)"  # no figure: -5 is five below zero
_MINUS = lazy_pattern(rf"{_BORDER}[-−](?P<value>{_WORD})")
_NOT = lazy_pattern(
    rf"{_BORDER}(?P<name>NOT)\s+(?P<value>{_WORD})|{_BORDER}非(?:\s+(?P<after>{_WORD})|(?P<quoted>{_INSIDE}+))"
)
_FIRST = rf"(?:(?<!{_INSIDE}){_INSIDE}++|(?<![^{_STOPS}])[^{_STOPS}]++)"  # a whole term
_OR = lazy_pattern(rf"{_FIRST}(?:\s+(?:OR|或)\s+{_TERM}|\s*\|{{1,2}}\s*{_TERM})+")
_BETWEEN = lazy_pattern(r"\s+(?:OR|或)\s+|\s*\|{1,2}\s*")
_FIELD = lazy_pattern(
    rf"{_BORDER}(?P<name>[^\W\d_]{{1,12}}):\s?(?P<value>{_INSIDE}+|[^{_STOPS}:]++)(?!:)"
)
# What NOT does not deny in a list of words: a verb before it, a word of grammar after it.
_VERB = lazy_pattern(
    r"(?:\b(?:do|does|did|is|are|was|were|am|be|can|could|will|would|shall|should|may|might|must|has|have|had|or"
    r"|and|but|if|why|whether))\s+$",
    re.IGNORECASE,
)
_GRAMMAR = lazy_pattern(
    r"an?|the|to|be(?:en)?|not?|n?or|and|only|just|yet|so|in|on|of|for|at|by|from|with|as|all|any",
    re.IGNORECASE,
)
# 亚 非 拉, 是 非 曲直: a text with blanks between its characters, and 非 is one of them.
_LONE_BEFORE, _LONE = (
    lazy_pattern(r"(?<![^\s])[\u3400-\u9fff]\s+$"),
    lazy_pattern(r"[\u3400-\u9fff]"),
)
# 新华社北京4月10日电 题：… is how agencies begin a feature.
_DATELINE = lazy_pattern(r"[电電]\s+$")
_DETERMINED = lazy_pattern(
    r"\b(?:an?|the|this|that|these|those|its?|his|her|their|our|my|your)\s+$", re.IGNORECASE
)
_LONGEST_TERM = 24
_ASKED = ("?", "؟")  # behind what is part of the sentence


@dataclass(frozen=True, slots=True)
class Operators:
    """A question with its operators read: `text` is what is left of it to search for, its quoted
    phrases included. `time_words` is what `from_date` and `to_date` were read from."""

    text: str
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    newspaper: str | None = None
    author: str | None = None
    page: str | None = None
    in_title: tuple[str, ...] = ()
    in_section: tuple[str, ...] = ()
    from_date: date | None = None
    to_date: date | None = None
    time_words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def positive(self) -> bool:
        """Whether anything is left to look for."""
        return any(letter.isalnum() for letter in self.text)

    @property
    def headed(self) -> bool:
        """Whether nothing is asked for but what stands over an article."""
        named = self.in_title + self.in_section
        return bool(named) and self.text == " ".join(named)


class _Part(NamedTuple):
    """A stretch of a question that is an operator, and what it says."""

    start: int
    end: int
    kind: str
    values: tuple[str, ...]


def read_operators(text: str, as_of: date) -> Operators:
    """The operators of a question; nothing fails, what cannot be used is read as words."""
    level = _level(text)
    quoted, notes = quoted_stretches(level)
    masked = _masked(level, quoted)
    parts = _apart(_parts(text, masked, as_of, notes), masked)
    used = [(low, high) for part in parts for low, high in quoted if part.start <= low < part.end]
    phrases = [text[low + 1 : high - 1].strip() for low, high in quoted if (low, high) not in used]
    read = {kind: [one.values for one in parts if one.kind == kind] for kind in _KINDS}
    fields = {name: _only(name, read[name], notes) for name in ("newspaper", "author", "page")}
    in_title, in_section = _all(read["title"]), _all(read["section"])
    bounds = _days(read["date"], as_of, notes)
    return Operators(
        text=_left(text, parts, read, fields, in_title + in_section),
        phrases=tuple(dict.fromkeys(phrases)),
        excluded=_all(read["excluded"]),
        any_of=tuple(dict.fromkeys(read["any_of"])),
        from_date=bounds[0],
        to_date=bounds[1],
        time_words=tuple(values[0] for values in read["date"][:1]),
        notes=tuple(dict.fromkeys(notes)),
        in_title=in_title,
        in_section=in_section,
        **fields,
    )


_KINDS = ("excluded", "any_of", "newspaper", "author", "page", "date", "title", "section")


def _level(text: str) -> str:
    """The text in narrow letters and marks, each where it stood."""
    narrow = (unicodedata.normalize("NFKC", one) for one in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, narrow, strict=True))


def _masked(level: str, quoted: Sequence[tuple[int, int]]) -> str:
    """The text with quotations hidden, so that no operator is found in them."""
    letters = list(level)
    for low, high in quoted:
        letters[low:high] = _INSIDE * (high - low)
    return "".join(letters)


def _parts(text: str, masked: str, as_of: date, notes: list[str]) -> Iterator[_Part]:
    """Everything that looks like an operator, by where it stands."""
    for found in _FIELD.finditer(masked):
        if value := _field(found, text, as_of, notes):
            yield _Part(found.start(), value.end, value.field, value.values)
    for found in _MINUS.finditer(masked):
        if masked[found.end() : found.end() + 1] in _ASKED or asks(found["value"]):
            continue  # Bahn und -Fähre? 长沙 -株洲坐什么车
        name, colon, _ = found["value"].partition(":")
        if colon and name.casefold() in NAMES:
            said = bare(text[slice(*found.span())])
            notes.append(f"“{said}” cannot be left out, only words can; it is searched as words.")
            continue
        yield _Part(*found.span(), "excluded", (bare(text[slice(*found.span("value"))]),))
    if asks(masked):
        return  # what follows is found in sentences too
    for found in _NOT.finditer(masked):
        if not _grammar(masked, found):
            span = next(found.span(name) for name in ("value", "after", "quoted") if found[name])
            yield _Part(*found.span(), "excluded", (bare(text[slice(*span)]),))
    for found in _OR.finditer(masked):
        if terms := _terms(text, masked, *found.span()):
            yield _Part(*found.span(), "any_of", terms)


def _field(found: re.Match[str], text: str, as_of: date, notes: list[str]) -> Value | None:
    """What a name and the value behind its colon say; None when they are words."""
    name, raw = found["name"].casefold(), text[slice(*found.span("value"))]
    if name in OTHERS:
        notes.append(f"“{found['name']}:” is no field to search by, so it is read as words.")
    if name not in NAMES or asks(raw) or _GRAMMAR.fullmatch(raw):
        return None
    before = text[: found.start()]
    if _DETERMINED.search(before) or (name in ("题", "題") and _DATELINE.search(before)):
        return None
    field, end = NAMES[name], found.end()
    if field in ("author", "newspaper") and not opens_with_a_mark(raw):
        raw = raw.partition("的")[0]  # 作者:张三的报道
        end = found.start("value") + len(raw)
        end += text[end : end + 1] == "的"
    value = bare(raw)
    read = value if field == "excluded" else _read(field, value, as_of)
    if not read:
        notes.append(f"“{found['name']}:{value}” cannot be read, so it is searched as words.")
        return None
    return Value(field, (read,), end)


def _read(field: str, value: str, as_of: date) -> str | None:
    """A value as it is searched by; None when it has not the form of its field."""
    if field == "date":
        return value if days(value, as_of) else None
    return page(value) if field == "page" else plain_name(value)


def _grammar(masked: str, found: re.Match[str]) -> bool:
    """Whether NOT or 非 is a word of its sentence: DO NOT ENTER, NOT only, 是 非 曲直, and where
    nothing else is said: 非 你莫属."""
    before, behind = masked[: found.start()], masked[found.end() :]
    if not any(one.isalnum() or one == _INSIDE for one in before + behind):
        return True
    if found["name"] is None:
        return bool(_LONE_BEFORE.search(before) or _LONE.fullmatch(found["after"] or ""))
    return bool(_GRAMMAR.fullmatch(found["value"]) or _VERB.search(before))


def _terms(text: str, masked: str, start: int, end: int) -> tuple[str, ...]:
    """The terms of an either-or; none when one is too long to be a term, or a word of grammar."""
    cuts = [found.span() for found in _BETWEEN.finditer(masked, start, end)]
    ends = zip([start, *(high for _, high in cuts)], [*(low for low, _ in cuts), end], strict=True)
    terms = tuple(dict.fromkeys(bare(text[low:high]) for low, high in ends))
    fits = all(0 < len(one) <= _LONGEST_TERM for one in terms)
    fits = fits and not any(len(one) > 1 and _GRAMMAR.fullmatch(one) for one in terms)  # TO BE OR
    return terms if fits and len(terms) > 1 else ()


def _apart(parts: Iterator[_Part], masked: str) -> list[_Part]:
    """The parts in order, none over another. A sentence that asks may have a minus in it (京 -沪
    高铁何时开通), so there only one before or behind it leaves something out."""
    ordered: list[_Part] = []
    for part in sorted(parts, key=lambda one: (one.start, -one.end)):
        if not ordered or part.start >= ordered[-1].end:
            ordered.append(part)
    if not asks(masked):
        return ordered
    rest = list(masked)
    for part in ordered:
        rest[part.start : part.end] = " " * (part.end - part.start)
    return [one for one in ordered if one.kind != "excluded" or _outside(one, "".join(rest))]


def _outside(part: _Part, rest: str) -> bool:
    """Whether no word of the sentence stands before a part, or none behind it."""
    sides = rest[: part.start], rest[part.end :]
    return any(not any(one.isalnum() or one == _INSIDE for one in side) for side in sides)


def _only(name: str, values: Sequence[tuple[str, ...]], notes: list[str]) -> str | None:
    """The value of a field; of several, which no article can all have, the first."""
    given = list(dict.fromkeys(value for one in values for value in one))
    if len(given) > 1:
        notes.append(f"Only one {name} can be searched at once: “{given[0]}” is.")
    return given[0] if given else None


def _all(values: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Every value once, in order."""
    return tuple(dict.fromkeys(value for one in values for value in one))


def _days(
    values: Sequence[tuple[str, ...]], as_of: date, notes: list[str]
) -> tuple[date | None, date | None]:
    given = _only("date", values, notes)
    return (days(given, as_of) if given else None) or (None, None)


def _left(
    text: str,
    parts: Sequence[_Part],
    read: dict[str, list[tuple[str, ...]]],
    fields: dict[str, str | None],
    heads: Sequence[str],
) -> str:
    """What is left to search for: the question without its operators, either-or terms kept. When
    nothing is, the words of headlines and sections are looked for, or else the other names."""
    if not parts:
        return text
    pieces: list[str] = []
    at = 0
    for part in parts:
        pieces += [text[at : part.start], " ".join(part.values) if part.kind == "any_of" else ""]
        at = part.end
    left = " ".join(" ".join([*pieces, text[at:]]).split())
    if any(letter.isalnum() for letter in left):
        return left
    names = [fields["author"], fields["newspaper"], *(values[0] for values in read["date"])]
    return " ".join(heads or (name for name in names if name))
