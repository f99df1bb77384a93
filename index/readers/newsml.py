"""NewsML-G2: the text items of a news message, each with its own facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from index.readers.marked import NOTHING, Sheet, clean, day_of, names_in
from index.readers.markup import paragraphs
from index.readers.nitf import nitf_body, nitf_facts
from index.readers.xml import Element, find, find_all, local, text_of
from index.records import SourceText
from index.structure import Marked

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def extract_newsml(root: Element, data: bytes, file: str, beside: Path | None) -> SourceText:
    """The news items of a NewsML-G2 file, in its order; those without text are left out."""
    sheet = Sheet()
    items = [root] if local(root) == "newsItem" else list(find_all(root, "newsItem"))
    for item in items:
        body = list(_body(item))
        if body:
            sheet.article(_facts(item), body)
    return sheet.source(data, file, "newsml-g2")


def _facts(item: Element) -> Marked:
    about = find(item, "contentMeta")
    meta = find(item, "itemMeta")
    inner = find(item, "inlineXML", "nitf")
    written = nitf_facts(inner) if inner is not None else NOTHING
    by = text_of(find(about, "by")) if about is not None else ""
    return replace(
        written,
        title=_text(about, "headline") or _text(meta, "title") or written.title,
        byline=by or written.byline,
        authors=_creators(about) or names_in(by) or written.authors,
        newspaper=written.newspaper or _text(meta, "provider", "name"),
        issue_date=written.issue_date or _day(about, meta),
        language=_language(item, about) or written.language,
        source_id=item.get("guid") or written.source_id,
    )


def _creators(about: Element | None) -> tuple[str, ...]:
    if about is None:
        return ()
    return tuple(name for one in find_all(about, "creator") if (name := text_of(find(one, "name"))))


def _day(about: Element | None, meta: Element | None) -> date | None:
    written = _text(about, "contentCreated") or _text(meta, "firstCreated")
    return day_of(written) or day_of(_text(meta, "versionCreated"))


def _language(item: Element, about: Element | None) -> str | None:
    told = find(about, "language") if about is not None else None
    return (told.get("tag") if told is not None else None) or item.get(_LANG)


def _text(element: Element | None, *path: str) -> str | None:
    return text_of(find(element, *path)) or None if element is not None else None


def _body(item: Element) -> Iterator[str]:
    """The first form of the content that holds text; the others say the same."""
    for content in find_all(item, "contentSet"):
        for form in content.iterchildren():
            texts = list(_form(form))
            if texts:
                yield from texts
                return


def _form(form: Element) -> Iterator[str]:
    if local(form) == "inlineXML":
        nitf = find(form, "nitf")
        yield from nitf_body(nitf) if nitf is not None else paragraphs(form)
    elif local(form) == "inlineData" and not form.get("encoding"):
        text = "".join(map(str, form.itertext()))
        yield from (line for part in text.splitlines() if (line := clean(part)))
