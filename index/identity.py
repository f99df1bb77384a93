"""Ids that outlive re-cutting and re-indexing: of articles, and of the ranges cited from them."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from index.records import Article

_FEW = 12  # blanks more or less that any words may have been moved by
_FARTHEST = 45  # letters that other white space before and in cited words may move them by
_TRIES = 4_000  # places looked at; a check of four letters passes one text in a million by chance
_WORK = 2_000_000  # letters read for that
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


def found_anew(body: str, cited: CitedRange) -> tuple[int, int] | None:
    """Where the cited words stand in the same article set anew, with other line breaks and spaces;
    None when they are not found. White space moved them, so they stand not far from where they
    were, and the check tells them: that another place passes for them, when they are nowhere, has a
    chance of 1 in some thousands.
    """
    if cited.start == 0 and text_check(body) == cited.check:  # all of it
        return 0, len(body)
    printed = [at for at, letter in enumerate(body) if not letter.isspace()]
    first, past = (bisect_left(printed, at) for at in (cited.start, cited.end))
    tries = _WORK // max(1, cited.end - cited.start)
    for low, high in islice(_beside(first, past), min(tries, _TRIES)):
        if not 0 <= low < high <= len(printed):
            continue
        start, end = printed[low], printed[high - 1] + 1
        moved = _blanks_moved(cited, start, end, low, high)
        if moved is None or (max(moved) > _FEW and not _ends_between(body, start, end)):
            continue
        if text_check(body[start:end]) == cited.check:
            return start, end
    return None


def _blanks_moved(
    cited: CitedRange, start: int, end: int, low: int, high: int
) -> tuple[int, int] | None:
    """How much white space must have come or gone before and in a stretch of letters `low` to
    `high`, now at `[start:end]`, to move it from where it was cited. None when white space alone
    cannot have done it: there was some or none, and now there is more, or less, of it both before
    the stretch and in it. An id whose numbers somebody changed is mostly none of these."""
    before, inside = cited.start - low, cited.end - cited.start - (high - low)
    less_before, less_inside = before - (start - low), inside - (end - start - (high - low))
    if before < 0 or inside < 0 or less_before * less_inside < 0:
        return None
    return abs(less_before), abs(less_inside)


def _ends_between(body: str, start: int, end: int) -> bool:
    """Whether a stretch begins and ends where words do or sentences, as what is cited mostly does:
    far from its place only such a one is taken for the cited."""
    return all(
        not (body[at - 1 : at].isalnum() and body[at : at + 1].isalnum()) for at in (start, end)
    )


def _beside(first: int, past: int) -> Iterator[tuple[int, int]]:
    """The stretches that begin and end near two places, the nearest first."""
    for off in range(_FARTHEST):
        for more in range(-off, off + 1):
            for shift in {off - abs(more), abs(more) - off}:
                yield first + shift, past + shift + more


def text_check(text: str) -> str:
    """Four letters that change when the text does, white space aside (one in a million misses)."""
    return _letters(_normal(text), 4)


def _normal(text: str) -> str:
    for printed, plain in _COMMON:
        text = text.replace(printed, plain)
    return "".join(unicodedata.normalize("NFKC", text).split())


def _letters(text: str, length: int) -> str:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest[:10]).decode().lower()[:length]
