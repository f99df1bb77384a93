"""The pages: ask and read the answer, a citation in its article, an article in full."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import FileResponse, Response

from bot.http.desk import Desk
from bot.http.negotiation import preferences
from bot.http.problems import Problem, invalid, request_id_of
from bot.http.rendering import render_page
from bot.http.request import AskRequest
from bot.text_input import clean_line
from index.errors import BadQuestion, NotFound
from retrieval.records import LONGEST_QUESTION, Answer, ArticleView, CitedPassage, Slice

CONTEXT = 2  # paragraphs shown before and after a cited passage
_FIELDS = ("from", "to", "newspaper", "author", "page")
_ASKED = frozenset({"question", "q", "top", "as_of", "use_dates", "near", *_FIELDS})


def page_routes(desk: Desk) -> APIRouter:
    """HTML for people; the same facts as the API, readable without JavaScript."""
    router = APIRouter(include_in_schema=False)

    @router.api_route("/", methods=["GET", "HEAD"])
    async def search_page(request: Request) -> Response:
        return await _search(desk, request)

    @router.api_route("/c/{citation_id}", methods=["GET", "HEAD"])
    async def citation_page(citation_id: str, request: Request) -> Response:
        cited = await desk.citation(clean_line(citation_id))
        return render_page(
            request,
            "citation.html",
            status=410 if cited.standing == "withdrawn" else 200,
            cited=cited,
            view=(view := await _article_of(desk, cited)),
            context=_context(view, cited.passage) if view else None,
            styles=list(desk.styles),
        )

    @router.api_route("/articles/{article_id}", methods=["GET", "HEAD"])
    async def article_page(article_id: str, request: Request) -> Response:
        view = await desk.article(clean_line(article_id))
        marked = await _marked(desk, view, clean_line(request.query_params.get("c", "")))
        return render_page(request, "article.html", view=view, marked=marked)

    @router.api_route("/favicon.ico", methods=["GET", "HEAD"])
    async def favicon() -> Response:
        from bot.http.app import STATIC

        return FileResponse(STATIC / "favicon.svg", media_type="image/svg+xml")

    @router.api_route("/opensearch.xml", methods=["GET", "HEAD"])
    async def opensearch(request: Request) -> Response:
        base = desk.settings.public_url or str(request.base_url).rstrip("/")
        page = render_page(request, "opensearch.xml", address=base)
        return Response(page.body, media_type="application/opensearchdescription+xml")

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


async def _search(desk: Desk, request: Request) -> Response:
    given = {name: value for name, value in request.query_params.items() if name in _ASKED}
    text = clean_line(given.get("question", "") or given.get("q", ""))
    answer: Answer | None = None
    fault: str | None = None
    if text or given:
        answer, fault = await _answer(desk, given)
    return render_page(
        request,
        "search.html",
        status=422 if fault and given else 200,
        text=text,
        filters={name: clean_line(given.get(name, "")) for name in _FIELDS},
        summary=None if answer or fault else await desk.summary(),
        answer=answer,
        fault=fault,
        near_query=str(request.url.include_query_params(near="true").query),
    )


async def _answer(desk: Desk, given: dict[str, Any]) -> tuple[Answer | None, str | None]:
    """The answer, or the key of our words for what is wrong, or a sentence."""
    try:
        question = AskRequest.model_validate(given)
        text = question.question or question.q
        if not text:
            return None, "question_empty"
        if len(text) > LONGEST_QUESTION:
            return None, "question_long"
        return await desk.ask(question.to_question()), None
    except BadQuestion as error:
        return None, str(error)
    except ValidationError as error:
        return None, invalid(error.errors(include_input=False)).detail


async def _article_of(desk: Desk, cited: CitedPassage) -> ArticleView | None:
    try:
        return await desk.article(cited.article.article_id)
    except NotFound:
        return None


def _context(view: ArticleView, passage: Slice) -> tuple[Slice, bool, bool] | None:
    """The paragraphs round the passage, and whether the article goes on before and after.

    None when the passage no longer stands there word for word.
    """
    if view.body[passage.start : passage.end] != passage.text:
        return None
    start, end = passage.start, passage.end
    for _ in range(CONTEXT + 1):
        start = max(view.body.rfind("\n", 0, max(start - 1, 0)) + 1, 0) if start else 0
        following = view.body.find("\n", end + 1)
        end = len(view.body) if following < 0 else following
    return Slice(view.body[start:end], start, end), start > 0, end < len(view.body)


async def _marked(desk: Desk, view: ArticleView, citation_id: str) -> Slice | None:
    """The passage to mark in the article: that of the citation, if it is of this article."""
    if not citation_id:
        return None
    try:
        passage = (await desk.citation(citation_id)).passage
    except NotFound:
        return None
    return passage if view.body[passage.start : passage.end] == passage.text else None
