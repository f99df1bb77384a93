"""Hits put together as evidence: told apart by story, in the order asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from retrieval.accounts import Order, Story
from retrieval.ordering import Asked, in_order
from retrieval.records import Hit
from retrieval.stories import stories_of


class Arranged(NamedTuple):
    """Hits as they are shown, with what is told of them together."""

    hits: tuple[Hit, ...]
    order: Order
    stories: tuple[Story, ...]
    notes: tuple[str, ...]


def arranged(hits: Sequence[Hit], stories: Sequence[int], asked: Asked, top: int) -> Arranged:
    """The first `top` hits in the order asked for; `stories` tells which hits are of one story by
    a number each. Those shown are numbered anew, from 1 in order of appearance."""
    told = [replace(hit, story=story) for hit, story in zip(hits, stories, strict=True)]
    placed = in_order(told, asked, top)
    number = {
        old: new for new, old in enumerate(dict.fromkeys(hit.story for hit in placed.hits), 1)
    }
    shown = tuple(replace(hit, story=number[hit.story]) for hit in placed.hits)
    return Arranged(shown, placed.order, stories_of(shown), placed.notes)
