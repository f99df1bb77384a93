"""What every channel needs from the archive: one small face, so that a test can put on its own."""

from __future__ import annotations

from typing import Protocol

from retrieval.records import Answer, ArticleView, CitedPassage, Question
from retrieval.verdicts import Verification


class Answering(Protocol):
    """Questions in, cited answers out. All methods may be called from several threads at once."""

    @property
    def generation(self) -> int:
        """The state of the archive that is being searched now."""

    def ask(self, question: Question) -> Answer:
        """The answer; raises BadQuestion when the question cannot be used."""

    def verify(self, quotation: str) -> Verification:
        """Whether a quotation is in the archive; raises BadQuestion when it cannot be used."""

    def verify_draft(self, text: str) -> list[Verification]:
        """Every quoted stretch of a text verified, in order; raises BadQuestion."""

    def citation(self, citation_id: str) -> CitedPassage:
        """What a citation id leads to today; raises NotFound."""

    def article(self, article_id: str) -> ArticleView:
        """A whole article; raises NotFound."""

    def summary(self) -> dict[str, object]:
        """How large the archive is and what it covers."""

    def close(self) -> None:
        """Let go of the archive."""
