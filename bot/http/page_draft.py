"""A draft with its quotations marked: which stretch has which verdict, and what differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.comparing import Compared, compare
from retrieval.verdicts import Match, Verdict, Verification

# Colour alone tells nothing to many: every verdict has a sign and a line of its own.
SIGNS: dict[Verdict, str] = {"exact": "✓", "equivalent": "✓", "near": "≈", "not_found": "✗"}
MOST_MATCHES = 3  # shown of one quotation


@dataclass(frozen=True, slots=True)
class Checked:
    """One quotation with its verdict, numbered from 1."""

    number: int
    found: Verification

    @property
    def sign(self) -> str:
        return SIGNS[self.found.verdict]

    @property
    def matches(self) -> tuple[Match, ...]:
        return self.found.matches[:MOST_MATCHES]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the draft; `checked` is None between quotations."""

    text: str
    checked: Checked | None = None


def numbered(found: Sequence[Verification]) -> list[Checked]:
    """The quotations in order."""
    return [Checked(number, one) for number, one in enumerate(found, 1)]


def marked(text: str, checked: Sequence[Checked]) -> list[Stretch]:
    """The draft in stretches; joined they are the draft. Of a quotation in a quotation only the
    outer one is marked."""
    stretches: list[Stretch] = []
    at = 0
    for one in checked:
        start, end = one.found.place or (0, len(text))
        if start < at:
            continue
        stretches += [Stretch(text[at:start]), Stretch(text[start:end], one)]
        at = end
    return [one for one in [*stretches, Stretch(text[at:])] if one.text]


def differing(checked: Checked, match: Match) -> tuple[Compared, ...]:
    """What was quoted beside what is printed; nothing when they read alike."""
    if match.verdict != "near":
        return ()
    return compare(checked.found.quote, match.text.text)
