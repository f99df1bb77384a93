"""A question as it comes over HTTP: from a query string or a JSON body, the same fields."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.asking import read_day
from bot.http.problems import Problem
from bot.text_input import clean_line
from index.errors import BadQuestion
from retrieval.accounts import Order
from retrieval.listing import DEFAULT_LISTED, MOST_LISTED, Browse, Sort
from retrieval.records import DEFAULT_HITS, LONGEST_QUESTION, MOST_HITS, Question


def _cleaned(value: Any) -> Any:
    """Cleaned before pydantic looks: it refuses lone surrogates in words nobody understands."""
    return clean_line(value) if isinstance(value, str) else value


def _day(value: Any) -> Any:
    # pydantic would take a number for seconds since 1970.
    if value is None or isinstance(value, date):
        return value
    try:
        return read_day("date", str(value))
    except BadQuestion as error:
        raise ValueError(str(error).replace("'date' ", "")) from None


Text = Annotated[str, BeforeValidator(_cleaned)]
Day = Annotated[date | None, BeforeValidator(_day)]


class ScopeRequest(BaseModel):
    """The fields that questions and lists have in common."""

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True, populate_by_name=True)

    q: Text = Field(default="", description="Short for `question`.")
    as_of: Day = Field(default=None, description="The day that 'today' means in the question.")
    from_: Day = Field(default=None, alias="from", description="Printed from this date on.")
    to: Day = Field(default=None, description="Printed up to this date.")
    newspaper: Text | None = Field(default=None, description="In this newspaper only.")
    author: Text | None = Field(default=None, description="By this author only.")
    page: Text | None = Field(default=None, description="On this page only.")
    use_dates: bool = Field(default=True, description="Heed dates named in the question.")

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, given: Any) -> Any:
        """A field left empty in a form is a field not given."""
        if not isinstance(given, dict):
            return given
        return {str(name): value for name, value in given.items() if value not in ("", None)}

    @property
    def scope(self) -> dict[str, Any]:
        """These fields under the names that the records of retrieval/ give them."""
        return {
            "as_of": self.as_of,
            "from_date": self.from_,
            "to_date": self.to,
            "newspaper": self.newspaper or None,
            "author": self.author or None,
            "page": self.page or None,
            "use_dates": self.use_dates,
        }


class AskRequest(ScopeRequest):
    """A question with its options."""

    question: Text = Field(
        default="",
        description=f"The question, at most {LONGEST_QUESTION} characters. Or `q`.",
        json_schema_extra={"maxLength": LONGEST_QUESTION},
        examples=["秋瑾故居哪一年修复开馆？"],
    )
    top: int = Field(default=DEFAULT_HITS, ge=1, le=MOST_HITS, description="How many passages.")
    near: bool = Field(default=False, description="Show the nearest misses of a refused question.")
    order: Order | None = Field(
        default=None,
        description="Order of the passages: by how well they answer, or by day of printing. By "
        "default as the question asks (“latest”, “first”), else by how well they answer.",
    )

    def to_question(self) -> Question:
        """The question, checked; raises BadQuestion."""
        text = self.question or self.q
        return Question(
            text=text, top=self.top, near=self.near, order=self.order, **self.scope
        ).checked()


class SearchRequest(ScopeRequest):
    """What a list of articles is to hold."""

    q: Text = Field(
        default="",
        description="Words that the articles hold, “phrases”, dates; all articles when empty.",
        json_schema_extra={"maxLength": LONGEST_QUESTION},
        examples=["望鹤桥 封闭"],
    )
    sort: Sort | None = Field(
        default=None, description="By default `relevance` where `q` is given, else `newest`."
    )
    limit: int = Field(
        default=DEFAULT_LISTED, ge=1, le=MOST_LISTED, description="How many articles on a page."
    )
    cursor: str | None = Field(
        default=None, description="`next` of the page before; with the same other parameters."
    )

    def to_browse(self) -> Browse:
        """What is asked for, checked; raises BadQuestion."""
        asked = Browse(
            text=self.q, sort=self.sort, limit=self.limit, cursor=self.cursor, **self.scope
        )
        return asked.checked()


def read_body(body: bytes) -> dict[str, Any]:
    """The JSON object in a body; raises Problem with a sentence that says what is wrong."""
    found = parsed(body)
    if not isinstance(found, dict):
        raise Problem(422, 'The body must be a JSON object such as {"question": "…"}.')
    return found


def parsed(body: bytes) -> Any:
    """The JSON in a body; raises Problem.

    By hand, because the framework's reading answers NaN, deep nesting and numbers of 5,000
    digits in three different ways, one of them a 500.
    """
    try:
        return json.loads(body.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise Problem(400, "The body is not UTF-8.") from None
    except RecursionError:
        raise Problem(400, "The body is nested too deeply.") from None
    except ValueError as error:
        raise Problem(400, f"The body is not JSON: {_short(error)}.") from None


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON value")


def _short(error: ValueError) -> str:
    return clean_line(str(error))[:120]
