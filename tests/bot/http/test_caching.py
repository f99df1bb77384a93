"""What cannot have changed is not sent again; a new generation is sent at once."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest
from fastapi import FastAPI

from tests.bot.newspaper import TinyArchive
from tests.bot.serving import served

PATHS = (
    "/api/v1/ask?q=渡工",
    "/api/v1/search?q=渡工",
    "/api/v1/citations/ferry1-p-7f",
    "/api/v1/citations/ferry1-p-7f?style=bibtex",
    "/api/v1/articles/ferry1",
)


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    """A server over an archive that changes."""
    with served(app) as address:
        yield address


@pytest.mark.parametrize("path", PATHS)
def test_a_reply_the_client_has_is_a_304(
    browser: httpx2.Client, archive: TinyArchive, path: str
) -> None:
    first = browser.get(path)
    tag = first.headers["etag"]
    for known in (tag, f'"other", {tag}', "*", tag.removeprefix("W/")):
        again = browser.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    assert len(archive.questions) + len(archive.lists) <= 1
    assert browser.get(path, headers={"If-None-Match": '"other"'}).content == first.content


@pytest.mark.parametrize("path", PATHS)
def test_a_new_generation_is_another_reply(
    browser: httpx2.Client, archive: TinyArchive, path: str
) -> None:
    tag = browser.get(path).headers["etag"]
    archive.generation += 1
    again = browser.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.headers["etag"] != tag) == (200, True)


def test_every_question_and_every_style_has_a_tag_of_its_own(browser: httpx2.Client) -> None:
    paths = (*PATHS, "/api/v1/ask?q=渡工&top=1", "/api/v1/search?q=渡工&limit=1")
    tags = {browser.get(path).headers["etag"] for path in paths}
    assert len(tags) == len(paths)
    cited = browser.get("/api/v1/citations/ferry1-p-7f", headers={"Accept": "application/x-bibtex"})
    assert cited.headers["vary"] == "Accept"
    assert cited.headers["etag"] not in {browser.get(PATHS[2]).headers["etag"]}


def test_what_is_kept_is_asked_about_before_it_is_used_again(browser: httpx2.Client) -> None:
    for path in PATHS:
        assert browser.get(path).headers["cache-control"] == "private, no-cache"
