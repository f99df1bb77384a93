"""The page where one looks through the archive: filters, a timeline, a list."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import Response

from bot.asking import read_day
from bot.http.desk import Desk
from bot.http.page_chips import chips, labels
from bot.http.page_links import to_save
from bot.http.page_timeline import timeline
from bot.http.rendering import language_of, offered, render_page
from bot.text_input import clean_line
from index.errors import BadQuestion
from retrieval.listing import SORTS, Browse, Listing

_FIELDS = ("q", "from", "to", "newspaper", "author", "page", "sort", "cursor", "use_dates")
_SHOWN_NAMES = 12  # newspapers and authors offered to narrow the list by


async def browse_page(desk: Desk, request: Request) -> Response:
    """The articles that fit what is asked for; all of them when nothing is."""
    given = {name: clean_line(request.query_params.get(name, "")) for name in _FIELDS}
    listing: Listing | None = None
    fault: str | None = None
    try:
        listing = await desk.browse(_asked(given))
    except BadQuestion as error:
        fault = str(error)
    asked = {name: value for name, value in given.items() if value and name != "cursor"}
    language = language_of(request)
    found = chips(listing.interpretation, asked, language) if listing else []
    drawn = timeline((one.name, one.count) for one in listing.months) if listing else None
    return render_page(
        request,
        "browse.html",
        status=422 if fault else 200,
        given=given,
        listing=listing,
        fault=fault,
        chips=list(zip(found, labels(found, language), strict=True)),
        timeline=drawn,
        names=_SHOWN_NAMES,
        sorts=SORTS,
        saves=offered(request, "save_search"),
        search=to_save(given),
    )


def _asked(given: dict[str, str]) -> Browse:
    """What the list is to hold; raises BadQuestion."""
    sort = next((name for name in SORTS if name == given["sort"]), None)
    return Browse(
        text=given["q"],
        from_date=read_day("from", given["from"]),
        to_date=read_day("to", given["to"]),
        newspaper=given["newspaper"] or None,
        author=given["author"] or None,
        page=given["page"] or None,
        use_dates=given["use_dates"] != "false",
        sort=sort,
        cursor=given["cursor"] or None,
    )
