"""METS with ALTO pages beside it: articles as the logical structure names them, over pages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath

from index.errors import UnreadableFile
from index.lines import finished
from index.page_text import PageText, paragraphs_of
from index.readers.alto import TextBlock, alto_page
from index.readers.marked import NOTHING, clean, day_of, names_in
from index.readers.xml import Element, find, find_all, local, parse_xml, text_of
from index.records import SourceText
from index.structure import Marked

MOST_PAGES = 1_000
_HEAD = 4096  # bytes in which the first element of a file stands
_DATED = re.compile(r"[\s,;:–—-]*\(?\d{4}-\d{2}-\d{2}.*$")  # a label: name, then the day
_HREF = "{http://www.w3.org/1999/xlink}href"
_ARTICLES = frozenset(("article", "advertisement", "obituary", "illustration", "table", "section"))
_TITLES = frozenset(("heading", "headline", "title", "main_title", "title_section"))
_KICKERS = frozenset(("overline", "kicker", "motto"))
_SUBTITLES = frozenset(("subheadline", "subheading", "subtitle", "title_sub"))
_BYLINES = frozenset(("author", "byline", "dateline"))


@dataclass(slots=True)
class _Found:
    """The lines of one article by what they are."""

    lines: list[int] = field(default_factory=list)
    paragraphs: list[tuple[int, int]] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)


def extract_mets(root: Element, data: bytes, file: str, beside: Path | None) -> SourceText:
    """The articles of an issue, and the lines of its pages that belong to none."""
    if beside is None:
        raise UnreadableFile("it lists the pages of an issue, and they do not lie beside it")
    blocks, text = _pages(root, beside)
    articles = [
        one
        for division in _articles(root)
        if (one := _article(root, division, blocks, text)) is not None
    ]
    if not articles:
        raise UnreadableFile("it names no article")
    structure = replace(text.structure(), articles=tuple(articles))
    sha256 = hashlib.sha256(data).hexdigest()
    return SourceText(file, sha256, "mets", text.text, structure, data)


def files_of(root: Element) -> dict[str, PurePosixPath]:
    """The files that a METS document lists, by their ids."""
    files = {}
    for one in root.iter("{*}file"):
        place = next(root_of.get(_HREF) or "" for root_of in (*one.iter("{*}FLocat"), one))
        files[one.get("ID") or ""] = PurePosixPath(place.removeprefix("file:").lstrip("/"))
    return files


def listed(data: bytes, folder: Path) -> str | None:
    """A sha256 of all the pages that a METS file lists, which are read with it: another one says
    that a page has changed or gone. None for a file that is no METS file."""
    if b"mets" not in data[:_HEAD].lower():
        return None
    found = hashlib.sha256()
    try:
        root = parse_xml(data)
        if local(root).lower() != "mets":
            return None
        for _, path in _alto_files(root):
            found.update(hashlib.sha256(_read(folder, path)).digest())
    except (OSError, UnreadableFile) as error:
        found.update(str(error).encode())  # the reader says what is wrong
    return found.hexdigest()


def _pages(root: Element, folder: Path) -> tuple[dict[tuple[str, str], list[int]], PageText]:
    """All the pages' text, and the lines of it that each block of each file became."""
    text = PageText()
    blocks: dict[tuple[str, str], list[int]] = {}
    for number, (name, path) in enumerate(_alto_files(root), 1):
        if number > MOST_PAGES:
            raise UnreadableFile(f"it has more than {MOST_PAGES:,} pages; split it")
        page = alto_page(parse_xml(_read(folder, path)))
        text.page(number, page.label or str(number), ())
        text.compounds.update(page.compounds)
        for block in page.blocks:
            blocks[name, block.name] = _written(text, number, block)
    if not text.printed:
        raise UnreadableFile("there is no text on the pages it lists")
    return blocks, text


def _written(text: PageText, page: int, block: TextBlock) -> list[int]:
    return [text.paragraph(page, rows) for rows in paragraphs_of([block.rows])]


def _alto_files(root: Element) -> Iterator[tuple[str, PurePosixPath]]:
    for name, path in files_of(root).items():
        if path.suffix.lower() == ".xml" and "mets" not in path.name.lower():
            yield name, path


def _read(folder: Path, path: PurePosixPath) -> bytes:
    """A page that lies below the folder of the METS file: what it lists may not lead elsewhere."""
    for place in (folder / path, folder / path.name):
        resolved = place.resolve()
        if resolved.is_relative_to(folder.resolve()) and resolved.is_file():
            return resolved.read_bytes()
    raise UnreadableFile(f"a page that it lists is not there: {path.name[:80]}")


def _articles(root: Element) -> Iterator[Element]:
    """The outermost divisions of the logical structure that are articles."""
    for structure in root.iter("{*}structMap"):
        if (structure.get("TYPE") or "").lower().startswith("logical"):
            yield from _outermost(structure)


def _outermost(element: Element) -> Iterator[Element]:
    for child in element:
        if local(child) == "div" and _type(child) in _ARTICLES - {"section"}:
            yield child
        else:
            yield from _outermost(child)


def _type(division: Element) -> str:
    return (division.get("TYPE") or "").lower()


def _article(
    root: Element,
    division: Element,
    blocks: dict[tuple[str, str], list[int]],
    text: PageText,
) -> Marked | None:
    found = _Found()
    _gather(division, "", blocks, text, found)
    if not found.lines:
        return None
    about = _described(root, division)
    joined = {role: clean(" ".join(texts)) or None for role, texts in found.texts.items()}
    names = tuple(text_of(one) for one in find_all(about, "namePart")) if about is not None else ()
    return replace(
        NOTHING,
        lines=tuple((line, line) for line in found.lines),
        paragraphs=tuple(found.paragraphs),
        title=joined.get("title") or clean(division.get("LABEL")) or None,
        kicker=joined.get("kicker"),
        subtitle=joined.get("subtitle"),
        byline=joined.get("byline"),
        authors=tuple(filter(None, names)) or names_in(joined.get("byline")),
        newspaper=_issue_title(root),
        issue_date=_issue_date(root),
        issue_number=_issue_number(root),
        source_id=division.get("ID"),
    )


def _gather(
    division: Element,
    role: str,
    blocks: dict[tuple[str, str], list[int]],
    text: PageText,
    found: _Found,
) -> None:
    """The lines below a division, in its order; `role` is what divisions above say they are."""
    for child in division:
        name = local(child)
        if name == "div":
            _gather(child, _role(child) or role, blocks, text, found)
        elif name == "area" and child.get("BEGIN"):
            lines = blocks.get((child.get("FILEID") or "", child.get("BEGIN") or ""), [])
            found.lines += lines
            if role:
                found.texts.setdefault(role, []).extend(text.lines[at - 1] for at in lines)
            else:
                for at in lines:
                    _add_paragraph(found.paragraphs, at, text)
        elif name in ("fptr", "seq", "par"):
            _gather(child, role, blocks, text, found)


def _add_paragraph(paragraphs: list[tuple[int, int]], at: int, text: PageText) -> None:
    """A line of the text as a paragraph, or as the rest of the one above it, which a block of its
    own for each column has cut in two."""
    above = text.lines[at - 3] if at > 2 else ""  # a blank line stands between
    begun = paragraphs and paragraphs[-1][1] == at - 2 and not finished(above)
    if begun and (above.endswith("-") or text.lines[at - 1][:1].islower()):
        paragraphs[-1] = (paragraphs[-1][0], at)
    else:
        paragraphs.append((at, at))


def _role(division: Element) -> str:
    kinds = {"title": _TITLES, "kicker": _KICKERS, "subtitle": _SUBTITLES, "byline": _BYLINES}
    return next((role for role, types in kinds.items() if _type(division) in types), "")


def _described(root: Element, division: Element) -> Element | None:
    names = (division.get("DMDID") or "").split()
    described = (one for one in root.iter("{*}dmdSec") if one.get("ID") in names)
    return next(described, None)


def _issue_title(root: Element) -> str | None:
    related = find(root, "relatedItem", "titleInfo", "title")
    issue = _issue(root)
    own = find(issue, "titleInfo", "title") if issue is not None else None
    label = _DATED.sub("", clean(root.get("LABEL")))
    return text_of(related) or text_of(own) or label or None


def _issue_number(root: Element) -> str | None:
    issue = _issue(root)
    for detail in find_all(issue, "detail") if issue is not None else ():
        if (detail.get("type") or "").lower() in ("issue", "number"):
            return text_of(find(detail, "number")) or None
    return None


def _issue(root: Element) -> Element | None:
    """What describes the newspaper or its issue: no article, but what holds them all."""
    for division in root.iter("{*}div"):
        if _type(division) in ("newspaper", "issue", "volume") and division.get("DMDID"):
            return _described(root, division)
    return None


def _issue_date(root: Element) -> date | None:
    return day_of(text_of(find(root, "dateIssued")))
