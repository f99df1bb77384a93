"""`/api/v1/saved` and `/saved/{id}.atom`: searches kept, each with a feed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from pydantic import ConfigDict, Field, ValidationError
from starlette.responses import Response

from bot.http.caching import Fresh
from bot.http.desk import Desk
from bot.http.examples import EXAMPLE_SAVED, example
from bot.http.feed import MEDIA_TYPE, atom
from bot.http.guard import Guard, caller_of
from bot.http.links import public_base
from bot.http.problems import Json, Problem, invalid
from bot.http.request import ScopeRequest, Text, read_body
from bot.http.shapes import NOT_MODIFIED, Shape, problems
from bot.saved import Entry, SavedSearch, SavedSearches
from bot.text_input import clean_line
from index.errors import BadQuestion
from retrieval.listing import Browse
from retrieval.records import LONGEST_QUESTION


class SaveRequest(ScopeRequest):
    """A search to be saved: the fields of a list, and a name."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "桥", "q": "望鹤桥"}]})

    name: Text = Field(default="", description="What to call it; else its words.")
    q: Text = Field(
        default="",
        description="Words that the articles hold, “phrases”, operators.",
        json_schema_extra={"maxLength": LONGEST_QUESTION},
    )

    def to_browse(self) -> Browse:
        """What is looked for; raises BadQuestion."""
        return Browse(text=self.q, **self.scope).checked()


class EntryShape(Shape):
    """An article that was found."""

    citation_id: str
    article_id: str
    title: str | None
    newspaper: str | None
    issue_date: date | None
    citation: str
    opening: str
    found: str


class SavedShape(Shape):
    """A saved search; `feed` is the address of its Atom feed, which needs no key."""

    id: str
    name: str
    owner: str
    query: dict[str, Any]
    created: str
    feed: str


class SavedWithEntriesShape(SavedShape):
    """A saved search with what was found last."""

    entries: list[EntryShape]


class SavedListShape(Shape):
    """Saved searches in order of saving."""

    saved: list[SavedShape]


_NONE = "There is no saved search with this id."
_BODY = {
    "required": True,
    "content": {"application/json": {"schema": SaveRequest.model_json_schema(by_alias=True)}},
}


def asked_of(query: Mapping[str, Any]) -> Browse:
    """What a search as it was saved looks for; raises BadQuestion."""
    try:
        return SaveRequest.model_validate(dict(query)).to_browse()
    except ValidationError as error:
        raise BadQuestion(invalid(error.errors(include_input=False)).detail) from None


def saved_routes(desk: Desk, kept: SavedSearches) -> APIRouter:
    """Saved searches: those of the key one asks with; with the scope admin, all."""
    router = APIRouter(prefix="/api/v1/saved", tags=["saved"])

    @router.get(
        "",
        operation_id="saved_searches",
        summary="The saved searches",
        response_class=Json,
        responses={200: {"model": SavedListShape}, **problems()},
    )
    async def saved_searches(request: Request) -> Json:
        caller = caller_of(request)
        owner = None if caller.may("admin") else caller.name
        found = await desk.gate.run(lambda: kept.of(owner))
        return Json({"saved": [_record(desk, request, one) for one in found]})

    @router.post(
        "",
        operation_id="save_search",
        summary="Save a search, and get a feed of what comes in for it",
        status_code=201,
        response_class=Json,
        responses={
            201: {"model": SavedShape, "content": example(EXAMPLE_SAVED)},
            **problems(400, 413, 422),
        },
        openapi_extra={"requestBody": _BODY},
    )
    async def save_search(request: Request) -> Json:
        fields = read_body(await request.body())
        asked = asked_of(fields)
        query = {name: value for name, value in fields.items() if name != "name" and value}
        name, owner = clean_line(str(fields.get("name") or "")), caller_of(request).name
        saved = await desk.gate.run(lambda: kept.create(desk.answering, name, owner, query, asked))
        record = _record(desk, request, saved)
        where = f"{request.scope.get('root_path', '').rstrip('/')}/api/v1/saved/{saved.saved_id}"
        return Json(record, status_code=201, headers={"Location": where})

    @router.get(
        "/{saved_id}",
        operation_id="saved_search",
        summary="A saved search and what was found for it",
        response_class=Json,
        responses={200: {"model": SavedWithEntriesShape}, **problems(404, 422)},
    )
    async def saved_search(saved_id: str, request: Request) -> Json:
        saved = await own_search(desk, kept, request, saved_id)
        entries = await desk.gate.run(lambda: kept.entries(saved.saved_id))
        found = [_entry(one) for one in entries]
        return Json({**_record(desk, request, saved), "entries": found})

    @router.delete(
        "/{saved_id}",
        operation_id="delete_saved_search",
        summary="Forget a saved search",
        status_code=204,
        response_class=Response,
        responses=problems(404, 422),
    )
    async def delete_saved_search(saved_id: str, request: Request) -> Response:
        saved = await own_search(desk, kept, request, saved_id)
        await desk.gate.run(lambda: kept.delete(saved.saved_id))
        return Response(status_code=204)

    return router


def feed_routes(desk: Desk, kept: SavedSearches, guard: Guard) -> APIRouter:
    """The feeds. Feed readers can send no key, so the id is one: 128 random bits, good for as long
    as the key it was got with."""
    router = APIRouter(tags=["saved"])

    @router.get(
        "/saved/{saved_id}.atom",
        operation_id="saved_search_feed",
        summary="What has come in for a saved search, as an Atom feed",
        response_class=Response,
        responses={
            200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}},
            **NOT_MODIFIED,
            **problems(404, 422),
        },
    )
    async def saved_search_feed(saved_id: str, request: Request) -> Response:
        saved = await desk.gate.run(lambda: kept.get(clean_line(saved_id)))
        if not guard.knows(saved.owner):
            raise Problem(404, _NONE)
        entries = await desk.gate.run(lambda: kept.entries(saved.saved_id))
        last = entries[0].citation_id if entries else ""
        fresh = Fresh(f'"{saved.saved_id[:8]}-{len(entries)}-{last}"', request)
        if fresh.unchanged:
            return fresh.reply()
        base = public_base(desk.settings, request)
        found = atom(saved, entries, f"{base}/saved/{saved.saved_id}.atom", base)
        return Response(found, media_type=MEDIA_TYPE, headers=fresh.headers)

    return router


async def own_search(
    desk: Desk, kept: SavedSearches, request: Request, saved_id: str
) -> SavedSearch:
    """The saved search when it is the caller's; another's is as unknown as none."""
    saved = await desk.gate.run(lambda: kept.get(clean_line(saved_id)))
    caller = caller_of(request)
    if saved.owner != caller.name and not caller.may("admin"):
        raise Problem(404, _NONE)
    return saved


def _record(desk: Desk, request: Request, saved: SavedSearch) -> dict[str, Any]:
    return {
        "id": saved.saved_id,
        "name": saved.name,
        "owner": saved.owner,
        "query": dict(saved.query),
        "created": saved.created,
        "feed": f"{public_base(desk.settings, request)}/saved/{saved.saved_id}.atom",
    }


def _entry(entry: Entry) -> dict[str, Any]:
    record = entry._asdict()
    record.pop("authors")
    return record
