"""What the routes work with: one record, made once by `create_app`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.answering import Answering
from bot.gate import SearchGate
from bot.http.metrics import Metrics
from bot.saved import SavedSearches
from bot.settings import Settings
from index.holdings import Holdings
from retrieval.listing import Browse, Listing
from retrieval.records import Answer, Citation, Question
from retrieval.surroundings import Surroundings
from retrieval.verdicts import Verification
from retrieval.views import ArticleView, CitedPassage

_LOG = logging.getLogger("baoda.http")
Styles = Mapping[str, Callable[[Citation], str]]


@dataclass(frozen=True, slots=True)
class Desk:
    """The archive, seen from an event loop: every call goes through the gate."""

    answering: Answering
    settings: Settings
    gate: SearchGate
    metrics: Metrics
    styles: Styles
    saved: SavedSearches | None = None

    async def generation(self) -> int:
        return await self.gate.run(lambda: self.answering.generation)

    async def ask(self, question: Question) -> Answer:
        answer = await self.gate.run(lambda: self.answering.ask(question))
        self.metrics.note_answer(answer)
        if self.settings.log_questions:
            facts = {"question": answer.question, "status": answer.status}
            _LOG.info("asked", extra={"facts": facts})
        return answer

    async def browse(self, asked: Browse) -> Listing:
        return await self.gate.run(lambda: self.answering.browse(asked))

    async def verify(self, quotation: str) -> Verification:
        return await self.gate.run(lambda: self.answering.verify(quotation))

    async def verify_draft(self, text: str) -> list[Verification]:
        return await self.gate.run(lambda: self.answering.verify_draft(text))

    async def citation(self, citation_id: str) -> CitedPassage:
        return await self.gate.run(lambda: self.answering.citation(citation_id))

    async def article(self, article_id: str) -> ArticleView:
        return await self.gate.run(lambda: self.answering.article(article_id))

    async def surroundings(self, article_id: str, *, printed: bool = False) -> Surroundings:
        return await self.gate.run(lambda: self.answering.surroundings(article_id, printed=printed))

    async def holdings(self) -> Holdings:
        return await self.gate.run(self.answering.holdings)

    async def issue_days(self, newspaper: str | None, year: int) -> dict[date, int]:
        return await self.gate.run(lambda: self.answering.issue_days(newspaper, year))

    async def summary(self) -> dict[str, object]:
        return await self.gate.run(self.answering.summary)
