"""Every store keeps the same promises; a new one joins by being listed in OPENERS."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from index.archive import Archive
from index.scripts import SCRIPTS
from index.store import FIELDS, Ids, Ranking, Scope, Store, Token
from index.store.opening import STORES
from index.tokens import bigrams, words
from tests.contracts.reference_store import ReferenceStore
from tests.index.shelf import Shelf, article, encoding

EVERYTHING = Scope()
OPENERS: dict[str, Callable[[Archive], Store]] = {**STORES, "reference": ReferenceStore}
NEEDS = {"milvus": ("pymilvus", "milvus_lite")}

FERRY = "停航三年的青澜江轮渡重新开航，首班渡船载客一百二十人。"
BRIDGE = "望鹤桥下月封闭大修，三路公交车改走新安大桥。"
GINGER = "装有仔姜的冷链专列从云汀北站开往海滨口岸。"
ENGLISH = "Porpoises have returned to the river for the first time in nine years."


def filled(shelf: Shelf) -> Shelf:
    shelf.put(
        "a.jsonl",
        article(FERRY, day=date(2023, 4, 10), authors=["顾南枝"], pages=["01"]),
        article(BRIDGE, day=date(2023, 4, 11), authors=["顾南枝", "韩立言"], pages=["02", "03"]),
    )
    shelf.put("b.jsonl", article(GINGER, newspaper="云汀晚报", day=date(2024, 1, 18)))
    shelf.put("c.jsonl", article(ENGLISH, newspaper=None))
    return shelf


# Each test makes a collection, which takes Milvus a second or two.
SLOW = {"milvus"}


@pytest.fixture(
    params=[pytest.param(name, marks=pytest.mark.slow if name in SLOW else ()) for name in OPENERS]
)
def open_store(request: pytest.FixtureRequest) -> Iterator[Callable[[Archive], Store]]:
    """Opens the store of an archive, and closes it after the test."""
    for needed in NEEDS.get(request.param, ()):
        if find_spec(needed) is None:
            pytest.skip(f"needs the extra of {request.param}")
    opened: list[Store] = []

    def opening(archive: Archive) -> Store:
        while opened:
            opened.pop().close()
        opened.append(OPENERS[request.param](archive))
        return opened[-1]

    yield opening
    while opened:
        opened.pop().close()


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path)
    yield shelf
    shelf.archive.close()


@pytest.fixture
def store(shelf: Shelf, open_store: Callable[[Archive], Store]) -> Store:
    return open_store(filled(shelf).archive)


def vector(text: str) -> np.ndarray:
    return encoding().encoder.encode_question(text)


def bodies(shelf: Shelf, ranking: Ranking) -> list[str]:
    rows = shelf.archive.passages(ranking.ids.tolist())
    articles = shelf.archive.articles_by_key([row.article_key for row in rows.values()])
    return [articles[rows[int(one)].article_key].article.body for one in ranking.ids]


def test_an_empty_store_finds_nothing(shelf: Shelf, open_store: Callable[[Archive], Store]) -> None:
    store = open_store(shelf.archive)
    assert len(store) == 0
    assert len(store.meaning(vector("轮渡"), 5, EVERYTHING).ids) == 0
    for field in FIELDS:
        assert len(store.keyword(field, ["轮渡"], 5, EVERYTHING).ids) == 0
        assert store.frequency(field, "轮渡") == 0
    assert store.cosines(vector("轮渡"), np.array([1])).tolist() == [0]
    assert [len(one) for one in store.tokens(np.array([1]))] == [0]


@pytest.mark.parametrize("limit", [0, -1])
def test_asked_for_none_it_gives_none(store: Store, limit: int) -> None:
    assert len(store.meaning(vector("轮渡"), limit, EVERYTHING).ids) == 0
    assert len(store.keyword("words", ["轮渡"], limit, EVERYTHING).ids) == 0


def test_asked_for_more_than_there_are_it_gives_all(store: Store) -> None:
    assert len(store) == 4
    assert sorted(store.meaning(vector("轮渡"), 1000, EVERYTHING).ids.tolist()) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("question", "body"),
    [("轮渡什么时候开航", FERRY), ("哪座桥要大修", BRIDGE), ("仔姜运到哪里", GINGER)],
)
def test_chinese_questions_find_their_article_in_every_lane(
    shelf: Shelf, store: Store, question: str, body: str
) -> None:
    for ranking in (
        store.keyword("words", words(question), 4, EVERYTHING),
        store.keyword("bigrams", bigrams(question), 4, EVERYTHING),
        store.meaning(vector(question), 4, EVERYTHING),
    ):
        assert bodies(shelf, ranking)[0] == body


def test_keyword_scores_are_positive_and_fall(store: Store) -> None:
    ranking = store.keyword("words", words("轮渡 公交车 专列 的"), 10, EVERYTHING)
    assert len(ranking.ids) == 3
    assert (ranking.scores > 0).all()
    assert (np.diff(ranking.scores) <= 0).all()


def test_only_passages_that_hold_a_token_are_found_by_it(shelf: Shelf, store: Store) -> None:
    assert bodies(shelf, store.keyword("words", ["轮渡", "没有"], 10, EVERYTHING)) == [FERRY]
    assert len(store.keyword("words", ["从未印过"], 10, EVERYTHING).ids) == 0
    assert len(store.keyword("words", [], 10, EVERYTHING).ids) == 0


def test_the_days_of_passages_are_told(store: Store) -> None:
    days = dict(zip([1, 2, 3, 4, 99], store.days(np.array([1, 2, 3, 4, 99])).tolist(), strict=True))
    assert days == {1: 20230410, 2: 20230411, 3: 20240118, 4: 0, 99: 0}


def test_what_holds_every_token_is_found_whichever_field_they_are_of(
    shelf: Shelf, store: Store
) -> None:
    def holding(*tokens: Token) -> list[str]:
        ids = store.holding(tokens, 10, EVERYTHING)
        return sorted(bodies(shelf, Ranking(ids, np.ones(len(ids), np.float32))))

    assert holding(("bigrams", "青澜"), ("bigrams", "澜江"), ("words", "轮渡")) == [FERRY]
    assert holding(("bigrams", "大桥")) == [BRIDGE]
    assert holding(("words", "porpoises"), ("words", "river")) == [ENGLISH]
    assert holding(("bigrams", "青澜"), ("bigrams", "大桥")) == []
    assert holding(("words", "从未印过")) == holding(("words", " ")) == holding() == []


def test_what_holds_the_tokens_is_found_within_a_scope_and_limit(store: Store) -> None:
    both = [("bigrams", "大桥")], [("bigrams", "重新")]
    assert [len(store.holding(one, 10, Scope(newspaper="云汀晚报"))) for one in both] == [0, 0]
    assert [len(store.holding(one, 10, Scope(page="02"))) for one in both] == [1, 0]
    assert [len(store.holding(one, 0, EVERYTHING)) for one in both] == [0, 0]


@pytest.mark.parametrize("token", ["", " ", "a b", "轮\n渡", "x" * 70_000, '"', "a:b", "*", "\\"])
def test_a_token_that_no_passage_can_hold_finds_nothing(store: Store, token: str) -> None:
    assert len(store.keyword("words", [token], 10, EVERYTHING).ids) == 0
    assert store.frequency("words", token) == 0


def test_scores_of_meaning_are_cosines(store: Store) -> None:
    question = vector("轮渡")
    ranking = store.meaning(question, 10, EVERYTHING)
    assert np.allclose(ranking.scores, store.cosines(question, ranking.ids), atol=2e-3)
    assert (np.abs(ranking.scores) <= 1.001).all()
    assert (np.diff(ranking.scores) <= 0).all()


def test_every_passage_is_nearest_to_itself(shelf: Shelf, store: Store) -> None:
    for body in (FERRY, BRIDGE, GINGER, ENGLISH):
        ranking = store.meaning(vector(body), 1, EVERYTHING)
        assert bodies(shelf, ranking) == [body]
        assert ranking.scores[0] == pytest.approx(1, abs=2e-3)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(from_date=date(2023, 4, 11)), {BRIDGE, GINGER}),
        (Scope(to_date=date(2023, 4, 10)), {FERRY}),
        (Scope(from_date=date(2023, 4, 10), to_date=date(2023, 4, 11)), {FERRY, BRIDGE}),
        (Scope(from_date=date(2023, 4, 11), to_date=date(2023, 4, 10)), set()),
        (Scope(from_date=date(2023, 4, 11), undated=True), {BRIDGE, GINGER, ENGLISH}),
        (Scope(to_date=date(2023, 4, 10), undated=True), {FERRY, ENGLISH}),
        (Scope(date(2023, 4, 10), date(2023, 4, 11), undated=True), {FERRY, BRIDGE, ENGLISH}),
        (Scope(date(2023, 4, 11), newspaper="云汀晚报", undated=True), {GINGER}),
        (Scope(newspaper="云汀晚报"), {GINGER}),
        (Scope(newspaper="云汀"), set()),
        (Scope(newspaper='x" OR "1"=="1'), set()),
        (Scope(author="顾南枝"), {FERRY, BRIDGE}),
        (Scope(author="韩立言"), {BRIDGE}),
        (Scope(author="顧南枝"), {FERRY, BRIDGE}),
        (Scope(author="韩 立言"), {BRIDGE}),
        (Scope(author="立言"), set()),
        (Scope(newspaper="《雲汀晚報》"), {GINGER}),
        (Scope(page="03"), {BRIDGE}),
        (Scope(page="3"), {BRIDGE}),
        (Scope(page="003"), {BRIDGE}),
        (Scope(page="A3"), set()),
        (Scope(newspaper="云汀日报", author="顾南枝", to_date=date(2023, 4, 10)), {FERRY}),
        (Scope(newspaper="云汀晚报", author="顾南枝"), set()),
        (Scope(), {FERRY, BRIDGE, GINGER, ENGLISH}),
    ],
)
def test_a_scope_holds_in_every_lane(
    shelf: Shelf, store: Store, scope: Scope, expected: set[str]
) -> None:
    every = words(FERRY + BRIDGE + GINGER + ENGLISH)
    assert set(bodies(shelf, store.meaning(vector("江"), 10, scope))) == expected
    assert set(bodies(shelf, store.keyword("words", every, 10, scope))) == expected


def test_a_scope_changes_no_score(store: Store) -> None:
    tokens = words("轮渡 公交车")
    scope = Scope(newspaper="云汀日报", from_date=date(2023, 1, 1))
    wide, narrow = (store.keyword("words", tokens, 10, one) for one in (EVERYTHING, scope))
    assert dict(zip(*map(np.ndarray.tolist, narrow), strict=True)) == pytest.approx(
        dict(zip(*map(np.ndarray.tolist, wide), strict=True)), rel=1e-5
    )


def test_frequency_counts_passages(store: Store) -> None:
    assert store.frequency("words", "轮渡") == 1
    assert store.frequency("bigrams", "大桥") == 1
    assert store.frequency("words", "的") == 2
    assert store.frequency("words", "没有") == 0


def test_an_unknown_passage_has_no_cosine_and_no_tokens(store: Store) -> None:
    ids: Ids = np.array([999, 1, -5], np.int64)
    cosines = store.cosines(vector(FERRY), ids)
    assert cosines[0] == cosines[2] == 0
    assert cosines[1] == pytest.approx(1, abs=2e-3)
    lengths = [len(one) for one in store.tokens(ids)]
    assert lengths[0] == lengths[2] == 0 < lengths[1]


def test_tokens_are_those_of_the_encoder(store: Store) -> None:
    expected = encoding().static.token_ids([FERRY])[0]
    assert store.tokens(np.array([1]))[0].tolist() == expected.tolist()


def test_the_script_of_a_passage_is_known(store: Store) -> None:
    scripts = store.scripts(np.array([4, 999, 1], np.int64))
    assert [SCRIPTS[one] for one in scripts] == ["latin", "han", "han"]
    assert len(store.scripts(np.empty(0, np.int64))) == 0


def test_what_is_removed_is_not_found(
    shelf: Shelf, open_store: Callable[[Archive], Store], store: Store
) -> None:
    shelf.withdraw("a.jsonl")
    store = open_store(shelf.archive)
    assert len(store) == 2
    assert set(bodies(shelf, store.meaning(vector(FERRY), 10, EVERYTHING))) == {GINGER, ENGLISH}
    assert len(store.keyword("words", ["轮渡"], 10, EVERYTHING).ids) == 0
    assert store.cosines(vector(FERRY), np.array([1])).tolist() == [0]
    assert len(store.tokens(np.array([1]))[0]) == 0


def test_what_is_put_again_replaces_what_was_there(
    shelf: Shelf, open_store: Callable[[Archive], Store], store: Store
) -> None:
    shelf.put("a.jsonl", article(FERRY + "票价两元。", day=date(2023, 4, 10)))
    store = open_store(shelf.archive)
    assert len(store) == 3
    found = bodies(shelf, store.keyword("words", ["轮渡", "票价"], 10, EVERYTHING))
    assert found == [FERRY + "票价两元。"]
    assert len(store.keyword("words", ["封闭"], 10, EVERYTHING).ids) == 0


def test_the_generation_is_the_archive_s(
    shelf: Shelf, open_store: Callable[[Archive], Store], store: Store
) -> None:
    assert store.generation == shelf.archive.generation == 3
    shelf.put("d.jsonl", article("又一篇。"))
    assert open_store(shelf.archive).generation == 4


def test_asked_twice_it_answers_alike(
    shelf: Shelf, open_store: Callable[[Archive], Store], store: Store
) -> None:
    def answers(store: Store) -> list[object]:
        found = store.keyword("bigrams", bigrams(BRIDGE), 3, EVERYTHING)
        near = store.meaning(vector(BRIDGE), 3, EVERYTHING)
        return [found.scores.tolist(), near.scores.tolist(), near.ids.tolist()]

    first = answers(store)
    assert answers(store) == first
    assert answers(open_store(shelf.archive)) == first


def test_every_store_ranks_as_the_definition_does(shelf: Shelf, store: Store) -> None:
    reference = ReferenceStore(shelf.archive)
    for field, cut in (("words", words), ("bigrams", bigrams)):
        tokens = cut("青澜江上的大桥与专列")
        expected = reference.keyword(field, tokens, 10, EVERYTHING)
        found = store.keyword(field, tokens, 10, EVERYTHING)
        assert found.ids.tolist() == expected.ids.tolist()
    expected = reference.meaning(vector("江上的大桥"), 10, EVERYTHING)
    found = store.meaning(vector("江上的大桥"), 10, EVERYTHING)
    assert found.ids.tolist() == expected.ids.tolist()
    assert np.allclose(found.scores, expected.scores, atol=2e-3)
