"""The quote desk: a draft is pasted, and every quotation in it shown beside what is printed."""

from __future__ import annotations

from urllib.parse import parse_qs

from fastapi import Request
from starlette.responses import Response

from bot.http.desk import Desk
from bot.http.page_draft import Checked, differing, marked, numbered
from bot.http.rendering import language_of, render_page
from bot.quoting import HEADINGS, verified
from bot.text_input import clean_text
from index.errors import BadQuestion


async def quote_page(desk: Desk, request: Request) -> Response:
    """The form, and below it what was checked. A draft is sent as a body, so that it stands in no
    address, no history and no log; one quotation may stand in the address to be shared."""
    text = clean_text(await _sent(request)).strip()
    checked: list[Checked] = []
    fault: str | None = None
    if text:
        try:
            found, _ = await desk.gate.run(lambda: verified(desk.answering, text))
            checked = numbered(found)
        except BadQuestion as error:
            fault = str(error)
    return render_page(
        request,
        "quote.html",
        status=422 if fault else 200,
        text=text,
        checked=checked,
        draft=marked(text, checked) if checked else [],
        counts=_counts(checked),
        differing=differing,
        headings=HEADINGS[language_of(request)],
        fault=fault,
    )


async def _sent(request: Request) -> str:
    """The draft: of a form as text/plain, which takes a third of the bytes, or urlencoded."""
    if request.method != "POST":
        return request.query_params.get("text", "")
    body = (await request.body()).decode("utf-8", "replace")
    if request.headers.get("content-type", "").startswith("text/plain"):
        return body.removeprefix("text=")
    return parse_qs(body).get("text", [""])[0]


def _counts(checked: list[Checked]) -> dict[str, int]:
    verdicts = [one.found.verdict for one in checked]
    return {
        "exact": verdicts.count("exact") + verdicts.count("equivalent"),
        "near": verdicts.count("near"),
        "missing": verdicts.count("not_found"),
    }
