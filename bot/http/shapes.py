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
    """Where it was printed. `inferred` names facts worked out from the text."""

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


class HitShape(Shape):
    """One passage that answers."""

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


class AnswerShape(Shape):
    """The answer to a question."""

    question: str
    interpretation: InterpretationShape
    status: Literal["answered", "uncertain", "not_found"]
    confidence: float = Field(ge=0, le=1)
    reason: str | None
    hits: list[HitShape]
    generation: int
    took_ms: float


class CitedPassageShape(Shape):
    """What a citation id leads to today."""

    standing: Literal["current", "moved", "superseded", "withdrawn"]
    note: str | None
    citation: CitationShape
    article: ArticleFactsShape
    passage: SliceShape
    source: SourceShape
    successor: CitationShape | None


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
        for status in sorted({*statuses, 500, 503})
    }


_WHY = {
    400: "The body cannot be read.",
    404: "The archive has never had this id.",
    410: "The article was withdrawn; the record is in the problem.",
    413: "The body is over 64 KB.",
    422: "A field cannot be used; `errors` says which and why.",
    500: "A fault on our side; `request_id` is in the log.",
    503: "Too much at once; Retry-After says when to ask again.",
}

EXAMPLE_ANSWER: dict[str, Any] = {
    "question": "秋瑾故居哪一年修复开馆？",
    "interpretation": {
        "language": "zh",
        "from": None,
        "to": None,
        "phrases": [],
        "newspaper": None,
        "author": None,
        "page": None,
        "notes": [],
    },
    "status": "answered",
    "confidence": 0.93,
    "reason": None,
    "hits": [
        {
            "rank": 1,
            "score": 0.93,
            "passage": {
                "text": "调研组首先来到秋瑾故居考察。秋瑾故居自2015年修复开馆以来，受到广泛好评。",
                "start": 88,
                "end": 125,
            },
            "highlight": {
                "text": "秋瑾故居自2015年修复开馆以来，受到广泛好评。",
                "start": 102,
                "end": 125,
            },
            "span": {"text": "2015年", "start": 107, "end": 112},
            "article": {
                "id": "a1b2c3",
                "source_id": None,
                "title": "西藏自治区政协调研组来株考察交流",
                "byline": None,
                "url": None,
            },
            "citation": {
                "id": "a1b2c3-88-125-9f",
                "newspaper": "株洲日报",
                "issue_date": "2023-04-10",
                "issue_number": "23271",
                "pages": ["01"],
                "title": "西藏自治区政协调研组来株考察交流",
                "authors": [],
                "text": "西藏自治区政协调研组来株考察交流[N]. 株洲日报，2023-04-10（01）.",
                "url": "/c/a1b2c3-88-125-9f",
            },
            "source": {"file": "001.txt", "sha256": "0" * 64, "spans": [[140, 179]]},
            "ranks": {"keyword": 1, "meaning": 3},
            "also_printed": [],
        }
    ],
    "generation": 17,
    "took_ms": 8.2,
}
