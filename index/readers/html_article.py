"""In the child: the article of a web page as trafilatura finds it, without what is hidden."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from index.errors import UnreadableFile
from index.readers.markup import UNSEEN, hidden, html_root
from index.readers.xml import local, text_of

_MARKUP = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|article|main|div|p|h1|title)\b", re.I)
# XML that is not XHTML, and JSON with paragraphs in it.
_OTHER = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE\s+(?!html)[^>]*>\s*)?<(?!!|\?)(?:\w+:)?"
    r"(?:nitf|newsitem|newsmessage|packageitem|alto|mets|rss|feed|rdf)\b|\s*[\[{]\s*[{\"]",
    re.I,
)
_LINKED = 0.8  # share of a text that is links by which a page is a list of articles
_MOST_TAGS = 150_000
_FACTS = ("title", "author", "date", "sitename", "language", "url")
# A date is taken from what the page says of itself, never guessed from its text.
_DATES = {"extensive_search": False, "original_date": True}


def article(data: bytes) -> Iterator[dict[str, Any]]:
    """The facts and the text of the article in a web page given as UTF-8."""
    page = data.decode("utf-8")
    if not _MARKUP.search(page[:200_000]) or _OTHER.match(page[:1_000]):
        raise UnreadableFile("it is not HTML")
    if page.count("<") > _MOST_TAGS:
        raise UnreadableFile("it has more elements than a web page needs")
    from lxml import html

    root = html_root(page, html.HTMLParser)  # trafilatura takes the trees of lxml.html only
    if root is None:
        raise UnreadableFile("it is not HTML")
    author = _author(root)
    publisher = _publisher(root)
    linked = {text_of(link) for link in root.iter("a")}
    _strip(root)
    found = _extracted(root)
    text = getattr(found, "text", None)
    if not text:
        raise UnreadableFile("no article was found on the web page")
    if _is_listing(text, linked):
        raise UnreadableFile("it is a page of links, with no article on it")
    facts = {name: getattr(found, name, None) for name in _FACTS}
    facts["author"] = facts["author"] or author
    facts["sitename"] = facts["sitename"] or publisher
    declared = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    yield {**facts, "language": facts["language"] or declared, "text": text}


def _extracted(root: Any) -> Any:
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config

    config = use_config()
    # Two hundred and fifty letters are a short text; as many Han characters are an article.
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "80")
    config.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")  # an alarm clock of its own
    return bare_extraction(
        root,
        fast=True,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=_DATES,
        config=config,
    )


def _author(root: Any) -> str | None:
    """Who the page says has written it: to trafilatura three Han characters are no name."""
    for meta in root.iter("meta"):
        if (meta.get("name") or "").lower() == "author" and meta.get("content"):
            return str(meta.get("content"))
    return None


def _publisher(root: Any) -> str | None:
    """The newspaper that the page names as the publisher of its article, in JSON-LD."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            told = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        graph = told.get("@graph", [told]) if isinstance(told, dict) else told
        for one in graph if isinstance(graph, list) else ():
            publisher = one.get("publisher") if isinstance(one, dict) else None
            name = publisher.get("name") if isinstance(publisher, dict) else None
            if isinstance(name, str) and name.strip():
                return name.strip()
    return None


def _is_listing(text: str, linked: set[str]) -> bool:
    """True when nearly all of a text is links that lead to articles."""
    lines = [" ".join(line.lstrip("- ").split()) for line in text.splitlines() if line.strip()]
    through = sum(len(line) for line in lines if line in linked)
    return len(lines) > 5 and through > _LINKED * sum(map(len, lines))


def _strip(root: Any) -> None:
    """Take out what no reader of the page sees: it must not be quoted as printed."""
    for element in list(root.iter()):
        if local(element) in ("head", "title"):
            continue
        if local(element) in UNSEEN - {"script"} or hidden(element):
            parent = element.getparent()
            if parent is not None:
                _drop(element, parent)


def _drop(element: Any, parent: Any) -> None:
    tail = element.tail
    before = element.getprevious()
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
