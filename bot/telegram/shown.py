"""A passage about to be shown: as found just now, or looked up again for a button."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.telegram.answers import Extent, KeptHit
from retrieval.records import ArticleFacts, Citation, Hit, Slice, Standing
from retrieval.views import CitedPassage

_STEPS = (0, 300, 800, 1600)  # characters of context on either side, by level
MOST_CONTEXT = len(_STEPS) - 1
_ENDS = "。！？；\n.!?"


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage with what is marked in it and where it was printed. `around` is the passage with
    more of its article on either side; `corrections` are the words of corrections printed since,
    empty where only that there are some is known."""

    passage: Slice
    article: ArticleFacts
    citation: Citation
    highlight: Slice | None = None
    span: Slice | None = None
    around: Slice | None = None
    standing: Standing = "current"
    note: str | None = None
    successor: Citation | None = None
    also: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()


def from_hit(hit: Hit) -> Shown:
    """As it was found."""
    also = tuple(citation.text for citation in hit.also_printed)
    return Shown(
        passage=hit.passage,
        article=hit.article,
        citation=hit.citation,
        highlight=hit.highlight,
        span=hit.span,
        also=also,
        corrections=("",) * bool(hit.citation.corrections),
    )


def from_citation(cited: CitedPassage, kept: KeptHit | None = None) -> Shown:
    """As the archive has it today; what was marked is marked again where the words are the same."""
    return Shown(
        passage=cited.passage,
        article=cited.article,
        citation=cited.citation,
        highlight=_marked(cited.passage, kept.highlight if kept else None),
        span=_marked(cited.passage, kept.span if kept else None),
        standing=cited.standing,
        note=cited.note,
        successor=cited.successor,
        also=kept.also if kept else (),
        corrections=tuple(one.text for one in cited.corrections[:3]),
    )


def widened(shown: Shown, body: str, level: int) -> Shown:
    """With so much of the article round the passage, cut at sentences; the same when there is no
    more or the body is not the passage's."""
    passage = shown.passage
    reach = _STEPS[max(0, min(level, MOST_CONTEXT))]
    if not reach or body[passage.start : passage.end] != passage.text:
        return shown
    start, end = max(passage.start - reach, 0), min(passage.end + reach, len(body))
    if start:
        ends = (body.find(mark, start, passage.start) for mark in _ENDS)
        start = min((at + 1 for at in ends if at >= 0), default=start)
    if end < len(body):
        end = max(body.rfind(mark, passage.end, end) for mark in _ENDS) + 1 or end
    return replace(shown, around=Slice(body[start:end], start, end))


def _marked(passage: Slice, extent: Extent | None) -> Slice | None:
    if extent is None or not 0 <= extent[0] < extent[1] <= len(passage.text):
        return None
    low, high = extent
    return Slice(passage.text[low:high], passage.start + low, passage.start + high)
