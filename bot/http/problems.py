"""Errors as RFC 9457 problems: a sentence for the reader, a reference for the log."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.gate import Saturated
from bot.sentences import is_for_strangers
from bot.text_input import clean_line
from index.errors import BadQuestion, BaodaError, NotFound

PROBLEM_TYPE = "application/problem+json"
RETRY_SECONDS = 1
_STATUS_OF: Mapping[type[BaodaError], int] = {BadQuestion: 422, NotFound: 404, Saturated: 503}


class Json(Response):
    """JSON in UTF-8; a character that cannot be written becomes a question mark, not an error."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        text = json.dumps(
            content, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=str
        )
        return text.encode("utf-8", "replace")


class Problem(Exception):
    """A request that cannot be met; raised anywhere below, rendered once at the edge."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: Sequence[Mapping[str, str]] = (),
        record: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = tuple(errors)
        self.record = dict(record or {})
        self.headers = dict(headers or {})


def problem_from(error: Exception) -> Problem:
    """The problem an exception stands for; anything unforeseen is a 500 without details."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, HTTPException):
        return Problem(error.status_code, _detail(error), headers=error.headers)
    if isinstance(error, (RequestValidationError, ValidationError)):
        return invalid(error.errors())
    if isinstance(error, BaodaError):
        return _from_below(error)
    return Problem(500, "Something went wrong on our side; the reference is in the log.")


def _from_below(error: BaodaError) -> Problem:
    """A sentence from the archive; one about our machine is kept from strangers."""
    if not is_for_strangers(error):
        # Without Retry-After: what is damaged will be damaged in a second, too.
        return Problem(
            503, "The archive cannot be asked just now; the log says why, under the request id."
        )
    status = next(status for kind, status in _STATUS_OF.items() if isinstance(error, kind))
    headers = {"Retry-After": str(RETRY_SECONDS)} if status == 503 else {}
    return Problem(status, str(error), headers=headers)


def invalid(faults: Sequence[Any]) -> Problem:
    """A 422 that names each field. The input is not repeated: it may not even be valid JSON."""
    errors = [
        {
            "field": clean_line(".".join(str(part) for part in fault["loc"] if part != "query")),
            "message": clean_line(fault["msg"].removeprefix("Value error, ")),
        }
        for fault in faults[:20]
    ]
    first = errors[0]
    named = "" if first["field"] in first["message"] else f"'{first['field'][:60]}': "
    return Problem(422, f"{named}{first['message'].rstrip('.')}.", errors=errors)


def problem_response(problem: Problem, request_id: str, instance: str) -> Response:
    """The problem as a response."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": _title(problem.status),
        "status": problem.status,
        "detail": problem.detail,
        "instance": clean_line(instance),
        "request_id": request_id,
    }
    if problem.errors:
        body["errors"] = [dict(error) for error in problem.errors]
    return Json(
        {**problem.record, **body},
        status_code=problem.status,
        headers=problem.headers,
        media_type=PROBLEM_TYPE,
    )


def request_id_of(request: Request) -> str:
    """The id the envelope gave this request."""
    return str(request.scope.get("state", {}).get("request_id", ""))


def _title(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error"


def _detail(error: HTTPException) -> str:
    if error.status_code == 404:
        return "There is nothing at this address."
    if error.status_code == 405:
        return "This address does not take that method."
    return str(error.detail)
