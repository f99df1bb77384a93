"""`/healthz`, `/readyz`, `/metrics`: for the machine that looks after this one."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter
from starlette.responses import Response

from bot.http.desk import Desk
from bot.http.guard import Guard
from bot.http.metrics import CONTENT_TYPE
from bot.http.problems import Json
from bot.http.shapes import problems


def health_routes(desk: Desk, guard: Guard, telegram_state: Callable[[], str | None]) -> APIRouter:
    """Alive, and ready; what is in the archive only where no key is needed to ask."""
    router = APIRouter(tags=["health"])

    @router.get("/healthz", operation_id="healthz", summary="The process is alive")
    async def healthz() -> Json:
        # The watchdog's word on Telegram; the process is alive whatever it says.
        telegram = {"telegram": state} if (state := telegram_state()) else {}
        return Json({"status": "ok", **telegram})

    @router.get(
        "/readyz",
        operation_id="readyz",
        summary="The archive can be asked; `empty` while there is nothing in it",
        response_class=Json,
        responses=problems(503),
    )
    async def readyz() -> Json:
        # Telegram is reported, never fatal: the web page works without it.
        telegram = {"telegram": state} if (state := telegram_state()) else {}
        summary = await desk.summary()
        # An empty archive is ready too: it waits for its first upload.
        status = "ready" if summary["articles"] else "empty"
        return Json({"status": status, **({} if guard.guarded else summary), **telegram})

    return router


def metrics_routes(desk: Desk) -> APIRouter:
    """How much is asked, and by whom."""
    router = APIRouter(tags=["health"])

    @router.get("/metrics", operation_id="metrics", summary="Figures for Prometheus")
    async def metrics() -> Response:
        return Response(desk.metrics.render(), media_type=CONTENT_TYPE)

    return router
