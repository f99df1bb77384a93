"""`/api/v1/quotes/verify`: is a quotation in the archive, word for word?"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from bot.http.desk import Desk
from bot.http.problems import Json, Problem, invalid
from bot.http.request import read_body
from bot.http.shapes import (
    ArticleFactsShape,
    CitationShape,
    Shape,
    SliceShape,
    SourceShape,
    problems,
)
from bot.text_input import clean_text
from retrieval.verdicts import LONGEST_DRAFT, LONGEST_QUOTATION, PrintedIn, Verdict

Pasted = Annotated[
    str, BeforeValidator(lambda given: clean_text(given) if isinstance(given, str) else given)
]


class VerifyRequest(BaseModel):
    """One quotation, or a text whose quotations are to be checked one by one."""

    model_config = ConfigDict(extra="forbid")

    quote: Pasted | None = Field(
        default=None,
        description=f"The quotation, at most {LONGEST_QUOTATION} characters.",
        json_schema_extra={"maxLength": LONGEST_QUOTATION},
        examples=["原来白关丝瓜有这么大的可塑性"],
    )
    text: Pasted | None = Field(
        default=None,
        description=f"A text, at most {LONGEST_DRAFT} characters: every “…” in it is checked.",
        json_schema_extra={"maxLength": LONGEST_DRAFT},
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> VerifyRequest:
        if (self.quote is None) == (self.text is None):
            raise ValueError("Give either 'quote', one quotation, or 'text', a text that quotes.")
        return self


class DifferenceShape(Shape):
    """What makes of the quotation what is printed: words replaced, put in or taken out."""

    op: Literal["replace", "insert", "delete"]
    asked: str
    printed: str


class MatchShape(SliceShape):
    """A stretch of an article body, or of the heading `printed_in` names, that is the quotation or
    comes near it; `sources` says where in the files that of a body stands, `speaker` who says it,
    when the article names somebody beside it. What stands in a heading is cited by its article."""

    verdict: Verdict
    printed_in: PrintedIn = "body"
    citation: CitationShape
    differences: list[DifferenceShape]
    speaker: SliceShape | None
    article: ArticleFactsShape
    sources: list[SourceShape]
    also_printed: list[CitationShape]


class VerificationShape(Shape):
    """The verdict on a quotation: exact (its very characters, line wraps aside), equivalent
    (another width, case, script, punctuation or white space), near (with its differences)."""

    quote: str
    verdict: Verdict
    matches: list[MatchShape]


class DraftQuoteShape(VerificationShape):
    """The verdict on a quotation that stands at `text[start:end]`."""

    start: int
    end: int


class DraftShape(Shape):
    """The verdicts on all quotations of a text, in order."""

    quotes: list[DraftQuoteShape]


_FOUND: dict[int | str, dict[str, Any]] = {
    200: {
        "model": VerificationShape | DraftShape,
        "description": "The verdict, or for a `text` the verdicts on what it quotes.",
    }
}
_BODY = {
    "required": True,
    "content": {
        "application/json": {
            "schema": VerifyRequest.model_json_schema(),
            "examples": {
                "A quotation": {"value": {"quote": "江上又有了汽笛声，心里踏实。"}},
                "A draft": {"value": {"text": "周水生说：“江上又有了汽笛声。”"}},
            },
        }
    },
}


def quote_routes(desk: Desk) -> APIRouter:
    """One route, for a quotation or for a text that quotes."""
    router = APIRouter(prefix="/api/v1", tags=["quote"])

    @router.post(
        "/quotes/verify",
        operation_id="verify_quote",
        summary="Verify a quotation, or every quotation in a text",
        response_class=Json,
        responses={**_FOUND, **problems(400, 413, 422)},
        openapi_extra={"requestBody": _BODY},
    )
    async def verify_quote(request: Request) -> Json:
        asked = _validated(read_body(await request.body()))
        if asked.text is not None:
            found = await desk.verify_draft(asked.text)
            return Json({"quotes": [one.as_json() for one in found]})
        return Json((await desk.verify(asked.quote or "")).as_json())

    return router


def _validated(fields: dict[str, Any]) -> VerifyRequest:
    try:
        return VerifyRequest.model_validate(fields)
    except ValidationError as error:
        raise invalid(error.errors(include_input=False)) from None
    except (RecursionError, OverflowError):
        raise Problem(422, "A value in the body is too deep or too large.") from None
