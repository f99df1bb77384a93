"""Facts of every passage in memory, for filters and for late interaction: parallel arrays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.store import Ids, Scope, day_number
from index.store.files import write_synced

_UNKNOWN = 0  # the day of an article that bears no date


@dataclass(frozen=True, slots=True)
class PassageFacts:
    """Row i of every array is about passage `ids[i]`; `ids` rises. `days` are yyyymmdd, 0 when
    unknown; `scripts` are places in index.scripts.SCRIPTS. The encoder tokens of passage i are
    `tokens[bounds[i]:bounds[i + 1]]`."""

    ids: Ids
    articles: NDArray[np.int64]
    days: NDArray[np.int32]
    scripts: NDArray[np.uint8]
    bounds: NDArray[np.int64]
    tokens: NDArray[np.uint16]

    def rows(self, passage_ids: Ids) -> NDArray[np.intp]:
        """The rows of these passages; -1 for one that is not here."""
        if not len(self.ids):
            return np.full(len(passage_ids), -1, np.intp)
        first, count = int(self.ids[0]), len(self.ids)
        if int(self.ids[-1]) - first == count - 1:  # none was ever removed, so an id tells its row
            at = passage_ids - first
            return np.where((at >= 0) & (at < count), at, -1)
        at = np.minimum(np.searchsorted(self.ids, passage_ids), count - 1)
        return np.where(self.ids[at] == passage_ids, at, -1)

    def tokens_of(self, passage_ids: Ids) -> list[NDArray[np.uint16]]:
        """The encoder tokens of these passages; none for one that is not here."""
        rows = self.rows(passage_ids)
        starts, ends = self.bounds[rows], np.where(rows >= 0, self.bounds[rows + 1], 0)
        bounds = zip(starts.tolist(), ends.tolist(), strict=True)
        return [self.tokens[start:end] for start, end in bounds]

    def scripts_of(self, passage_ids: Ids) -> NDArray[np.uint8]:
        """The script of each of these passages; 0 for one that is not here."""
        rows = self.rows(passage_ids)
        scripts = np.zeros(len(rows), np.uint8)
        scripts[rows >= 0] = self.scripts[rows[rows >= 0]]
        return scripts

    def days_of(self, passage_ids: Ids) -> NDArray[np.int32]:
        """The day each of these passages was printed; 0 for one that is not here."""
        rows = self.rows(passage_ids)
        days = np.zeros(len(rows), np.int32)
        days[rows >= 0] = self.days[rows[rows >= 0]]
        return days

    def within(self, scope: Scope) -> NDArray[np.bool_]:
        """Which rows lie in the period of a scope; one with an unknown date only where the scope
        lets such in."""
        low = day_number(scope.from_date or date.min)
        high = day_number(scope.to_date or date.max)
        inside = (self.days >= low) & (self.days <= high)
        return inside | (self.days == _UNKNOWN) if scope.undated else inside


ARRAYS = ("ids", "articles", "days", "scripts", "bounds", "tokens")


def write_facts(facts: PassageFacts, folder: Path) -> None:
    """One synced file an array, in numpy's own format, so that they can be mapped."""
    for name in ARRAYS:
        array: NDArray[np.generic] = getattr(facts, name)
        header = _header(array)
        write_synced(folder / f"{name}.npy", header + np.ascontiguousarray(array).tobytes())


def read_facts(folder: Path) -> PassageFacts:
    """The arrays, mapped: a page of the file is read when it is used."""
    maps = {name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in ARRAYS}
    return PassageFacts(**maps)


def _header(array: NDArray[np.generic]) -> bytes:
    from io import BytesIO

    stream = BytesIO()
    np.lib.format.write_array_header_1_0(
        stream, np.lib.format.header_data_from_array_1_0(np.ascontiguousarray(array))
    )
    return stream.getvalue()
