"""From passages found to the hits of an answer: cited, scored, with their places in the lanes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from retrieval.found import Found
from retrieval.highlight import Marked
from retrieval.ranking import Ranked
from retrieval.records import Hit
from retrieval.resolving import citation_of, facts_of, link_to, source_of
from retrieval.selectors import selection


def hits_of(
    ranked: Ranked,
    shown: Sequence[Found],
    marks: Mapping[int, Marked],
    again: Sequence[float],
    public_url: str,
    exact: Mapping[int, tuple[str, ...]] = MappingProxyType({}),
) -> tuple[Hit, ...]:
    """The hits in the order of `shown`; `marks` by passage, `again` the scores of those that were
    read again, the first of them; `exact` what each passage holds word for word."""
    ids = ranked.candidates.ids.tolist()
    pinned = {one: at for at, one in enumerate((one for one in ids if one in exact), 1)}
    shares = dict(zip(ids, ranked.shares().tolist(), strict=True))
    # What was not read again comes after what was, and so does its score.
    scores = [*again[: len(shown)]]
    scores += (min(shares[one.passage_id], *again, 1.0) for one in shown[len(again) :])
    return tuple(
        _hit(
            place,
            one,
            marks[one.passage_id],
            score,
            _ranks(ranked, one, place, len(again), pinned),
            public_url,
            exact.get(one.passage_id, ()),
        )
        for place, (one, score) in enumerate(zip(shown, scores, strict=True), 1)
    )


def _hit(
    place: int,
    one: Found,
    mark: Marked,
    score: float,
    ranks: dict[str, int],
    public_url: str,
    exact: tuple[str, ...],
) -> Hit:
    citation = citation_of(one.stored, one.start, one.end, public_url)
    before = one.start - one.printings.row.start  # the halves of the article before this one
    sentence = (mark.highlight.start - before, mark.highlight.end - before)
    return Hit(
        rank=place,
        score=score,
        passage=one.passage,
        highlight=mark.highlight,
        span=mark.span,
        article=facts_of(one.stored),
        citation=citation,
        source=source_of(one.stored.article, one.start, one.end),
        ranks=ranks,
        exact=exact,
        also_printed=one.printings.citations(citation, sentence, public_url),
        selection=selection(one.stored.article.body, mark.highlight.start, mark.highlight.end),
        fragment=link_to(one.stored, mark.highlight.start, mark.highlight.end, public_url),
    )


def _ranks(
    ranked: Ranked, one: Found, place: int, read_again: int, pinned: Mapping[int, int]
) -> dict[str, int]:
    """A hit's place in each lane, and in the second reading when it had one."""
    ranks = ranked.candidates.ranks_of(one.passage_id)
    if one.passage_id in pinned:
        ranks["exact"] = pinned[one.passage_id]
    return {**ranks, "reranker": place} if place <= read_again else ranks
