"""The application: routes, error handling and middleware put together."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from bot.answering import Answering
from bot.gate import SearchGate
from bot.http.ask import ask_routes
from bot.http.batch import batch_routes
from bot.http.body_cap import BodyCap
from bot.http.describing import describe
from bot.http.desk import Desk, Styles
from bot.http.docs import docs_routes
from bot.http.envelope import Envelope
from bot.http.guard import Guard
from bot.http.health import health_routes, metrics_routes
from bot.http.holdings import holdings_routes
from bot.http.ingest import ingest_routes
from bot.http.lookup import lookup_routes
from bot.http.mcp_mount import McpMount
from bot.http.metrics import Metrics
from bot.http.oembed import oembed_routes
from bot.http.page_saved import saved_page_routes
from bot.http.pages import error_page, keeping_routes, page_routes, wants_page
from bot.http.problems import Problem, problem_from, problem_response, request_id_of
from bot.http.quotes import quote_routes
from bot.http.saved_routes import feed_routes, saved_routes
from bot.http.search import search_routes
from bot.http.signin import signin_instead, signin_routes
from bot.jobs import Jobs
from bot.saved import SavedSearches
from bot.sentences import is_for_strangers
from bot.settings import Settings
from bot.telemetry import tracer_of
from index.errors import BaodaError
from retrieval.verdicts import LONGEST_DRAFT

if TYPE_CHECKING:
    from opentelemetry.trace import TracerProvider

_LOG = logging.getLogger("baoda.http")
STATIC = Path(__file__).parent / "static"
# A character outside the first plane takes 12 bytes as JSON escapes and in a form.
_LARGEST_DRAFT = 12 * LONGEST_DRAFT + 1024
_DRAFTS = ("/quote", "/api/v1/quotes/verify")
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def create_app(
    answering: Answering,
    settings: Settings,
    *,
    styles: Styles | None = None,
    gate: SearchGate | None = None,
    guard: Guard | None = None,
    jobs: Jobs | None = None,
    saved: SavedSearches | None = None,
    hosts: Iterable[str] = (),
    lifespan: Lifespan | None = None,
    telegram_state: Callable[[], str | None] = lambda: None,
) -> FastAPI:
    """The HTTP API and pages over one archive.

    `hosts` are the Host names answered to, all when empty; `styles` are the citation styles, by
    default those of `retrieval.citing`; `gate` bounds the searches, shared with other channels;
    `guard` knows the keys, by default none; without `jobs` nothing can be taken in,
    without `saved` no search be saved.
    """
    guard = guard or Guard()
    gate = gate or SearchGate(settings.search_threads)
    metrics = Metrics(gate)
    styles = _default_styles() if styles is None else styles
    desk = Desk(answering, settings, gate, metrics, styles, saved)
    mcp, tracer = McpMount(desk, guard), tracer_of(settings)
    app = FastAPI(
        title="baoda",
        summary="A newspaper archive that answers: cited passages, never generated text.",
        version="1",
        # The stock documentation pages load scripts from a CDN, which an intranet has not.
        docs_url=None,
        redoc_url=None,
        telemetry=_telemetry(tracer),
        lifespan=_around(mcp, lifespan),
    )
    app.state.tracer = tracer
    for routes in (
        ask_routes,
        search_routes,
        quote_routes,
        lookup_routes,
        oembed_routes,
        page_routes,
    ):
        app.include_router(routes(desk), dependencies=[Depends(guard.needs("ask"))])
    app.include_router(batch_routes(desk, guard), dependencies=[Depends(guard.needs("ask"))])
    if saved is not None:
        asking = [Depends(guard.needs("ask"))]
        app.include_router(saved_routes(desk, saved), dependencies=asking)
        app.include_router(saved_page_routes(desk, saved), dependencies=asking)
        app.include_router(feed_routes(desk, saved, guard))
    ingesting = [Depends(guard.needs("ingest"))]
    app.include_router(keeping_routes(desk), dependencies=ingesting)
    if jobs is not None:
        app.include_router(holdings_routes(desk), dependencies=ingesting)
        app.include_router(ingest_routes(desk, jobs), dependencies=ingesting)
    app.include_router(metrics_routes(desk), dependencies=[Depends(guard.needs("admin"))])
    app.include_router(health_routes(desk, guard, telegram_state))
    app.include_router(signin_routes(desk, guard))
    app.include_router(docs_routes(lambda: app.openapi()))
    app.router.routes.append(mcp.route)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for kind in (Problem, HTTPException, RequestValidationError, BaodaError):
        app.add_exception_handler(kind, _answer_error)
    app.add_middleware(BodyCap, larger=_larger_bodies(guard, settings))
    # Added last, so outermost.
    app.add_middleware(Envelope, metrics=metrics, hosts=hosts, render=_rendered)
    describe(app)
    return app


def _telemetry(tracer: TracerProvider | None) -> TelemetryConfig:
    """Spans when a collector is named; never logs, which would hold what was asked."""
    config: TelemetryConfig = {"tracing": tracer is not None, "metrics": False, "logs": False}
    return {**config, "tracer_provider": tracer, "operation_spans": False}


def _around(mcp: McpMount, lifespan: Lifespan | None) -> Lifespan:
    """The lifespan with the MCP server running inside it."""

    @asynccontextmanager
    async def both(app: FastAPI) -> AsyncIterator[None]:
        async with mcp.running():
            if lifespan is None:
                yield
                return
            async with lifespan(app):
                yield

    return both


def _larger_bodies(guard: Guard, settings: Settings) -> Callable[[Scope], int | Problem]:
    """How large the body of an upload or of a draft may be, or why it may not be sent; anything
    else is no larger than others."""

    def limit(scope: Scope) -> int | Problem:
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        if scope["method"] != "POST":
            return 0
        if path == "/api/v1/articles":
            return guard.refusal(scope, "ingest") or settings.upload_mb * 2**20
        if path in _DRAFTS:
            return guard.refusal(scope, "ask") or _LARGEST_DRAFT
        return 0

    return limit


async def _answer_error(request: Request, error: Exception) -> Response:
    if isinstance(error, BaodaError) and not is_for_strangers(error):
        facts = {"request_id": request_id_of(request)}
        _LOG.error("request failed", exc_info=error, extra={"facts": facts})
    return _rendered(request, problem_from(error))


def _rendered(request: Request, problem: Problem) -> Response:
    if wants_page(request):
        if problem.status == 401:
            return signin_instead(request)
        return error_page(request, problem)
    return problem_response(problem, request_id_of(request), request.url.path)


def _default_styles() -> Styles:
    from retrieval.citing import STYLES

    return STYLES
