"""ALTO: the printed lines of one page as OCR found them, block by block."""

from __future__ import annotations

import hashlib
import re
import statistics
import time
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from index.errors import PartOfAnother, UnreadableFile
from index.layout import Row, body_size, with_roles
from index.page_text import PageText
from index.readers.marked import clean
from index.readers.xml import Element, find, local, parse_xml
from index.records import SourceText

_NEAR_METS = 2_000  # files looked at beside a page to find what lists it
_HEAD = 4096  # bytes in which the first element of a file stands
_TICK = 1_000_000_000  # nanoseconds
_METS = re.compile(rb"<(?:[\w.-]+:)?mets[\s>]", re.IGNORECASE)


class TextBlock(NamedTuple):
    """A block of printed lines, by the id that METS names it with; in the margin of the page their
    role is margin."""

    name: str
    rows: list[Row]


class AltoPage(NamedTuple):
    """A page: its printed number if told, its blocks in reading order, its compound words."""

    label: str | None
    blocks: list[TextBlock]
    compounds: frozenset[str]


def extract_alto(root: Element, data: bytes, file: str, beside: Path | None) -> SourceText:
    """The text of an ALTO page, with every line's place.

    Raises PartOfAnother when a METS file beside it lists it: then it is read with the whole issue.
    """
    if beside is not None and (listing := _listed_in(file, beside)):
        raise PartOfAnother(f"it is read with {listing}, which lists it")
    page = alto_page(root)
    text = PageText()
    columns = [block.rows for block in page.blocks]
    body = body_size((row.text, row.size) for rows in columns for row in rows)
    text.page(1, page.label, with_roles(columns, body))
    text.compounds.update(page.compounds)
    if not text.printed:
        raise UnreadableFile("there is no text on the page; run OCR first")
    sha256 = hashlib.sha256(data).hexdigest()
    return SourceText(file, sha256, "alto", text.text, text.structure(), data)


def alto_page(root: Element) -> AltoPage:
    """What an ALTO file holds, its first page only: that is what one file is for."""
    sizes = {
        style.get("ID") or "": size
        for style in root.iter("{*}TextStyle")
        if (size := _number(style, "FONTSIZE"))
    }
    pages = list(root.iter("{*}Page"))
    if not pages:
        raise UnreadableFile("there is no page in it")
    compounds: set[str] = set()
    blocks = [
        TextBlock(block.get("ID") or "", list(_rows(block, sizes, compounds)))
        for block in pages[0].iter("{*}TextBlock")
    ]
    label = clean(pages[0].get("PRINTED_IMG_NR")) or None
    filled = [block for block in _ordered(root, blocks) if block.rows]
    return AltoPage(label, filled, frozenset(compounds))


def _ordered(root: Element, blocks: list[TextBlock]) -> list[TextBlock]:
    """Blocks in the reading order that ALTO 4 gives, else as they stand in the file."""
    order = find(root, "ReadingOrder")
    if order is None:
        return blocks
    refs = [one.get("REF") or "" for one in order.iterdescendants() if one.get("REF")]
    rank = {name: at for at, name in enumerate(refs)}
    return sorted(blocks, key=lambda block: rank.get(block.name, len(rank)))


def _rows(block: Element, sizes: dict[str, float], compounds: set[str]) -> Iterator[Row]:
    lines = list(block.iter("{*}TextLine"))
    usual = statistics.median([_number(line, "HEIGHT") for line in lines]) if lines else 0.0
    margin = any(local(above).endswith("Margin") for above in block.iterancestors())
    for line in lines:
        text = clean("".join(_texts(line, compounds)))
        if not text:
            continue
        x0, top = _number(line, "HPOS"), _number(line, "VPOS")
        x1, bottom = x0 + _number(line, "WIDTH"), top + _number(line, "HEIGHT")
        size = _size(line, block, sizes) or usual or 1.0
        role = "margin" if margin else "body"
        yield Row(text, x0, top, x1, bottom, size, _bold(line), role)


def _texts(line: Element, compounds: set[str]) -> Iterator[str]:
    """What is printed on a line. Of a divided word that stands, its two halves as printed."""
    first = True
    for part in line:
        name = local(part)
        if name == "SP":
            yield " "
        elif name == "HYP":
            yield "-"  # often a soft hyphen in the file, and always a hyphen in print
        elif name == "String":
            content = part.get("CONTENT") or ""
            if not first and part.getprevious() is not None and _apart(part):
                yield " "
            yield content
            first = False
            whole = part.get("SUBS_CONTENT") or ""
            if "-" in whole.strip("-"):
                compounds.add(whole.lower())


def _apart(part: Element) -> bool:
    """Two words side by side without a space element between them, as some programs write."""
    before = part.getprevious()
    if before is None or local(before) != "String":
        return False
    gap = _number(part, "HPOS") - _number(before, "HPOS") - _number(before, "WIDTH")
    return gap > 0.12 * _number(part, "HEIGHT")


def _size(line: Element, block: Element, sizes: dict[str, float]) -> float | None:
    strings = (one for one in line if local(one) == "String")
    for element in (next(strings, line), line, block):
        for style in (element.get("STYLEREFS") or "").split():
            if style in sizes:
                return sizes[style]
    return None


def _bold(line: Element) -> bool:
    strings = [one for one in line if local(one) == "String"]
    return bool(strings) and all("bold" in (one.get("STYLE") or "") for one in strings)


def _number(element: Element, name: str) -> float:
    try:
        value = float(element.get(name) or 0)
    except ValueError:
        return 0.0
    return value if abs(value) < 1e7 else 0.0


def _listed_in(file: str, folder: Path) -> str | None:
    """The METS file in the folder, or the one above, that lists this page."""
    for place in (folder, folder.parent):
        changed = place.stat().st_mtime_ns
        # Two changes within a tick of the file system's clock look like one.
        settled = time.time_ns() - changed > _TICK
        looked = _mets_files if settled else _mets_files.__wrapped__
        for other in looked(place, changed):
            if other.name != file and _lists(other, file):
                return other.name
    return None


@lru_cache(maxsize=8)  # every page of an issue asks
def _mets_files(folder: Path, changed: int) -> tuple[Path, ...]:
    """The METS files of a folder, whatever their names; `changed` is when the folder last was."""
    some = islice(sorted(folder.glob("*.xml")), _NEAR_METS)
    return tuple(path for path in some if _begins_as_mets(path))


def _begins_as_mets(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return _METS.search(stream.read(_HEAD)) is not None
    except OSError:
        return False


def _lists(mets: Path, file: str) -> bool:
    from index.readers.mets import files_of  # METS reads ALTO pages

    try:
        return file in {path.name for path in files_of(parse_xml(mets.read_bytes())).values()}
    except (OSError, UnreadableFile):
        return False
