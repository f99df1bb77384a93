"""The application: routes, error handling and middleware put together."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from bot.answering import Answering
from bot.gate import SearchGate
from bot.http.ask import ask_routes
from bot.http.body_cap import BodyCap
from bot.http.desk import Desk, Styles
from bot.http.envelope import Envelope
from bot.http.health import health_routes
from bot.http.lookup import lookup_routes
from bot.http.metrics import Metrics
from bot.http.pages import error_page, page_routes, wants_page
from bot.http.problems import Problem, problem_from, problem_response, request_id_of
from bot.http.quotes import quote_routes
from bot.http.shapes import ProblemShape
from bot.sentences import is_for_strangers
from bot.settings import Settings
from index.errors import BaodaError

_LOG = logging.getLogger("baoda.http")
STATIC = Path(__file__).parent / "static"
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def create_app(
    answering: Answering,
    settings: Settings,
    *,
    styles: Styles | None = None,
    gate: SearchGate | None = None,
    hosts: Iterable[str] = (),
    lifespan: Lifespan | None = None,
    telegram_state: Callable[[], str | None] = lambda: None,
) -> FastAPI:
    """The HTTP API and pages over one archive.

    `hosts` are the Host names answered to, all when empty; `styles` are the citation styles, by
    default those of `retrieval.citing`; `gate` bounds the searches, shared with other channels.
    """
    gate = gate or SearchGate(settings.search_threads)
    metrics = Metrics(gate)
    desk = Desk(answering, settings, gate, metrics, _default_styles() if styles is None else styles)
    app = FastAPI(
        title="baoda",
        summary="A newspaper archive that answers: cited passages, never generated text.",
        version="1",
        # The stock documentation pages load scripts from a CDN, which an intranet has not.
        docs_url=None,
        redoc_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False},
        lifespan=lifespan,
    )
    for routes in (ask_routes, quote_routes, lookup_routes, page_routes):
        app.include_router(routes(desk))
    app.include_router(health_routes(desk, telegram_state))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for kind in (Problem, HTTPException, RequestValidationError, BaodaError):
        app.add_exception_handler(kind, _answer_error)
    app.add_middleware(BodyCap)
    # Added last, so outermost.
    app.add_middleware(Envelope, metrics=metrics, hosts=hosts, render=_rendered)
    _document_problems(app)
    return app


async def _answer_error(request: Request, error: Exception) -> Response:
    if isinstance(error, BaodaError) and not is_for_strangers(error):
        facts = {"request_id": request_id_of(request)}
        _LOG.error("request failed", exc_info=error, extra={"facts": facts})
    return _rendered(request, problem_from(error))


def _rendered(request: Request, problem: Problem) -> Response:
    if wants_page(request):
        return error_page(request, problem)
    return problem_response(problem, request_id_of(request), request.url.path)


def _document_problems(app: FastAPI) -> None:
    """Put the problem schema where the routes' responses point, and mind FastAPI's own 422."""
    make = app.openapi

    def openapi() -> dict[str, object]:
        document = make()
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        inner = ProblemShape.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(inner.pop("$defs", {}))
        schemas["ProblemShape"] = inner
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        return document

    app.openapi = openapi  # type: ignore[method-assign]


def _default_styles() -> Styles:
    from retrieval.citing import STYLES

    return STYLES
