"""Templates to HTML: autoescaped always, in the reader's language, readable without any script."""

from __future__ import annotations

import gzip
import re
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import NoMatchFound

from bot.http.guard import may
from bot.http.negotiation import page_language, preferences
from bot.http.page_links import changed
from bot.http.wording import (
    TRADITIONAL,
    counted,
    in_traditional,
    month_name,
    pages_in_words,
    traditional_words,
    words_of,
)
from bot.marking import cut, paragraphs, pieces_of
from bot.sentences import in_language
from bot.wording import day_in_words, days_in_words, printed_in, verdict
from retrieval.accounts import Story

_KANA, _HANGUL = re.compile(r"[\u3040-\u30ff]"), re.compile(r"[\uac00-\ud7af]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORTH_PACKING = 1_000  # bytes
_NAMED_BY = 24  # characters that name an article without a headline
_COOKIE = "lang"
_CHOICES = {"zh": ("zh-CN", "简体"), TRADITIONAL: (TRADITIONAL, "繁體"), "en": ("en", "English")}
_TRADITIONAL_TAGS = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")
_STYLE_NAMES = {
    "gbt7714-2025": "GB/T 7714-2025",
    "gbt7714-2015": "GB/T 7714-2015",
    "apa": "APA",
    "chicago": "Chicago",
    "chicago-bibliography": "Chicago (bibliography)",
    "bibtex": "BibTeX",
    "ris": "RIS",
    "csl-json": "CSL-JSON",
    "markdown": "Markdown",
}

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def text_language(text: str | None) -> str:
    """The `lang` of a stretch of text by its script, so that browsers choose the right glyphs."""
    for pattern, language in ((_KANA, "ja"), (_HANGUL, "ko"), (_HAN, "zh-CN")):
        if text and pattern.search(text):
            return language
    return ""


def web_link(url: str | None) -> str | None:
    """The address when a browser may follow it: a `javascript:` in an article must stay text."""
    return url if url and url.startswith(("http://", "https://")) else None


def id_link(kind: str, identity: str) -> str:
    """The path of a citation or an article."""
    return f"/{kind}/{quote(identity, safe='')}"


def style_name(style: str) -> str:
    """A citation style as people call it."""
    return _STYLE_NAMES.get(style, style)


def browse_days(newspaper: str | None, first: date, last: date) -> str:
    """The query that lists a newspaper's articles of these days."""
    asked = {"newspaper": newspaper, "from": first.isoformat(), "to": last.isoformat()}
    return urlencode({name: value for name, value in asked.items() if value})


def begins(text: str) -> str:
    """The first words of a text, to name an article by that has no headline."""
    line = text.strip().partition("\n")[0]
    spaced = not text_language(line)
    most = 2 * _NAMED_BY if spaced else _NAMED_BY
    if len(line) <= most:
        return line
    kept = line[:most]
    # Where words are set apart by spaces, none is cut in two.
    return (kept.rpartition(" ")[0] or kept if spaced else kept).rstrip() + "…"


def by_time(stories: Sequence[Story]) -> list[Story]:
    """Stories in the order they were printed in; those of no date last."""
    return sorted(stories, key=lambda story: (story.first is None, story.first or date.min))


def offered(request: Request, route: str) -> bool:
    """Whether this server has the route of that name; some come only with what is behind them."""
    try:
        request.app.url_path_for(route)
    except NoMatchFound:
        return False
    return True


def language_of(request: Request) -> str:
    """The language of the page: as chosen now, or before, or as the browser asks for."""
    chosen = _chosen(request)
    if chosen == TRADITIONAL:
        return "zh"
    return page_language(request.headers.get("accept-language", ""), chosen)


def is_traditional(request: Request) -> bool:
    """Whether our Chinese is to be in Traditional characters: chosen so, or the first Chinese that
    the browser asks for."""
    if language_of(request) != "zh":
        return False
    if chosen := _chosen(request):
        return chosen == TRADITIONAL
    asked = [name for name, _ in preferences(request.headers.get("accept-language", ""))]
    first = next((name for name in asked if name.split("-")[0] == "zh"), "")
    return first.startswith(_TRADITIONAL_TAGS)


def _chosen(request: Request) -> str:
    chosen = request.query_params.get("lang", "") or request.cookies.get(_COOKIE, "")
    return chosen if chosen in _CHOICES else ""


def _asked(request: Request) -> bool:
    """Whether this very request chooses a language."""
    return request.query_params.get("lang", "") in _CHOICES


def compile_templates() -> None:
    """Read every template now: else the first reader of each page waits for it, up to 60 ms."""
    for name in _TEMPLATES.list_templates():
        _TEMPLATES.get_template(name)


def render(request: Request, template: str, **values: Any) -> str:
    """The text of a template in the reader's language."""
    language, traditional = language_of(request), is_traditional(request)
    pairs = request.query_params.multi_items()
    return _TEMPLATES.get_template(template).render(
        words=traditional_words() if traditional else words_of(language),
        language=language,
        ours=in_traditional if traditional else str,
        chosen=request.query_params["lang"] if _asked(request) else "",
        base=request.scope.get("root_path", "").rstrip("/"),
        path=request.url.path,
        keeps=may(request, "ingest"),
        here=partial(changed, [pair for pair in pairs if pair[0] != "lang"]),
        others=[
            (changed(pairs, lang=code), tag, name)
            for code, (tag, name) in _CHOICES.items()
            if code != (TRADITIONAL if traditional else language)
        ],
        **values,
    )


def render_page(
    request: Request, template: str, *, status: int = 200, **values: Any
) -> HTMLResponse:
    """The page in the reader's language, packed when the browser can unpack it."""
    body = render(request, template, **values).encode("utf-8", "replace")
    headers = {
        "Vary": "Accept-Language, Accept-Encoding, Cookie",
        "Content-Language": _CHOICES[
            TRADITIONAL if is_traditional(request) else language_of(request)
        ][0],
    }
    if len(body) > _WORTH_PACKING and "gzip" in request.headers.get("accept-encoding", ""):
        body = gzip.compress(body, 5, mtime=0)
        headers["Content-Encoding"] = "gzip"
    page = HTMLResponse(body, status, headers)
    if _asked(request):
        page.set_cookie(
            _COOKIE, _chosen(request), max_age=31_536_000, samesite="lax", httponly=True
        )
    return page


_TEMPLATES.globals.update(
    cut=cut,
    paragraphs=paragraphs,
    pieces_of=pieces_of,
    printed_in=printed_in,
    verdict=verdict,
    day_in_words=day_in_words,
    in_language=in_language,
    text_language=text_language,
    web_link=web_link,
    id_link=id_link,
    style_name=style_name,
    counted=counted,
    days_in_words=days_in_words,
    month_name=month_name,
    pages_in_words=pages_in_words,
    browse_days=browse_days,
    begins=begins,
    by_time=by_time,
)
