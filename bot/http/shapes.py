"""The shapes of our JSON, for /openapi.json and the test that holds the records to them."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """A documented object; the test validates with extra fields forbidden."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class InterpretationShape(Shape):
    """How the question was read."""

    language: str
    from_: date | None = Field(alias="from")
    to: date | None
    phrases: list[str]
    newspaper: str | None
    author: str | None
    page: str | None
    notes: list[str]
    time_words: list[str]
    favoured: list[tuple[date, date]]
    excluded: list[str]
    any_of: list[list[str]]
    exact: list[str]
    in_title: list[str]
    in_section: list[str]
    undated: bool


class SliceShape(Shape):
    """A stretch of the article body in code points: `text == body[start:end]`."""

    text: str
    start: int
    end: int


class ArticleFactsShape(Shape):
    """The article; `source_id` is the id given in article JSONL."""

    id: str
    source_id: str | None
    title: str | None
    byline: str | None
    url: str | None


class CitationShape(Shape):
    """Where it was printed. `inferred` names facts worked out from the text; `corrections` are the
    ids of corrections printed of the article later."""

    id: str
    newspaper: str | None
    issue_date: date | None
    issue_number: str | None
    pages: list[str]
    title: str | None
    authors: list[str]
    text: str
    url: str
    inferred: list[str] = []
    corrections: list[str] = []


class BoxShape(Shape):
    """The rectangle of a printed line on a page of the file (from 1), from the top left corner:
    points in a PDF, the file's own unit in ALTO."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class SourceShape(Shape):
    """The place in the stored file, in code points of its decoded text; `boxes` is there when the
    file tells where its lines stand."""

    file: str
    sha256: str
    spans: list[tuple[int, int]]
    boxes: list[BoxShape] = []


class QuoteSelectorShape(Shape):
    """A TextQuoteSelector of the Web Annotation Data Model: prefix, exact and suffix together
    stand once in the article body."""

    type: Literal["TextQuoteSelector"]
    exact: str
    prefix: str
    suffix: str


class PositionSelectorShape(Shape):
    """A TextPositionSelector of the Web Annotation Data Model, in code points of the body."""

    type: Literal["TextPositionSelector"]
    start: int
    end: int


Selectors = list[QuoteSelectorShape | PositionSelectorShape]


class HitShape(Shape):
    """One passage that answers. `selectors` name the highlight in the article body, `fragment`
    links to it on the article's page."""

    rank: int
    score: float
    passage: SliceShape
    highlight: SliceShape
    span: SliceShape | None
    article: ArticleFactsShape
    citation: CitationShape
    source: SourceShape
    ranks: dict[str, int]
    also_printed: list[CitationShape]
    exact: list[str]
    story: int
    selectors: Selectors
    fragment: str


class StoryShape(Shape):
    """Hits that report the same event; `hits` are their ranks."""

    story: int
    title: str | None
    from_: date | None = Field(alias="from")
    to: date | None
    hits: list[int]


class ReadingShape(Shape):
    """What one hit gives as the answer: `text` as printed, `value` in figures."""

    value: str
    text: str
    rank: int
    citation_id: str
    issue_date: date | None


class DisagreementShape(Shape):
    """Hits that give different values of one thing, oldest first."""

    about: str
    note: str
    readings: list[ReadingShape]


class AnswerShape(Shape):
    """The answer to a question."""

    question: str
    interpretation: InterpretationShape
    status: Literal["answered", "uncertain", "not_found"]
    confidence: float = Field(ge=0, le=1)
    reason: str | None
    hits: list[HitShape]
    order: Literal["relevance", "oldest", "newest"]
    stories: list[StoryShape]
    disagreements: list[DisagreementShape]
    generation: int
    took_ms: float


class CorrectionShape(Shape):
    """A printed correction: its own words, and where they were printed."""

    citation: CitationShape
    text: str


class CitedPassageShape(Shape):
    """What a citation id leads to today. `selectors` name the passage in the article body,
    `fragment` links to it on the article's page; `corrections` were printed of the article."""

    standing: Literal["current", "moved", "superseded", "withdrawn"]
    note: str | None
    citation: CitationShape
    article: ArticleFactsShape
    passage: SliceShape
    source: SourceShape
    successor: CitationShape | None
    selectors: Selectors
    fragment: str
    corrections: list[CorrectionShape]


class ArticleShape(ArticleFactsShape):
    """A whole article."""

    standing: Literal["current", "moved", "superseded", "withdrawn"]
    kicker: str | None
    subtitle: str | None
    section: str | None
    kind: str
    language: str | None
    correspondents: list[str]
    text: str
    citation: CitationShape
    sources: list[SourceShape]
    notes: list[str]


class FieldError(Shape):
    """What is wrong with one field."""

    field: str
    message: str


class ProblemShape(BaseModel):
    """An error, RFC 9457. A 410 also carries the fields of the withdrawn citation."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    instance: str
    request_id: str
    errors: list[FieldError] | None = None


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` entry of a route for the problems it can answer with."""
    schema = {"$ref": "#/components/schemas/ProblemShape"}
    return {
        status: {
            "description": _WHY[status],
            "content": {"application/problem+json": {"schema": schema}},
        }
        for status in sorted({*statuses, 401, 403, 429, 500, 503})
    }


NOT_MODIFIED: dict[int | str, dict[str, Any]] = {
    304: {"description": "If-None-Match named the ETag of this very reply."}
}

_WHY = {
    400: "The body cannot be read.",
    401: "A good key is needed; WWW-Authenticate says how to send it.",
    403: "The key is not good for this.",
    404: "The archive has never had this id.",
    409: "There is such a thing already.",
    410: "The article was withdrawn; the record is in the problem.",
    413: "The body is too large.",
    415: "The body is of a kind that is not taken here.",
    422: "A field cannot be used; `errors` says which and why.",
    429: "The key has had its share; Retry-After says when to ask again.",
    500: "A fault on our side; `request_id` is in the log.",
    503: "Too much at once; Retry-After says when to ask again.",
}
