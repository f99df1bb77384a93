"""What a list of articles is asked for by, and what it says: records, and their JSON."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args

from index.errors import BadQuestion
from retrieval.records import ArticleFacts, Citation, Interpretation, Question, Slice

Sort = Literal["newest", "oldest", "relevance"]
SORTS: tuple[Sort, ...] = get_args(Sort)
MOST_LISTED = 100
DEFAULT_LISTED = 20


@dataclass(frozen=True, slots=True)
class Browse:
    """What a list is to hold: the fields of a question, whose text may be empty. `sort` None is by
    relevance where words are asked for, else the newest first. Use `checked` on outside input."""

    text: str = ""
    as_of: date | None = None
    from_date: date | None = None
    to_date: date | None = None
    newspaper: str | None = None
    author: str | None = None
    page: str | None = None
    use_dates: bool = True
    sort: Sort | None = None
    limit: int = DEFAULT_LISTED
    cursor: str | None = None

    def checked(self) -> Browse:
        """This; raises BadQuestion, with a sentence for the asker, when it is unusable."""
        self.question(self.text.strip() or "any").checked()
        if not 1 <= self.limit <= MOST_LISTED:
            raise BadQuestion(f"'limit' must lie between 1 and {MOST_LISTED}, not {self.limit}.")
        if self.sort is not None and self.sort not in SORTS:
            raise BadQuestion(f"'sort' must be one of {', '.join(SORTS)}.")
        return replace(self, text=self.text.strip())

    def question(self, text: str) -> Question:
        """A question with the same scope."""
        return Question(
            text=text,
            as_of=self.as_of,
            from_date=self.from_date,
            to_date=self.to_date,
            newspaper=self.newspaper,
            author=self.author,
            page=self.page,
            use_dates=self.use_dates,
        )

    @property
    def order(self) -> Sort:
        """The order the list stands in."""
        return self.sort or ("relevance" if self.text else "newest")


@dataclass(frozen=True, slots=True)
class Count:
    """How many articles of a list are of a month (2023-04), a newspaper or an author."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in a list. `opening` is how it begins, `highlight` the sentence with the words
    asked for; both are slices of its body, `citation` cites all of it."""

    article: ArticleFacts
    citation: Citation
    opening: Slice
    highlight: Slice | None

    def as_json(self) -> dict[str, Any]:
        return {
            "article": self.article.as_json(),
            "citation": self.citation.as_json(),
            "opening": self.opening.as_json(),
            "highlight": self.highlight.as_json() if self.highlight else None,
        }


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list, with the counts of all of it. `next` is the cursor of the page after, None
    at the end. `all_words`: every article holds every word asked for; else no article in the
    archive does, and these hold most of them. `undated` articles are in no month."""

    total: int
    items: tuple[Listed, ...]
    next: str | None
    months: tuple[Count, ...]
    newspapers: tuple[Count, ...]
    authors: tuple[Count, ...]
    undated: int
    interpretation: Interpretation
    all_words: bool
    generation: int

    def as_json(self) -> dict[str, Any]:
        """The listing JSON of the contract."""
        return {
            "total": self.total,
            "items": [item.as_json() for item in self.items],
            "next": self.next,
            "facets": {
                "months": _records("month", self.months),
                "newspapers": _records("newspaper", self.newspapers),
                "authors": _records("author", self.authors),
                "undated": self.undated,
            },
            "interpretation": self.interpretation.as_json(),
            "all_words": self.all_words,
            "generation": self.generation,
        }


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What came in that matches, in order of coming; look further after `seen`. `latest` is the
    last key of all, and lower than what was seen before when an older archive was put back."""

    items: tuple[Listed, ...]
    seen: int
    latest: int


def _records(kind: str, counts: tuple[Count, ...]) -> list[dict[str, Any]]:
    return [{kind: one.name, "count": one.count} for one in counts]
