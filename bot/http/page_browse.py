"""The page where one looks through the archive: filters, a timeline, a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fastapi import Request
from starlette.responses import Response

from bot.asking import read_day
from bot.http.desk import Desk
from bot.http.page_chips import chips, labels
from bot.http.page_links import to_save
from bot.http.page_timeline import timeline
from bot.http.rendering import language_of, render_page
from bot.text_input import clean_line
from index.errors import BadQuestion
from index.tokens import fold
from retrieval.listing import SORTS, Browse, Listing
from retrieval.matching import words_asked

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
        sought=words_asked(listing.interpretation).all if listing else (),
        with_words=with_words,
        sorts=SORTS,
        search=to_save(given) if desk.saved else {},
    )


def with_words(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """A text in stretches, and of each whether it is one of the words, however written; joined
    they are the text. `words` are folded."""
    if not words:
        return [(text, False)]
    folded, places = fold(text), list(range(len(text)))
    if len(folded) != len(text):  # Ⅱ is folded to ii: every letter to where it came from
        each = [fold(letter) for letter in text]
        folded = "".join(each)
        places = [at for at, letter in enumerate(each) for _ in letter]
    longest_first = sorted(words, key=len, reverse=True)
    found: list[tuple[str, bool]] = []
    at = 0
    for match in re.finditer("|".join(map(re.escape, longest_first)), folded):
        low, high = max(places[match.start()], at), places[match.end() - 1] + 1
        found += [(text[at:low], False), (text[low:high], True)]
        at = high
    return [(said, held) for said, held in [*found, (text[at:], False)] if said]


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
        use_dates=given["use_dates"].lower() != "false",
        sort=sort,
        cursor=given["cursor"] or None,
    )
