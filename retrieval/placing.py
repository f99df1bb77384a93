"""Where in an article a quotation stands: exactly, in another dress, shortened, or nearly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from retrieval.aligning import nearest, pairs_in_common
from retrieval.letters import Letters, letters, verbatim
from retrieval.shelves import Shelf
from retrieval.verdicts import Verdict

NEAR = 0.7  # share of a quotation's letters that must be printed, in order, for it to be near
_NEARLY_BEST = 0.1  # of that share, what another article may be behind the best
_MOST_NEAR = 5
_MOST_ALIGNED = 12
_MOST_CELLS = 100_000_000  # of alignment for one quotation: under a second
_LONGEST_GAP = 400  # letters that an ellipsis may stand for
_SHORTEST_PART = 3
_DOTS = r"[…⋯]+|[.．]{3,}|。{3,}|[·・]{3,}"
_ELLIPSIS = re.compile(
    rf"[\[(（【〔]\s*(?:{_DOTS}|[前中下后後]?略|以[上下]略|省略|\bsnip\b)\s*[\])）】〕]|{_DOTS}"
)
_TRIED = 20  # places in one article that are looked at for one between words


def without_elisions(words: str) -> str:
    """A quotation in which 略 and its like in brackets are dots, which have no letters."""
    return _ELLIPSIS.sub(lambda found: "…" * len(found[0]), words)


class Asked(NamedTuple):
    """A quotation in both ways it is compared."""

    words: str
    exact: Letters
    plain: Letters


class Place(NamedTuple):
    """A stretch of an article that is the quotation or near it; `share` of its letters."""

    shelf: Shelf
    start: int
    end: int
    verdict: Verdict
    share: float = 1.0


def exact(shelf: Shelf, asked: Asked) -> Place | None:
    """Where an article has the very characters."""
    body = verbatim(shelf.body)
    at = _find(body, asked.exact.plain)
    if at < 0:
        return None
    return Place(shelf, *body.place(at, at + len(asked.exact.plain)), "exact")


def equivalent(shelf: Shelf, body: Letters, asked: Asked) -> Place | None:
    """Where an article, of which `body` are the letters, has the words, whatever their dress."""
    at = _find(body, asked.plain.plain)
    if at < 0:
        return None
    start, end = _with_marks(shelf.body, *body.place(at, at + len(asked.plain.plain)), asked.words)
    printed = shelf.body[start:end]
    if letters(printed).plain != asked.plain.plain:  # half of a sign such as ㎡
        return None
    same = verbatim(printed).plain == asked.exact.plain
    return Place(shelf, start, end, "exact" if same else "equivalent")


def _find(body: Letters, plain: str) -> int:
    """Where the words stand: the first place where they begin and end no other word or number,
    else the first."""
    first = at = body.plain.find(plain)
    borders = {edge for span in body.tokens() for edge in span} if at >= 0 else set()
    for _ in range(_TRIED):
        if at < 0 or {at, at + len(plain)} <= borders:
            break
        at = body.plain.find(plain, at + 1)
    else:
        return first
    return at if at >= 0 else first


def shortened(bodies: Sequence[tuple[Shelf, Letters]], asked: Asked) -> list[Place]:
    """The articles that have the words before and after an ellipsis, with others between them."""
    parts = [part for one in _ELLIPSIS.split(asked.words) if (part := letters(one).plain)]
    if len(parts) < 2 or min(map(len, parts)) < _SHORTEST_PART:
        return []
    places = [(shelf, body, _in_order(body.plain, parts)) for shelf, body in bodies]
    return [Place(shelf, *body.place(*held), "near") for shelf, body, held in places if held]


def _in_order(plain: str, parts: Sequence[str]) -> tuple[int, int] | None:
    """From the first of some parts to the last, when each follows the one before not far away."""
    start = plain.find(parts[0])
    end = start + len(parts[0])
    for part in parts[1:]:
        at = plain.find(part, end, end + _LONGEST_GAP + len(part))
        if start < 0 or at < 0:
            return None
        end = at + len(part)
    return (start, end) if start >= 0 else None


def nearly(bodies: Sequence[tuple[Shelf, Letters]], asked: Asked) -> list[Place]:
    """Of some articles those that come nearest, if they come near."""
    plain = asked.plain.codes
    found: list[Place] = []
    cells, tried = 0, False
    for shelf, body in _promising(bodies, asked):
        cells += len(plain) * min(len(body.plain), 6 * len(plain) + 2_000_000 // len(plain))
        if cells > _MOST_CELLS and tried:
            break
        tried = True
        one = nearest(plain, body.codes)
        if one and (share := 1 - one.distance / len(plain)) >= NEAR:
            start, end = _whole_words(body, one.start, one.end)
            place = _with_marks(shelf.body, *body.place(start, end), asked.words)
            found.append(Place(shelf, *place, "near", share))
    best = max((one.share for one in found), default=0.0)
    close = [one for one in found if one.share >= best - _NEARLY_BEST]
    return sorted(close, key=lambda one: -one.share)[:_MOST_NEAR]


def _promising(
    bodies: Sequence[tuple[Shelf, Letters]], asked: Asked
) -> list[tuple[Shelf, Letters]]:
    """The articles that may come near, those with most of the quotation's pairs of letters first:
    each letter that differs spoils two at most."""
    plain = asked.plain.codes
    least = len(plain) - 1 - 2 * (1 - NEAR) * len(plain)
    shared = [
        (pairs_in_common(plain, body.codes), at)
        for at, (_, body) in enumerate(bodies)
        if len(body.plain) >= NEAR * len(plain)
    ]
    order = sorted((-count, at) for count, at in shared if count >= least)
    return [bodies[at] for _, at in order[:_MOST_ALIGNED]]


def _whole_words(body: Letters, start: int, end: int) -> tuple[int, int]:
    """A stretch with the words and numbers it begins and ends in; no blank at its ends."""
    held = [span for span in body.tokens() if span[0] < end and start < span[1]]
    return held[0][0], held[-1][1]


def _with_marks(body: str, start: int, end: int, asked: str) -> tuple[int, int]:
    """A stretch with the punctuation before and behind it, as far as the quotation has some."""
    stripped = asked.strip()
    for mark in reversed(stripped):
        if _is_letter(mark) or end >= len(body) or _is_letter(body[end]) or body[end].isspace():
            break
        end += 1
    for mark in stripped:
        before = body[start - 1 : start]
        if _is_letter(mark) or not before or _is_letter(before) or before.isspace():
            break
        start -= 1
    return start, end


def _is_letter(mark: str) -> bool:
    return bool(letters(mark).plain)
