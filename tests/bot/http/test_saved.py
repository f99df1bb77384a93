"""A saved search has a feed, into which comes what comes in: each text once, nothing twice."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import feedparser  # type: ignore[import-untyped]
import httpx2
import pytest

from bot.http.app import create_app
from bot.http.guard import Guard
from bot.http.saved_routes import SavedListShape, SavedShape, SavedWithEntriesShape, asked_of
from bot.keys import KeyRing
from bot.saved import SavedSearches
from bot.settings import Settings
from index.build import index_paths
from retrieval.answerer import Answerer, open_answerer
from tests.bot.serving import served

TEXT = (
    "5月1日晚，停用十一年的鹭洲灯塔重新点亮。守塔人白望川按下了开关，岸边的渔民放起了鞭炮。"
    "灯塔建于1936年，高二十四米，塔身以本地青石砌成，曾为往来渔船指路半个多世纪。"
    "市航道局介绍，修缮历时两年，灯器由手工擦拭的旧式透镜改为节能光源，射程十五海里。"
)


@pytest.fixture
def folder(archive_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive to be changed; a newer generation of it is seen at once."""
    monkeypatch.setattr("retrieval.newest._REFRESH", 0.0)
    return Path(shutil.copytree(archive_folder, tmp_path / "archive"))


@pytest.fixture
def answerer(folder: Path) -> Iterator[Answerer]:
    opened = open_answerer(folder)
    yield opened
    opened.close()


@pytest.fixture
def newsroom(folder: Path, answerer: Answerer) -> Iterator[httpx2.Client]:
    ring = KeyRing(folder)
    headers = {"Authorization": f"Bearer {ring.create('desk')}"}
    kept = SavedSearches(folder)
    app = create_app(answerer, Settings(archive=folder), guard=Guard(ring), saved=kept)
    with served(app) as address, httpx2.Client(base_url=address, headers=headers) as client:
        yield client


def printed(folder: Path, name: str, **facts: str) -> None:
    """An article comes in."""
    path = folder.parent / f"{name}.jsonl"
    path.write_text(json.dumps({"id": name, "text": TEXT, **facts}, ensure_ascii=False), "utf-8")
    index_paths(folder, [path])


def entries(address: str) -> list[dict[str, str]]:
    """The feed as a feed reader reads it, without a key."""
    read = feedparser.parse(httpx2.get(address).content)
    assert not read.bozo
    return list(read.entries)


def test_what_comes_in_stands_in_the_feed_once(
    newsroom: httpx2.Client, folder: Path, answerer: Answerer
) -> None:
    made = newsroom.post("/api/v1/saved", json={"q": "灯塔", "name": "灯塔的消息"})
    saved = SavedShape.model_validate_json(made.content)
    assert (made.status_code, saved.query) == (201, {"q": "灯塔"})
    assert entries(saved.feed) == []

    kept = SavedSearches(folder)
    printed(folder, "one", newspaper="云汀日报", issue_date="2023-05-02", title="灯塔点亮")
    assert kept.check(answerer, asked_of) == 1
    assert kept.check(answerer, asked_of) == 0
    printed(folder, "two", newspaper="云汀晚报", issue_date="2023-05-03", title="鹭洲灯塔亮了")
    assert kept.check(answerer, asked_of) == 0  # the same text in another paper
    (entry,) = entries(saved.feed)
    assert entry["title"] == "灯塔点亮"
    assert entry["summary"] in TEXT
    assert entry["published"].startswith("2023-05-02")
    cited = entry["id"].removeprefix("urn:baoda:citation:")
    assert newsroom.get(f"/api/v1/citations/{cited}").json()["standing"] == "current"
    assert entry["link"].endswith(f"/c/{cited}")

    shown = newsroom.get(made.headers["location"])
    SavedWithEntriesShape.model_validate_json(shown.content)
    assert [one["citation_id"] for one in shown.json()["entries"]] == [cited]


def test_a_new_feed_begins_with_what_is_there_and_changes_only_when_something_comes(
    newsroom: httpx2.Client,
) -> None:
    feed = newsroom.post("/api/v1/saved", json={"author": "顾南枝"}).json()["feed"]
    assert [one["title"] for one in entries(feed)] == ["鹭洲仔姜坐上冷链专列", "青澜江轮渡重新开航"]
    tag = httpx2.get(feed).headers["etag"]
    assert httpx2.get(feed, headers={"If-None-Match": tag}).status_code == 304


def test_saved_searches_outlive_the_server(newsroom: httpx2.Client, folder: Path) -> None:
    made = newsroom.post("/api/v1/saved", json={"q": "轮渡"}).json()
    again = SavedSearches(folder)
    assert [one.saved_id for one in again.of("desk")] == [made["id"]]
    assert len(again.entries(made["id"])) == 1


def test_a_saved_search_is_its_owners(newsroom: httpx2.Client, folder: Path) -> None:
    ring = KeyRing(folder)
    other = {"Authorization": f"Bearer {ring.create('other')}"}
    admin = {"Authorization": f"Bearer {ring.create('admin', 'admin')}"}
    path = newsroom.post("/api/v1/saved", json={"q": "轮渡"}).headers["location"]
    for headers, known in ((other, 0), (admin, 1), ({}, 1)):
        listed = newsroom.get("/api/v1/saved", headers=headers)
        SavedListShape.model_validate_json(listed.content)
        assert len(listed.json()["saved"]) == known
        assert newsroom.get(path, headers=headers).status_code == (200 if known else 404)
    assert newsroom.delete(path, headers=other).status_code == 404
    assert newsroom.delete(path).status_code == 204
    assert newsroom.get(path).status_code == 404
    assert httpx2.get(f"{newsroom.base_url}/saved/unknown.atom").status_code == 404


def test_a_feed_ends_with_the_key_it_was_got_with(newsroom: httpx2.Client, folder: Path) -> None:
    feed = newsroom.post("/api/v1/saved", json={"q": "轮渡"}).json()["feed"]
    assert httpx2.get(feed).status_code == 200
    assert (folder / "saved.sqlite").stat().st_mode & 0o077 == 0
    KeyRing(folder).revoke("desk")
    assert httpx2.get(feed).status_code == 404
    KeyRing(folder).create("desk")  # of the same desk, a new key
    assert httpx2.get(feed).status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"q": "字" * 513}, {"limit": 3}, {"from": "soon"}, {"q": {}}, []]
)
def test_what_cannot_be_searched_cannot_be_saved(newsroom: httpx2.Client, wrong: object) -> None:
    assert newsroom.post("/api/v1/saved", json=wrong).status_code == 422


def test_a_form_on_a_page_saves_and_forgets(newsroom: httpx2.Client, folder: Path) -> None:
    sent = newsroom.post("/saved", data={"q": "轮渡", "newspaper": "云汀日报", "lang": "en"})
    assert (sent.status_code, sent.headers["location"]) == (303, "/#saved")
    (saved,) = SavedSearches(folder).of("desk")
    assert saved.query == {"q": "轮渡", "newspaper": "云汀日报"}
    assert f"/saved/{saved.saved_id}.atom" in newsroom.get("/").text
    stranger = KeyRing(folder).create("other", "ask")
    forget = f"/saved/{saved.saved_id}/delete"
    theirs = newsroom.post(forget, headers={"Authorization": f"Bearer {stranger}"})
    assert theirs.status_code == 404
    assert newsroom.post("/saved", data={"from": "gestern"}).status_code == 422
    assert newsroom.post(forget).status_code == 303
    assert SavedSearches(folder).of("desk") == []
