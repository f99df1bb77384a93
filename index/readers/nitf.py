"""NITF: one news item with a headline, byline and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from index.readers.marked import NOTHING, Sheet, day_of, names_in
from index.readers.markup import paragraphs
from index.readers.xml import Element, find, find_all, local, text_of
from index.records import SourceText
from index.structure import Marked

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def extract_nitf(root: Element, data: bytes, file: str, beside: Path | None) -> SourceText:
    """The headlines, byline and body of a NITF file."""
    sheet = Sheet()
    sheet.article(nitf_facts(root), nitf_body(root))
    return sheet.source(data, file, "nitf")


def nitf_facts(root: Element) -> Marked:
    """What a NITF item says of itself."""
    head = find(root, "body.head")
    first = head if head is not None else root
    bylines = [" ".join(paragraphs(one)) for one in find_all(first, "byline")]
    people = [text for one in find_all(first, "byline", "person") if (text := text_of(one))]
    published = find(root, "pubdata")
    doc_id = find(root, "docdata", "doc-id")
    body = find(root, "body")
    return replace(
        NOTHING,
        title=text_of(find(first, "hedline", "hl1")) or text_of(find(root, "head", "title")),
        subtitle=" ".join(text_of(one) for one in find_all(first, "hedline", "hl2")),
        byline=" ".join(bylines),
        authors=tuple(people) or _bare(" ".join(bylines)),
        newspaper=_attribute(published, "name"),
        issue_date=_day(root, published),
        issue_number=_attribute(published, "number") or _attribute(published, "issue"),
        page=_attribute(published, "position.sequence"),
        section=_attribute(published, "position.section"),
        language=root.get(_LANG) or _attribute(body, _LANG),
        url=_attribute(published, "ex-ref"),
        source_id=_attribute(doc_id, "id-string"),
    )


def nitf_body(root: Element) -> Iterator[str]:
    """The paragraphs of a NITF item: its abstract aside, what is printed below the byline."""
    for content in find_all(root, "body.content"):
        above = content.getparent()
        if above is None or local(above) != "note":  # a note is for editors, and is not printed
            yield from paragraphs(content)
    for end in find_all(root, "body.end"):
        yield from paragraphs(end)


def _day(root: Element, published: Element | None) -> date | None:
    issue = find(root, "docdata", "date.issue")
    return day_of(_attribute(published, "date.publication")) or day_of(_attribute(issue, "norm"))


def _attribute(element: Element | None, name: str) -> str | None:
    return element.get(name) if element is not None else None


def _bare(byline: str) -> tuple[str, ...]:
    """The names of a byline that opens with By and holds nothing but names."""
    opened = byline.split(" ", 1)[0].lower() in ("by", "par", "von", "por", "di")
    return names_in(byline) if opened else ()
