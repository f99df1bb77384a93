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

from retrieval.operator_fields import NAMES, OTHERS, Value, days, page, plain_name

_INSIDE = "\ufdd2"  # stands for every character of a quotation while operators are looked for
_PARTNERS = {"“": "”“", "”": "”", "「": "」", "『": "』", '"': '"', "‘": "’", "«": "»", "„": "“”"}
_CLOSERS = frozenset('“”」』"’»')
_ASKS = re.compile(
    r"[?？]|谁|誰|什么|什麼|怎么|怎麼|怎样|怎樣|如何|为何|為何|哪[个個些里裡儿位年月天日座家种種条條届屆次支只本部所]"
    r"|几[个年月日天次人名位点岁条]|幾[個年月日天次人名位點歲條]|多少|多大|多高|多久|多长|多長|[吗嗎呢]|是否|有没有|有沒有|何[时時地人处處]"
    r"|^\W*(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|did|does|do|can|could|should|would"
    r"|will|has|have|had)\b",
    re.IGNORECASE,
)
_BORDER = r"(?<![^\s(])"  # after a blank or a bracket, or at the very beginning
_STOPS = r"\s,;。、?!(){}\[\]|" + _INSIDE
_TERM = rf"(?:{_INSIDE}+|[^{_STOPS}]+)"
_WORD = rf"(?:{_INSIDE}+|[^\W\d_][^{_STOPS}]*)"  # no figure: -5 is five below zero
_MINUS = re.compile(rf"{_BORDER}[-−](?P<value>{_WORD})")
_NOT = re.compile(
    rf"{_BORDER}(?P<name>NOT)\s+(?P<value>{_WORD})|{_BORDER}非(?:\s+(?P<after>{_WORD})|(?P<quoted>{_INSIDE}+))"
)
_FIRST = rf"(?:(?<!{_INSIDE}){_INSIDE}++|(?<![^{_STOPS}])[^{_STOPS}]++)"  # a whole term
_OR = re.compile(rf"{_FIRST}(?:\s+(?:OR|或)\s+{_TERM}|\s*\|{{1,2}}\s*{_TERM})+")
_BETWEEN = re.compile(r"\s+(?:OR|或)\s+|\s*\|{1,2}\s*")
_FIELD = re.compile(
    rf"{_BORDER}(?P<name>[^\W\d_]{{1,12}}):\s?(?P<value>{_INSIDE}+|[^{_STOPS}:]++)(?!:)"
)
# What NOT does not deny in a list of words: a verb before it, a word of grammar after it.
_VERB = re.compile(
    r"(?:\b(?:do|does|did|is|are|was|were|am|be|can|could|will|would|shall|should|may|might|must|has|have|had|or"
    r"|and|but|if|why|whether))\s+$",
    re.IGNORECASE,
)
_GRAMMAR = re.compile(
    r"an?|the|to|be(?:en)?|only|just|yet|so|in|on|of|for|at|by|from|with|as|all|any", re.IGNORECASE
)
_LONGEST_TERM = 24
_FEWEST = 2  # letters of a phrase; a single character in quotation marks is a word


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
    from_date: date | None = None
    to_date: date | None = None
    time_words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def positive(self) -> bool:
        """Whether anything is left to look for."""
        return any(letter.isalnum() for letter in self.text)


class _Part(NamedTuple):
    """A stretch of a question that is an operator, and what it says."""

    start: int
    end: int
    kind: str
    values: tuple[str, ...]


def read_operators(text: str, as_of: date) -> Operators:
    """The operators of a question; nothing fails, what cannot be used is read as words."""
    level = _level(text)
    quoted, notes = _quotations(level)
    masked = _masked(level, quoted)
    parts = _apart(_parts(text, masked, as_of, notes), masked)
    used = [(low, high) for part in parts for low, high in quoted if part.start <= low < part.end]
    phrases = [text[low + 1 : high - 1].strip() for low, high in quoted if (low, high) not in used]
    read = {kind: [one.values for one in parts if one.kind == kind] for kind in _KINDS}
    fields = {name: _only(name, read[name], notes) for name in ("newspaper", "author", "page")}
    bounds = _days(read["date"], as_of, notes)
    return Operators(
        text=_left(text, parts, read, fields),
        phrases=tuple(dict.fromkeys(phrases)),
        excluded=tuple(dict.fromkeys(value for values in read["excluded"] for value in values)),
        any_of=tuple(dict.fromkeys(read["any_of"])),
        from_date=bounds[0],
        to_date=bounds[1],
        time_words=tuple(values[0] for values in read["date"][:1]),
        notes=tuple(dict.fromkeys(notes)),
        **fields,
    )


_KINDS = ("excluded", "any_of", "newspaper", "author", "page", "date")


def asks(text: str) -> bool:
    """Whether a text is a question in words, and not a list of terms."""
    return bool(_ASKS.search(text))


def _level(text: str) -> str:
    """The text in narrow letters and marks, each where it stood."""
    narrow = (unicodedata.normalize("NFKC", one) for one in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, narrow, strict=True))


def _quotations(level: str) -> tuple[list[tuple[int, int]], list[str]]:
    """The quotations of a text, marks included, none inside another; and what to tell."""
    found: list[tuple[int, int]] = []
    notes: list[str] = []
    at = 0
    while at < len(level):
        if level[at] not in _PARTNERS or not _opens(level, at):
            at += 1
            continue
        end = _closing(level, at)
        if end < 0:
            if level[at] != "‘" and level[at] != "”":
                notes.append(f"The quotation mark {level[at]} has no partner, so it is not read.")
            at += 1
            continue
        if sum(map(str.isalnum, level[at + 1 : end])) >= _FEWEST:
            found.append((at, end + 1))
        at = end + 1
    return found, notes


def _opens(level: str, at: int) -> bool:
    """Whether a mark may open a quotation: not an apostrophe, not the inches of a figure."""
    before, mark = level[at - 1 : at], level[at]
    return not (mark in '"‘”' and before.isascii() and before.isalnum())


def _closing(level: str, at: int) -> int:
    """Where the quotation that begins here ends, or -1. An apostrophe within words is none."""
    partners = _PARTNERS[level[at]]
    for end in range(at + 1, len(level)):
        after = level[end + 1 : end + 2]
        if level[end] in partners and not (
            level[end] in '"’' and after.isascii() and after.isalnum()
        ):
            return end
    return -1


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
        yield _Part(*found.span(), "excluded", (_bare(text[slice(*found.span("value"))]),))
    if _ASKS.search(masked):
        return  # what follows is found in sentences too
    for found in _NOT.finditer(masked):
        if found["name"] is None or not _grammar(masked, found):
            span = next(found.span(name) for name in ("value", "after", "quoted") if found[name])
            yield _Part(*found.span(), "excluded", (_bare(text[slice(*span)]),))
    for found in _OR.finditer(masked):
        if terms := _terms(text, masked, *found.span()):
            yield _Part(*found.span(), "any_of", terms)


def _field(found: re.Match[str], text: str, as_of: date, notes: list[str]) -> Value | None:
    """What a name and the value behind its colon say; None when they are words."""
    name, raw = found["name"].casefold(), text[slice(*found.span("value"))]
    if name in OTHERS:
        notes.append(f"“{found['name']}:” is no field to search by, so it is read as words.")
    if name not in NAMES or _ASKS.search(raw):
        return None
    field, end = NAMES[name], found.end()
    if field in ("author", "newspaper") and raw[0] not in _PARTNERS:
        raw = raw.partition("的")[0]  # 作者:张三的报道
        end = found.start("value") + len(raw)
        end += text[end : end + 1] == "的"
    value = _bare(raw)
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
    """Whether NOT is a word of its sentence: DO NOT ENTER, NOT only."""
    return bool(_GRAMMAR.fullmatch(found["value"]) or _VERB.search(masked[: found.start()]))


def _terms(text: str, masked: str, start: int, end: int) -> tuple[str, ...]:
    """The terms of an either-or; none when one is too long to be a term."""
    cuts = [found.span() for found in _BETWEEN.finditer(masked, start, end)]
    ends = zip([start, *(high for _, high in cuts)], [*(low for low, _ in cuts), end], strict=True)
    terms = tuple(dict.fromkeys(_bare(text[low:high]) for low, high in ends))
    fits = all(0 < len(one) <= _LONGEST_TERM for one in terms)
    return terms if fits and len(terms) > 1 else ()


def _bare(value: str) -> str:
    """A value without the marks around it."""
    stripped = value.strip()
    if len(stripped) > 2 and stripped[0] in _PARTNERS and stripped[-1] in _CLOSERS:
        stripped = stripped[1:-1].strip()
    return stripped


def _apart(parts: Iterator[_Part], masked: str) -> list[_Part]:
    """The parts in order, none over another. A sentence that asks may have a minus in it (京 -沪
    高铁何时开通), so there only one before or behind it leaves something out."""
    ordered: list[_Part] = []
    for part in sorted(parts, key=lambda one: (one.start, -one.end)):
        if not ordered or part.start >= ordered[-1].end:
            ordered.append(part)
    if not _ASKS.search(masked):
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
) -> str:
    """What is left to search for: the question without its operators, either-or terms kept. When
    nothing is, the names of the fields are looked for."""
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
    return " ".join(name for name in names if name)
