"""`/api/v1/citations/{id}` and `/api/v1/articles/{id}`: what an id leads to today."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request
from starlette.responses import Response

from bot.http.caching import freshness
from bot.http.desk import Desk
from bot.http.negotiation import best_type
from bot.http.problems import Json, Problem
from bot.http.shapes import NOT_MODIFIED, ArticleShape, CitedPassageShape, problems
from bot.text_input import clean_line
from retrieval.citing import DEFAULT_STYLE

# Style to media type; the first style of a type is what Accept gets for it.
MEDIA_TYPES = {
    "gbt7714-2025": "text/plain",
    "gbt7714-2015": "text/plain",
    "apa": "text/plain",
    "chicago": "text/plain",
    "chicago-bibliography": "text/plain",
    "bibtex": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl-json": "application/vnd.citationstyles.csl+json",
    "markdown": "text/markdown",
}
# What CrossRef and DataCite take for a line in a style: Accept: text/x-bibliography; style=apa
_BIBLIOGRAPHY = "text/x-bibliography"
_NAMED_STYLE = re.compile(_BIBLIOGRAPHY + r"\s*;[^,]*?\bstyle=\"?([\w-]+)", re.ASCII)


def lookup_routes(desk: Desk) -> APIRouter:
    """Citations in every style, and whole articles."""
    router = APIRouter(prefix="/api/v1", tags=["cite"])

    @router.get(
        "/citations/{citation_id}",
        operation_id="citation",
        summary="The passage a citation names, or the citation in a style",
        response_class=Json,
        responses={
            200: {
                "model": CitedPassageShape,
                "content": {media: {"schema": {"type": "string"}} for media in _styled_types()},
            },
            **NOT_MODIFIED,
            **problems(404, 410, 422),
        },
    )
    async def citation(
        citation_id: str,
        request: Request,
        style: Annotated[
            str | None, Query(description=f"One of {', '.join(MEDIA_TYPES)}; else by Accept.")
        ] = None,
        accept: Annotated[str, Header(include_in_schema=False)] = "",
    ) -> Response:
        wanted = _style(desk, style, accept)
        fresh = await freshness(desk, request, "citation", citation_id, wanted, vary="Accept")
        if fresh.unchanged:
            return fresh.reply()
        cited = await desk.citation(clean_line(citation_id))
        if cited.standing == "withdrawn":
            detail = cited.note or "The article this citation names was withdrawn."
            raise Problem(410, detail, record=cited.as_json())
        if wanted is None:
            return Json(cited.as_json(), headers=fresh.headers)
        media = MEDIA_TYPES.get(wanted, "text/plain")
        text = desk.styles[wanted](cited.citation).encode("utf-8", "replace")
        return Response(text, media_type=f"{media}; charset=utf-8", headers=fresh.headers)

    @router.get(
        "/articles/{article_id}",
        operation_id="article",
        summary="A whole article",
        response_class=Json,
        responses={200: {"model": ArticleShape}, **NOT_MODIFIED, **problems(404, 422)},
    )
    async def article(article_id: str, request: Request) -> Response:
        fresh = await freshness(desk, request, "article", article_id)
        if fresh.unchanged:
            return fresh.reply()
        view = await desk.article(clean_line(article_id))
        return Json(view.as_json(), headers=fresh.headers)

    return router


def _style(desk: Desk, style: str | None, accept: str) -> str | None:
    """The style asked for, by name or by Accept; None means JSON."""
    if style:
        if style not in desk.styles:
            raise Problem(422, f"'style' must be one of {', '.join(desk.styles)}.")
        return style
    media = best_type(accept, ("application/json", _BIBLIOGRAPHY, *MEDIA_TYPES.values()))
    if media == _BIBLIOGRAPHY:
        named = _NAMED_STYLE.search(accept.lower())
        return _style(desk, named[1] if named else DEFAULT_STYLE, "")
    return next((name for name, its in MEDIA_TYPES.items() if its == media), None)


def _styled_types() -> list[str]:
    return sorted({*MEDIA_TYPES.values()})
