"""What every channel needs from the archive: one small face, so that a test can put on its own."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from index.holdings import Holdings
from retrieval.listing import Arrivals, Browse, Listing
from retrieval.records import Answer, Question
from retrieval.surroundings import Surroundings
from retrieval.verdicts import Verification
from retrieval.views import ArticleView, CitedPassage


class Answering(Protocol):
    """Questions in, cited answers out. All methods may be called from several threads at once."""

    @property
    def generation(self) -> int:
        """The state of the archive that is being searched now."""

    def ask(self, question: Question) -> Answer:
        """The answer; raises BadQuestion when the question cannot be used."""

    def browse(self, asked: Browse) -> Listing:
        """A page of a list of articles, with counts of all of it; raises BadQuestion."""

    def arrivals(self, asked: Browse, since: int, limit: int) -> Arrivals:
        """What has come in that matches, after the article with that key; raises BadQuestion."""

    def other_printings(self, article_id: str) -> frozenset[str]:
        """The articles that print the text of one elsewhere, by their ids."""

    def verify(self, quotation: str) -> Verification:
        """Whether a quotation is in the archive; raises BadQuestion when it cannot be used."""

    def verify_draft(self, text: str) -> list[Verification]:
        """Every quoted stretch of a text verified, in order; raises BadQuestion."""

    def citation(self, citation_id: str) -> CitedPassage:
        """What a citation id leads to today; raises NotFound."""

    def article(self, article_id: str) -> ArticleView:
        """A whole article; raises NotFound."""

    def surroundings(self, article_id: str, *, printed: bool = False) -> Surroundings:
        """What stands round an article on its page; raises NotFound."""

    def holdings(self) -> Holdings:
        """Every newspaper of the archive, and the files that were set aside."""

    def issue_days(self, newspaper: str | None, year: int) -> dict[date, int]:
        """How many articles of a newspaper were printed on each day of a year that has any."""

    def summary(self) -> dict[str, object]:
        """How large the archive is and what it covers."""

    def close(self) -> None:
        """Let go of the archive."""
