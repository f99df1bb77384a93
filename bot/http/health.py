"""`/healthz`, `/readyz`, `/metrics`: for the machine that looks after this one."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter
from starlette.responses import Response

from bot.http.desk import Desk
from bot.http.metrics import CONTENT_TYPE
from bot.http.problems import Json
from bot.http.shapes import problems


def health_routes(desk: Desk, telegram_state: Callable[[], str | None]) -> APIRouter:
    """Alive, ready, and how busy."""
    router = APIRouter(tags=["health"])

    @router.get("/healthz", operation_id="healthz", summary="The process is alive")
    async def healthz() -> Json:
        return Json({"status": "ok"})

    @router.get(
        "/readyz",
        operation_id="readyz",
        summary="The archive can be asked",
        response_class=Json,
        responses=problems(503),
    )
    async def readyz() -> Json:
        # Telegram is reported, never fatal: the web page works without it.
        telegram = {"telegram": state} if (state := telegram_state()) else {}
        return Json({"status": "ready", **await desk.summary(), **telegram})

    @router.get("/metrics", operation_id="metrics", summary="Figures for Prometheus")
    async def metrics() -> Response:
        return Response(desk.metrics.render(), media_type=CONTENT_TYPE)

    return router
