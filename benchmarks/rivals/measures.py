"""From hits to figures, by ir-measures."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.cases import Case
from retrieval.evaluate import DEPTH, is_right
from retrieval.records import Hit

MEASURES = ("R@1", "R@3", "R@10", "RR@10", "nDCG@10")
_ANSWER = "answer"


def first_right(case: Case, hits: Sequence[Hit]) -> int | None:
    """The place, from 1, of the first hit that is right; None when none of the first ten is."""
    places = (place for place, hit in enumerate(hits[:DEPTH], 1) if is_right(case, hit))
    return next(places, None)


def figures(ranks: Sequence[int | None]) -> dict[str, float]:
    """The mean of every measure over questions, given the place of each one's first right hit.

    A question has one answer, however many passages tell it: whoever finds a second one gains
    nothing. So there is one relevant item a question, found at that place or not at all.
    """
    import ir_measures

    wanted = [ir_measures.parse_measure(name) for name in MEASURES]
    qrels = {str(number): {_ANSWER: 1} for number in range(len(ranks))}
    run = {str(number): _ranking(rank) for number, rank in enumerate(ranks)}
    found = ir_measures.calc_aggregate(wanted, qrels, run)
    return {name: float(found[one]) for name, one in zip(MEASURES, wanted, strict=True)}


def _ranking(rank: int | None) -> dict[str, float]:
    """A run of ten with the answer at its place; scores fall from hit to hit."""
    return {
        _ANSWER if place == rank else f"other-{place}": 1 / place for place in range(1, DEPTH + 1)
    }
