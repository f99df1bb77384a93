"""Where passages are searched: one face, several engines. The archive stays the only truth.

Adding an engine: one file here, one line in STORES, and the contract suite runs on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Field = Literal["words", "bigrams"]
FIELDS: tuple[Field, ...] = ("words", "bigrams")
Token = tuple[Field, str]  # a token of a field

Ids = NDArray[np.int64]
Scores = NDArray[np.float32]


def day_number(day: date) -> int:
    """A day as a number that can be compared: yyyymmdd."""
    return day.year * 10_000 + day.month * 100 + day.day


class Ranking(NamedTuple):
    """Passage ids and their scores, best first. Ties stand in no promised order."""

    ids: Ids
    scores: Scores

    @classmethod
    def empty(cls) -> Ranking:
        return cls(np.empty(0, np.int64), np.empty(0, np.float32))


@dataclass(frozen=True, slots=True)
class Scope:
    """Which passages may be found. None means all; the dates are inclusive and leave out
    articles whose date is unknown, unless `undated` lets these in too."""

    from_date: date | None = None
    to_date: date | None = None
    newspaper: str | None = None
    author: str | None = None
    page: str | None = None
    undated: bool = False

    @property
    def open(self) -> bool:
        """Whether every passage is in."""
        return self == Scope()


# Words that stand in every tenth passage tell none from another, but a large archive takes longer
# to look them up than all the others. In a small one they cost nothing.
COMMON_SHARE, COMMON_FROM = 0.1, 20_000


class Store(Protocol):
    """Finds passages by their tokens and by their vectors; never changes while it is open."""

    generation: int
    state: str  # of the archive it was built from; never the same twice

    def __len__(self) -> int:
        """How many passages can be found."""

    def keyword(self, field: Field, tokens: Sequence[str], limit: int, scope: Scope) -> Ranking:
        """The passages that hold most of the tokens, by BM25; only those that hold any."""

    def holding(self, tokens: Sequence[Token], limit: int, scope: Scope) -> Ids:
        """Passages that hold every one of the tokens, best first by BM25; none for no tokens."""

    def meaning(self, vector: NDArray[np.float32], limit: int, scope: Scope) -> Ranking:
        """The passages nearest to a unit vector; scores are cosines."""

    def cosines(self, vector: NDArray[np.float32], passage_ids: Ids) -> Scores:
        """The cosine of each of these passages to a unit vector; 0 for an unknown id."""

    def frequency(self, field: Field, token: str) -> int:
        """In how many passages a token stands."""

    def tokens(self, passage_ids: Ids) -> list[NDArray[np.uint16]]:
        """The bundled encoder's tokens of these passages, for late interaction; none for an
        unknown id."""

    def scripts(self, passage_ids: Ids) -> NDArray[np.uint8]:
        """The script of each of these passages (a place in SCRIPTS); 0 for an unknown id."""

    def days(self, passage_ids: Ids) -> NDArray[np.int32]:
        """The day each of these passages was printed, yyyymmdd; 0 when unknown, or for an unknown
        id."""

    def close(self) -> None:
        """Let go of files and connections."""


def telling(store: Store, field: Field, tokens: Sequence[str]) -> Sequence[str]:
    """The tokens that passages are worth looking up by: without those that a large archive has
    all over, unless they are all there are."""
    most = max(COMMON_FROM, COMMON_SHARE * len(store))
    told = [token for token in tokens if store.frequency(field, token) <= most]
    return told or tokens
