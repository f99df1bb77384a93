"""What comes of checking a quotation, and its JSON. Every word but `asked` is the archive's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from retrieval.records import ArticleFacts, Citation, Slice, Source

LONGEST_QUOTATION = 5_000  # characters
LONGEST_DRAFT = 50_000
MOST_QUOTATIONS = 100  # checked of one draft

Verdict = Literal["exact", "equivalent", "near", "not_found"]
Op = Literal["replace", "insert", "delete"]
PrintedIn = Literal["body", "title", "kicker", "subtitle"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What makes of the quotation what is printed: words replaced, put in (`asked` is empty) or
    taken out (`printed` is empty). `asked` is a stretch of the quotation, `printed` of the body."""

    op: Op
    asked: str
    printed: str

    def as_json(self) -> dict[str, str]:
        return {"op": self.op, "asked": self.asked, "printed": self.printed}


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quotation, or what comes near it, is printed: `text` is a stretch of the article's
    body, or of the heading that `printed_in` names, and then cited by its whole article. `sources`
    are its places in the files, one a page, of a body; `speaker` is who says it, when the article
    names one beside the words; `also_printed` are reprints that have another wording there."""

    verdict: Verdict
    text: Slice
    article: ArticleFacts
    citation: Citation
    sources: tuple[Source, ...]
    differences: tuple[Difference, ...] = ()
    speaker: Slice | None = None
    also_printed: tuple[Citation, ...] = ()
    printed_in: PrintedIn = "body"

    def as_json(self) -> dict[str, Any]:
        return {
            "verdict": self.verdict,
            **self.text.as_json(),
            "printed_in": self.printed_in,
            "citation": self.citation.as_json(),
            "differences": [one.as_json() for one in self.differences],
            "speaker": self.speaker.as_json() if self.speaker else None,
            "article": self.article.as_json(),
            "sources": [source.as_json() for source in self.sources],
            "also_printed": [citation.as_json() for citation in self.also_printed],
        }


@dataclass(frozen=True, slots=True)
class Verification:
    """A quotation checked. `verdict` is that of the best match; matches come best first, those of
    one worth in order of date. `place` is where it stood in the draft it was taken from."""

    quote: str
    verdict: Verdict
    matches: tuple[Match, ...] = ()
    place: tuple[int, int] | None = None

    def as_json(self) -> dict[str, Any]:
        """As JSON; `start` and `end` are there when it was taken from a draft."""
        place = {"start": self.place[0], "end": self.place[1]} if self.place else {}
        return {
            "quote": self.quote,
            **place,
            "verdict": self.verdict,
            "matches": [match.as_json() for match in self.matches],
        }
