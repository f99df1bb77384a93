"""Paragraphs out of HTML fragments: the bodies of feeds, NITF and ninjs are made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from index.readers.marked import clean
from index.readers.xml import Element, local

# What begins a line of its own.
BLOCKS = frozenset((
    "abstract", "address", "article", "aside", "bibliography", "block", "blockquote", "body", "br",
    "byttl", "caption", "dateline", "dd", "div",
    "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hl2", "hr", "li", "main", "media", "media-caption", "nav", "ol", "p", "pre", "section",
    "table", "tagline", "tr", "ul",
))  # fmt: skip
_CELLS = frozenset(("td", "th"))  # a row of a table is one line
UNSEEN = frozenset((
    "head", "iframe", "noscript", "object", "script", "style", "svg", "template", "title",
))  # fmt: skip
LARGEST = 16 << 20  # characters of one fragment
_TAG = re.compile(r"<[a-zA-Z!/][^<]*>")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])")


def paragraphs(element: Element) -> Iterator[str]:
    """The text of an element by its blocks, hidden ones left out."""
    pieces: list[str] = []
    for piece in _pieces(element):
        if piece is None:
            if text := clean("".join(pieces)):
                yield text
            pieces.clear()
        else:
            pieces.append(piece)
    if text := clean("".join(pieces)):
        yield text


def paragraphs_of(fragment: str) -> list[str]:
    """The paragraphs of an HTML fragment, or of plain text, whose lines are paragraphs."""
    if not _TAG.search(fragment):
        import html

        return [text for line in html.unescape(fragment).splitlines() if (text := clean(line))]
    root = html_root(fragment[:LARGEST])
    return list(paragraphs(root)) if root is not None else []


def html_root(text: str, parsers: Any = None) -> Element | None:
    """The root of an HTML document or fragment, however badly it is written; `parsers` is another
    class of parsers than lxml's own."""
    from lxml import etree

    parser = (parsers or etree.HTMLParser)(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def hidden(element: Element) -> bool:
    """True for an element that a reader of the page does not see."""
    style = (element.get("style") or "").lower()
    return element.get("hidden") is not None or bool(_HIDDEN.search(style))


def _pieces(element: Element) -> Iterator[str | None]:
    """Stretches of text; None where a block begins or ends."""
    import html

    from lxml import etree

    walk = etree.iterwalk(element, events=("start", "end"))
    for event, one in walk:
        name = local(one).lower()
        if event == "start":
            if not name:
                yield html.unescape(one.text or "")
            elif name in UNSEEN or hidden(one):
                walk.skip_subtree()
            else:
                if name in BLOCKS:
                    yield None
                elif name in _CELLS:
                    yield " "
                yield one.text or ""
        else:
            if name in BLOCKS:
                yield None
            if one is not element:
                yield one.tail or ""
