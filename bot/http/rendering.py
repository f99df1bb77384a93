"""Templates to HTML: autoescaped always, in the reader's language, without any script."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.http.negotiation import page_language
from bot.marking import cut, paragraphs, pieces_of
from bot.sentences import in_language
from bot.wording import WORDS, day_in_words, printed_in, verdict

_KANA, _HANGUL = re.compile(r"[\u3040-\u30ff]"), re.compile(r"[\uac00-\ud7af]")
_HAN = re.compile(r"[\u3400-\u9fff]")

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


def render_page(
    request: Request, template: str, *, status: int = 200, **values: Any
) -> HTMLResponse:
    """The page in the reader's language."""
    chosen = request.query_params.get("lang", "")
    language = page_language(request.headers.get("accept-language", ""), chosen)
    other = "en" if language == "zh" else "zh"
    html = _TEMPLATES.get_template(template).render(
        words=WORDS[language],
        language=language,
        chosen=chosen if chosen == language else "",
        base=request.scope.get("root_path", "").rstrip("/"),
        other_url="?" + urlencode(_other_query(request, other)),
        **values,
    )
    headers = {"Vary": "Accept-Language", "Content-Language": WORDS[language]["html_lang"]}
    return HTMLResponse(html.encode("utf-8", "replace"), status, headers)


def _other_query(request: Request, language: str) -> list[tuple[str, str]]:
    pairs = [pair for pair in request.query_params.multi_items() if pair[0] != "lang"]
    return [*pairs, ("lang", language)]


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
)
