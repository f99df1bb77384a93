"""A saved search as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from bot.saved import Entry, SavedSearch
from bot.text_input import clean_text

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_DEFAULT: Any = {None: _ATOM}  # the stubs know no namespace without a prefix


def atom(saved: SavedSearch, entries: Sequence[Entry], address: str, base: str) -> bytes:
    """The feed at `address`; citations are at `base`/c/. Entry ids are those of citations, so they
    are the same whatever the server is called."""
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap=_DEFAULT)
    _add(feed, "id", f"urn:baoda:saved:{saved.saved_id}")
    _add(feed, "title", saved.name)
    _add(feed, "updated", entries[0].found if entries else saved.created)
    _add(feed, "link", rel="self", href=address, type=MEDIA_TYPE)
    _add(feed, "generator", "baoda")
    _add(_add(feed, "author"), "name", "baoda")
    for entry in entries:
        _entry(feed, entry, base)
    found: bytes = etree.tostring(feed, xml_declaration=True, encoding="utf-8")
    return found


def _entry(feed: Any, entry: Entry, base: str) -> None:
    element = _add(feed, "entry")
    _add(element, "id", f"urn:baoda:citation:{entry.citation_id}")
    _add(element, "title", entry.title or entry.citation)
    _add(element, "updated", entry.found)
    if entry.issue_date:
        _add(element, "published", f"{entry.issue_date}T00:00:00Z")
    for author in entry.authors or (entry.newspaper,):
        if author:
            _add(_add(element, "author"), "name", author)
    _add(element, "link", rel="alternate", href=f"{base}/c/{entry.citation_id}", type="text/html")
    _add(element, "summary", entry.opening, type="text")
    _add(element, "rights", entry.citation)


def _add(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = None if text is None else clean_text(text)
    return element
