"""Hits put together as evidence: told apart by story, in the order asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from retrieval.accounts import Order
from retrieval.found import Found
from retrieval.highlight import Marked
from retrieval.ordering import Asked, Standing, in_order


class Arranged(NamedTuple):
    """Which of the hits looked at are shown, in order: the place of each among them, and the number
    of its story. With the order they are in, and what is told of it."""

    places: tuple[int, ...]
    stories: tuple[int, ...]
    order: Order
    notes: tuple[str, ...]


def arranged(hits: Sequence[Standing], asked: Asked, top: int) -> Arranged:
    """The first `top` hits in the order asked for; their stories are numbered anew, from 1 in order
    of appearance."""
    placed = in_order(hits, asked, top)
    shown = [hits[at].story for at in placed.places]
    number = {old: new for new, old in enumerate(dict.fromkeys(shown), 1)}
    stories = tuple(number[story] for story in shown)
    return Arranged(placed.places, stories, placed.order, placed.notes)


def standings_of(
    shown: Sequence[Found],
    scores: Sequence[float],
    stories: Sequence[int],
    marks: Mapping[int, Marked],
    held: Mapping[int, tuple[str, ...]],
) -> list[Standing]:
    """What decides where each passage stands. `marks` may be empty where no order depends on the
    words that answer; `held` is what each passage holds word for word."""
    return [
        Standing(
            score,
            one.stored.article.issue_date,
            story,
            one.passage_id not in marks or marks[one.passage_id].span is not None,
            bool(held.get(one.passage_id)),
        )
        for one, score, story in zip(shown, scores, stories, strict=True)
    ]
