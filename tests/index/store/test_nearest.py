"""The meaning index by itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.errors import ArchiveDamaged
from index.store import nearest
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


def test_an_index_is_built_on_one_core_since_the_keyword_index_needs_the_others() -> None:
    def threads_after_building() -> int:
        faiss.omp_set_num_threads(2)
        build_nearest(np.arange(4), np.eye(4, dtype=np.float16), 4)
        return int(faiss.omp_get_max_threads())

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(threads_after_building).result() == 1


@pytest.mark.parametrize("kind", ["Flat", "SQ8", "SQ6"])
def test_an_index_that_holds_no_half_float_for_every_number_is_damaged(
    tmp_path: Path, kind: str
) -> None:
    vectors = np.eye(5, dtype=np.float32)
    other = faiss.IndexIDMap2(faiss.index_factory(5, kind, faiss.METRIC_INNER_PRODUCT))
    other.train(vectors)
    other.add_with_ids(vectors, np.arange(5))
    write_nearest(other, tmp_path / "nearest.faiss")
    with pytest.raises(ArchiveDamaged, match="other vectors"):
        NearestIndex(tmp_path / "nearest.faiss", 5)


def test_vectors_given_out_outlive_the_index_and_its_file(tmp_path: Path) -> None:
    vectors = np.eye(300, 8, dtype=np.float16)
    write_nearest(build_nearest(np.arange(300), vectors, 8), tmp_path / "nearest.faiss")
    index = NearestIndex(tmp_path / "nearest.faiss", 8)
    found = index.best(np.eye(1, 8, dtype=np.float32)[0], 2, np.arange(300) == 0)
    (tmp_path / "nearest.faiss").unlink()
    assert index.cosines(np.eye(1, 8, dtype=np.float32)[0], np.arange(3)).tolist() == [1, 0, 0]
    del index
    assert (found.ids.tolist(), found.scores.tolist()) == ([0], [1.0])


@pytest.fixture(scope="module")
def units() -> np.ndarray:
    drawn = np.random.default_rng(7).normal(size=(2_000, 16))
    return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float16)


@pytest.mark.parametrize(
    ("few", "exact_up_to"), [(1, 50_000), (10, 50_000), (10, 100)], ids=["few", "scan", "codes"]
)
def test_of_some_passages_the_nearest_are_found_however_many_they_are(
    tmp_path: Path,
    units: np.ndarray,
    monkeypatch: pytest.MonkeyPatch,
    few: int,
    exact_up_to: int,
) -> None:
    monkeypatch.setattr(nearest, "_FEW", few)
    monkeypatch.setattr(nearest, "EXACT_UP_TO", exact_up_to)
    ids = np.arange(2_000) * 3
    path = tmp_path / "nearest.faiss"
    write_nearest(build_nearest(ids, units, 16), path)
    index = NearestIndex(path, 16)
    within = ids % 2 == 0
    cosines = np.where(within, units.astype(np.float32) @ units[8].astype(np.float32), -2)
    found = index.best(units[8].astype(np.float32), 5, within)
    assert found.ids.tolist() == ids[np.argsort(-cosines)[:5]].tolist()
    assert found.scores == pytest.approx(np.sort(cosines)[::-1][:5], abs=1e-3)


def test_an_unknown_passage_has_no_cosine(tmp_path: Path, units: np.ndarray) -> None:
    path = tmp_path / "nearest.faiss"
    write_nearest(build_nearest(np.array([2, 4]), units[:2], 16), path)
    index = NearestIndex(path, 16)
    cosines = index.cosines(units[1].astype(np.float32), np.array([4, 3, 9, 2]))
    assert cosines.tolist()[1:3] == [0, 0]
    assert cosines[0] == pytest.approx(1, abs=1e-3)
