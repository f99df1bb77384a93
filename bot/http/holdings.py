"""`/api/v1/archive`: what is in the archive, and what is missing from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query

from bot.http.desk import Desk
from bot.http.problems import Json
from bot.http.shapes import Shape, problems
from bot.text_input import clean_line
from index.holdings import Holding
from retrieval.issues import in_gaps, missing_days

_NEVER = (None, None)


class HoldingShape(Shape):
    """What there is of one newspaper; null for articles that name none."""

    newspaper: str | None
    articles: int
    issues: int
    first: date | None
    last: date | None


class SetAsideShape(Shape):
    """A file that was not taken in, and why."""

    file: str
    reason: str


class DayShape(Shape):
    """An issue and how many articles of it there are."""

    date: date
    articles: int


class GapShape(Shape):
    """Days without an issue, both included."""

    first: date
    last: date


class IssuesShape(Shape):
    """The issues of a newspaper in a year, and its gaps: days from its first issue in the archive
    to its last on which one is due and missing. It is due on the weekdays on which at least half
    as many came out that year as on the commonest."""

    newspaper: str | None
    year: int
    days: list[DayShape]
    gaps: list[GapShape]


class ArchiveShape(Shape):
    """Every newspaper, every file that was set aside; the issues of a year when asked for."""

    articles: int
    newspapers: list[HoldingShape]
    quarantined: list[SetAsideShape]
    issues: IssuesShape | None


def holdings_routes(desk: Desk) -> APIRouter:
    """One route, for who looks after the archive."""
    router = APIRouter(prefix="/api/v1", tags=["ingest"])

    @router.get(
        "/archive",
        operation_id="archive",
        summary="What is in the archive: newspapers, issues by day, gaps, files set aside",
        response_class=Json,
        responses={200: {"model": ArchiveShape}, **problems(422)},
    )
    async def archive(
        newspaper: Annotated[str, Query(description="Whose issues; else the largest.")] = "",
        year: Annotated[int | None, Query(ge=1, le=9999, description="Of which year.")] = None,
    ) -> Json:
        held = await desk.holdings()
        named = clean_line(newspaper) or next((one.newspaper for one in held.newspapers), None)
        issues = None
        if year is not None:
            days = await desk.issue_days(named, year)
            issues = {
                "newspaper": named,
                "year": year,
                "days": [{"date": day.isoformat(), "articles": many} for day, many in days.items()],
                "gaps": _gaps(days, year, held.newspapers, named),
            }
        return Json(
            {
                "articles": held.articles,
                "newspapers": [_holding(one) for one in held.newspapers],
                "quarantined": [
                    {"file": clean_line(one.file), "reason": clean_line(one.reason)}
                    for one in held.set_aside
                ],
                "issues": issues,
            }
        )

    return router


def _holding(held: Holding) -> dict[str, Any]:
    return {
        "newspaper": held.newspaper,
        "articles": held.articles,
        "issues": held.issues,
        "first": held.first.isoformat() if held.first else None,
        "last": held.last.isoformat() if held.last else None,
    }


def _gaps(
    days: Mapping[date, int], year: int, held: Sequence[Holding], newspaper: str | None
) -> list[dict[str, str]]:
    """The gaps of a newspaper in a year."""
    first, last = next(
        ((one.first, one.last) for one in held if one.newspaper == newspaper), _NEVER
    )
    if not first or not last:
        return []
    missing = missing_days(days, year, first, last)
    return [
        {"first": low.isoformat(), "last": high.isoformat()} for low, high in in_gaps(missing, days)
    ]
