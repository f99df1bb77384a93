"""What MilvusStore adds to the contract: keeping a collection in step with its archive."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from index.archive import Archive
from index.errors import BaodaError
from index.store import Scope, Store
from index.store.milvus_collection import told
from index.store.opening import open_store
from index.store.publishing import publish_local
from tests.index.shelf import Shelf, article

needs_milvus = pytest.mark.skipif(
    find_spec("pymilvus") is None or find_spec("milvus_lite") is None, reason="needs extra milvus"
)


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path / "archive")
    shelf.put("a.txt", article("轮渡重新开航。"), article("望鹤桥封闭大修，造价3.5亿元。"))
    yield shelf
    shelf.archive.close()


def found(store: Store, token: str) -> int:
    return len(store.keyword("words", [token], 10, Scope()).ids)


@pytest.mark.parametrize(
    ("token", "expected"),
    [("轮渡", "轮渡"), ("3.5", "3x2ex5"), ("12:30", "12x3ax30"), ("a_b", "ax5fxb")],
)
def test_tokens_are_told_in_letters_and_digits_only(token: str, expected: str) -> None:
    assert told(token) == expected
    assert told(token).isalnum()


@needs_milvus
@pytest.mark.slow
def test_a_number_is_one_token(shelf: Shelf) -> None:
    store = open_store(shelf.archive, "milvus")
    assert (found(store, "3.5"), found(store, "3"), found(store, "5")) == (1, 0, 0)
    store.close()


@needs_milvus
@pytest.mark.slow
def test_a_collection_catches_up_whatever_was_forgotten(shelf: Shelf) -> None:
    open_store(shelf.archive, "milvus").close()
    shelf.put("a.txt", article("仔姜坐上冷链专列。"))
    publish_local(shelf.archive)  # which forgets what was removed before
    store = open_store(shelf.archive, "milvus")
    assert (found(store, "专列"), found(store, "轮渡"), len(store)) == (1, 0, 1)
    store.close()


@needs_milvus
@pytest.mark.slow
def test_ids_that_meant_something_else_before_a_backup_are_sent_again(
    shelf: Shelf, tmp_path: Path
) -> None:
    shelf.archive.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(shelf.archive.folder, tmp_path / "copy")
    shelf.put("b.txt", article("只在这一个历史里。"))
    open_store(shelf.archive, "milvus").close()
    other = Shelf(tmp_path / "copy")
    other.put("c.txt", article("只在那一个历史里。"))
    store = open_store(other.archive, "milvus", uri=str(shelf.archive.folder / "milvus.db"))
    assert (found(store, "那"), found(store, "这")) == (1, 0)
    store.close()
    other.archive.close()


def test_a_store_nobody_knows_is_refused_in_a_sentence(shelf: Shelf) -> None:
    with pytest.raises(BaodaError, match="There is no store 'lucene'; there are: local, milvus"):
        open_store(Archive(shelf.archive.folder), "lucene")


def test_without_milvus_a_sentence_says_what_to_install(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("index.store.milvus.import_module", missing)
    with pytest.raises(BaodaError, match=r"pip install 'baoda\[milvus\]'"):
        open_store(shelf.archive, "milvus")
