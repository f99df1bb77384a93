"""Saved searches on the pages: forms, so that saving and forgetting need no script."""

from __future__ import annotations

from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from bot.http.desk import Desk
from bot.http.guard import caller_of
from bot.http.page_links import SAVED
from bot.http.saved_routes import asked_of, own_search
from bot.saved import SavedSearch, SavedSearches
from bot.text_input import clean_line


def saved_page_routes(desk: Desk, kept: SavedSearches) -> APIRouter:
    """What the forms send; both lead to the first page, where saved searches are listed."""
    router = APIRouter(include_in_schema=False)

    @router.post("/saved")
    async def save(request: Request) -> Response:
        sent = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=20)
        query = {name: clean_line(sent[name][0]) for name in SAVED if name in sent}
        asked, owner = asked_of(query), caller_of(request).name
        await desk.gate.run(lambda: kept.create(desk.answering, "", owner, query, asked))
        return _listed(request)

    @router.post("/saved/{saved_id}/delete")
    async def forget(saved_id: str, request: Request) -> Response:
        saved = await own_search(desk, kept, request, saved_id)
        await desk.gate.run(lambda: kept.delete(saved.saved_id))
        return _listed(request)

    return router


async def saved_here(desk: Desk, request: Request) -> list[SavedSearch]:
    """The searches that the reader saved, the latest first."""
    kept = desk.saved
    if kept is None:
        return []
    owner = caller_of(request).name
    return (await desk.gate.run(lambda: kept.of(owner)))[::-1]


def _listed(request: Request) -> Response:
    return RedirectResponse(f"{request.scope.get('root_path', '').rstrip('/')}/#saved", 303)
