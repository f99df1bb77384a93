"""DOCX: articles under the headings of a document; one without headings is cut like a page."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from index.byline import read_standalone
from index.decode import refuse_binary
from index.errors import UnreadableFile
from index.lines import finished
from index.readers.marked import NOTHING, Sheet, clean, read_marked
from index.readers.text import read_text
from index.readers.xml import LARGEST, Element, local, parse_xml
from index.records import IssueFacts, Reading, SourceText

MOST_FILES = 10_000  # inside one document
MOST_RATIO = 200  # text packs ten times smaller, a bomb a thousand times
_LONGEST_LABEL = 120  # characters
_RATIO_FROM = 1 << 22
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNSEEN = frozenset(("del", "Fallback", "instrText", "moveFrom"))


class Paragraph(NamedTuple):
    """A paragraph and the name of its style: title, subtitle, heading 1, or another."""

    text: str
    style: str


def extract_docx(data: bytes, file: str, beside: Path | None = None) -> SourceText:
    """The paragraphs of a document, under its headings when it has some."""
    if data[:2] != b"PK":
        refuse_binary(data, "a DOCX file")
        raise UnreadableFile("it is not a DOCX file")
    document, styles = _parts(data)
    names = _style_names(parse_xml(styles)) if styles else {}
    paragraphs = [one for one in _paragraphs(parse_xml(document), names) if one.text]
    if not paragraphs:
        raise UnreadableFile("there is no text in it")
    sheet = Sheet()
    heading = next((one.style for one in paragraphs if one.style in ("title", "heading 1")), None)
    if heading is None:
        for one in paragraphs:
            sheet.write(one.text)
            sheet.lines.append("")
        return sheet.unmarked(data, file, "docx")
    for title, below in _articles(paragraphs, heading):
        if title is None and _is_label(below):
            for one in below:
                sheet.write(one.text)
            continue
        _write(sheet, title, below)
    return sheet.source(data, file, "docx")


def read_docx(source: SourceText, facts: IssueFacts) -> Reading:
    """The articles under the headings, or what the cutter of page text finds."""
    marked = source.structure is not None and source.structure.articles
    return (read_marked if marked else read_text)(source, facts)


def _is_label(above: Sequence[Paragraph]) -> bool:
    """True for what stands above the first headline and says where the document is from."""
    text = " ".join(one.text for one in above)
    return len(text) <= _LONGEST_LABEL and not finished(text)


def _write(sheet: Sheet, title: str | None, below: Sequence[Paragraph]) -> None:
    at = 1 if below and below[0].style == "subtitle" else 0
    subtitle = below[0].text if at else None
    signed = read_standalone(below[at].text) if title and len(below) > at + 1 else None
    body = [one.text for one in below[at + bool(signed) :]]
    names = signed.authors if signed else ()
    byline = signed.printed if signed else None
    sheet.article(
        replace(NOTHING, title=title, subtitle=subtitle, byline=byline, authors=names), body
    )


def _articles(
    paragraphs: Sequence[Paragraph], heading: str
) -> Iterator[tuple[str | None, list[Paragraph]]]:
    """Titles, each with the paragraphs below it."""
    title: str | None = None
    below: list[Paragraph] = []
    for one in paragraphs:
        if one.style == heading:
            if title or below:
                yield title, below
            title, below = one.text, []
        else:
            below.append(one)
    yield title, below


def _parts(data: bytes) -> tuple[bytes, bytes | None]:
    """The text and the styles of a document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if len(packed.infolist()) > MOST_FILES:
                raise UnreadableFile("it is packed of more files than a document has")
            names = set(packed.namelist())
            if "word/document.xml" not in names:
                raise UnreadableFile("it is a ZIP file, but not a DOCX document")
            styles = _unpacked(packed, "word/styles.xml") if "word/styles.xml" in names else None
            return _unpacked(packed, "word/document.xml"), styles
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError,
            NotImplementedError, KeyError) as error:  # fmt: skip
        if "password" in str(error):
            raise UnreadableFile("it is locked with a password") from None
        raise UnreadableFile("it is a damaged DOCX file") from None


def _unpacked(packed: zipfile.ZipFile, name: str) -> bytes:
    """A file inside, unpacked as far as is safe: what it says of its own size is not believed."""
    limit = min(LARGEST, max(_RATIO_FROM, MOST_RATIO * packed.getinfo(name).compress_size))
    with packed.open(name) as part:
        data = part.read(limit + 1)
    if len(data) > limit:
        raise UnreadableFile("unpacked it would be suspiciously large")
    return data


def _style_names(styles: Element) -> dict[str, str]:
    """The names of styles by their ids, which differ with the language of the word processor."""
    names = {}
    for style in styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None:
            names[style.get(f"{_W}styleId") or ""] = (name.get(f"{_W}val") or "").lower()
    return names


def _paragraphs(document: Element, names: dict[str, str]) -> Iterator[Paragraph]:
    for paragraph in document.iter(f"{_W}p"):
        if any(local(above) in _UNSEEN for above in paragraph.iterancestors()):
            continue
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = style.get(f"{_W}val") or "" if style is not None else ""
        text = clean("".join(_texts(paragraph)))
        yield Paragraph(text, names.get(name, name.lower()))


def _texts(element: Element) -> Iterator[str]:
    """The text of a paragraph, without that of text boxes in it, and what is hidden or deleted."""
    for child in element.iterchildren():
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name in ("tab", "br", "cr"):
            yield " "
        elif name == "p" or name in _UNSEEN or _vanishes(child):
            continue
        else:
            yield from _texts(child)


def _vanishes(run: Element) -> bool:
    return local(run) == "r" and run.find(f"{_W}rPr/{_W}vanish") is not None
