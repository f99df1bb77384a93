"""What changes to the archive do, and what they leave alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import index.writing
from index.archive import StoredArticle
from index.encoders.static import TokenLists
from index.errors import BaodaError
from index.identity import article_id
from index.records import Article
from index.transaction import forget_before, transaction
from index.writing import put_source, renew_tokens, withdraw_article
from tests.index.shelf import Shelf, article, encoding, laid_out

FERRY = article("轮渡重新开航。", title="轮渡", day=date(2023, 4, 10), authors=["顾南枝"])
BRIDGE = article("望鹤桥封闭大修。")


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path)
    yield shelf
    shelf.archive.close()


def stored(shelf: Shelf, one: Article) -> StoredArticle | None:
    return shelf.archive.article(article_id(one))


def standing(shelf: Shelf, one: Article) -> str | None:
    found = stored(shelf, one)
    return found.standing if found else None


def test_an_article_comes_out_as_it_went_in(shelf: Shelf) -> None:
    assert shelf.put("a.txt", FERRY, BRIDGE) == (2, 2)
    found = stored(shelf, FERRY)
    assert found is not None
    assert replace(found.article, parts=FERRY.parts) == FERRY
    assert [one.article.body for one in shelf.archive.articles()] == [FERRY.body, BRIDGE.body]


def test_what_a_file_no_longer_holds_is_superseded_and_still_cited(shelf: Shelf) -> None:
    shelf.put("a.txt", FERRY, BRIDGE)
    shelf.put("a.txt", FERRY)
    assert (standing(shelf, FERRY), standing(shelf, BRIDGE)) == ("current", "superseded")
    shelf.put("a.txt", FERRY, BRIDGE)
    assert standing(shelf, BRIDGE) == "current"
    assert shelf.archive.count("former_articles") == 0


def test_a_file_taken_out_is_withdrawn_and_still_cited(shelf: Shelf) -> None:
    shelf.put("a.txt", FERRY)
    shelf.withdraw("a.txt")
    found = stored(shelf, FERRY)
    assert found is not None
    assert (found.standing, found.article.body) == ("withdrawn", FERRY.body)
    assert [shelf.archive.count(one) for one in ("articles", "passages", "vectors")] == [0, 0, 0]


def test_an_article_in_two_files_is_found_once(shelf: Shelf) -> None:
    assert shelf.put("a.txt", FERRY) == (1, 1)
    assert shelf.put("b.txt", FERRY, BRIDGE) == (1, 1)
    assert [shelf.archive.count(one) for one in ("articles", "copies", "passages")] == [2, 1, 2]


@pytest.mark.parametrize("again", ["withdraw", "replace"])
def test_an_article_in_two_files_stays_when_one_of_them_goes(shelf: Shelf, again: str) -> None:
    shelf.put("a.txt", FERRY)
    shelf.put("b.txt", BRIDGE, FERRY)
    if again == "withdraw":
        shelf.withdraw("a.txt")
    else:
        shelf.put("a.txt", article("另一篇。"))
    found = stored(shelf, FERRY)
    assert found is not None
    assert found.standing == "current"
    part = found.article.parts[0]
    assert part.file == "b.txt"
    text = shelf.archive.source_text(2)
    (span,) = part.map.spans(part.start, part.end)
    assert text[slice(*span)] == FERRY.body
    assert shelf.archive.count("copies") == 0
    assert len(shelf.passage_ids(FERRY.body)) == 1


def test_a_copy_that_goes_takes_nothing_with_it(shelf: Shelf) -> None:
    shelf.put("a.txt", FERRY)
    shelf.put("b.txt", FERRY)
    shelf.withdraw("b.txt")
    assert standing(shelf, FERRY) == "current"
    assert shelf.archive.count("copies") == 0


def test_an_article_printed_twice_in_one_file_goes_with_the_file(shelf: Shelf) -> None:
    assert shelf.put("a.txt", FERRY, FERRY) == (1, 1)
    shelf.withdraw("a.txt")
    assert standing(shelf, FERRY) == "withdrawn"
    assert shelf.archive.count("copies") == 0


def test_one_article_can_be_withdrawn_wherever_it_stands(shelf: Shelf) -> None:
    shelf.put("a.txt", FERRY, BRIDGE)
    shelf.put("b.txt", FERRY)
    assert withdraw_article(shelf.archive.connection, article_id(FERRY))
    assert (standing(shelf, FERRY), standing(shelf, BRIDGE)) == ("withdrawn", "current")
    assert not withdraw_article(shelf.archive.connection, article_id(FERRY))


def test_numbers_are_never_given_out_twice(shelf: Shelf) -> None:
    shelf.put("a.txt", FERRY, BRIDGE)
    before = set(shelf.passage_ids(FERRY.body) + shelf.passage_ids(BRIDGE.body))
    keys = {one.key for one in shelf.archive.articles()}
    shelf.withdraw("a.txt")
    forget_before(shelf.archive.connection, shelf.archive.generation)
    shelf.put("a.txt", FERRY, BRIDGE)
    assert before.isdisjoint(shelf.passage_ids(FERRY.body) + shelf.passage_ids(BRIDGE.body))
    assert keys.isdisjoint({one.key for one in shelf.archive.articles()})


def test_every_change_makes_a_state_never_seen_before(shelf: Shelf) -> None:
    states = [shelf.archive.state]
    for body in ("甲。", "乙。", "甲。"):
        shelf.put("a.txt", article(body))
        states.append(shelf.archive.state)
    assert len(set(states)) == 4
    assert shelf.archive.generation == 3


@pytest.mark.parametrize("failure", [ValueError("bad text"), KeyboardInterrupt()])
def test_a_change_that_fails_half_way_changes_nothing(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    shelf.put("a.txt", FERRY)
    before = (shelf.archive.generation, shelf.archive.state)
    monkeypatch.setattr(index.writing, "BLOCK", 1)
    source, reading = laid_out("a.txt", [BRIDGE, article("甲。"), article("乙。")])
    calls = 0

    def encode(texts: list[str]) -> object:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise failure
        return encoding()(texts)

    with pytest.raises(type(failure)):
        put_source(shelf.archive.connection, "a.txt", source, "{}", reading, encode)  # type: ignore[arg-type]
    assert (shelf.archive.generation, shelf.archive.state) == before
    assert standing(shelf, FERRY) == "current"
    assert shelf.archive.count("articles") == 1


def test_a_vector_that_is_no_number_is_refused(shelf: Shelf) -> None:
    source, reading = laid_out("a.txt", [FERRY])

    def encode(texts: list[str]) -> object:
        made = encoding()(texts)
        return made._replace(vectors=np.full_like(made.vectors, np.nan))

    with pytest.raises(BaodaError, match="not finite"):
        put_source(shelf.archive.connection, "a.txt", source, "{}", reading, encode)  # type: ignore[arg-type]
    assert shelf.archive.count("articles") == 0


def test_a_large_file_is_stored_in_blocks_in_order(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.writing, "BLOCK", 3)
    articles = [article(f"第{number}篇。") for number in range(10)]
    assert shelf.put("a.txt", *articles, *articles) == (10, 10)
    assert [one.article.body for one in shelf.archive.articles()] == [one.body for one in articles]
    assert shelf.archive.count("copies") == 10
    for one in articles:
        (passage_id,) = shelf.passage_ids(one.body)
        row = shelf.archive.connection.execute(
            "SELECT vector FROM vectors WHERE passage_id = ?", (passage_id,)
        ).fetchone()
        expected = encoding().encoder.encode_passages([one.body])[0].astype(np.float16)
        assert np.array_equal(np.frombuffer(row[0], np.float16), expected)


def test_tokens_can_be_found_anew(shelf: Shelf) -> None:
    shelf.put("a.txt", FERRY, BRIDGE)
    seen: list[str] = []

    def token_ids(texts: list[str]) -> TokenLists:
        seen.extend(texts)
        starts = np.arange(len(texts) + 1, dtype=np.int64)
        return TokenLists(np.full(len(texts), 7, np.uint16), starts)

    renew_tokens(shelf.archive.connection, token_ids)  # type: ignore[arg-type]
    assert seen == ["轮渡\n轮渡重新开航。", "望鹤桥封闭大修。"]
    rows = shelf.archive.connection.execute("SELECT tokens FROM vectors").fetchall()
    assert [bytes(row[0]) for row in rows] == [b"\x07\x00"] * 2


def test_changes_one_after_another_see_each_other(shelf: Shelf) -> None:
    with transaction(shelf.archive.connection) as change:
        assert list(change.passage_ids(3)) == [1, 2, 3]
        assert list(change.passage_ids(0)) == []
    with transaction(shelf.archive.connection) as change:
        assert list(change.passage_ids(1)) == [4]
        with pytest.raises(sqlite3.OperationalError, match="transaction"):
            change.connection.execute("BEGIN")
