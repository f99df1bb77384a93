"""Hits grouped by the event they report, however many articles and days it fills.

Two articles are as near as their headlines and first sentences: in meaning (the cosine of the
bundled encoder) and in the weighty words they share, names above all; the further apart they were
printed, the more alike they must be. Measured in docs/decisions/0025-evidence.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.accounts import Story
from retrieval.found import Found
from retrieval.interaction import Tokens
from retrieval.records import Hit

HEAD = 120  # characters: an event is named in the headline and the first sentence or two
TOGETHER = 0.66  # how near the articles of one story are, on average
_SHARED = 0.5  # what shared words count beside meaning
_WEIGHTY = 4  # power of a token's length in the encoder: rare words are long
_APART = 0.08  # what is taken off for the logarithm of the days between
_UNKNOWN = 5  # days between two articles when one has no date
_TINY = 1e-9

Tokenise = Callable[[Sequence[str]], Sequence[Tokens]]
Floats = NDArray[np.float32]


class Told(NamedTuple):
    """An article as it is compared: its key, its headline with its first words, its day."""

    key: int
    head: str
    day: date | None


def told(one: Found) -> Told:
    """The article of a hit as it is compared."""
    article = one.stored.article
    return Told(
        one.printings.row.article_key,
        f"{article.title or ''}\n{article.body[:HEAD]}",
        article.issue_date,
    )


def grouped(hits: Sequence[Told], tokenise: Tokenise, table: Floats) -> list[int]:
    """The number of each hit's story, from 1 in order of appearance.

    A hit joins the story whose articles are nearest to its own on average, if they are near
    enough, else it begins one. At most 50 hits are shown, so every pair is looked at.
    """
    articles = list({one.key: one for one in hits}.values())
    near = nearness(articles, tokenise, table) if len(articles) > 1 else np.ones((1, 1), np.float32)
    stories: list[list[int]] = []
    sums: list[Floats] = []  # how near every article is to those of each story, all together
    for at in range(len(articles)):
        means = [float(one[at]) / len(story) for one, story in zip(sums, stories, strict=True)]
        best = int(np.argmax(means)) if means else 0
        if means and means[best] >= TOGETHER:
            stories[best].append(at)
            sums[best] = sums[best] + near[:, at]
        else:
            stories.append([at])
            sums.append(near[:, at])
    number = {articles[at].key: no for no, story in enumerate(stories, 1) for at in story}
    return [number[one.key] for one in hits]


def nearness(articles: Sequence[Told], tokenise: Tokenise, table: Floats) -> Floats:
    """How near each pair of articles is, 1.5 at most, shape (articles, articles)."""
    tokens = tokenise([one.head for one in articles])
    return np.asarray(
        _cosines(tokens, table)
        + _SHARED * _shared(tokens, table)
        - _APART * np.log1p(_days([one.day for one in articles])),
        np.float32,
    )


def stories_of(hits: Sequence[Hit]) -> tuple[Story, ...]:
    """The stories of hits that have their numbers and ranks, in order of number."""
    stories: dict[int, list[Hit]] = {}
    for hit in hits:
        stories.setdefault(hit.story, []).append(hit)
    return tuple(_story(number, stories[number]) for number in sorted(stories))


def _story(number: int, hits: Sequence[Hit]) -> Story:
    days = [hit.citation.issue_date for hit in hits if hit.citation.issue_date]
    best = max(hits, key=lambda hit: hit.score)
    return Story(
        number,
        best.article.title,
        min(days, default=None),
        max(days, default=None),
        tuple(hit.rank for hit in hits),
    )


def _cosines(tokens: Sequence[Tokens], table: Floats) -> Floats:
    rows = np.array([table[one].sum(axis=0) for one in tokens], np.float32)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), _TINY)
    return np.asarray(rows @ rows.T, np.float32)


def _shared(tokens: Sequence[Tokens], table: Floats) -> Floats:
    """The share of the tokens of two texts that stand in both, by weight, of the lighter text."""
    every, places = np.unique(np.concatenate(tokens), return_inverse=True)
    weights = np.linalg.norm(table[every], axis=1) ** _WEIGHTY
    held = np.zeros((len(tokens), len(every)), np.float32)
    held[np.repeat(np.arange(len(tokens)), [len(one) for one in tokens]), places] = 1
    both = (held * weights) @ held.T
    own = np.diag(both)
    return np.asarray(both / np.maximum(np.minimum.outer(own, own), _TINY), np.float32)


def _days(days: Sequence[date | None]) -> NDArray[np.float64]:
    """The days between each two articles."""
    known = np.array([day.toordinal() if day else np.nan for day in days])
    apart = np.abs(known[:, None] - known)
    return np.where(np.isnan(apart), _UNKNOWN, apart)
