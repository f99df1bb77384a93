"""Page text, as OCR or PDF extraction left it, to articles cut apart and repaired."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.context import settled
from index.duplicates import without_duplicates
from index.errors import UnreadableFile
from index.headlines import headline_of
from index.kinds import kind_of
from index.language import language_of
from index.left_out import left_out, reclaimed
from index.lines import Piece, finished, pieces_of, setting_of
from index.masthead import facts_of
from index.opening import LIST, NOTICE
from index.records import (
    Article,
    Furniture,
    IssueFacts,
    Line,
    Part,
    Reading,
    SourceText,
    split_lines,
)
from index.repair import Setting, body_of
from index.segment import Draft, segment
from index.side_by_side import columns_apart
from index.structure import Box

MOST_TEXT = 8_000_000  # characters; the thickest issue of a daily has one million
# How a file of another format opens: what that is, and the ending its name should have.
_MARKUP = {
    r"<!doctype html|<html[\s>]": ("a web page", ".html"),
    r"<\?xml|<(?:nitf|alto|mets|newsitem|newsmessage|rss|feed|rdf:rdf)[\s>:]": ("XML", ".xml"),
    r"[\[{]\s*\"\w+\"\s*:|\[\s*\{\s*\"": ("JSON", ".json or .jsonl"),
    r"\{\\rtf": ("an RTF document", "of what it is saved as: .docx or .txt"),
}
_SENTENCE = re.compile(r"[^。！？!?\n]{0,160}")


def read_text(source: SourceText, facts: IssueFacts) -> Reading:
    """The articles of one page, in printed order, and the lines that belong to none.

    Raises UnreadableFile for markup, and for more text than newspapers print in an issue."""
    _refuse_markup(source)
    if len(source.text) > MOST_TEXT:
        raise UnreadableFile(
            f"it has {len(source.text):,} characters, more than {MOST_TEXT:,} of page text; "
            "split it"
        )
    lines = list(split_lines(source.text))
    setting = setting_of(source.text, lines)
    ordered = lines if setting.han else columns_apart(lines)
    pieces = settled(pieces_of(ordered, setting.han), source.text, setting.han)
    drafts, loose = segment(pieces, setting.han)
    loose = [*loose, *without_duplicates(drafts)]
    loose += [piece for draft in drafts if draft.is_bare for piece in draft.pieces()]
    drafts = [draft for draft in drafts if not draft.is_bare]
    loose += reclaimed(drafts, loose, lines)
    read = page_facts(drafts, loose, lines, source.text, facts)
    articles = tuple(article_of(draft, source, setting, read, lines) for draft in drafts)
    apart = left_out(drafts, articles, source)
    return Reading(articles, furniture_of(loose, apart), read)


def _refuse_markup(source: SourceText) -> None:
    """Raises UnreadableFile for a file of another format that is named like page text: its tags
    would be quoted as printed."""
    head = source.text[:400].lstrip("\ufeff \t\r\n").lower()
    for opening, (what, ending) in _MARKUP.items():
        if source.structure is None and re.match(opening, head):
            raise UnreadableFile(f"it is {what}, not page text; give its name the ending {ending}")


def furniture_of(loose: Sequence[Piece], apart: Iterable[Furniture]) -> tuple[Furniture, ...]:
    """The pieces that belong to no article, and what articles leave `apart`, in order of lines."""
    pieces = (
        Furniture(piece.line, piece.text.strip(), piece.said or piece.kind)
        for piece in sorted(loose, key=lambda piece: piece.start)
    )
    return tuple(sorted((*pieces, *apart), key=lambda one: one.line))


def page_facts(
    drafts: Sequence[Draft],
    loose: Sequence[Piece],
    lines: Sequence[Line],
    text: str,
    given: IssueFacts,
) -> IssueFacts:
    """What a page says about itself, in its furniture, bylines, leads and jump marks."""
    by_number = {line.number: line for line in lines}
    furniture = [
        by_number[number] for number in sorted({piece.line for piece in loose
        if piece.kind == "furniture"})
    ]  # fmt: skip
    leads = [lead for draft in drafts if (lead := _lead(draft))]
    printed = [draft.byline.printed for draft in drafts if draft.byline]
    jumps = [draft.jump_to for draft in drafts if draft.jump_to]
    return facts_of(furniture, printed, [*leads, *printed], text, jumps, given)


def _lead(draft: Draft) -> str:
    """The first sentences of news; notices, lists and pictures speak of any day."""
    heads = [head.text.strip() for head in draft.heads]
    undated = draft.kind is not None or any(NOTICE.search(one) or LIST.search(one) for one in heads)
    if undated or draft.jump_from or not draft.paragraphs:
        return ""
    return "".join(piece.text for piece in draft.paragraphs[0])[:200]


def article_of(
    draft: Draft, source: SourceText, setting: Setting, facts: IssueFacts, lines: Sequence[Line]
) -> Article:
    """A draft as an article of the page; `lines` are those of the page, blank ones too."""
    spans = [[(piece.start, piece.end) for piece in one] for one in draft.paragraphs]
    body, source_map = body_of(source.text, spans, setting)
    headline = headline_of(draft.heads, body, setting.han)
    byline = draft.byline
    pages = (facts.page,) if facts.page else ()
    held = _ranges(draft, lines)
    boxes = _boxes(draft, source)
    part = Part(source.file, source.sha256, facts.page, 0, len(body), source_map, held, boxes)
    parent = draft.parent.heads[0].text.strip() if draft.parent and draft.parent.heads else None
    return Article(
        body=body,
        parts=(part,),
        newspaper=facts.newspaper,
        issue_date=facts.issue_date,
        issue_number=facts.issue_number,
        pages=pages,
        title=headline.title,
        kicker=headline.kicker or parent,
        subtitle=headline.subtitle,
        byline=byline.printed if byline else None,
        authors=byline.authors if byline else (),
        correspondents=byline.correspondents if byline else (),
        section=parent,
        kind=kind_of(draft, headline.title),
        language=language_of(body or headline.title or ""),
        jump_to=draft.jump_to,
        jump_from=draft.jump_from,
        inferred=facts.inferred,
        notes=tuple(_notes(draft)),
    )


def _notes(draft: Draft) -> list[str]:
    notes = list(draft.notes)
    last = draft.last_text()
    if last and not finished(last) and not draft.jump_to and draft.kind != "list":
        notes.append("the text breaks off")
    return notes


def _ranges(draft: Draft, lines: Sequence[Line]) -> tuple[tuple[int, int], ...]:
    """The lines of a draft as ranges; blank lines do not interrupt one."""
    owned = sorted({piece.line for piece in draft.pieces()})
    first = lines[0].number
    ranges: list[list[int]] = []
    for number in owned:
        if ranges and all(lines[at - first].blank for at in range(ranges[-1][1] + 1, number)):
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return tuple((first, last) for first, last in ranges)


def _boxes(draft: Draft, source: SourceText) -> tuple[Box, ...]:
    """Where the printed lines of a draft stand, when the file tells."""
    if source.structure is None:
        return ()
    spans = sorted({(piece.start, piece.end) for piece in draft.pieces()})
    boxes = (box for start, end in spans for box in source.structure.boxes(start, end))
    return tuple(dict.fromkeys(boxes))
