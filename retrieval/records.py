"""What goes in and what comes out of a search, and the JSON that every channel shares.

Offsets are code points, half open. Scores and confidence lie between 0 and 1, higher is better.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from index.errors import BadQuestion
from index.structure import Box
from retrieval.accounts import Disagreement, Order, Story
from retrieval.selectors import Selection

LONGEST_QUESTION = 512  # characters; jieba and the ranking have a bounded cost below this
MOST_HITS = 50
DEFAULT_HITS = 5
_RECTANGLE = ("page", "x0", "top", "x1", "bottom")

Status = Literal["answered", "uncertain", "not_found"]
Standing = Literal["current", "moved", "superseded", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked, with the options of the contract. `order` is None where the words of the
    question decide. Use `checked` on outside input."""

    text: str
    top: int = DEFAULT_HITS
    as_of: date | None = None
    from_date: date | None = None
    to_date: date | None = None
    newspaper: str | None = None
    author: str | None = None
    page: str | None = None
    use_dates: bool = True
    near: bool = False
    order: Order | None = None

    def checked(self) -> Question:
        """This question; raises BadQuestion, with a sentence for the asker, when it is unusable."""
        if not self.text.strip():
            raise BadQuestion("The question is empty: please ask something.")
        if len(self.text) > LONGEST_QUESTION:
            raise BadQuestion(
                f"The question has {len(self.text):,} characters; "
                f"at most {LONGEST_QUESTION} can be asked at once."
            )
        if not 1 <= self.top <= MOST_HITS:
            raise BadQuestion(f"'top' must lie between 1 and {MOST_HITS}, not {self.top}.")
        if self.from_date and self.to_date and self.from_date > self.to_date:
            raise BadQuestion(f"'from' ({self.from_date}) is later than 'to' ({self.to_date}).")
        return self


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How the question was read; shown to the asker, who may object. `time_words` are those that
    `from_date` and `to_date` were read from; `undated`: what bears no date is searched besides.
    What was printed in `favoured` days comes first.
    `restated` is the question with what is counted from today said in years and months. `words` is
    what its operators leave to search for; `exact` are the strings looked up by exact text.
    The headline holds all of `in_title`, the section all of `in_section`."""

    language: str
    from_date: date | None = None
    to_date: date | None = None
    phrases: tuple[str, ...] = ()
    newspaper: str | None = None
    author: str | None = None
    page: str | None = None
    notes: tuple[str, ...] = ()
    time_words: tuple[str, ...] = ()
    favoured: tuple[tuple[date, date], ...] = ()
    restated: str | None = None
    words: str = ""
    excluded: tuple[str, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    exact: tuple[str, ...] = ()
    in_title: tuple[str, ...] = ()
    in_section: tuple[str, ...] = ()
    undated: bool = False

    @property
    def searched(self) -> str:
        """The text that is searched for."""
        return self.restated or self.words

    @property
    def under(self) -> tuple[str, ...]:
        """All that is to stand over an article."""
        return self.in_title + self.in_section

    def as_json(self) -> dict[str, Any]:
        return {
            "language": self.language,
            "from": _iso(self.from_date),
            "to": _iso(self.to_date),
            "phrases": list(self.phrases),
            "newspaper": self.newspaper,
            "author": self.author,
            "page": self.page,
            "notes": list(self.notes),
            "time_words": list(self.time_words),
            "favoured": [[_iso(first), _iso(last)] for first, last in self.favoured],
            "excluded": list(self.excluded),
            "any_of": [list(terms) for terms in self.any_of],
            "exact": list(self.exact),
            "in_title": list(self.in_title),
            "in_section": list(self.in_section),
            "undated": self.undated,
        }


@dataclass(frozen=True, slots=True)
class Slice:
    """A stretch of an article body, word for word: `text == body[start:end]`."""

    text: str
    start: int
    end: int

    def as_json(self) -> dict[str, Any]:
        return {"text": self.text, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """The article a passage stands in. `source_id` is the id given in article JSONL."""

    article_id: str
    source_id: str | None
    title: str | None
    byline: str | None
    url: str | None

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.article_id,
            "source_id": self.source_id,
            "title": self.title,
            "byline": self.byline,
            "url": self.url,
        }


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a passage was printed. Unknown facts are None, never guessed; `inferred` names those
    worked out from the text. `text` is the GB/T 7714-2025 line, `url` the permalink; `corrections`
    are the ids of corrections printed of the article later."""

    citation_id: str
    newspaper: str | None
    issue_date: date | None
    issue_number: str | None
    pages: tuple[str, ...]
    title: str | None
    authors: tuple[str, ...]
    text: str
    url: str
    inferred: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As JSON; `inferred` and `corrections` are there only when they name something."""
        record: dict[str, Any] = {
            "id": self.citation_id,
            "newspaper": self.newspaper,
            "issue_date": _iso(self.issue_date),
            "issue_number": self.issue_number,
            "pages": list(self.pages),
            "title": self.title,
            "authors": list(self.authors),
            "text": self.text,
            "url": self.url,
        }
        if self.inferred:
            record["inferred"] = list(self.inferred)
        if self.corrections:
            record["corrections"] = list(self.corrections)
        return record


@dataclass(frozen=True, slots=True)
class Source:
    """The place in the stored file: code points of its decoded text, and, where the file tells,
    the boxes of the printed lines on its pages."""

    file: str
    sha256: str
    spans: tuple[tuple[int, int], ...]
    boxes: tuple[Box, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As JSON; `boxes` is there only when some are known."""
        spans = [list(span) for span in self.spans]
        record = {"file": self.file, "sha256": self.sha256, "spans": spans}
        boxes = [{name: getattr(box, name) for name in _RECTANGLE} for box in self.boxes]
        return record | ({"boxes": boxes} if boxes else {})


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage that answers. `ranks` is its place (from 1) in every lane that found it, `exact`
    what was looked up by exact text and stands in it or in its headline,
    `fragment` a link to the highlight, which `selection` names, on the article's page."""

    rank: int
    score: float
    passage: Slice
    highlight: Slice
    span: Slice | None
    article: ArticleFacts
    citation: Citation
    source: Source
    ranks: dict[str, int] = field(default_factory=dict)
    also_printed: tuple[Citation, ...] = ()
    exact: tuple[str, ...] = ()
    story: int = 1
    selection: Selection | None = None
    fragment: str = ""

    @property
    def text(self) -> str:
        """The passage under its headline."""
        return f"{self.article.title or ''}\n{self.passage.text}"

    def as_json(self) -> dict[str, Any]:
        return {
            "rank": self.rank,
            "score": round(self.score, 4),
            "passage": self.passage.as_json(),
            "highlight": self.highlight.as_json(),
            "span": self.span.as_json() if self.span else None,
            "article": self.article.as_json(),
            "citation": self.citation.as_json(),
            "source": self.source.as_json(),
            "ranks": dict(self.ranks),
            "also_printed": [citation.as_json() for citation in self.also_printed],
            "exact": list(self.exact),
            "story": self.story,
            "selectors": self.selection.as_json() if self.selection else [],
            "fragment": self.fragment,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question. `generation` names the state of the archive that was searched."""

    question: str
    interpretation: Interpretation
    status: Status
    confidence: float
    reason: str | None
    hits: tuple[Hit, ...]
    generation: int
    took_ms: float
    order: Order = "relevance"
    stories: tuple[Story, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The answer JSON of the contract."""
        return {
            "question": self.question,
            "interpretation": self.interpretation.as_json(),
            "status": self.status,
            "confidence": round(self.confidence, 3),
            "reason": self.reason,
            "hits": [hit.as_json() for hit in self.hits],
            "order": self.order,
            "stories": [story.as_json() for story in self.stories],
            "disagreements": [one.as_json() for one in self.disagreements],
            "generation": self.generation,
            "took_ms": round(self.took_ms, 2),
        }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
