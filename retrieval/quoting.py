"""The quote desk: is a quotation in the archive, word for word?

A quotation is looked for in whole articles, so that the borders of sentences, passages and pages
do not matter. Candidates come from the keyword index; every verdict is by the stored bodies.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, islice

from index.archive import Archive, PassageRow, StoredArticle
from index.errors import BadQuestion
from index.printings import ArticlePrintings
from index.store import Store
from retrieval.differing import differences
from retrieval.headings import Headings, headings_of
from retrieval.letters import Letters, letters, verbatim
from retrieval.placing import Asked, Place, equivalent, exact, nearly, shortened, without_elisions
from retrieval.printings import OtherPrintings
from retrieval.quotations import quotations, without_marks
from retrieval.records import Slice, Source
from retrieval.refiguring import refigured
from retrieval.resolving import citation_of, facts_of, slice_of
from retrieval.shelves import Shelf, articles_near, articles_with, shelves_of
from retrieval.speaking import speaker
from retrieval.verdicts import (
    LONGEST_DRAFT,
    LONGEST_QUOTATION,
    MOST_QUOTATIONS,
    Match,
    Verdict,
    Verification,
)

MOST_MATCHES = 20
_HEADLINE = 6  # letters of a heading that is looked for though some body has its words
_BESIDE_EXACT = 10  # articles looked at for the words in another dress when some have them as asked
_RANK: dict[Verdict, int] = {"exact": 0, "equivalent": 1, "near": 2}


def verify(
    archive: Archive, store: Store, headings: Headings, text: str, public_url: str = ""
) -> Verification:
    """The verdict on one quotation, with or without its quotation marks.

    exact: its very characters stand in an article; line wraps are no part of them. equivalent:
    its words do, in another width, case, script (Simplified, Traditional, old glyphs), punctuation
    or white space. near: at least NEAR of its letters do, in order, or all of them but for what an
    ellipsis leaves out or for figures in other letters. Raises BadQuestion when it is empty, has
    no letters or more than LONGEST_QUOTATION characters.
    """
    asked = _asked(text)
    near = list(articles_near(archive, store, asked.words))
    found = _exactly(archive, store, asked, near)
    unread = {shelf.article_id for shelf in near} - {one.shelf.article_id for one in found}
    bodies = [
        (shelf, letters(shelf.body))
        for shelf in near[: _BESIDE_EXACT if found else None]
        if shelf.article_id in unread
    ]
    found += [place for body in bodies if (place := equivalent(*body, asked))]
    more = shelves_of(archive, headings.holding(store, asked.words))
    both = {shelf.key: shelf for shelf in chain(near, more)}
    heads = [(head, letters(head.body)) for head in headings_of(archive, list(both.values()))]
    found += _headed(heads, asked, {one.shelf.article_id for one in found})
    bodies += heads
    found = _best_first(
        found or shortened(bodies, asked) or refigured(bodies, asked) or nearly(bodies, asked)
    )
    stored = archive.articles_by_key([one.shelf.key for one in found])
    found = [one for one in found if one.shelf.key in stored]
    matches = [_match(one, stored[one.shelf.key], asked, public_url) for one in found]
    if matches:
        matches[0] = _with_printings(archive, found[0], matches, public_url)
    verdict: Verdict = matches[0].verdict if matches else "not_found"
    return Verification(asked.words, verdict, tuple(matches))


def verify_draft(
    archive: Archive, store: Store, headings: Headings, text: str, public_url: str = ""
) -> list[Verification]:
    """The verdict on every quoted stretch of a text, in order. Raises BadQuestion when it is too
    long or quotes too much."""
    if len(text) > LONGEST_DRAFT:
        raise BadQuestion(
            f"The text has {len(text):,} characters; at most {LONGEST_DRAFT:,} can be checked at "
            "once."
        )
    quoted = quotations(text)
    if len(quoted) > MOST_QUOTATIONS:
        raise BadQuestion(
            f"The text has {len(quoted)} quotations; at most {MOST_QUOTATIONS} can be checked at "
            "once. Send it in parts."
        )
    known: dict[str, Verification] = {}
    for one in quoted:
        if one.words not in known:
            known[one.words] = verify(archive, store, headings, one.words, public_url)
    return [replace(known[one.words], place=(one.start, one.end)) for one in quoted]


def _asked(text: str) -> Asked:
    words = without_marks(text)
    if not words:
        raise BadQuestion("The quotation is empty: please give the words to look for.")
    if len(words) > LONGEST_QUOTATION:
        raise BadQuestion(
            f"The quotation has {len(words):,} characters; at most {LONGEST_QUOTATION:,} can be "
            "checked at once."
        )
    asked = Asked(words, verbatim(words), letters(without_elisions(words)))
    if not asked.plain.plain.strip():
        raise BadQuestion("The quotation has no letters: please give the words to look for.")
    return asked


def _exactly(archive: Archive, store: Store, asked: Asked, near: Sequence[Shelf]) -> list[Place]:
    """The articles that have the very characters, in order of date."""
    squeezed = "".join(asked.words.split())
    known = {shelf.key for shelf in near}
    more = articles_with(archive, store, asked.words, asked.plain, known)
    held = {  # of an article on two pages each half may come
        shelf.article_id: shelf
        for shelf in chain(near, more)
        if squeezed in "".join(shelf.body.split())
    }
    in_order = sorted(held.values(), key=lambda one: (one.day or date.max, one.article_id))
    places = (place for shelf in in_order if (place := exact(shelf, asked)))
    return list(islice(places, MOST_MATCHES))


def _headed(
    heads: Sequence[tuple[Shelf, Letters]], asked: Asked, known: Container[str]
) -> list[Place]:
    """The articles whose headings have the words. Words that bodies have are looked for in
    headings too, when they are a whole one: a headline that another article names."""
    places = {
        head.article_id: place
        for head, text in reversed(heads)
        if (not known or (text.plain == asked.plain.plain and len(text.plain) >= _HEADLINE))
        and head.article_id not in known
        and (place := equivalent(head, text, asked))
    }
    return list(places.values())


def _best_first(places: Sequence[Place]) -> list[Place]:
    def order(one: Place) -> tuple[int, float, date, str]:
        shelf = one.shelf
        return _RANK[one.verdict], -one.share, shelf.day or date.max, shelf.article_id

    return sorted(places, key=order)[:MOST_MATCHES]


def _match(place: Place, stored: StoredArticle, asked: Asked, public_url: str) -> Match:
    full = place.shelf.full or stored
    article, start, end = full.article, place.start, place.end
    if place.shelf.printed_in != "body":
        return _heading(place, full, asked, public_url)
    told = speaker(article.body, start, end)
    return Match(
        verdict=place.verdict,
        text=slice_of(article, start, end),
        article=facts_of(full),
        citation=citation_of(full, start, end, public_url),
        sources=tuple(
            Source(part.file, part.sha256, part.map.spans(start, end), part.boxes_of(start, end))
            for part in article.parts
            if part.start < end and start < part.end
        ),
        differences=differences(asked.plain, article.body[start:end])
        if place.verdict == "near"
        else (),
        speaker=slice_of(article, *told) if told else None,
    )


def _heading(place: Place, full: StoredArticle, asked: Asked, public_url: str) -> Match:
    printed = place.shelf.body[place.start : place.end]
    return Match(
        verdict=place.verdict,
        text=Slice(printed, place.start, place.end),
        article=facts_of(full),
        citation=citation_of(full, 0, len(full.article.body), public_url),
        sources=(),
        differences=differences(asked.plain, printed) if place.verdict == "near" else (),
        printed_in=place.shelf.printed_in,
    )


def _with_printings(
    archive: Archive, place: Place, matches: Sequence[Match], public_url: str
) -> Match:
    """The best match with the other printings of its text that are no matches themselves."""
    match, shelf = matches[0], place.shelf
    low, high = place.start - shelf.offset, place.end - shelf.offset
    if low < 0 or shelf.printed_in != "body":  # it begins in another half of the article
        return match
    row = PassageRow(0, shelf.key, low, high)
    others = OtherPrintings(archive, row, ArticlePrintings(archive, shelf.key))
    listed = {one.citation.citation_id for one in matches[1:]}
    shown = {one.article.article_id for one in matches[1:]}
    return replace(
        match,
        also_printed=tuple(
            one
            for one in others.citations(match.citation, (low, high), public_url)
            if one.citation_id not in listed and one.citation_id.split("-")[0] not in shown
        ),
    )
