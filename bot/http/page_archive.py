"""The page of what the archive holds: newspapers, a calendar of issues, what was set aside."""

from __future__ import annotations

from datetime import date

from fastapi import Request
from starlette.responses import Response

from bot.http.desk import Desk
from bot.http.page_calendar import calendar
from bot.http.rendering import offered, render_page
from bot.text_input import clean_line
from index.holdings import Holding, Holdings

_LISTED = 200  # files that were set aside


async def archive_page(desk: Desk, request: Request) -> Response:
    """The holdings; `newspaper` and `year` choose the calendar that is shown."""
    held = await desk.holdings()
    shown = _chosen(held, clean_line(request.query_params.get("newspaper", "")))
    year, drawn = 0, None
    if shown and shown.first and shown.last:
        year = _year(request.query_params.get("year", ""), shown.first, shown.last)
        days = await desk.issue_days(shown.newspaper, year)
        drawn = calendar(days, year, shown.first, shown.last)
    return render_page(
        request,
        "archive.html",
        held=held,
        shown=shown,
        year=year,
        calendar=drawn,
        uploads=offered(request, "post_articles"),
        listed=_LISTED,
    )


def _chosen(held: Holdings, name: str) -> Holding | None:
    """The newspaper asked for, else the largest that is dated, else the largest."""
    dated = [one for one in held.newspapers if one.first]
    asked = [one for one in held.newspapers if one.newspaper == name and name]
    return next(iter([*asked, *dated, *held.newspapers]), None)


def _year(asked: str, first: date, last: date) -> int:
    """The year asked for, or the last one there is."""
    wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else last.year
    return min(max(wanted, first.year), last.year)
