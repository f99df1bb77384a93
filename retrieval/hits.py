"""From passages found to the hits of an answer: cited, scored, with their places in the lanes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from retrieval.found import Found
from retrieval.highlight import Marked
from retrieval.ranking import Ranked
from retrieval.records import Hit
from retrieval.resolving import citation_of, facts_of, link_to, source_of
from retrieval.selectors import selection


class Chosen(NamedTuple):
    """A passage that is shown: its place, from 1, as it was ranked or read again, its score, and
    the number of its story."""

    found: Found
    place: int
    score: float
    story: int


def scores_of(ranked: Ranked, shown: Sequence[Found], again: Sequence[float]) -> list[float]:
    """The score of each passage; `again` are those of the first of them, which were read again."""
    shares = dict(zip(ranked.candidates.ids.tolist(), ranked.shares().tolist(), strict=True))
    # What was not read again comes after what was, and so does its score.
    after = (min(shares[one.passage_id], *again, 1.0) for one in shown[len(again) :])
    return [*again[: len(shown)], *after]


def hits_of(
    ranked: Ranked,
    chosen: Sequence[Chosen],
    marks: Mapping[int, Marked],
    read_again: int,
    public_url: str,
    exact: Mapping[int, tuple[str, ...]] = MappingProxyType({}),
) -> tuple[Hit, ...]:
    """The hits in this order; `marks` by passage, `read_again` how many of all were, `exact` what
    each passage holds word for word."""
    ids = ranked.candidates.ids.tolist()
    pinned = {one: at for at, one in enumerate((one for one in ids if one in exact), 1)}
    return tuple(
        _hit(
            rank,
            one,
            marks[one.found.passage_id],
            _ranks(ranked, one, read_again, pinned),
            public_url,
            exact.get(one.found.passage_id, ()),
        )
        for rank, one in enumerate(chosen, 1)
    )


def _hit(
    rank: int,
    chosen: Chosen,
    mark: Marked,
    ranks: dict[str, int],
    public_url: str,
    exact: tuple[str, ...],
) -> Hit:
    one = chosen.found
    citation = citation_of(one.stored, one.start, one.end, public_url)
    before = one.start - one.printings.row.start  # the halves of the article before this one
    sentence = (mark.highlight.start - before, mark.highlight.end - before)
    return Hit(
        rank=rank,
        score=chosen.score,
        passage=one.passage,
        highlight=mark.highlight,
        span=mark.span,
        article=facts_of(one.stored),
        citation=citation,
        source=source_of(one.stored.article, one.start, one.end),
        ranks=ranks,
        exact=exact,
        story=chosen.story,
        also_printed=one.printings.citations(citation, sentence, public_url),
        selection=selection(one.stored.article.body, mark.highlight.start, mark.highlight.end),
        fragment=link_to(one.stored, mark.highlight.start, mark.highlight.end, public_url),
    )


def _ranks(
    ranked: Ranked, one: Chosen, read_again: int, pinned: Mapping[int, int]
) -> dict[str, int]:
    """A hit's place in each lane, and in the second reading when it had one."""
    passage_id = one.found.passage_id
    ranks = ranked.candidates.ranks_of(passage_id)
    if passage_id in pinned:
        ranks["exact"] = pinned[passage_id]
    return {**ranks, "reranker": one.place} if one.place <= read_again else ranks
