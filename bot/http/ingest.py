"""`POST /api/v1/articles` and what belongs to it: the archive is filled and weeded by jobs."""

from __future__ import annotations

import asyncio
from pathlib import PurePosixPath
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.datastructures import FormData, UploadFile

from bot.asking import read_day
from bot.http.desk import Desk
from bot.http.examples import EXAMPLE_JOB, example
from bot.http.guard import caller_of
from bot.http.problems import Json, Problem
from bot.http.request import parsed
from bot.http.shapes import Shape, problems
from bot.job import Job
from bot.jobs import Jobs
from bot.posted import (
    Posted,
    folder_named,
    place_of,
    posted_articles,
    posted_file,
    posted_lines,
)
from bot.text_input import clean_line
from index.records import IssueFacts

MOST_FILES = 500
_LINES = ("application/x-ndjson", "application/jsonl", "application/x-jsonlines")
_FIELDS = ("newspaper", "date", "folder")


class ProgressShape(Shape):
    """How far a job is: files done, of how many, and which is being read."""

    done: int
    total: int
    file: str | None


class JobShape(Shape):
    """A job: `report` says what was done, `error` in a sentence why it was not."""

    id: str
    kind: str
    state: str
    created: str
    finished: str | None
    progress: ProgressShape
    report: dict[str, Any] | None
    error: str | None


class JobsShape(Shape):
    """The last jobs, the newest first."""

    jobs: list[JobShape]


_ARTICLE = {
    "id": "2023-0410-07",
    "newspaper": "云汀日报",
    "issue_date": "2023-04-10",
    "pages": ["02"],
    "title": "望鹤桥下月封闭大修",
    "authors": ["韩立言"],
    "text": "望鹤桥将于5月8日零时起全桥封闭，工期四个月。",
}
_BODY = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {"oneOf": [{"type": "object"}, {"type": "array"}]},
            "examples": {"An article": {"value": _ARTICLE}},
        },
        "application/x-ndjson": {"schema": {"type": "string"}},
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {
                    "file": {"type": "array", "items": {"type": "string", "format": "binary"}},
                    **{name: {"type": "string"} for name in _FIELDS},
                },
                "required": ["file"],
            }
        },
    },
}
_ACCEPTED: dict[int | str, dict[str, Any]] = {
    202: {
        "model": JobShape,
        "description": "Accepted; the job says how it goes.",
        "content": example(EXAMPLE_JOB),
    }
}


def ingest_routes(desk: Desk, jobs: Jobs) -> APIRouter:
    """Articles and files in, articles out, and how that goes."""
    router = APIRouter(prefix="/api/v1", tags=["ingest"])

    @router.post(
        "/articles",
        operation_id="post_articles",
        summary="Take in an article, article JSON lines, or files as `baoda index` takes them",
        status_code=202,
        response_class=Json,
        responses={**_ACCEPTED, **problems(400, 413, 415, 422)},
        openapi_extra={"requestBody": _BODY},
    )
    async def post_articles(
        request: Request,
        newspaper: Annotated[str, Query(description="The newspaper, where unsaid.")] = "",
        date: Annotated[str, Query(description="The issue date, where unsaid.")] = "",
        folder: Annotated[str, Query(description="Files of one folder and name replace.")] = "",
    ) -> Json:
        given = {"newspaper": newspaper, "date": date, "folder": folder}
        files, fields = await _posted(request, clean_line(newspaper) or None)
        given |= fields
        facts = IssueFacts(
            newspaper=clean_line(given["newspaper"]) or None,
            issue_date=read_day("date", given["date"]),
        )
        where = folder_named(given["folder"])
        _check_names(files, where)
        # Not through the gate, whose patience is that of an asker: 500 files take a slow disk long.
        job = await asyncio.to_thread(jobs.post, files, facts, where, caller_of(request).name)
        return _accepted(request, job)

    @router.delete(
        "/articles/{article_id}",
        operation_id="delete_article",
        summary="Take an article out; its citations lead to it still, marked withdrawn",
        status_code=202,
        response_class=Json,
        responses={**_ACCEPTED, **problems(404, 410, 422)},
    )
    async def delete_article(article_id: str, request: Request) -> Json:
        view = await desk.article(clean_line(article_id))
        if view.standing != "current":
            raise Problem(410, "This article was taken out of the archive before.")
        job = await desk.gate.run(
            lambda: jobs.remove([view.article.article_id], caller_of(request).name)
        )
        return _accepted(request, job)

    @router.get(
        "/jobs/{job_id}",
        operation_id="job",
        summary="How a job goes",
        response_class=Json,
        responses={200: {"model": JobShape}, **problems(404, 422)},
    )
    async def job(job_id: str) -> Json:
        return Json(jobs.get(clean_line(job_id)).as_json())

    @router.get(
        "/jobs",
        operation_id="jobs",
        summary="The last jobs",
        response_class=Json,
        responses={200: {"model": JobsShape}, **problems()},
    )
    async def recent() -> Json:
        return Json({"jobs": [one.as_json() for one in jobs.recent()]})

    return router


def _accepted(request: Request, job: Job) -> Json:
    where = f"{request.scope.get('root_path', '').rstrip('/')}/api/v1/jobs/{job.job_id}"
    return Json(job.as_json(), status_code=202, headers={"Location": where})


async def _posted(request: Request, newspaper: str | None) -> tuple[list[Posted], dict[str, str]]:
    """What a body holds, and the fields given beside it; raises Problem."""
    media = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media == "multipart/form-data":
        async with request.form(max_files=MOST_FILES, max_fields=20) as form:
            return await _uploaded(form), _fields(form)
    body = await request.body()
    if media in _LINES:
        return [posted_lines(_not_empty(body))], {}
    if media in ("application/json", ""):
        return _articles(body, newspaper), {}
    raise Problem(
        415,
        "Send application/json (an article, or a list of them), application/x-ndjson (article JSON "
        "lines) or multipart/form-data (files).",
    )


async def _uploaded(form: FormData) -> list[Posted]:
    files = [one for _, one in form.multi_items() if isinstance(one, UploadFile)]
    if not files:
        raise Problem(422, "There is no file in the form.")
    return [posted_file(one.filename or "file", await one.read()) for one in files]


def _fields(form: FormData) -> dict[str, str]:
    found = {name: form.get(name) for name in _FIELDS}
    return {name: value for name, value in found.items() if isinstance(value, str) and value}


def _articles(body: bytes, newspaper: str | None) -> list[Posted]:
    found = parsed(body)
    articles = found if isinstance(found, list) else [found]
    if not articles or len(articles) > MOST_FILES:
        raise Problem(422, f"Send 1 to {MOST_FILES} articles at once, more as JSON lines.")
    for article in articles:
        if not isinstance(article, dict) or not isinstance(article.get("text"), str):
            raise Problem(422, "An article is a JSON object with at least a 'text'.")
    return posted_articles(articles, newspaper)


def _check_names(files: list[Posted], folder: str) -> None:
    """Of two files of one folder and name the later stands; sent together, neither is the later."""
    known: dict[PurePosixPath, bytes] = {}
    for file in files:
        if known.setdefault(place_of(file, folder), file.data) != file.data:
            raise Problem(
                422,
                f"Two of what was sent have one name or id ('{file.name}'), and each would take "
                "the place of the other: send the one that is to stand.",
            )


def _not_empty(body: bytes) -> bytes:
    if not body.strip():
        raise Problem(422, "The body is empty.")
    return body
