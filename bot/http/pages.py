"""The pages: HTML for people, the same facts as the API, readable without JavaScript."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import FileResponse, Response

from bot.http.desk import Desk
from bot.http.negotiation import preferences
from bot.http.page_archive import archive_page
from bot.http.page_article import article_page, citation_page
from bot.http.page_ask import ask_page
from bot.http.page_browse import browse_page
from bot.http.page_quote import quote_page
from bot.http.problems import Problem, request_id_of
from bot.http.rendering import compile_templates, render, render_page


def page_routes(desk: Desk) -> APIRouter:
    """Every page, and what browsers ask for beside them."""
    compile_templates()
    router = APIRouter(include_in_schema=False)

    @router.api_route("/", methods=["GET", "HEAD"])
    async def ask(request: Request) -> Response:
        return await ask_page(desk, request)

    @router.api_route("/browse", methods=["GET", "HEAD"])
    async def browse(request: Request) -> Response:
        return await browse_page(desk, request)

    @router.api_route("/quote", methods=["GET", "HEAD", "POST"])
    async def quote(request: Request) -> Response:
        return await quote_page(desk, request)

    @router.api_route("/c/{citation_id}", methods=["GET", "HEAD"])
    async def citation(citation_id: str, request: Request) -> Response:
        return await citation_page(desk, citation_id, request)

    @router.api_route("/articles/{article_id}", methods=["GET", "HEAD"])
    async def article(article_id: str, request: Request) -> Response:
        return await article_page(desk, article_id, request)

    @router.api_route("/favicon.ico", methods=["GET", "HEAD"])
    async def favicon() -> Response:
        from bot.http.app import STATIC

        return FileResponse(STATIC / "favicon.svg", media_type="image/svg+xml")

    @router.api_route("/opensearch.xml", methods=["GET", "HEAD"])
    async def opensearch(request: Request) -> Response:
        base = desk.settings.public_url or str(request.base_url).rstrip("/")
        text = render(request, "opensearch.xml", address=base)
        return Response(text, media_type="application/opensearchdescription+xml")

    return router


def keeping_routes(desk: Desk) -> APIRouter:
    """The page of who looks after the archive: what is in it, what was set aside, uploads."""
    router = APIRouter(include_in_schema=False)

    @router.api_route("/archive", methods=["GET", "HEAD"])
    async def archive(request: Request) -> Response:
        return await archive_page(desk, request)

    return router


def wants_page(request: Request) -> bool:
    """Whether an error should be a page: a browser asked for something outside the API."""
    if request.url.path.startswith("/api/"):
        return False
    first = next(iter(preferences(request.headers.get("accept", ""))), ("", 0.0))
    return first[0] == "text/html"


def error_page(request: Request, problem: Problem) -> Response:
    """A problem as a page."""
    page = render_page(
        request, "error.html", status=problem.status, problem=problem, id=request_id_of(request)
    )
    page.headers.update(problem.headers)
    return page
