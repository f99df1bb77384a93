"""Whom a text lets speak, and which article that tells it belongs to.

A report on a visit or a meeting names in its headline who spoke (林远舟调研时强调), and its
paragraphs go on naming them; a report beside it is about somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, islice

from index.desk import Draft
from index.lines import Piece
from index.surnames import is_name

_SPOKE = re.compile("强调|強調|指出|要求|表示|充分肯定|说|說")
_LENGTHS = 4, 3, 2  # characters of a name
_SURE = 2  # times that a text must name them
_OPENING = 8  # pieces of a body; by then a report has said who it is about
_LONGEST = 3_000  # characters of a piece


def headed_by(one: Draft, other: Draft, texts: Sequence[Piece]) -> bool:
    """True when somebody whom the texts let speak, and name twice, stands in the headline of one
    article and not in the other's."""
    headed, others = _plain(one.heads), _plain(other.heads)
    return any(name in headed and name not in others for name in _speakers(texts))


def introduced_in(one: Draft, other: Draft, texts: Sequence[Piece]) -> bool:
    """True when somebody whom the texts let speak, and name twice, stands where one article begins
    and not where the other does."""
    opened, foreign = _plain(_opening(one)), _plain(_opening(other))
    return any(name in opened and name not in foreign for name in _speakers(texts))


def _speakers(texts: Sequence[Piece]) -> set[str]:
    """What looks like a name, stands right before a word for speaking, and is named again."""
    text = _plain(texts)
    ends = [spoke.start() for spoke in _SPOKE.finditer(text)]
    words = {text[end - size : end] for end in ends for size in _LENGTHS if size <= end}
    return {word for word in words if is_name(word) and text.count(word) >= _SURE}


def _opening(draft: Draft) -> Iterable[Piece]:
    return chain(draft.heads, islice(chain.from_iterable(draft.paragraphs), _OPENING))


def _plain(pieces: Iterable[Piece]) -> str:
    """The text without the blanks that line ends left, which cut names in two."""
    return "".join("".join(piece.text[:_LONGEST].split()) for piece in pieces)
