"""What the pages tell programs: reference managers, search engines, browsers.

JSON-LD says what an article is (schema.org NewsArticle). Zotero and others read the `citation_*`
names that HighWire began with; Zotero would take what has them for a journal article, so its own
`z:itemType` says newspaper article (Embedded Metadata.js of zotero/translators hands it on).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from retrieval.records import Citation

# Characters that end a script element or an HTML comment, or that old JavaScript reads as line
# ends; in JSON each may be written as an escape.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


class Metadata(NamedTuple):
    """The head of a page: `meta` elements as (name, content), JSON-LD that is safe inside a script
    element, and the address that oEmbed consumers ask, empty for what is not a citation."""

    meta: Sequence[tuple[str, str]]
    json_ld: Markup
    oembed: str = ""


def metadata_of(
    citation: Citation, address: str, *, language: str | None = None, oembed: str = ""
) -> Metadata:
    """What the page at `address`, absolute, says of the article that a citation cites."""
    record = json.dumps(news_article(citation, address, language), ensure_ascii=False)
    return Metadata(
        list(_meta(citation, address, language)), Markup(record.translate(_ESCAPES)), oembed
    )


def news_article(citation: Citation, address: str, language: str | None) -> dict[str, Any]:
    """The article as schema.org has it; what is unknown is left out."""
    day = citation.issue_date.isoformat() if citation.issue_date else None
    newspaper = {"@type": "Newspaper", "name": citation.newspaper} if citation.newspaper else None
    issue = {
        "@type": "PublicationIssue",
        "issueNumber": citation.issue_number,
        "datePublished": day,
        "isPartOf": newspaper,
    }
    known_issue = any(value for name, value in issue.items() if name != "@type")
    record = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": address,
        "url": address,
        "identifier": citation.citation_id,
        "headline": citation.title,
        "datePublished": day,
        "author": [{"@type": "Person", "name": name} for name in citation.authors],
        "printPage": ", ".join(citation.pages),
        "inLanguage": language,
        "publisher": {"@type": "Organization", "name": citation.newspaper}
        if citation.newspaper
        else None,
        "isPartOf": _known(issue) if known_issue else None,
    }
    return _known(record)


def _known(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value}


def _meta(citation: Citation, address: str, language: str | None) -> list[tuple[str, str]]:
    day = citation.issue_date.strftime("%Y/%m/%d") if citation.issue_date else ""
    pairs = [
        ("z:itemType", "newspaperArticle"),
        ("citation_title", citation.title or ""),
        *(("citation_author", name) for name in citation.authors),
        ("citation_journal_title", citation.newspaper or ""),
        ("citation_publication_date", day),
        ("citation_issue", citation.issue_number or ""),
        ("citation_firstpage", citation.pages[0] if citation.pages else ""),
        ("citation_lastpage", citation.pages[-1] if len(citation.pages) > 1 else ""),
        ("citation_language", language or ""),
        ("citation_public_url", address),
    ]
    return [pair for pair in pairs if pair[1]]
