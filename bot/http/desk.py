"""What the routes work with: one record, made once by `create_app`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.answering import Answering
from bot.gate import SearchGate
from bot.http.metrics import Metrics
from bot.settings import Settings
from retrieval.records import Answer, ArticleView, Citation, CitedPassage, Question
from retrieval.verdicts import Verification

Styles = Mapping[str, Callable[[Citation], str]]


@dataclass(frozen=True, slots=True)
class Desk:
    """The archive, seen from an event loop: every call goes through the gate."""

    answering: Answering
    settings: Settings
    gate: SearchGate
    metrics: Metrics
    styles: Styles

    async def ask(self, question: Question) -> Answer:
        answer = await self.gate.run(lambda: self.answering.ask(question))
        self.metrics.note_answer(answer)
        return answer

    async def verify(self, quotation: str) -> Verification:
        return await self.gate.run(lambda: self.answering.verify(quotation))

    async def verify_draft(self, text: str) -> list[Verification]:
        return await self.gate.run(lambda: self.answering.verify_draft(text))

    async def citation(self, citation_id: str) -> CitedPassage:
        return await self.gate.run(lambda: self.answering.citation(citation_id))

    async def article(self, article_id: str) -> ArticleView:
        return await self.gate.run(lambda: self.answering.article(article_id))

    async def summary(self) -> dict[str, object]:
        return await self.gate.run(self.answering.summary)
