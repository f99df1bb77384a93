"""In the child: the entries of an RSS or Atom file as feedparser reads them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from index.errors import UnreadableFile
from index.readers.markup import paragraphs_of
from index.readers.xml import parse_xml

_STEP = 200  # entries


def entries(data: bytes) -> Iterator[dict[str, Any]]:
    """First the feed's own facts, then its entries, a few hundred at a time."""
    parse_xml(data)  # refuses what is not safe to read, before a lenient parser sees it

    import feedparser  # type: ignore[import-untyped]

    feed = feedparser.parse(io.BytesIO(data), sanitize_html=True, resolve_relative_uris=False)
    if not feed.entries:
        raise UnreadableFile("there is no entry in the feed")
    yield {"title": feed.feed.get("title"), "language": feed.feed.get("language")}
    for start in range(0, len(feed.entries), _STEP):
        yield {"entries": [_entry(one) for one in feed.entries[start : start + _STEP]]}


def _entry(entry: Any) -> dict[str, Any]:
    content = entry.get("content") or ()
    texts = [one.get("value") or "" for one in content]
    texts.append(entry.get("summary") or "")
    return {
        "id": entry.get("id"),
        "title": " ".join(paragraphs_of(entry.get("title") or "")),
        "authors": [one.get("name") for one in entry.get("authors") or () if one.get("name")],
        "date": entry.get("published") or entry.get("updated"),
        "section": next((one.get("term") for one in entry.get("tags") or ()), None),
        "language": next((one.get("language") for one in content), None),
        "url": entry.get("link"),
        "body": paragraphs_of(max(texts, key=len)),  # the summary is the start of the content
    }
