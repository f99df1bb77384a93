"""Inline mode: a question typed in any chat, passages with their citation to be sent there."""

from __future__ import annotations

import logging

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.asking import read_question
from bot.gate import Saturated
from bot.telegram.connection import name_of
from bot.telegram.desk import Context, Desk, Visit
from bot.telegram.markup import CUT
from bot.telegram.render import passage_messages
from bot.telegram.shown import from_hit
from bot.text_input import clean_line
from bot.wording import printed_in
from index.errors import BadQuestion
from retrieval.records import Answer, Hit

_LOG = logging.getLogger("baoda.telegram")
_HITS = 10
_CACHED = 30  # seconds; the archive may grow
_LONGEST = 80  # characters of a description


class Inline:
    """Answers inline queries at a desk. What is shown there is not kept: it has no buttons."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def query(self, update: Update, context: Context) -> None:
        """The passages that answer what is typed so far."""
        query = update.inline_query
        assert query is not None
        visit = await self._desk.visit(update)
        if not await self._desk.serves(visit):
            await self._reply(query, [], visit.words["inline_not_allowed"], "invited")
            return
        text = clean_line(query.query)
        if not text:
            await self._reply(query, [], visit.words["inline_hint"], "help")
            return
        answer = await self._answer(visit, text)
        results = self._results(visit, answer, name_of(context.bot)) if answer else []
        said = "" if results else visit.words["inline_none" if answer else "busy"]
        await self._reply(query, results, said, "help")

    async def _answer(self, visit: Visit, text: str) -> Answer | None:
        if not self._desk.within_limits(visit):
            return None
        try:
            question = read_question(text, top=_HITS, use_dates=visit.chosen.use_dates)
            return await self._desk.search(lambda: self._desk.answering.ask(question))
        except (BadQuestion, Saturated):
            return None

    def _results(
        self, visit: Visit, answer: Answer, bot_name: str
    ) -> list[InlineQueryResultArticle]:
        if answer.status == "not_found":
            return []
        return [_result(hit, visit, bot_name) for hit in answer.hits]

    async def _reply(
        self,
        query: InlineQuery,
        results: list[InlineQueryResultArticle],
        said: str,
        start: str,
    ) -> None:
        button = InlineQueryResultsButton(said, start_parameter=start) if said else None
        try:
            await query.answer(results, cache_time=_CACHED, is_personal=True, button=button)
        except TelegramError as error:  # mostly: the asker has typed on, the query is too old
            _LOG.info("an inline query was not answered: %s", error)


def _result(hit: Hit, visit: Visit, bot_name: str) -> InlineQueryResultArticle:
    text = passage_messages("", from_hit(hit), visit.words, bot_name=bot_name)[0]
    sentence = clean_line(hit.highlight.text)
    shown = sentence if len(sentence) <= _LONGEST else sentence[:_LONGEST] + CUT
    title = clean_line(hit.article.title or "") or visit.words["untitled"]
    return InlineQueryResultArticle(
        id=str(hit.rank),
        title=title,
        description=f"{shown}\n{printed_in(hit.citation, visit.words.base)}",
        input_message_content=InputTextMessageContent(
            text, ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
        ),
    )
