"""Pages whose lines come with their type and place (PDF, ALTO) to articles.

Where the size of the type makes headlines certain, articles are cut by it; the cutter of page
text does the rest: bylines, captions, jumps, and pages that are set in one size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from index.byline import Byline
from index.context import settled
from index.duplicates import without_duplicates
from index.latin_byline import is_office
from index.left_out import left_out, reclaimed
from index.lines import Piece, finished, pieces_of, setting_of
from index.readers.text import article_of, furniture_of, page_facts
from index.records import Article, Furniture, IssueFacts, Line, Reading, SourceText, split_lines
from index.repair import Setting, closed_up, is_solid
from index.seams import gain_over
from index.segment import Draft, segment
from index.structure import PageStart, Structure

_FOLIO = re.compile(r"[A-Z]?[1-9]\d{0,2}")
_OWN = ("furniture", "byline", "credit", "caption", "jump_to", "jump_from", "trailer")


def read_printed(source: SourceText, facts: IssueFacts) -> Reading:
    """The articles of all pages, and the lines that belong to none.

    A newspaper and a date that only the first page prints hold for the pages after it.
    """
    structure = source.structure or Structure()
    lines = list(split_lines(source.text))
    articles: list[Article] = []
    furniture: list[Furniture] = []
    known = facts
    first: IssueFacts | None = None
    for start, own in _pages(structure, lines):
        page = facts.page or (start.label if start else None)
        given = replace(known, page=page or _folio(structure, own))
        reading = _read_page(source, structure, own, given)
        articles += reading.articles
        furniture += reading.furniture
        first = first or reading.facts
        known = _carried(facts, first)
    return Reading(tuple(articles), tuple(furniture), first or facts)


def _pages(
    structure: Structure, lines: Sequence[Line]
) -> Iterator[tuple[PageStart | None, list[Line]]]:
    for start, own in groupby(lines, key=lambda line: structure.page_at(line.number)):
        yield start, list(own)


def _folio(structure: Structure, lines: Sequence[Line]) -> str | None:
    """The page number that stands alone in the margin."""
    margins = {printed.box.start for printed in structure.printed if printed.role == "margin"}
    alone = {line.text for line in lines if line.start in margins and _FOLIO.fullmatch(line.text)}
    return alone.pop() if len(alone) == 1 else None


def _carried(given: IssueFacts, first: IssueFacts) -> IssueFacts:
    return replace(
        given,
        newspaper=given.newspaper or first.newspaper,
        issue_date=given.issue_date or first.issue_date,
        issue_number=given.issue_number or first.issue_number,
        inferred=tuple(name for name in first.inferred if getattr(given, name) is None),
    )


def _read_page(
    source: SourceText, structure: Structure, lines: Sequence[Line], given: IssueFacts
) -> Reading:
    text = source.text[lines[0].start : lines[-1].end]
    told = setting_of(text, lines)
    setting = Setting(told.han, structure.wraps, structure.compounds.union(told.compounds))
    roles = _roles(structure, lines)
    pieces = [_told(piece, roles) for piece in pieces_of(lines, told.han)]
    pieces = [_told(piece, roles) for piece in settled(pieces, text, told.han)]
    pieces = _offices_signed(_nameplate_apart(pieces), told.han)
    drafts: list[Draft] = []
    loose: list[Piece] = []
    for story in _stories(pieces, roles):
        cut, rest = segment(story, told.han)
        drafts += cut
        loose += rest
    loose += without_duplicates(drafts)
    loose += [piece for draft in drafts if draft.is_bare for piece in draft.pieces()]
    drafts = [draft for draft in drafts if not draft.is_bare]
    loose += reclaimed(drafts, loose, lines)
    facts = page_facts(drafts, loose, lines, text, given)
    facts = _inferred(facts, given)
    articles = tuple(
        _titled(article_of(draft, source, setting, facts, lines), draft, source, setting, roles)
        for draft in drafts
    )
    return Reading(articles, furniture_of(loose, left_out(drafts, articles, source)), facts)


def _inferred(facts: IssueFacts, given: IssueFacts) -> IssueFacts:
    carried = tuple(name for name in given.inferred if name not in facts.inferred)
    return replace(facts, inferred=(*facts.inferred, *carried))


def _roles(structure: Structure, lines: Sequence[Line]) -> dict[int, tuple[str, float]]:
    """For every line what its type says that it is, and how large that is."""
    roles: dict[int, tuple[str, float]] = {}
    starts = {line.start: line.number for line in lines}
    for printed in structure.printed:
        if printed.box.start in starts:
            roles[starts[printed.box.start]] = (printed.role, printed.size)
    if not any(role == "headline" for role, _ in roles.values()):
        return {}  # set in one size: the text must tell
    return roles


def _told(piece: Piece, roles: dict[int, tuple[str, float]]) -> Piece:
    """A piece with the kind that its type says it is of."""
    role = roles.get(piece.line, ("", 0.0))[0]
    if role == "margin" and piece.kind not in ("jump_to", "jump_from"):
        return replace(piece, kind="furniture", said=piece.said or "margin", byline=None)
    if not role or piece.kind in _OWN:
        return piece
    if role in ("headline", "deck"):
        return replace(piece, kind="head") if piece.gap >= 0 else piece
    if role == "subhead" and piece.kind == "head":
        return replace(piece, kind="label")  # a paragraph of its own that begins no article
    return replace(piece, kind="text") if piece.kind == "head" else piece


def _nameplate_apart(pieces: list[Piece]) -> list[Piece]:
    """The name of the newspaper, in large type above the line with the date, as furniture."""
    kinds = [piece.kind for piece in pieces]
    top = next((at for at, kind in enumerate(kinds) if kind not in ("head", "furniture")), 0)
    dated = max((at for at in range(top) if kinds[at] == "furniture"), default=0)
    return [
        replace(piece, kind="furniture", said="masthead") if piece.kind == "head" else piece
        for piece in pieces[:dated]
    ] + pieces[dated:]


def _offices_signed(pieces: list[Piece], han: bool) -> list[Piece]:
    """What the person above is (Staff Writer), which type sets apart from the text, as byline."""
    out = list(pieces)
    for at, (above, piece) in enumerate(pairwise(pieces), 1):
        office = piece.kind in ("text", "head", "label") and is_office(piece.text)
        if not han and above.kind == "byline" and above.gap >= 0 and office:
            signed = Byline(piece.text.strip(), (), (), len(piece.text))
            out[at] = replace(piece, kind="byline", byline=signed)
    return out


def _stories(pieces: Sequence[Piece], roles: dict[int, tuple[str, float]]) -> Iterator[list[Piece]]:
    """The pieces from one headline to the next; all of them when the type tells of none."""
    story: list[Piece] = []
    for at, piece in enumerate(pieces):
        if _begins(pieces, at, roles) and any(
            one.kind not in ("head", "furniture") for one in story
        ):
            yield story
            story = []
        story.append(piece)
    if story:
        yield story


def _begins(pieces: Sequence[Piece], at: int, roles: dict[int, tuple[str, float]]) -> bool:
    """True for the first line of a headline: one in large type that interrupts no sentence."""
    if not _is_head(pieces[at], roles) or (at and _is_head(pieces[at - 1], roles)):
        return False
    end = at
    while end < len(pieces) and _is_head(pieces[end], roles):
        end += 1
    if all(roles[piece.line][0] == "deck" for piece in pieces[at:end]):
        return False
    return not _interrupts(
        pieces[at - 1] if at else None, pieces[end] if end < len(pieces) else None
    )


def _interrupts(above: Piece | None, below: Piece | None) -> bool:
    """True for large type in the middle of a sentence: words pulled out of the text beside it."""
    if above is None or below is None or above.kind != "text" or below.kind != "text":
        return False
    left, right = above.text.rstrip(), below.text.lstrip()
    if finished(left):
        return False
    solid = is_solid(left[-1:]) and is_solid(right[:1])
    return right[:1].islower() or (solid and gain_over(left, right, "") > 0)


def _is_head(piece: Piece, roles: dict[int, tuple[str, float]]) -> bool:
    return piece.kind == "head" and roles.get(piece.line, ("", 0))[0] in ("headline", "deck")


def _titled(
    article: Article,
    draft: Draft,
    source: SourceText,
    setting: Setting,
    roles: dict[int, tuple[str, float]],
) -> Article:
    """The article with the largest line above it for its headline, when one is the largest."""
    sizes = [roles.get(head.line, ("", 0.0))[1] for head in draft.heads]
    if not sizes or len(sizes) < 2 or sorted(sizes)[-1] < 1.1 * sorted(sizes)[-2]:
        return article
    texts = [closed_up(source.text, [(head.start, head.end)], setting) for head in draft.heads]
    main = sizes.index(max(sizes))
    return replace(
        article,
        kicker=" ".join(texts[:main]) or None,
        title=texts[main],
        subtitle=" ".join(texts[main + 1 :]) or None,
    )
