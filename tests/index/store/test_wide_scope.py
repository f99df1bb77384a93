"""A scope that leaves out little is laid over a longer list; what is found is the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from index.store import Scope
from index.store.local import LocalStore, open_local_store
from index.tokens import words
from tests.index.shelf import Shelf, article

FIRST = date(2023, 1, 1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LocalStore]:
    shelf = Shelf(tmp_path)
    shelf.put(
        "a.jsonl",
        *(
            article(
                f"第{at}次航班从云汀开往岚溪。" + "轮渡" * (at % 7),
                day=None if at % 5 == 0 else FIRST + timedelta(at),
            )
            for at in range(60)
        ),
    )
    opened = open_local_store(shelf.archive)
    yield opened
    opened.close()
    shelf.archive.close()


@pytest.mark.parametrize("limit", [1, 5, 20, 100])
@pytest.mark.parametrize(
    "scope",
    [
        Scope(from_date=FIRST),
        Scope(from_date=FIRST + timedelta(20)),
        Scope(to_date=FIRST + timedelta(30), undated=True),
        Scope(FIRST + timedelta(50), FIRST + timedelta(52)),
        Scope(from_date=FIRST - timedelta(9), undated=True),
        Scope(from_date=FIRST + timedelta(99)),
    ],
)
def test_what_is_found_is_the_same(store: LocalStore, scope: Scope, limit: int) -> None:
    found = store.keyword("words", words("轮渡 航班"), limit, scope)
    filtered = store._words.best("words", words("轮渡 航班"), 100, scope)
    scores = dict(zip(filtered.ids.tolist(), filtered.scores.tolist(), strict=True))
    assert found.scores.tolist() == pytest.approx(filtered.scores[:limit].tolist(), rel=1e-5)
    assert set(found.ids.tolist()) <= scores.keys()
