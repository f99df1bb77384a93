"""ninjs: news items as JSON, one or a list of them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.decode import decode_text
from index.errors import NoArticles, UnreadableFile
from index.readers.marked import NOTHING, Sheet, clean, day_of, names_in
from index.readers.markup import paragraphs_of
from index.records import SourceText
from index.structure import Marked

LARGEST = 64 << 20  # bytes
_BODIES = ("body_xhtml", "body_html", "body_text")
_DATES = ("firstcreated", "contentcreated", "versioncreated", "published")  # 2.0 has firstCreated


def extract_ninjs(data: bytes, file: str, beside: Path | None = None) -> SourceText:
    """The headline, byline and paragraphs of every item of a ninjs file that has text."""
    if len(data) > LARGEST:
        raise UnreadableFile(f"it has {len(data):,} bytes of JSON, more than {LARGEST:,}")
    sheet = Sheet()
    for item in _items(decode_text(data, file).text):
        body = _body(item)
        if body:
            sheet.article(_facts(item), body)
    return sheet.source(data, file, "ninjs")


def _items(text: str) -> list[dict[str, Any]]:
    try:
        record = json.loads(text)
    except RecursionError:
        raise UnreadableFile("it is nested too deeply") from None
    except ValueError as error:
        raise UnreadableFile(f"it is not valid JSON ({error})") from None
    items = record if isinstance(record, list) else [record]
    items = [
        {name.lower(): value for name, value in item.items()}
        for item in items
        if isinstance(item, dict) and "uri" in item
    ]
    if not items:
        raise NoArticles("it is JSON, but no ninjs news item (one has a uri)")
    return items


def _facts(item: dict[str, Any]) -> Marked:
    byline = clean(item.get("byline") or item.get("by"))
    names = [clean(one.get("name")) for one in _records(item, "authors")]
    return replace(
        NOTHING,
        title=item.get("headline") or _roled(item, "headlines", "main") or item.get("title"),
        subtitle=_roled(item, "headlines", "subtitle"),
        byline=byline or ", ".join(filter(None, names)),
        authors=tuple(filter(None, names)) or names_in(byline),
        newspaper=_source(item),
        issue_date=next((day for name in _DATES if (day := day_of(item.get(name)))), None),
        section=next((one.get("name") for one in _records(item, "subject", "subjects")), None),
        language=item.get("language"),
        url=item.get("canonicalurl") or _link(item.get("uri")),
        source_id=item.get("uri"),
    )


def _body(item: dict[str, Any]) -> list[str]:
    forms = [item[name] for name in _BODIES if isinstance(item.get(name), str)]
    forms += [one["value"] for one in _records(item, "bodies") if isinstance(one.get("value"), str)]
    return next((texts for form in forms if (texts := paragraphs_of(form))), [])


def _source(item: dict[str, Any]) -> str | None:
    sources = _records(item, "infosources", "infosource")
    return next((one.get("name") for one in sources), None) or item.get("source")


def _roled(item: dict[str, Any], name: str, role: str) -> str | None:
    told = _records(item, name)
    fitting = [one for one in told if one.get("role", "main") == role]
    return fitting[0].get("value") if fitting else None


def _records(item: dict[str, Any], *names: str) -> list[dict[str, Any]]:
    for name in names:
        if isinstance(value := item.get(name), list):
            return [one for one in value if isinstance(one, dict)]
    return []


def _link(uri: object) -> str | None:
    return uri if isinstance(uri, str) and uri.startswith(("http://", "https://")) else None
