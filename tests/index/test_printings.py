"""Which articles are printings of one text, whatever happened to their files."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from opencc import OpenCC

from index.identity import article_id
from index.printings import (
    ArticlePrintings,
    likeness,
    printings,
    sketches_missing,
    sketches_of,
)
from index.records import Article
from index.same_text import SharedText, shared_text
from index.sketch import sketches
from index.transaction import move_source
from index.writing import withdraw_article
from tests.index.reprints import FERRY, LOTTERY, MARKET, OUTAGE, misread, weather
from tests.index.shelf import Shelf, article


def printed(body: str, day: int, newspaper: str = "云汀日报", **facts: str) -> Article:
    return article(body, newspaper=newspaper, day=date(2023, 4, day), **facts)  # type: ignore[arg-type]


FIRST = printed(FERRY, 10, title="轮渡重新开航")
SCANNED = printed(misread(FERRY), 11, "云汀晚报", title="青澜江又闻汽笛")
HALF = printed(FERRY[: len(FERRY) // 2], 12, "南岸周报")
TRADITIONAL = printed(OpenCC("s2t").convert(FERRY), 13, "望鶴報")
OTHERS = [
    printed(MARKET, 10, "Ferry Post"),
    *(printed(weather(day=f"4月{day}日", high=str(day + 9)), day) for day in (10, 11, 12)),
    printed(LOTTERY.format(issue="2023041", red="03 07", blue="08", sum="351204816"), 10),
    printed(LOTTERY.format(issue="2023042", red="01 09", blue="11", sum="348811260"), 12),
    printed("短讯一则。", 10),
    printed("短讯一则。", 11),
]
FILES = {
    "a.txt": [FIRST, *OTHERS[:3]],
    "b.txt": [SCANNED, *OTHERS[3:]],
    "c.txt": [HALF],
    "d.txt": [TRADITIONAL],
}
# Numbers that are in archives already; they must not come out otherwise.
STORED = [1164035182360, 1451350738312, 1985626525283]
GROUP = {article_id(one) for one in (FIRST, SCANNED, HALF, TRADITIONAL)}


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path)
    yield shelf
    shelf.archive.close()


def links(shelf: Shelf) -> set[tuple[str, str]]:
    """Every pair of articles that are printings of one text, as they are found from each."""
    return {
        (one.article_id, other.article_id)
        for one in shelf.archive.articles()
        for other in printings(shelf.archive, one.key)
    }


def all_pairs(group: set[str]) -> set[tuple[str, str]]:
    return {(one, other) for one in group for other in group if one != other}


def test_printings_find_one_another_and_nothing_else(shelf: Shelf) -> None:
    for path, articles in FILES.items():
        shelf.put(path, *articles)
    assert links(shelf) == all_pairs(GROUP)


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_files_does_not_matter(shelf: Shelf, seed: int) -> None:
    chance = random.Random(seed)
    for path in chance.sample(sorted(FILES), len(FILES)):
        shelf.put(path, *chance.sample(FILES[path], len(FILES[path])))
    shelf.put("a.txt", *OTHERS[:3])
    shelf.put("a.txt", *FILES["a.txt"])
    assert links(shelf) == all_pairs(GROUP)
    assert not list(sketches_missing(shelf.archive))


def test_a_printing_that_goes_is_named_no_more(shelf: Shelf) -> None:
    for path, articles in FILES.items():
        shelf.put(path, *articles)
    shelf.put("b.txt", *OTHERS[3:])
    assert links(shelf) == all_pairs(GROUP - {article_id(SCANNED)})
    shelf.withdraw("c.txt")
    assert links(shelf) == all_pairs(GROUP - {article_id(SCANNED), article_id(HALF)})
    withdraw_article(shelf.archive.connection, article_id(FIRST))
    assert links(shelf) == set()
    assert not list(sketches_missing(shelf.archive))


def test_a_file_that_moves_keeps_its_printings(shelf: Shelf) -> None:
    shelf.put("a.txt", FIRST)
    shelf.put("d.txt", TRADITIONAL)
    before = links(shelf)
    move_source(shelf.archive.connection, "d.txt", "e.txt")
    assert before == links(shelf) == all_pairs({article_id(FIRST), article_id(TRADITIONAL)})


def test_a_copy_that_takes_the_place_of_its_article_has_its_printings(shelf: Shelf) -> None:
    shelf.put("a.txt", FIRST)
    shelf.put("b.txt", FIRST)
    shelf.put("d.txt", TRADITIONAL)
    before = links(shelf)
    shelf.withdraw("a.txt")
    assert before == links(shelf) == all_pairs({article_id(FIRST), article_id(TRADITIONAL)})
    assert not list(sketches_missing(shelf.archive))


def test_the_same_words_on_two_days_are_two_printings(shelf: Shelf) -> None:
    later = printed(FERRY, 20, title="轮渡重新开航")
    shelf.put("a.txt", FIRST, later)
    assert links(shelf) == all_pairs({article_id(FIRST), article_id(later)})


def test_instalments_are_no_printings(shelf: Shelf) -> None:
    shelf.put("a.txt", printed(FERRY, 10, title="江上（十二）"))
    shelf.put("b.txt", printed(FERRY, 11, title="江上（十三）"))
    assert links(shelf) == set()


def test_a_phrase_of_the_whole_newspaper_links_nothing(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.printings._KNOWN_BY_TWO", 3)
    shelf.put("a.txt", *(printed(FERRY, day) for day in range(1, 5)))
    assert links(shelf) == set()
    shelf.put("a.txt", *(printed(FERRY, day) for day in range(1, 4)))
    assert len(links(shelf)) == 6


def test_of_many_notices_of_one_form_the_likeliest_are_compared(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [f"{one}{two}路" for one in "云汀登望鹤安新澜" for two in "东南西北中外里"]
    notices = [printed(OUTAGE.format(day="周三", place=one), 10) for one in places]
    wanted = printed(OUTAGE.format(day="周三", place=places[0]), 20, "云汀晚报")
    shelf.put("a.txt", *notices)
    shelf.put("b.txt", wanted)
    compared: list[str] = []

    def counted(one: str, other: str) -> SharedText:
        compared.append(other)
        return shared_text(one, other)

    monkeypatch.setattr("index.printings.shared_text", counted)
    keys = {one.article_id: one.key for one in shelf.archive.articles()}
    found = printings(shelf.archive, keys[article_id(wanted)])
    assert article_id(notices[0]) in {one.article_id for one in found}
    assert compared[0] == notices[0].body
    assert len(compared) == 32 < len(notices)


@pytest.mark.parametrize("most", [1, 32])
def test_two_articles_looked_at_alone_are_printings_of_one_another_as_among_all(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr("index.printings._COMPARED", most)
    for path, articles in FILES.items():
        shelf.put(path, *articles)
    keys = [one.key for one in shelf.archive.articles()]
    stored = sketches_of(shelf.archive, keys)
    for one in keys:
        found = {other.article_key for other in printings(shelf.archive, one)}
        alone = {
            other
            for other in keys
            if other != one and ArticlePrintings(shelf.archive, one).shared_with(other)
        }
        assert alone == found
        assert found <= {other for other in keys if likeness(stored[one], stored[other])}


def test_only_the_article_asked_about_is_compared(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, articles in FILES.items():
        shelf.put(path, *articles)
    compared: list[str] = []

    def counted(one: str, other: str) -> SharedText:
        compared.append(other)
        return shared_text(one, other)

    monkeypatch.setattr("index.printings.shared_text", counted)
    keys = {one.article_id: one.key for one in shelf.archive.articles()}
    own = ArticlePrintings(shelf.archive, keys[article_id(FIRST)])
    assert own.shared_with(keys[article_id(OTHERS[0])]) is None
    assert compared == []
    assert own.shared_with(keys[article_id(SCANNED)])
    assert compared == [SCANNED.body]
    assert len(own.all.found) == 3
    assert sorted(compared) == sorted([SCANNED.body, HALF.body, TRADITIONAL.body])


def test_an_article_that_is_gone_has_no_sketch_and_is_like_none(shelf: Shelf) -> None:
    shelf.put("a.txt", FIRST)
    (key,) = [one.key for one in shelf.archive.articles()]
    stored = sketches_of(shelf.archive, [key, key + 1])
    assert stored[key] == sketches([FERRY])[0]
    assert stored[key + 1] == []
    assert likeness(stored[key], stored[key + 1]) == 0
    assert likeness(stored[key], stored[key]) == 1
    assert ArticlePrintings(shelf.archive, key + 1).shared_with(key) is None


def test_where_nothing_is_alike_no_text_is_read(shelf: Shelf) -> None:
    shelf.put("a.txt", FIRST, *OTHERS)
    (own,) = [one.key for one in shelf.archive.articles() if one.article.body == FERRY]
    asked: list[str] = []
    shelf.archive.connection.set_trace_callback(asked.append)
    assert printings(shelf.archive, own) == []
    assert [one for one in asked if "body" in one] == []
    assert len(asked) == 1


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM sketches WHERE article_key = 1",
        "UPDATE sketches SET number = number + 1 WHERE article_key = 1",
        "UPDATE sketches SET article_key = 99 WHERE article_key = 1",
    ],
)
def test_a_sketch_that_is_lost_or_wrong_is_told(shelf: Shelf, change: str) -> None:
    shelf.put("a.txt", FIRST)
    assert not list(sketches_missing(shelf.archive))
    shelf.archive.connection.execute("PRAGMA foreign_keys = OFF")
    shelf.archive.connection.execute(change)
    assert any(article_id(FIRST) in sentence for sentence in sketches_missing(shelf.archive))


def test_sketches_are_the_same_on_every_machine_and_in_any_company() -> None:
    assert sketches([MARKET, "", FERRY])[2] == sketches([FERRY])[0]
    assert sketches([FERRY])[0][:3] == STORED
    assert sketches(["短讯一则。"]) == [[]]
    assert all(0 < one < 2**47 for one in sketches([FERRY])[0])
