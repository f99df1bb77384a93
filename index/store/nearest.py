"""The meaning index: FAISS over the stored vectors, by passage id."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import faiss as untyped_faiss
import numpy as np
from numpy.typing import NDArray

from index.errors import ArchiveDamaged
from index.store import Ids, Ranking, Scores
from index.store.files import write_synced

# Its own type notes leave out half of what it can do.
faiss: Any = untyped_faiss

# Below this an exact scan takes less than 4 ms of one core; above it a scan of 4-bit codes finds
# the candidates, and the exact vectors order them (docs/decisions/0007-nearest.md).
EXACT_UP_TO = 50_000
_TRAINING = 50_000  # vectors the codes are learned from
_REFINED = 20  # candidates compared exactly for each one asked for
_FEW = 500  # one passage of so many is compared sooner by itself than by a scan of all

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]


def build_nearest(ids: Ids, vectors: NDArray[np.float16], dimension: int) -> Any:
    """A FAISS index over unit vectors (inner product = cosine), kept as half floats, by passage
    id, which must rise. Above EXACT_UP_TO passages it scans 4-bit codes first."""
    coded = len(ids) > EXACT_UP_TO
    kind = f"PQ{_codes(dimension)}x4fs,Refine(SQfp16)" if coded else "SQfp16"
    index = faiss.IndexIDMap2(faiss.index_factory(dimension, kind, faiss.METRIC_INNER_PRODUCT))
    if not len(ids):
        return index
    # The keyword index is built meanwhile and takes longer: more threads would wait for a core,
    # which in OpenMP is work. The index is the same.
    faiss.omp_set_num_threads(1)
    step = max(1, len(ids) // _TRAINING)
    index.train(vectors[::step].astype(np.float32))
    for at in range(0, len(ids), 65_536):  # float32 only for a block at a time
        block = slice(at, at + 65_536)
        index.add_with_ids(vectors[block].astype(np.float32), ids[block])
    return index


def write_nearest(index: Any, path: Path) -> None:
    """Write an index through our own synced writer: FAISS's does not notice a full disk."""
    write_synced(path, memoryview(faiss.serialize_index(index)))


class NearestIndex:
    """An open meaning index. Searches may run side by side; nothing changes it."""

    def __init__(self, path: Path, dimension: int) -> None:
        """Raises ArchiveDamaged when the file is not what its name says."""
        try:
            # Mapped: a page of the vectors is read when it is used, and processes share it.
            self._index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise ArchiveDamaged(f"The meaning index {path} cannot be read.") from error
        # FAISS checks shapes with `assert`, which -O removes: we check ourselves.
        if self._index.d != dimension:
            raise ArchiveDamaged(f"{path} has {self._index.d} dimensions, not {dimension}.")
        self._dimension = dimension
        inner = faiss.downcast_index(self._index.index)
        self._coded = isinstance(inner, faiss.IndexRefine)
        self._exact = faiss.downcast_index(inner.refine_index) if self._coded else inner
        self._codes: Any = faiss.downcast_index(inner.base_index) if self._coded else None
        self._ids = np.array(faiss.vector_to_array(self._index.id_map), dtype=np.int64)
        self._vectors = self._halves()
        if len(self._vectors) != len(self._ids):
            raise ArchiveDamaged(f"{path} has other vectors than its passages need.")

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def best(self, vector: Floats, limit: int, within: NDArray[np.bool_] | None) -> Ranking:
        """The nearest passages by cosine, of those that `within` says yes to, in order of id
        (None: of all)."""
        limit = min(limit, len(self) if within is None else int(within.sum()))
        if limit < 1:
            return Ranking.empty()
        row = self._checked(vector)
        # Questions run side by side; threads inside one would only wait for each other. OpenMP
        # keeps this number for each thread by itself, so it is set in whichever thread asks.
        faiss.omp_set_num_threads(1)
        if within is not None:
            return self._best_within(row, limit, within)
        if self._coded:
            wide = faiss.IndexRefineSearchParameters(k_factor=_REFINED)
            scores, ids = self._index.search(row, limit, params=wide)
        else:
            scores, ids = self._index.search(row, limit)
        found = ids[0] >= 0
        return Ranking(ids[0][found], scores[0][found])

    def _best_within(self, row: Floats, limit: int, within: NDArray[np.bool_]) -> Ranking:
        """Few are compared one by one, many by their codes first, those between by a scan."""
        count = int(within.sum())
        if count * _FEW <= len(self):
            return self._compared(row, limit, np.flatnonzero(within))
        if self._coded and count > EXACT_UP_TO:
            return self._compared(row, limit, self._promising(row, limit, within, count))
        # A bit a passage: a selector that holds the ids themselves takes longer than the search.
        bits = np.packbits(within, bitorder="little")
        asked = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits))
        scores, rows = self._exact.search(row, limit, params=asked)
        found = rows[0] >= 0
        return Ranking(self._ids[rows[0][found]], scores[0][found])

    def _promising(self, row: Floats, limit: int, within: NDArray[np.bool_], count: int) -> Rows:
        """As many rows to compare as when all are asked. Coded search takes no heed of `within`:
        asked for so many more, it gives about enough of those."""
        wanted = _REFINED * limit
        _, rows = self._codes.search(row, min(len(self), wanted * len(self) // count))
        found: Rows = rows[0][rows[0] >= 0]
        return found[within[found]][:wanted]

    def _compared(self, row: Floats, limit: int, rows: Rows) -> Ranking:
        scores = self._rows(rows) @ row[0]
        best = np.argsort(-scores, kind="stable")[:limit]
        return Ranking(self._ids[rows[best]], scores[best])

    def cosines(self, vector: Floats, passage_ids: Ids) -> Scores:
        """The cosine of each passage to a unit vector; 0 for one that is not here."""
        row = self._checked(vector)[0]
        scores = np.zeros(len(passage_ids), np.float32)
        if not len(self):
            return scores
        at = np.minimum(np.searchsorted(self._ids, passage_ids), len(self) - 1)
        known = self._ids[at] == passage_ids
        scores[known] = self._rows(at[known]) @ row
        return scores

    def _halves(self) -> NDArray[np.float16]:
        """The vectors where they lie: FAISS takes several times as long to copy out a few. They
        are good for as long as the index is, which is why only copies leave this object."""
        codes = faiss.rev_swig_ptr(self._exact.codes.data(), self._exact.codes.size())
        whole = codes.size - codes.size % (2 * self._dimension)
        halves: NDArray[np.float16] = codes[:whole].view(np.float16)
        return halves.reshape(-1, self._dimension)

    def _rows(self, rows: Rows) -> Floats:
        return self._vectors.take(rows, axis=0).astype(np.float32)

    def ids(self) -> Ids:
        """Every passage id in the index, in no order."""
        return self._ids

    def _checked(self, vector: Floats) -> Floats:
        row = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)
        if row.shape[1] != self._dimension or not np.isfinite(row).all():
            raise ValueError(f"expected {self._dimension} finite numbers, got {row.shape[1]}")
        return row


def _codes(dimension: int) -> int:
    """Two numbers a code where the dimension allows."""
    return dimension // 2 if dimension % 2 == 0 else dimension
