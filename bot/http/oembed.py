"""`/oembed`: a citation as a card in the house's own content management system (oembed.com)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal
from urllib.parse import quote, unquote, urlsplit

from fastapi import APIRouter, Query, Request
from lxml import etree
from markupsafe import Markup
from starlette.responses import Response

from bot.http.desk import Desk
from bot.http.links import public_base
from bot.http.problems import Json, Problem
from bot.http.shapes import Shape, problems
from bot.text_input import clean_line, clean_text
from index.errors import NotFound

_XML = "text/xml"
_AS_XML = {_XML: {"schema": {"type": "string"}}}
_CITATION = re.compile(r"/c/([^/]+)/?")
_CARD = Markup(
    '<blockquote class="baoda-citation" cite="{url}"><p>{passage}</p>'
    '<footer><cite><a href="{url}">{citation}</a></cite></footer></blockquote>'
)
_WIDTH, _HEIGHT = 600, 240
_CACHED = 3600


class OEmbedShape(Shape):
    """A rich card, as oEmbed 1.0 has it."""

    version: Literal["1.0"]
    type: Literal["rich"]
    title: str
    author_name: str
    provider_name: str
    provider_url: str
    cache_age: int
    html: str
    width: int
    height: int


def oembed_routes(desk: Desk) -> APIRouter:
    """One route; pages of citations name it in their head."""
    router = APIRouter(tags=["cite"])

    @router.get(
        "/oembed",
        operation_id="oembed",
        summary="A citation as a card to embed elsewhere",
        response_class=Json,
        responses={200: {"model": OEmbedShape, "content": _AS_XML}, **problems(404, 410, 422)},
    )
    async def oembed(
        request: Request,
        url: Annotated[str, Query(description="The address of a page of a citation.")],
        format: Annotated[Literal["json", "xml"], Query(description="As what.")] = "json",
        maxwidth: Annotated[int, Query(ge=1, le=10_000)] = _WIDTH,
        maxheight: Annotated[int, Query(ge=1, le=10_000)] = _HEIGHT,
    ) -> Response:
        base = public_base(desk.settings, request)
        cited = await desk.citation(_cited(url, base))
        if cited.standing == "withdrawn":
            raise Problem(410, "The article this citation names was withdrawn.")
        card = _CARD.format(
            url=f"{base}/c/{quote(cited.citation.citation_id, safe='')}",
            passage=clean_text(cited.passage.text),
            citation=clean_line(cited.citation.text),
        )
        record = {
            "version": "1.0",
            "type": "rich",
            "title": cited.citation.title or "",
            "author_name": ", ".join(cited.citation.authors),
            "provider_name": "baoda",
            "provider_url": base,
            "cache_age": _CACHED,
            "html": str(card),
            "width": min(maxwidth, _WIDTH),
            "height": min(maxheight, _HEIGHT),
        }
        return Json(record) if format == "json" else _as_xml(record)

    return router


def oembed_link(address: str, base: str) -> str:
    """What the page of a citation names as the place of its card."""
    return f"{base}/oembed?url={quote(address, safe='')}"


def _as_xml(record: Mapping[str, object]) -> Response:
    element = etree.Element("oembed")
    for name, value in record.items():
        etree.SubElement(element, name).text = clean_text(str(value))
    found: bytes = etree.tostring(element, xml_declaration=True, encoding="utf-8", standalone=True)
    return Response(found, media_type=_XML)


def _cited(url: str, base: str) -> str:
    """The citation id in an address of ours; raises NotFound for any other address."""
    try:
        here, there = urlsplit(base), urlsplit(clean_line(url))
    except ValueError:
        raise NotFound("This is not the address of a citation here.") from None
    found = _CITATION.fullmatch(there.path.removeprefix(here.path))
    if found is None or there.netloc not in ("", here.netloc):
        raise NotFound("This is not the address of a citation here.")
    return unquote(found[1])
