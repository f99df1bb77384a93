"""The meaning index by itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from index.store.nearest import NearestIndex, build_nearest, faiss, write_nearest


def test_a_question_takes_one_core_in_whichever_thread_it_is_asked(tmp_path: Path) -> None:
    vectors = np.eye(4, dtype=np.float16)
    path = tmp_path / "nearest.faiss"
    write_nearest(build_nearest(np.arange(4), vectors, 4), path)
    index = NearestIndex(path, 4)

    def threads_after_asking() -> int:
        faiss.omp_set_num_threads(2)
        index.best(vectors[0].astype(np.float32), 2, None)
        return int(faiss.omp_get_max_threads())

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(threads_after_asking).result() == 1
