"""One careful XML parser for every XML format: no entities, no network, and caps on everything."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from index.decode import refuse_binary
from index.errors import UnreadableFile

if TYPE_CHECKING:  # lxml is loaded when the first XML file comes
    from lxml.etree import _Element

    Element: TypeAlias = _Element
else:
    Element = object

LARGEST = 32 << 20  # bytes; the ALTO file of a broadsheet page has 5 MB
_MOST_NODES = 1_000_000  # an element takes some hundred bytes of memory
_MOST_ATTRIBUTES = 4_000_000
_ENTITY = tuple("<!ENTITY".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "utf-32"))
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}encoding=["']([\w.-]{2,30})["']""")
# Old Chinese feeds say gb2312 and mean its successors.
_WIDER = {b"gb2312": "gb18030", b"gbk": "gb18030", b"big5": "big5hkscs", b"big5-hkscs": "big5hkscs"}


def parse_xml(data: bytes) -> Element:
    """The root of an XML document. Raises UnreadableFile for what is not well formed, declares
    entities, is nested deeply or is larger than a newspaper needs."""
    from lxml import etree

    refuse_binary(data, "XML")
    _refuse_excess(data)
    data, encoding = _in_unicode(data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding=encoding,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise UnreadableFile(_reason(error)) from None
    internal = root.getroottree().docinfo.internalDTD
    if internal is not None and list(internal.entities()):  # type: ignore[union-attr]
        raise UnreadableFile("it declares entities of its own, which is not safe to read")
    return root


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for an entity that was not resolved."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def find(element: Element, *path: str) -> Element | None:
    """The first descendant along a path of local names."""
    return next(find_all(element, *path), None)


def find_all(element: Element, *path: str) -> Iterator[Element]:
    """The descendants along a path of local names, in order of the document; each name may stand
    at any depth below the one before, the nearest only."""
    if not path:
        yield element
        return
    for child in element.iterdescendants():
        if local(child) == path[0]:
            yield from find_all(child, *path[1:])


def text_of(element: Element | None) -> str:
    """All the text in an element, white space closed up."""
    return " ".join("".join(_texts(element)).split()) if element is not None else ""


def _texts(element: Element) -> Iterator[str]:
    from lxml import etree

    for event, one in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            # An entity that is not of XML stands as it was written: those of HTML are known.
            yield (one.text or "") if local(one) else html.unescape(one.text or "")
        elif one is not element:
            yield one.tail or ""


def _refuse_excess(data: bytes) -> None:
    if len(data) > LARGEST:
        raise UnreadableFile(f"it has {len(data):,} bytes of XML, more than {LARGEST:,}")
    if data.count(b"<") > _MOST_NODES or data.count(b"=") > _MOST_ATTRIBUTES:
        raise UnreadableFile("it has more elements than a newspaper needs")
    if any(mark in data for mark in _ENTITY):
        raise UnreadableFile("it declares entities of its own, which is not safe to read")


def _in_unicode(data: bytes) -> tuple[bytes, str | None]:
    declared = _DECLARED.match(data)
    wider = _WIDER.get(declared[1].lower()) if declared else None
    if wider is None:
        return data, None
    try:
        return data.decode(wider).encode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"it says that it is {wider}, but is damaged at byte {error.start + 1}"
        ) from None


def _reason(error: Exception) -> str:
    said = str(error)
    if "depth" in said.lower():
        return "it is nested too deeply"
    line = getattr(error, "lineno", None)
    return f"it is not well-formed XML (line {line})" if line else "it is not well-formed XML"
