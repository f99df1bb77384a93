"""Looks at each new generation of the archive for what is followed, and tells whom it concerns."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from telegram import InlineKeyboardMarkup
from telegram.error import Forbidden, TelegramError

from bot.telegram import answers, chats, following
from bot.telegram.answers import KeptAnswer, kept_hit, new_id
from bot.telegram.chats import Preferences
from bot.telegram.desk import Desk
from bot.telegram.following import BASELINE, NEWS, Follow, Notice
from bot.telegram.keyboards import answer_keyboard, notice_keyboard
from bot.telegram.markup import bold
from bot.telegram.render import passage_messages
from bot.telegram.shown import from_citation
from bot.telegram.wording import words_for
from index.errors import BaodaError, NotFound
from retrieval.records import LONGEST_QUESTION, Question

_LOG = logging.getLogger("baoda.telegram")
_MORNING, _NIGHT = 8, 22  # o'clock


class Watching:
    """Checks what is followed every so many seconds."""

    def __init__(
        self,
        desk: Desk,
        bot_name: Callable[[], str],
        seconds: float = 60.0,
        now: Callable[[ZoneInfo], datetime] = datetime.now,
    ) -> None:
        self._desk = desk
        self._bot_name = bot_name
        self._seconds = seconds
        self._now = now
        self._zone = ZoneInfo(desk.settings.telegram_timezone)

    async def run(self) -> None:
        """Until cancelled; a check that fails is made again the next time."""
        while True:
            try:
                await self.look()
                await self.tell()
                await self._desk.state.do(answers.forget, self._desk.settings.telegram_keep_days)
            except (BaodaError, TelegramError, OSError):
                _LOG.exception("what is followed could not be checked; again in a while")
            await asyncio.sleep(self._seconds)

    async def look(self) -> None:
        """Ask every followed question that has not been asked of this generation."""
        follows = await self._desk.state.do(following.followed)
        if not follows:
            return
        # Asking is what makes the archive look for a newer generation.
        newest = await self._generation(follows[0])
        for one in follows:
            if one.generation != newest:
                await self._check(one)

    async def tell(self) -> None:
        """Send the notices that are due, those of one question together."""
        together: dict[Follow, list[Notice]] = defaultdict(list)
        for notice in await self._desk.state.do(following.pending):
            together[notice.follow].append(notice)
        for one, notices in together.items():
            if not await self._desk.knows(one.user_id, one.chat_id):  # no longer
                await self._desk.state.do(following.stop, one.id, one.chat_id, one.user_id)
                continue
            chosen = await self._desk.state.do(chats.preferences, one.chat_id)
            if self._due(notices[0], chosen):
                await self._tell(one, notices, chosen)

    async def _generation(self, one: Follow) -> int:
        asked = Question(one.question[:LONGEST_QUESTION], top=1)
        return (await self._desk.search(lambda: self._desk.answering.ask(asked))).generation

    async def _check(self, one: Follow) -> None:
        asked = Question(one.question, top=BASELINE)
        answer = await self._desk.search(lambda: self._desk.answering.ask(asked))
        found = answer.hits if answer.status == "answered" else ()
        news = [(hit, asdict(kept_hit(hit))) for hit in found[:NEWS]]
        await self._desk.state.do(following.checked, one, answer.generation, news, found)

    def _due(self, oldest: Notice, chosen: Preferences) -> bool:
        now = self._now(self._zone)
        if chosen.daily:
            made = datetime.fromtimestamp(oldest.made, self._zone)
            morning = datetime.combine(made.date(), time(_MORNING), self._zone)
            return now >= (morning if made < morning else morning + timedelta(days=1))
        return not chosen.quiet or _MORNING <= now.hour < _NIGHT

    async def _tell(self, one: Follow, notices: list[Notice], chosen: Preferences) -> None:
        words = words_for(chosen.language or one.language)
        head = f"{bold(words['follow_new'])}\n{bold(one.question)}"
        hits = tuple(answers.read_hit(notice.record) for notice in notices)
        kept = KeptAnswer(
            id=new_id(),
            chat_id=one.chat_id,
            user_id=one.user_id,
            asked_in=None,
            message_id=None,
            question={"text": one.question},
            status="answered",
            head=head,
            hits=hits,
        )
        try:
            answering = self._desk.answering
            cited = await self._desk.search(lambda: answering.citation(hits[0].citation_id))
            texts = passage_messages(
                head,
                from_citation(cited, hits[0]),
                words,
                bot_name=self._bot_name(),
                of=len(hits),
            )
            rows = [*notice_keyboard(one.id, words).inline_keyboard]
            if below := answer_keyboard(kept, words):
                rows = [*below.inline_keyboard, *rows]
            await self._desk.state.do(answers.keep, kept)
            sent = await self._desk.sender.send(
                one.chat_id, texts, InlineKeyboardMarkup(rows), thread=one.thread
            )
            await self._desk.state.do(answers.keep, replace(kept, message_id=sent))
        except NotFound:
            _LOG.warning("a followed passage left the archive before it was told")
        except Forbidden:
            await self._desk.state.do(following.stop_chat, one.chat_id)
            return
        await self._desk.state.do(following.told, notices)
