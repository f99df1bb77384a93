"""What a citation id and an article id lead to: records for reading, and the JSON of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from retrieval.records import ArticleFacts, Citation, Slice, Source, Standing
from retrieval.selectors import Selection


class Amendment(NamedTuple):
    """Words printed wrongly, and what they should have been, both as a correction has them."""

    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A printed correction of an article: its own words, and where they were printed. `amended`
    is what it says was wrong and is right, as far as that could be read."""

    citation: Citation
    text: str
    amended: tuple[Amendment, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"citation": self.citation.as_json(), "text": self.text}


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """What a citation id leads to today. A superseded or withdrawn article is still shown as it
    was printed; `successor` is the citation that took its place, when there is one; `corrections`
    were printed of it later. `fragment` is a link to the passage on the article's page."""

    standing: Standing
    citation: Citation
    article: ArticleFacts
    passage: Slice
    source: Source
    note: str | None = None
    successor: Citation | None = None
    selection: Selection | None = None
    fragment: str = ""
    corrections: tuple[Correction, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "standing": self.standing,
            "note": self.note,
            "citation": self.citation.as_json(),
            "article": self.article.as_json(),
            "passage": self.passage.as_json(),
            "source": self.source.as_json(),
            "successor": self.successor.as_json() if self.successor else None,
            "selectors": self.selection.as_json() if self.selection else [],
            "fragment": self.fragment,
            "corrections": [one.as_json() for one in self.corrections],
        }


@dataclass(frozen=True, slots=True)
class ArticleView:
    """A whole article with its facts, for reading. `citation` cites all of it."""

    article: ArticleFacts
    citation: Citation
    body: str
    kicker: str | None
    subtitle: str | None
    section: str | None
    kind: str
    language: str | None
    correspondents: tuple[str, ...]
    sources: tuple[Source, ...]
    standing: Standing = "current"
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            **self.article.as_json(),
            "standing": self.standing,
            "kicker": self.kicker,
            "subtitle": self.subtitle,
            "section": self.section,
            "kind": self.kind,
            "language": self.language,
            "correspondents": list(self.correspondents),
            "text": self.body,
            "citation": self.citation.as_json(),
            "sources": [source.as_json() for source in self.sources],
            "notes": list(self.notes),
        }
