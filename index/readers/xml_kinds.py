"""XML files, each by the format that its first element names."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from index.errors import NoArticles
from index.readers.feed import extract_feed
from index.readers.marked import read_marked
from index.readers.printed import read_printed
from index.readers.xml import Element, local, parse_xml
from index.records import IssueFacts, Reading, SourceText

Kind = Callable[[Element, bytes, str, Path | None], SourceText]

# The first element of a file, in small letters: the module and function that extract its text.
KINDS: dict[str, tuple[str, str]] = {
    "alto": ("alto", "extract_alto"),
    "mets": ("mets", "extract_mets"),
    "nitf": ("nitf", "extract_nitf"),
    "newsitem": ("newsml", "extract_newsml"),
    "newsmessage": ("newsml", "extract_newsml"),
    "packageitem": ("newsml", "extract_newsml"),
}
_FEEDS = ("rss", "feed", "rdf")


def extract_xml(data: bytes, file: str, beside: Path | None = None) -> SourceText:
    """The text of ALTO, METS, NITF, NewsML-G2, RSS and Atom files."""
    root = parse_xml(data)
    name = local(root).lower()
    if name in _FEEDS:
        return extract_feed(data, file, beside)
    if name not in KINDS:
        raise NoArticles(
            f"its XML format (<{name[:40]}>) is not known; known are ALTO, METS, NITF, NewsML-G2, "
            "RSS and Atom"
        )
    module, function = KINDS[name]
    extract: Kind = getattr(import_module(f"index.readers.{module}"), function)
    return extract(root, data, file, beside)


def read_xml(source: SourceText, facts: IssueFacts) -> Reading:
    """The articles as the file marks them, or as its printed lines tell."""
    marked = source.structure is not None and source.structure.articles
    return (read_marked if marked else read_printed)(source, facts)
