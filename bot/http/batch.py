"""`/api/v1/ask/batch`: many questions at once, from JSON or a table, answered as either."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator, Sequence
from typing import Any, NamedTuple

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from bot.http.ask import validated
from bot.http.desk import Desk
from bot.http.guard import Guard, caller_of
from bot.http.negotiation import best_type
from bot.http.problems import Json, Problem, problem_from
from bot.http.request import AskRequest, parsed
from bot.http.shapes import AnswerShape, Shape, problems
from bot.sentences import is_for_strangers
from bot.text_input import clean_line
from index.errors import BaodaError
from retrieval.records import Answer

MOST_QUESTIONS = 200
_AT_ONCE = 2  # of one batch, so that it leaves room for the others who ask
_NDJSON = "application/x-ndjson"
_COLUMNS = (
    "n", "question", "status", "confidence", "answer", "passage", "newspaper", "issue_date",
    "pages", "title", "citation", "citation_id", "url", "reason", "error",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class OutcomeShape(Shape):
    """What became of a question: its answer, or in a sentence why it could not be asked."""

    n: int
    question: str
    answer: AnswerShape | None
    error: str | None


class BatchShape(Shape):
    """The outcome of every question, in order; `n` counts from 1."""

    answers: list[OutcomeShape]


class Outcome(NamedTuple):
    """A question with its answer, or with the reason why it has none."""

    n: int
    question: str
    answer: Answer | None = None
    error: str | None = None

    def as_json(self) -> dict[str, Any]:
        answer = self.answer.as_json() if self.answer else None
        return {"n": self.n, "question": self.question, "answer": answer, "error": self.error}


_BODY = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "type": "array",
                "maxItems": MOST_QUESTIONS,
                "items": {
                    "anyOf": [{"type": "string"}, AskRequest.model_json_schema(by_alias=True)]
                },
            },
            "examples": {
                "Questions": {"value": ["秋瑾故居哪一年修复开馆？", {"q": "谁带队？", "top": 1}]}
            },
        },
        "text/csv": {
            "schema": {"type": "string"},
            "examples": {
                "A table": {"value": "question,from\n秋瑾故居哪一年修复开馆？,2023-04-01\n"}
            },
        },
    },
}


def batch_routes(desk: Desk, guard: Guard) -> APIRouter:
    """One route; what comes in and what goes out are chosen by Content-Type and Accept."""
    router = APIRouter(prefix="/api/v1", tags=["ask"])

    @router.post(
        "/ask/batch",
        operation_id="ask_batch",
        summary=f"Ask up to {MOST_QUESTIONS} questions",
        response_class=Json,
        responses={
            200: {
                "model": BatchShape,
                "content": {kind: {"schema": {"type": "string"}} for kind in ("text/csv", _NDJSON)},
            },
            **problems(400, 413, 415, 422),
        },
        openapi_extra={"requestBody": _BODY},
    )
    async def ask_batch(request: Request) -> Response:
        questions = await _questions(request)
        guard.charge(caller_of(request), len(questions) - 1)  # the batch itself was counted
        outcomes = _outcomes(desk, questions)
        kind = best_type(
            request.headers.get("accept", ""), ("application/json", "text/csv", _NDJSON)
        )
        if kind == _NDJSON:
            lines = (_line(one) async for one in outcomes)
            return StreamingResponse(lines, media_type=_NDJSON)
        if kind == "text/csv":
            rows = (_row(one) async for one in _with_head(outcomes))
            return StreamingResponse(rows, media_type="text/csv; charset=utf-8")
        return Json({"answers": [one.as_json() async for one in outcomes]})

    return router


async def _questions(request: Request) -> list[dict[str, Any]]:
    """The fields of each question in a body; raises Problem."""
    media = request.headers.get("content-type", "").split(";")[0].strip().lower()
    body = await request.body()
    if media == "text/csv":
        found: Any = _table(body)
    elif media in ("application/json", ""):
        found = parsed(body)
    else:
        raise Problem(415, "Send application/json, a list of questions, or text/csv.")
    if isinstance(found, dict):
        found = found.get("questions")
    if not isinstance(found, list) or not 1 <= len(found) <= MOST_QUESTIONS:
        raise Problem(422, f"Send a list of 1 to {MOST_QUESTIONS} questions.")
    return [_fields(one) for one in found]


def _fields(one: Any) -> dict[str, Any]:
    if isinstance(one, str):
        return {"question": one}
    if isinstance(one, dict):
        return one
    raise Problem(422, "A question is a text, or a JSON object with 'question' and its options.")


def _table(body: bytes) -> list[dict[str, str]]:
    """The rows of a table whose first line names its columns; a lone column needs no name."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Problem(400, "The table is not UTF-8.") from None
    try:  # newline=None: a table of an old spreadsheet ends its lines with a lone \r
        rows = list(csv.reader(io.StringIO(text, newline=None)))
    except csv.Error as error:
        raise Problem(400, f"The table cannot be read: {clean_line(str(error))}.") from None
    rows = [row for row in rows if any(map(str.strip, row))]
    names = [clean_line(name).lower() for name in rows[0]] if rows else []
    if not {"question", "q"} & set(names):
        if any(len(row) != 1 for row in rows):
            raise Problem(422, "The first line must name the columns, one of them 'question'.")
        return [{"question": row[0]} for row in rows]
    return [
        {name: value.strip() for name, value in zip(names, row, strict=False) if value.strip()}
        for row in rows[1:]
    ]


async def _outcomes(desk: Desk, questions: Sequence[dict[str, Any]]) -> AsyncIterator[Outcome]:
    """What becomes of each question, in order, a few at a time."""
    room = asyncio.Semaphore(_AT_ONCE)

    async def asked(n: int, fields: dict[str, Any]) -> Outcome:
        async with room:
            return await _outcome(desk, n, fields)

    running = [asyncio.create_task(asked(n, one)) for n, one in enumerate(questions, 1)]
    try:
        for task in running:
            yield await task
    finally:
        for task in running:
            task.cancel()


async def _outcome(desk: Desk, n: int, fields: dict[str, Any]) -> Outcome:
    """What cannot be asked is an outcome too: the other questions are answered."""
    text = clean_line(str(fields.get("question") or fields.get("q") or ""))
    try:
        return Outcome(n, text, await desk.ask(validated(fields).to_question()))
    except Problem as problem:
        return Outcome(n, text, error=problem.detail)
    except BaodaError as error:
        said = str(error) if is_for_strangers(error) else problem_from(error).detail
        return Outcome(n, text, error=said)


def _line(one: Outcome) -> bytes:
    text = json.dumps(one.as_json(), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "replace") + b"\n"


async def _with_head(outcomes: AsyncIterator[Outcome]) -> AsyncIterator[Outcome | None]:
    yield None
    async for one in outcomes:
        yield one


def _row(one: Outcome | None) -> bytes:
    """A line of the table, that of column names for None. The mark at its beginning tells Excel
    that it is UTF-8."""
    if one is None:
        return b"\xef\xbb\xbf" + _written(_COLUMNS)
    cells: dict[str, Any] = {"n": one.n, "question": one.question, "error": one.error}
    if one.answer:
        answer = one.answer
        cells |= {
            "status": answer.status,
            "confidence": round(answer.confidence, 3),
            "reason": answer.reason,
        }
        if answer.hits:
            hit, cited = answer.hits[0], answer.hits[0].citation
            cells |= {
                "answer": (hit.span or hit.highlight).text,
                "passage": hit.passage.text,
                "newspaper": cited.newspaper,
                "issue_date": cited.issue_date,
                "pages": " ".join(cited.pages),
                "title": cited.title,
                "citation": cited.text,
                "citation_id": cited.citation_id,
                "url": cited.url,
            }
    return _written([cells.get(name) for name in _COLUMNS])


def _written(cells: Sequence[Any]) -> bytes:
    """Cells that a spreadsheet would take for a formula get an apostrophe, as is the custom."""
    line = io.StringIO()
    said = ["" if cell is None else str(cell) for cell in cells]
    csv.writer(line).writerow(f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in said)
    return line.getvalue().encode("utf-8", "replace")
