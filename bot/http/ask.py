"""`/api/v1/ask`: a question in, the answer JSON of the contract out."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import ValidationError
from starlette.responses import Response

from bot.http.caching import freshness
from bot.http.desk import Desk
from bot.http.examples import EXAMPLE_ANSWER, example
from bot.http.problems import Json, Problem, invalid
from bot.http.request import AskRequest, read_body
from bot.http.shapes import NOT_MODIFIED, AnswerShape, problems

_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "model": AnswerShape,
        "description": "The answer; refused questions too, with status `not_found`.",
        "content": example(EXAMPLE_ANSWER),
    }
}
_BODY = {
    "required": True,
    "content": {
        "application/json": {
            "schema": AskRequest.model_json_schema(by_alias=True),
            "examples": {
                "Chinese": {"value": {"question": "秋瑾故居哪一年修复开馆？", "top": 3}},
                "English": {"value": {"question": "Who led the visit?", "from": "2023-04-01"}},
            },
        }
    },
}


def ask_routes(desk: Desk) -> APIRouter:
    """GET and POST, with the same fields and the same answer."""
    router = APIRouter(prefix="/api/v1", tags=["ask"])

    @router.get(
        "/ask",
        operation_id="ask_by_query",
        summary="Ask a question",
        response_class=Json,
        responses={**_ANSWER, **NOT_MODIFIED, **problems(422)},
    )
    async def ask_by_query(asked: Annotated[AskRequest, Query()], request: Request) -> Response:
        question = asked.to_question()
        fresh = await freshness(desk, request, "ask", asdict(question), weak=True)
        if fresh.unchanged:
            return fresh.reply()
        return Json((await desk.ask(question)).as_json(), headers=fresh.headers)

    @router.post(
        "/ask",
        operation_id="ask",
        summary="Ask a question",
        response_class=Json,
        responses={**_ANSWER, **problems(400, 413, 422)},
        openapi_extra={"requestBody": _BODY},
    )
    async def ask_by_body(request: Request) -> Json:
        question = validated(read_body(await request.body())).to_question()
        fresh = await freshness(desk, request, "ask", asdict(question), weak=True)
        return Json((await desk.ask(question)).as_json(), headers=fresh.headers)

    return router


def validated(fields: dict[str, Any]) -> AskRequest:
    """The question in a body; raises Problem."""
    try:
        return AskRequest.model_validate(fields)
    except ValidationError as error:
        raise invalid(error.errors(include_input=False)) from None
    except (RecursionError, OverflowError):
        raise Problem(422, "A value in the body is too deep or too large.") from None
