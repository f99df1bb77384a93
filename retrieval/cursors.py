"""Where a list goes on: a cursor that stays right while articles come and go.

It names the last article shown and where that stood. When the article is still there the list goes
on after it, wherever it stands now; when it is gone, after the place it had.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from index.errors import BadQuestion

_CHECK = 12  # characters of a hash: against slips and other lists' cursors, not against malice
_LONGEST = 1_000


class Cursor(NamedTuple):
    """The last article shown, and its place in the order of its list."""

    article_id: str
    place: tuple[Any, ...]


def written(cursor: Cursor, asked: Sequence[object]) -> str:
    """The cursor as text for the next request; `asked` is what the list is of."""
    payload = json.dumps([cursor.article_id, *cursor.place], ensure_ascii=False)
    record = _check(payload, asked) + payload
    return base64.urlsafe_b64encode(record.encode("utf-8", "replace")).decode().rstrip("=")


def read(text: str, asked: Sequence[object], kinds: Sequence[type]) -> Cursor:
    """The cursor a text stands for; raises BadQuestion when it is of another list, or of none.
    `kinds` are those of what a place is made of: anybody can work the check out, and what is of
    other kinds cannot be compared with the places of the list."""
    try:
        padded = text[:_LONGEST] + "=" * (-len(text) % 4)
        record = base64.b64decode(padded.encode("ascii"), b"-_", validate=True).decode("utf-8")
        if record[:_CHECK] != _check(record[_CHECK:], asked):
            raise ValueError("another list's")
        article_id, *place = json.loads(record[_CHECK:])
        if [type(one) for one in (article_id, *place)] != [str, *kinds]:
            raise ValueError("no place in a list")
    except (TypeError, ValueError, binascii.Error, RecursionError):
        raise BadQuestion(
            "'cursor' does not belong to this list: leave it out to begin at the first page."
        ) from None
    return Cursor(article_id, tuple(place))


def _check(payload: str, asked: Sequence[object]) -> str:
    of = json.dumps([*asked, payload], ensure_ascii=False, default=str)
    return hashlib.sha256(of.encode("utf-8", "replace")).hexdigest()[:_CHECK]
