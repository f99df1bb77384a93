"""Hits that give different numbers or days for what the question asks.

Said only where they measure the same thing: in one unit, in sentences alike but for the value,
about the same names and time. A false alarm costs more trust than a missed one, so where the
sentences leave it open nothing is said (docs/decisions/0025-evidence.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from difflib import SequenceMatcher
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.accounts import Disagreement, Reading
from retrieval.claims import (
    Claim,
    claims_of,
    compatible,
    same_event,
    same_kind,
    same_subject,
    same_time,
)
from retrieval.dates import periods
from retrieval.expecting import Expectation, expectation, level
from retrieval.interaction import Tokens
from retrieval.records import Hit, Status

# Chosen by reading what is said on four sets of questions.
_BEST, _GOOD = 0.95, 0.8  # score over the best hit's, from which on one speaks, and is heard
_ALIKE = 0.5  # share of the weight of two sentences' words that stand in both, value aside
_ASKED = 0.8  # share of the question's words in the one passage that the other must have too
_WEIGHTY = 2  # power of a token's length in the encoder: rare words are long
_LEAST_ABOUT = 2  # letters that both print beside the value, worth naming
_SOME_DAY = date(2000, 1, 1)  # whether a question names a time does not depend on the day
_NOT_COMPARED = frozenset({"rank", "age"})  # an age grows from one report to the next

Tokenise = Callable[[Sequence[str]], Sequence[Tokens]]
Floats = NDArray[np.float32]


class Weigher(NamedTuple):
    """The bundled encoder as a judge of which words two texts share."""

    tokenise: Tokenise
    table: Floats

    def shared(self, one: str, other: str) -> float:
        """The share of both texts' words, by weight, that stand in both, 0 to 1."""
        mine, theirs = map(np.unique, self.tokenise([one, other]))
        both = self._weight(np.intersect1d(mine, theirs))
        return both / max(self._weight(np.union1d(mine, theirs)), 1e-9)

    def held(self, asked: str, text: str) -> float:
        """The share of a question's words, by weight, that a text has."""
        words, theirs = map(np.unique, self.tokenise([asked, text]))
        return self._weight(np.intersect1d(words, theirs)) / max(self._weight(words), 1e-9)

    def _weight(self, tokens: NDArray[np.uint16]) -> float:
        return float((np.linalg.norm(self.table[tokens], axis=1) ** _WEIGHTY).sum())


def disagreements(
    question: str, hits: Sequence[Hit], status: Status, weigher: Weigher
) -> tuple[Disagreement, ...]:
    """Where the hits of an answer do not agree on the number or the day that is asked for."""
    expected = expectation(question)
    if status == "not_found" or expected is None or not _comparable(expected):
        return ()
    best = max((hit.score for hit in hits), default=0.0)
    heard = [hit for hit in hits if hit.score >= _GOOD * best]
    speaking = [hit for hit in heard if hit.span and hit.score >= _BEST * best]
    first = next((one for hit in speaking for one in claims_of(hit, expected)), None)
    if first is None:
        return ()
    told = [first]
    for hit in heard:
        if hit.article.article_id not in {one.hit.article.article_id for one in told}:
            told += _counterpart(question, first, claims_of(hit, expected), weigher)
    if all(compatible(first, one) for one in told):
        return ()
    return (_disagreement(told),)


def _comparable(expected: Expectation) -> bool:
    return expected.kind in ("count", "date") and expected.form not in _NOT_COMPARED


def _counterpart(
    question: str, first: Claim, claims: Sequence[Claim], weigher: Weigher
) -> list[Claim]:
    """The claim among those of a sentence that measures what the first one does, if that is one."""
    alike = [one for one in claims if _same_thing(question, first, one, weigher)]
    distinct = {str(one.value): one for one in reversed(alike)}
    return list(distinct.values()) if len(distinct) == 1 else []


def _same_thing(question: str, one: Claim, other: Claim, weigher: Weigher) -> bool:
    if one.unit != other.unit or not same_subject(one, other) or not same_event(one, other):
        return False
    if not same_kind(question, one, other):
        return False
    if not same_time(one, other, bool(periods(question, _SOME_DAY))):
        return False
    if weigher.shared(one.frame, other.frame) < _ALIKE:
        return False
    mine, theirs = weigher.held(question, one.hit.text), weigher.held(question, other.hit.text)
    return min(mine, theirs) >= _ASKED * max(mine, theirs)


def _disagreement(claims: Sequence[Claim]) -> Disagreement:
    """The readings, oldest first."""
    ordered = sorted(claims, key=lambda one: (one.printed, one.hit.rank))
    said = "; ".join(map(_said, ordered))
    return Disagreement(
        _about(claims[0], claims[1]),
        f"The reports do not agree: {said}.",
        tuple(_reading(one) for one in ordered),
    )


def _said(claim: Claim) -> str:
    day = claim.hit.citation.issue_date
    return f"“{claim.text}” ({day})" if day else f"“{claim.text}”"


def _reading(claim: Claim) -> Reading:
    return Reading(
        _value(claim),
        claim.text,
        claim.hit.rank,
        claim.hit.citation.citation_id,
        claim.hit.citation.issue_date,
    )


def _value(claim: Claim) -> str:
    """The value in figures, with what it counts: 3000个, 70%, 2023-04-10, 2023-04-01/2023-04-30."""
    if isinstance(claim.value, Fraction):
        ones = claim.value * 100 if claim.unit == "%" else claim.value
        number = str(ones) if ones.denominator == 1 else f"{float(ones):.10g}"
        return f"{number}{claim.unit}"
    first, last = claim.value
    return str(first) if first == last else f"{first}/{last}"


def _about(one: Claim, other: Claim) -> str:
    """The longest words that both print before or after the value, as the first prints them."""
    frames = level(one.frame), level(other.frame)
    found = SequenceMatcher(None, *frames, autojunk=False).find_longest_match()
    lines = one.frame[found.a : found.a + found.size].split("\n")
    words = max(lines, key=len).strip(" ,，。;；:：、")
    return words if len(words) >= _LEAST_ABOUT else ""
