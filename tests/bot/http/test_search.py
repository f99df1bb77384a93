"""Looking through the archive over HTTP: the list of the contract, page after page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient

from bot.http.app import create_app
from bot.http.search import ListingShape
from bot.settings import Settings
from retrieval.answerer import open_answerer
from tests.bot.newspaper import TinyArchive
from tests.bot.serving import served


@pytest.fixture(scope="module")
def newsroom(archive_folder: Path) -> Iterator[httpx2.Client]:
    """A client over real HTTP, of the API over a real archive."""
    answerer = open_answerer(archive_folder)
    app = create_app(answerer, Settings())
    with served(app) as address, httpx2.Client(base_url=address, timeout=20) as client:
        yield client
    answerer.close()


def test_the_list_is_that_of_the_contract(newsroom: httpx2.Client) -> None:
    reply = newsroom.get("/api/v1/search", params={"q": "云汀", "from": "2023-01-01"})
    assert reply.status_code == 200
    listing = ListingShape.model_validate_json(reply.content)
    assert [item.article.source_id for item in listing.items] == ["ginger", "bridge"]
    assert (listing.total, listing.next, listing.all_words) == (2, None, True)
    assert json.loads(reply.content)["facets"]["months"] == [
        {"month": "2023-04", "count": 1},
        {"month": "2024-01", "count": 1},
    ]


def test_the_cursor_and_the_link_lead_through_the_whole_list(newsroom: httpx2.Client) -> None:
    path, by_link = "/api/v1/search?limit=2&sort=oldest", []
    while path:
        reply = newsroom.get(path)
        listing = reply.json()
        by_link += [item["article"]["source_id"] for item in listing["items"]]
        path = reply.links["next"]["url"] if listing["next"] else ""
        assert not path or listing["next"] in path
        path = path and "/api/v1/search" + path
    assert by_link == ["ferry", "bridge", "marathon", "ginger", "letter"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"cursor": "nothing"},
        {"sort": "best"},
        {"limit": "0"},
        {"limit": "101"},
        {"from": "2023-13-01"},
        {"from": "2023-02-01", "to": "2023-01-01"},
        {"near": "true"},
        {"q": "字" * 513},
    ],
)
def test_what_cannot_be_listed_is_a_422_with_a_sentence(
    newsroom: httpx2.Client, wrong: dict[str, str]
) -> None:
    reply = newsroom.get("/api/v1/search", params=wrong)
    assert reply.status_code == 422
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json()["detail"].endswith(".")


def test_every_parameter_reaches_the_list(client: TestClient, archive: TinyArchive) -> None:
    fields: dict[str, str | int] = {
        "q": "渡工",
        "as_of": "2024-02-29",
        "from": "2023-01-01",
        "to": "2023-12-31",
        "newspaper": "云汀日报",
        "author": "林望舒",
        "page": "01",
        "use_dates": "false",
        "sort": "oldest",
        "limit": 3,
        "cursor": "0",
    }
    assert client.get("/api/v1/search", params=fields).status_code == 200
    (asked,) = archive.lists
    assert (asked.text, asked.sort, asked.limit, asked.cursor) == ("渡工", "oldest", 3, "0")
    assert (asked.as_of, asked.from_date) == (date(2024, 2, 29), date(2023, 1, 1))
    assert (asked.newspaper, asked.author, asked.page) == ("云汀日报", "林望舒", "01")
    assert asked.use_dates is False
