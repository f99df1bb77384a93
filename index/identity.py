"""Ids that outlive re-cutting and re-indexing: of articles, and of the ranges cited from them."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from typing import NamedTuple

from index.records import Article

_CITATION = re.compile(r"([a-z2-7]{16})-(\d{1,7})-(\d{1,7})-([a-z2-7]{4})", re.ASCII)
# What NFKC makes of the punctuation of every Chinese text, done first: NFKC goes over a text
# slowly when one character needs it. The ids are those of NFKC alone.
_COMMON = tuple(zip("，：；！？（）％…", (*",:;!?()%", "..."), strict=True))


class CitedRange(NamedTuple):
    """What a citation id says: `check` is of the text that stood at `[start:end]`."""

    article_id: str
    start: int
    end: int
    check: str


def article_id(article: Article) -> str:
    """Sixteen letters made of newspaper, date, pages, title and text, white space aside.

    The same article read again gets the same id, whatever the file is called. An id that the
    article came with takes part, so that two records of one agency text stay two.
    """
    parts = (
        article.newspaper or "",
        article.issue_date.isoformat() if article.issue_date else "",
        ",".join(article.pages),
        article.source_id or "",
        article.title or "",
        article.body,
    )
    return _letters("\x1f".join(_normal(part) for part in parts), 16)


def citation_id(article: str, start: int, end: int, text: str) -> str:
    """The id of `body[start:end]`, which is `text`; only letters, digits and hyphens."""
    return f"{article}-{start}-{end}-{text_check(text)}"


def parse_citation_id(citation: str) -> CitedRange | None:
    """What a citation id says, or None when it is not one."""
    match = _CITATION.fullmatch(citation)
    if match is None:
        return None
    return CitedRange(match[1], int(match[2]), int(match[3]), match[4])


def text_check(text: str) -> str:
    """Four letters that change when the text does, white space aside (one in a million misses)."""
    return _letters(_normal(text), 4)


def _normal(text: str) -> str:
    for printed, plain in _COMMON:
        text = text.replace(printed, plain)
    return "".join(unicodedata.normalize("NFKC", text).split())


def _letters(text: str, length: int) -> str:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest).decode().lower()[:length]
