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

# Below this an exact scan answers in a few milliseconds; above it an inverted file is needed.
EXACT_UP_TO = 400_000
_TRAINING = 200_000  # vectors an inverted file learns its cells from
_PROBED = 48  # cells looked into; 99 % of the exact first ten at 10^6 passages
_FEW = 20_000  # passages of a scope that are compared one by one: cells might hold none of them

Floats = NDArray[np.float32]


def build_nearest(ids: Ids, vectors: NDArray[np.float16], dimension: int) -> Any:
    """A FAISS index over unit vectors (inner product = cosine), kept as half floats: exact up to
    EXACT_UP_TO passages, an inverted file beyond."""
    exact = len(ids) <= EXACT_UP_TO
    kind = "IDMap2,SQfp16" if exact else f"IVF{_cells(len(ids))},SQfp16"
    index = faiss.index_factory(dimension, kind, faiss.METRIC_INNER_PRODUCT)
    if not len(ids):
        return index
    step = max(1, len(ids) // _TRAINING)
    index.train(vectors[::step].astype(np.float32))
    for at in range(0, len(ids), 65_536):  # float32 only for a block at a time
        block = slice(at, at + 65_536)
        index.add_with_ids(vectors[block].astype(np.float32), ids[block])
    if not exact:
        index.make_direct_map(faiss.DirectMap.Hashtable)
    return index


def write_nearest(index: Any, path: Path) -> None:
    """Write an index through our own synced writer: FAISS's does not notice a full disk."""
    write_synced(path, memoryview(faiss.serialize_index(index)))


class NearestIndex:
    """An open meaning index. Searches may run side by side; nothing changes it."""

    def __init__(self, path: Path, dimension: int) -> None:
        """Raises ArchiveDamaged when the file is not what its name says."""
        try:
            data = np.fromfile(path, dtype=np.uint8)
            self._index = faiss.deserialize_index(data)
        except RuntimeError as error:
            raise ArchiveDamaged(f"The meaning index {path} cannot be read.") from error
        # FAISS checks shapes with `assert`, which -O removes: we check ourselves.
        if self._index.d != dimension:
            raise ArchiveDamaged(f"{path} has {self._index.d} dimensions, not {dimension}.")
        self._dimension = dimension

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def best(self, vector: Floats, limit: int, within: Ids | None) -> Ranking:
        """The nearest passages by cosine, of those in `within` (None: of all)."""
        limit = min(limit, len(self))
        if limit < 1 or (within is not None and not len(within)):
            return Ranking.empty()
        row = self._checked(vector)
        if within is not None and isinstance(self._index, faiss.IndexIVF) and len(within) <= _FEW:
            return self._best_of_few(row[0], limit, within)
        options: dict[str, Any] = {}
        if within is not None:
            options["sel"] = faiss.IDSelectorBatch(within)
        parameters = (
            faiss.SearchParametersIVF(nprobe=_PROBED, **options)
            if isinstance(self._index, faiss.IndexIVF)
            else faiss.SearchParameters(**options)
        )
        scores, ids = self._index.search(row, limit, params=parameters)
        found = ids[0] >= 0
        return Ranking(ids[0][found], scores[0][found])

    def _best_of_few(self, row: Floats, limit: int, within: Ids) -> Ranking:
        scores = self.cosines(row, within)
        best = np.argsort(-scores, kind="stable")[:limit]
        return Ranking(within[best], scores[best])

    def cosines(self, vector: Floats, passage_ids: Ids) -> Scores:
        """The cosine of each passage to a unit vector; 0 for one that is not here."""
        row = self._checked(vector)[0]
        scores = np.zeros(len(passage_ids), np.float32)
        for at, passage_id in enumerate(passage_ids):
            try:
                scores[at] = self._index.reconstruct(int(passage_id)) @ row
            except RuntimeError:  # FAISS's word for an unknown id
                continue
        return scores

    def ids(self) -> Ids:
        """Every passage id in the index, in no order."""
        index = self._index
        if isinstance(index, faiss.IndexIVF):
            lists = (
                faiss.rev_swig_ptr(index.invlists.get_ids(cell), index.invlists.list_size(cell))
                for cell in range(index.nlist)
            )
            return np.concatenate([np.empty(0, np.int64), *lists])
        return np.array(faiss.vector_to_array(index.id_map), dtype=np.int64)

    def _checked(self, vector: Floats) -> Floats:
        row = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)
        if row.shape[1] != self._dimension or not np.isfinite(row).all():
            raise ValueError(f"expected {self._dimension} finite numbers, got {row.shape[1]}")
        return row


def _cells(count: int) -> int:
    return int(4 * count**0.5)
