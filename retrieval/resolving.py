"""Stored articles to what a reader sees: citations, sources, whole articles, ids looked up."""

from __future__ import annotations

from itertools import chain

from index.archive import Archive, StoredArticle
from index.continuing import whole, whole_as_it_was
from index.errors import NotFound
from index.identity import CitedRange, citation_id, found_anew, parse_citation_id, text_check
from index.records import Article
from retrieval.citing import with_text
from retrieval.records import ArticleFacts, Citation, Slice, Source, Standing
from retrieval.selectors import fragment, selection
from retrieval.succeeding import successor
from retrieval.views import ArticleView, CitedPassage

_NOTES: dict[str, str] = {
    "superseded": "This article was replaced by a later reading of its page; it stands here as it "
    "was when it was cited.",
    "withdrawn": "This article was taken out of the archive; it stands here as it was when it was "
    "cited.",
    "moved": "The article's text was set anew; the cited words stand at another place in it.",
}


def citation_of(stored: StoredArticle, start: int, end: int, public_url: str) -> Citation:
    """The citation of `body[start:end]`, of the pages that range stands on."""
    article = stored.article
    identity = citation_id(stored.article_id, start, end, article.body[start:end])
    return with_text(
        Citation(
            citation_id=identity,
            newspaper=article.newspaper,
            issue_date=article.issue_date,
            issue_number=article.issue_number,
            pages=_pages(article, start, end),
            title=article.title,
            authors=article.authors,
            text="",
            url=f"{public_url.rstrip('/')}/c/{identity}",
            inferred=article.inferred,
        )
    )


def link_to(stored: StoredArticle, start: int, end: int, public_url: str) -> str:
    """The link to `body[start:end]` on the article's page."""
    page = f"{public_url.rstrip('/')}/articles/{stored.article_id}"
    return fragment(page, stored.article.body, start, end)


def facts_of(stored: StoredArticle) -> ArticleFacts:
    """The facts of an article that every hit shows."""
    article = stored.article
    return ArticleFacts(
        stored.article_id, article.source_id, article.title, article.byline, article.url
    )


def source_of(article: Article, start: int, end: int) -> Source:
    """Where `body[start:end]`, which crosses no page, stands in its file."""
    part = article.part_at(start)
    spans, boxes = part.map.spans(start, end), part.boxes_of(start, end)
    return Source(part.file, part.sha256, spans, boxes)


def sources_of(article: Article) -> tuple[Source, ...]:
    """The places of a whole article, one a page."""
    return tuple(
        Source(part.file, part.sha256, part.map.spans(part.start, part.end), part.boxes)
        for part in article.parts
    )


def slice_of(article: Article, start: int, end: int) -> Slice:
    """A stretch of an article, word for word."""
    return Slice(article.body[start:end], start, end)


def look_up(archive: Archive, identity: str, public_url: str) -> CitedPassage:
    """What a citation id leads to; raises NotFound when it never was one of this archive."""
    cited = parse_citation_id(identity)
    stored = archive.article(cited.article_id) if cited else None
    if cited is None or stored is None:
        raise NotFound(f"There is no citation '{identity[:80]}' in this archive.")
    full, start, end = _place(archive, stored, cited)
    standing: Standing = "current" if full.standing == "current" else _former(full)
    joined = full.article_id != stored.article_id  # the page it began on came in later
    set_anew = not joined and (start, end) != (cited.start, cited.end)
    if standing == "current" and (joined or set_anew):
        standing = "moved"
    return CitedPassage(
        standing=standing,
        citation=citation_of(full, start, end, public_url),
        article=facts_of(full),
        passage=slice_of(full.article, start, end),
        source=source_of(full.article, start, end),
        note=_NOTES.get(standing),
        successor=_later(archive, standing, full, start, end, public_url),
        selection=selection(full.article.body, start, end),
        fragment=link_to(full, start, end, public_url),
    )


def _place(
    archive: Archive, stored: StoredArticle, cited: CitedRange
) -> tuple[StoredArticle, int, int]:
    """The whole article in which the cited words stand, and where; raises NotFound when they do
    not. A citation of a whole names its first half and may end in a later one, which may be
    former by now."""
    tried: list[tuple[StoredArticle, int]] = []
    for full, offset in chain([whole(archive, stored)], whole_as_it_was(archive, stored)):
        tried.append((full, offset))
        start, end, body = cited.start + offset, cited.end + offset, full.article.body
        some = start < end <= len(body) or (start, end, body) == (0, 0, "")  # a headline alone
        if some and text_check(body[start:end]) == cited.check:
            return full, start, end
    for full, offset in tried:
        if cited.start < cited.end and (found := found_anew(full.article.body[offset:], cited)):
            return full, found[0] + offset, found[1] + offset
    identity = f"{cited.article_id}-{cited.start}-{cited.end}-{cited.check}"
    raise NotFound(f"The citation '{identity}' names a place that is not in its article.")


def _later(
    archive: Archive, standing: Standing, full: StoredArticle, start: int, end: int, public_url: str
) -> Citation | None:
    """The citation that took the place of one that moved or was superseded."""
    if standing == "moved":
        return citation_of(full, start, end, public_url)
    place = successor(archive, full.article, start, end) if standing == "superseded" else None
    return citation_of(place.stored, place.start, place.end, public_url) if place else None


def view(archive: Archive, article_id: str, public_url: str) -> ArticleView:
    """A whole article; raises NotFound when the archive never had it."""
    stored = archive.article(article_id)
    if stored is None:
        raise NotFound(f"There is no article '{article_id[:80]}' in this archive.")
    stored, _ = whole(archive, stored)
    article = stored.article
    return ArticleView(
        article=facts_of(stored),
        citation=citation_of(stored, 0, len(article.body), public_url),
        body=article.body,
        kicker=article.kicker,
        subtitle=article.subtitle,
        section=article.section,
        kind=article.kind,
        language=article.language,
        correspondents=article.correspondents,
        sources=sources_of(article),
        standing="current" if stored.standing == "current" else _former(stored),
        notes=article.notes,
    )


def _former(stored: StoredArticle) -> Standing:
    return "withdrawn" if stored.standing == "withdrawn" else "superseded"


def _pages(article: Article, start: int, end: int) -> tuple[str, ...]:
    """The pages a range stands on: of its own parts, else of the article."""
    own = [
        part.page for part in article.parts if part.start < end and start < part.end and part.page
    ]
    return tuple(dict.fromkeys(own)) or article.pages
