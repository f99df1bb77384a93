"""The archive as article JSONL: what went in can be read back, checked and moved elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from index.archive import Archive, StoredArticle
from index.continuing import whole
from retrieval.resolving import citation_of, sources_of

# The fields of article JSONL that baoda index reads, in the order they are written.
_FACTS = ("newspaper", "issue_number", "title", "kicker", "subtitle", "byline", "section")
_MORE = ("kind", "language", "url", "jump_to", "jump_from")
_LISTS = ("pages", "authors", "correspondents", "inferred", "notes")


def exported(archive: Archive, public_url: str = "") -> Iterator[str]:
    """One JSON line an article, in order of source: the article JSONL fields, `id`, the source
    file with the spans of the text in it (for an article on several pages, `sources` lists the
    others), and its citation."""
    for half in archive.articles():
        stored, offset = whole(archive, half)
        if offset:
            continue  # it stands in the article it continues
        yield json.dumps(export_record(stored, public_url), ensure_ascii=False)


def export_record(stored: StoredArticle, public_url: str = "") -> dict[str, Any]:
    """One article as an object. Facts that are unknown are left out."""
    article = stored.article
    record: dict[str, Any] = {"id": stored.article_id, "source_id": article.source_id}
    record |= {name: getattr(article, name) for name in (*_FACTS, *_MORE)}
    record["issue_date"] = article.issue_date.isoformat() if article.issue_date else None
    record |= {name: list(getattr(article, name)) for name in _LISTS}
    known = {name: value for name, value in record.items() if value not in (None, [])}
    sources = [source.as_json() for source in sources_of(article)]
    citation = citation_of(stored, 0, len(article.body), public_url)
    more = {"sources": sources} if len(sources) > 1 else {}
    lines = [list(span) for part in article.parts for span in part.lines]
    return (
        known
        | {"text": article.body, "source": sources[0] | ({"lines": lines} if lines else {})}
        | more
        | {"citation": citation.as_json()}
    )
