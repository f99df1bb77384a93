"""`/api/v1/search`: look through the archive, page by page, with counts of everything."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from bot.http.caching import freshness
from bot.http.desk import Desk
from bot.http.examples import EXAMPLE_LISTING, example
from bot.http.problems import Json
from bot.http.request import SearchRequest
from bot.http.shapes import (
    NOT_MODIFIED,
    ArticleFactsShape,
    CitationShape,
    InterpretationShape,
    Shape,
    SliceShape,
    problems,
)


class ListedShape(Shape):
    """An article in a list: how it begins, and the sentence with the words asked for."""

    article: ArticleFactsShape
    citation: CitationShape
    opening: SliceShape
    highlight: SliceShape | None


class MonthCount(Shape):
    """How many articles of the list were printed in a month."""

    month: str
    count: int


class NewspaperCount(Shape):
    """How many articles of the list a newspaper printed."""

    newspaper: str
    count: int


class AuthorCount(Shape):
    """How many articles of the list an author signed."""

    author: str
    count: int


class FacetsShape(Shape):
    """Counts over the whole list: all months, the commonest newspapers and authors, and the
    articles whose date is unknown."""

    months: list[MonthCount]
    newspapers: list[NewspaperCount]
    authors: list[AuthorCount]
    undated: int


class ListingShape(Shape):
    """A page of a list. `next` is the cursor of the page after; `all_words` is false when no
    article holds every word asked for, and those with most of them are listed."""

    total: int
    items: list[ListedShape]
    next: str | None
    facets: FacetsShape
    interpretation: InterpretationShape
    all_words: bool
    generation: int


def search_routes(desk: Desk) -> APIRouter:
    """One route; the page's timeline and archive view stand on the same list."""
    router = APIRouter(prefix="/api/v1", tags=["search"])

    @router.get(
        "/search",
        operation_id="search",
        summary="List the articles of a period, a newspaper, an author, with some words",
        response_class=Json,
        responses={
            200: {
                "model": ListingShape,
                "headers": {"Link": _LINK},
                "content": example(EXAMPLE_LISTING),
            },
            **NOT_MODIFIED,
            **problems(422),
        },
    )
    async def search(asked: Annotated[SearchRequest, Query()], request: Request) -> Response:
        wanted = asked.to_browse()
        fresh = await freshness(desk, request, "search", asdict(wanted))
        if fresh.unchanged:
            return fresh.reply()
        listing = await desk.browse(wanted)
        link = {"Link": _link(request, listing.next)} if listing.next else {}
        return Json(listing.as_json(), headers={**fresh.headers, **link})

    return router


_LINK = {"description": "The page after, as `rel=next`.", "schema": {"type": "string"}}


def _link(request: Request, cursor: str) -> str:
    """The page after, relative, so that it is right behind any proxy."""
    pairs = [pair for pair in request.query_params.multi_items() if pair[0] != "cursor"]
    query = urlencode([*pairs, ("cursor", cursor)], errors="replace")
    return f'<?{query}>; rel="next"'
