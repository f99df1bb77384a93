"""What an answer says of its hits together: the stories they tell, and where they disagree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Order = Literal["relevance", "oldest", "newest"]


@dataclass(frozen=True, slots=True)
class Story:
    """Hits that report the same event: `ranks` are theirs, `title` is the headline of the best of
    them, `first` and `last` the days of printing; None where none is known."""

    number: int
    title: str | None
    first: date | None
    last: date | None
    ranks: tuple[int, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "story": self.number,
            "title": self.title,
            "from": self.first.isoformat() if self.first else None,
            "to": self.last.isoformat() if self.last else None,
            "hits": list(self.ranks),
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """What one hit gives as the answer. `value` is it in figures, so that 三千 and 3,000 are one;
    `text` is it as printed."""

    value: str
    text: str
    rank: int
    citation_id: str
    issue_date: date | None

    def as_json(self) -> dict[str, Any]:
        return {
            "value": self.value,
            "text": self.text,
            "rank": self.rank,
            "citation_id": self.citation_id,
            "issue_date": self.issue_date.isoformat() if self.issue_date else None,
        }


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Hits that give different values of one thing. `about` are the words both print beside it;
    `readings` stand in order of printing, oldest first; `note` says it in a sentence."""

    about: str
    note: str
    readings: tuple[Reading, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "about": self.about,
            "note": self.note,
            "readings": [one.as_json() for one in self.readings],
        }
