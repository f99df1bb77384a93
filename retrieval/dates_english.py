"""Time named in English: points (April 2023, last June, three days ago), ranges, since and before.

A month is a month only where one can stand: "since March" is, "they march" and "Ms May" are not.
"""

from __future__ import annotations

import re
from datetime import date

from retrieval.calendar_facts import Days, Reading, around, back, before, feast, latest, since, year
from retrieval.dates_english_relative import WHOLE
from retrieval.dates_english_rules import (
    FEAST,
    FEASTS,
    NAMED_YEAR,
    STEPS,
    THE_YEAR_BEFORE,
    WITHIN,
    YEAR_AWAY,
    Match,
    Rule,
)

_JOINT = re.compile(r"(?:,?\s+(?:of|in)\s+|,?\s+|,|-)")
_WHICH = re.compile(r"(?P<which>last|this|next)\s+", re.IGNORECASE)
# What may stand before a month or a year so that it is one; what may follow it after some of them.
_MAY_LEAD = re.compile(
    r"\b(?:in|since|during|until|till|before|after|throughout|through|between|from|of|to|and|by|early|mid"
    r"|late|around|about|circa|year|for|the)[\s-]+(?:the\s+)?$",
    re.IGNORECASE,
)
_LEADS_MONTH = re.compile(
    r"\b(?:(?P<sure>in|during|throughout|until|till|early|mid|late)|since|before|after|between|from|to|and"
    r"|(?:end|start|beginning|middle|course|month) of)[\s-]+$",
    re.IGNORECASE,
)
_FOLLOWS_MONTH = re.compile(
    r"\s*(?:$|[,.;:?!)]|(?:and|to|until|till|through|of|in|on|at|by|for|how|what|which|who|when|where|why|did|do"
    r"|does|has|have|had|is|are|was|were|the|this|last|that)\b)"
)
_FROM_ON = re.compile(
    r"\b(?P<word>since|after|before|prior\s+to|around|about|circa)\s+(?:the\s+)?$", re.IGNORECASE
)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_JOINED = re.compile(
    r"\s*(?:-|–|—|\bto\b|\buntil\b|\btill\b|\bthrough\b|(?P<and>\band\b))\s*", re.IGNORECASE
)


def read_english(text: str, as_of: date) -> list[Reading]:
    """Every time named, in order, none over another."""
    found: list[Reading] = []
    at = 0
    for match in re.finditer(r"(?<![A-Za-z0-9$£€¥#.])['’]?[A-Za-z0-9]", text):
        if match.start() < at:
            continue
        if reading := _reading(text, match.start(), as_of):
            found.append(reading)
            at = reading.end
    return found


def _reading(text: str, at: int, as_of: date) -> Reading | None:
    first = _point(text, at, as_of, None)
    if first is None:
        return None
    return _with_prefix(text, _range(text, first, as_of) or first, as_of)


def _range(text: str, first: Reading, as_of: date) -> Reading | None:
    joined = _JOINED.match(text, first.end)
    if joined is None or (joined["and"] and not _BETWEEN.search(text[: first.start])):
        return None
    second = _point(text, joined.end(), as_of, first)
    if second is None:
        return None
    begin = first.days.first
    if second.explicit and not first.explicit:  # from March to May 2023: the first has its year
        moved = back(begin, years=begin.year - second.days.last.year)
        begin = moved if moved <= second.days.last else back(moved, years=1)
    if second.days.last < begin:
        return None
    explicit = first.explicit or second.explicit
    days = Days(begin, second.days.last)
    return Reading(days, first.start, second.end, explicit, first.relative or second.relative)


def _with_prefix(text: str, reading: Reading, as_of: date) -> Reading:
    match = _FROM_ON.search(text[: reading.start])
    if match is None:
        return reading
    word, reading = match["word"].lower(), reading._replace(start=match.start())
    if word in ("since", "after"):
        return since(reading, reading.end, as_of)
    return (
        around(reading, reading.end)
        if word in ("around", "about", "circa")
        else before(reading, reading.end)
    )


def _point(text: str, at: int, as_of: date, given: Reading | None) -> Reading | None:
    return (
        _whole(text, at, as_of)
        or _within_year(text, at, as_of, given)
        or _year_alone(text, at, as_of, given)
    )


def _whole(text: str, at: int, as_of: date) -> Reading | None:
    for rule in WHOLE:
        match = rule.pattern.match(text, at)
        days = match and rule.days(match, as_of)
        if match and days:
            present = rule.explicit and rule.relative and days.first <= as_of <= days.last
            return Reading(
                days, at, match.end(), rule.explicit and not present, rule.relative, present
            )
    return None


def _within_year(text: str, at: int, as_of: date, given: Reading | None) -> Reading | None:
    which = _WHICH.match(text, at)
    for rule in WITHIN:
        if which and (match := rule.pattern.match(text, which.end())):
            days = _nearest(rule, match, which["which"].lower(), as_of)
            return Reading(days, at, match.end(), True, True) if days else None
        if match := rule.pattern.match(text, at):
            joint = _JOINT.match(text, match.end())
            named = joint and _year(text, joint.end(), as_of)
            days = rule.days(match, named[0]) if named else None
            if named and days:
                return Reading(days, at, named[1], True, named[2])
            if rule.bare and (given or _is_time(text, match)):
                return _bare(rule, match, as_of, given)
    return None


def _bare(rule: Rule, match: Match, as_of: date, given: Reading | None) -> Reading | None:
    if given:
        for number in (given.days.first.year, given.days.first.year + 1):
            days = rule.days(match, number)
            if days and days.last >= given.days.first:
                return Reading(days, match.start(), match.end(), given.explicit, given.relative)
    found = latest(lambda number: rule.days(match, number), as_of)
    return Reading(found, match.start(), match.end(), explicit=False) if found else None


def _nearest(rule: Rule, match: Match, which: str, as_of: date) -> Days | None:
    """Last June is the latest that is over, next June the first to come."""
    begin = as_of.replace(day=1)
    tried = [rule.days(match, number) for number in range(as_of.year - 1, as_of.year + 2)]
    known = [days for days in tried if days]
    if which == "this":
        return rule.days(match, as_of.year)
    if which == "next":
        return next((days for days in known if days.first > as_of), None)
    return next((days for days in reversed(known) if days.last < begin), None)


def _is_time(text: str, match: Match) -> bool:
    """Whether a month without day or year stands where a month can; all else is one anyhow."""
    if "day" in match.re.groupindex or "month" not in match.re.groupindex or match["part"]:
        return True
    leads = _LEADS_MONTH.search(text[: match.start()])
    return bool(leads and (leads["sure"] or _FOLLOWS_MONTH.match(text, match.end())))


def _year(text: str, at: int, as_of: date) -> tuple[int, int, bool] | None:
    """A year, where its words end, and whether it is counted from today."""
    if match := NAMED_YEAR.match(text, at):
        return int(match["year"]), match.end(), False
    if match := YEAR_AWAY.match(text, at):
        step = STEPS[match["which"].lower().split()[-1]]
        return as_of.year + step, match.end(), True
    if match := THE_YEAR_BEFORE.match(text, at):
        return as_of.year - 2, match.end(), True
    return None


def _year_alone(text: str, at: int, as_of: date, given: Reading | None) -> Reading | None:
    named = _year(text, at, as_of)
    days = year(named[0]) if named else None
    if named is None or days is None:
        return None
    number, end, relative = named
    if not relative and (dated := _feast_of(text, at, end, number)):
        return dated
    if (
        not relative
        and not given
        and not _MAY_LEAD.search(text[:at])
        and text[end : end + 2] not in ("'s", "’s")
    ):
        return None
    present = relative and number == as_of.year
    return Reading(days, at, end, not present, relative, present)


def _feast_of(text: str, at: int, end: int, number: int) -> Reading | None:
    """A feast after its year: 2023 Spring Festival."""
    match = FEAST.match(text, end + 1)
    days = feast(FEASTS[match["feast"].lower()], number) if match else None
    return Reading(days, at, match.end()) if match and days else None
