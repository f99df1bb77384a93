"""RSS and Atom files: an article for each entry."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from index.readers import child
from index.readers.marked import NOTHING, Sheet, clean, day_of, names_in
from index.records import SourceText


def extract_feed(data: bytes, file: str, beside: Path | None = None) -> SourceText:
    """The entries of a feed, in its order."""
    sheet = Sheet()
    steps = child.steps("feed entries", data)
    feed = next(steps)
    for step in steps:
        for entry in step["entries"]:
            _write(sheet, feed, entry)
    return sheet.source(data, file, "feed")


def _write(sheet: Sheet, feed: dict[str, Any], entry: dict[str, Any]) -> None:
    byline = ", ".join(filter(None, map(clean, entry["authors"]))) or None
    facts = replace(
        NOTHING,
        title=entry["title"],
        byline=byline,
        authors=names_in(byline),
        newspaper=feed["title"],
        issue_date=day_of(entry["date"]),
        section=entry["section"],
        language=entry["language"] or feed["language"],
        url=entry["url"],
        source_id=entry["id"],
    )
    sheet.article(facts, entry["body"])
