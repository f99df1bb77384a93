"""The pages of an article: whole, with its passage marked; and a citation in its context."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from fastapi import Request
from starlette.responses import Response

from bot.http.desk import Desk
from bot.http.links import public_base
from bot.http.metadata import Metadata, metadata_of
from bot.http.oembed import oembed_link
from bot.http.rendering import id_link, render_page
from bot.marking import Piece, cut
from bot.text_input import clean_line
from index.errors import NotFound
from retrieval.records import Citation, Slice
from retrieval.surroundings import Surroundings
from retrieval.views import ArticleView, CitedPassage

CONTEXT = 2  # paragraphs shown before and after a cited passage


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a paragraph on one page; `page` names the page where it is another than
    before."""

    pieces: tuple[Piece, ...]
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, `body[start:]`; `lines` are its lines as printed, where asked for."""

    start: int
    stretches: tuple[Stretch, ...]
    lines: tuple[str, ...] = ()

    @property
    def marked(self) -> bool:
        return any(piece.weight != "plain" for one in self.stretches for piece in one.pieces)


async def article_page(desk: Desk, article_id: str, request: Request) -> Response:
    """A whole article; `c` names the citation to mark, `printed` shows its lines as printed."""
    view = await desk.article(clean_line(article_id))
    printed = request.query_params.get("printed", "") not in ("", "0", "false")
    around = await desk.surroundings(view.article.article_id, printed=printed)
    marked = await _marked(desk, view, clean_line(request.query_params.get("c", "")))
    return render_page(
        request,
        "article.html",
        view=view,
        metadata=_metadata(desk, request, view.citation, view.language, "articles"),
        around=around,
        printed=printed,
        marked=marked,
        paragraphs_of=list(laid_out(view, around, marked)),
        joined=list(dict.fromkeys(one.page for one in around.stretches if one.page)),
        styles=list(desk.styles),
    )


async def citation_page(desk: Desk, citation_id: str, request: Request) -> Response:
    """What a citation id leads to today, in its context."""
    cited = await desk.citation(clean_line(citation_id))
    return render_page(
        request,
        "citation.html",
        status=410 if cited.standing == "withdrawn" else 200,
        cited=cited,
        metadata=_metadata(desk, request, cited.citation, None, "c"),
        view=(view := await _article_of(desk, cited)),
        context=_context(view, cited.passage) if view else None,
        styles=list(desk.styles),
    )


def _metadata(
    desk: Desk, request: Request, citation: Citation, language: str | None, kind: str
) -> Metadata:
    base = public_base(desk.settings, request)
    if kind == "c":
        address = base + id_link("c", citation.citation_id)
        return metadata_of(citation, address, oembed=oembed_link(address, base))
    return metadata_of(citation, base + request.url.path, language=language)


def laid_out(view: ArticleView, around: Surroundings, marked: Slice | None) -> Iterator[Paragraph]:
    """The paragraphs of an article, cut where it goes on on another page."""
    lines = {one.start: one.lines for one in around.printed}
    pages = {
        after.start: after.page
        for before, after in pairwise(around.stretches)
        if after.page != before.page
    }
    start = 0
    waiting: str | None = None
    for line in view.body.split("\n"):
        end = start + len(line)
        borders = [start, *(at for at in pages if start < at < end), end]
        if start in pages:
            waiting = pages[start]
        if line.strip():
            stretches = []
            for low, high in pairwise(borders):
                page = waiting if low == start else pages[low]
                pieces = cut(Slice(view.body[low:high], low, high), highlight=marked)
                stretches.append(Stretch(pieces, page))
            waiting = None
            yield Paragraph(start, tuple(stretches), lines.get(start, ()))
        elif end in pages:
            waiting = pages[end]
        start = end + 1


async def _article_of(desk: Desk, cited: CitedPassage) -> ArticleView | None:
    try:
        return await desk.article(cited.article.article_id)
    except NotFound:
        return None


def _context(view: ArticleView, passage: Slice) -> tuple[Slice, bool, bool] | None:
    """The paragraphs round the passage, and whether the article goes on before and after.

    None when the passage no longer stands there word for word.
    """
    if view.body[passage.start : passage.end] != passage.text:
        return None
    start, end = passage.start, passage.end
    for _ in range(CONTEXT + 1):
        start = max(view.body.rfind("\n", 0, max(start - 1, 0)) + 1, 0) if start else 0
        following = view.body.find("\n", end + 1)
        end = len(view.body) if following < 0 else following
    return Slice(view.body[start:end], start, end), start > 0, end < len(view.body)


async def _marked(desk: Desk, view: ArticleView, citation_id: str) -> Slice | None:
    """The passage to mark in the article: that of the citation, if it is of this article."""
    if not citation_id:
        return None
    try:
        passage = (await desk.citation(citation_id)).passage
    except NotFound:
        return None
    return passage if view.body[passage.start : passage.end] == passage.text else None
