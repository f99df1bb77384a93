"""What a question leaves out is left out by whole articles, as they are printed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from index.archive import Archive
from index.build import index_paths
from index.store import Scope, Store
from index.store.local import open_local_store
from retrieval.records import Interpretation
from retrieval.restricting import holders_of_terms, restriction

LONG = "青澜江的渡船一早开航，渡工说江面平静。" * 40
ARTICLES: tuple[dict[str, Any], ...] = (
    {"id": "plain", "title": "轮渡开航", "text": "首班渡船载客一百二十人。"},
    {"id": "headline", "title": "大桥封闭", "text": "工期四个月，车辆绕行。"},
    {"id": "far", "title": "江上一日", "text": f"{LONG}夜里大桥亮了灯。"},
    {"id": "hant", "title": "圖書館", "text": "燈亮到十點，管理員說歡迎再來。"},
    {"id": "latin", "title": "Category news", "text": "The category of cats is wide."},
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Archive, Store]]:
    folder = tmp_path_factory.mktemp("restricting")
    source = folder / "articles.jsonl"
    lines = (json.dumps(one, ensure_ascii=False) for one in ARTICLES)
    source.write_text("\n".join(lines), "utf-8")
    index_paths(folder / "archive", [source])
    archive = Archive(folder / "archive")
    store = open_local_store(archive)
    yield archive, store
    store.close()
    archive.close()


def every_id(archive: Archive) -> list[tuple[int, str]]:
    """Every passage and the article it stands in."""
    select = "SELECT passage_id, given_id FROM passages JOIN articles USING (article_key)"
    return [(row[0], row[1]) for row in archive.connection.execute(select)]


def admitted(archive: Archive, reading: Interpretation) -> set[str]:
    """The articles that are admitted, each with all of its passages or with none."""
    admits = restriction(archive, reading)
    assert admits is not None
    rows = every_id(archive)
    kept = admits(np.array([one for one, _ in rows], np.int64)).tolist()
    told = [name for (_, name), keep in zip(rows, kept, strict=True) if keep]
    assert all(told.count(name) == [name for _, name in rows].count(name) for name in told)
    return set(told)


ALL = {"plain", "headline", "far", "hant", "latin"}
LEFT: tuple[tuple[tuple[str, ...], tuple[tuple[str, ...], ...], set[str]], ...] = (
    (("大桥",), (), {"plain", "hant", "latin"}),
    (("大橋",), (), {"plain", "hant", "latin"}),
    (("图书馆",), (), ALL - {"hant"}),
    (("cat",), (), ALL),
    (("CATS",), (), ALL - {"latin"}),
    (("不在任何地方",), (), ALL),
    (("人", "桥", "燈", "cats"), (), set()),
    ((), (("大桥", "圖書館"),), {"headline", "far", "hant"}),
    ((), (("大桥", "圖書館"), ("渡工", "火星")), {"far"}),
    ((), (("火星", "金星"),), set()),
    (("渡工",), (("大桥", "轮渡"),), {"headline", "plain"}),
)


@pytest.mark.parametrize(("excluded", "any_of", "left"), LEFT)
def test_articles_are_admitted_whole_or_not_at_all(
    opened: tuple[Archive, Store],
    excluded: tuple[str, ...],
    any_of: tuple[tuple[str, ...], ...],
    left: set[str],
) -> None:
    assert admitted(opened[0], Interpretation("zh", excluded=excluded, any_of=any_of)) == left


def test_a_reading_without_either_restricts_nothing(opened: tuple[Archive, Store]) -> None:
    assert restriction(opened[0], Interpretation("zh", phrases=("大桥",))) is None


def test_a_passage_that_is_gone_is_not_admitted(opened: tuple[Archive, Store]) -> None:
    admits = restriction(opened[0], Interpretation("zh", excluded=("火星",)))
    assert admits is not None
    assert admits(np.array([10**9], np.int64)).tolist() == [False]
    assert admits(np.empty(0, np.int64)).tolist() == []


def test_a_rare_term_of_an_either_or_is_a_candidate(opened: tuple[Archive, Store]) -> None:
    archive, store = opened
    reading = Interpretation("zh", any_of=(("圖書館", "绕行"),))
    found = set(holders_of_terms(store, reading, Scope()).tolist())
    assert {name for one, name in every_id(archive) if one in found} == {"hant", "headline"}
    assert len(holders_of_terms(store, Interpretation("zh"), Scope())) == 0
