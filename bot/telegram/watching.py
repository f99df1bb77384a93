"""Looks at each new generation of the archive for what is followed, and tells whom it concerns."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from telegram import InlineKeyboardMarkup
from telegram.error import Forbidden, TelegramError

from bot.telegram import answers, chats, following
from bot.telegram.answers import KeptAnswer, KeptHit, kept_hit, new_id
from bot.telegram.chats import Preferences
from bot.telegram.desk import Desk
from bot.telegram.following import BASELINE, NEWS, Follow, Notice
from bot.telegram.keyboards import answer_keyboard, notice_keyboard
from bot.telegram.markup import bold
from bot.telegram.pace import is_passing
from bot.telegram.render import passage_messages
from bot.telegram.shown import from_citation
from bot.telegram.wording import words_for
from index.errors import BaodaError, NotFound
from retrieval.records import Question
from retrieval.views import CitedPassage

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
        self._telling: dict[int, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Until cancelled; a check that fails is made again the next time."""
        try:
            while True:
                await self._once()
                await asyncio.sleep(self._seconds)
        finally:
            telling = list(self._telling.values())
            for task in telling:
                task.cancel()
            await asyncio.gather(*telling, return_exceptions=True)

    async def _once(self) -> None:
        try:
            await self.look()
            await self.tell()
            await self._desk.state.do(answers.forget, self._desk.settings.telegram_keep_days)
        except Exception:  # whatever it is, it is not to end the watch for all
            _LOG.exception("what is followed could not be checked; again in a while")

    async def look(self) -> None:
        """Ask every followed question that has not been asked of this generation."""
        follows = await self._desk.state.do(following.followed)
        if not follows:
            return
        newest = await self._desk.search(self._generation)
        for one in follows:
            if one.generation == newest:
                continue
            try:
                await self._check(one)
            except BaodaError:  # one that cannot be asked holds up no other
                _LOG.exception("followed question %d could not be asked", one.id)

    async def tell(self) -> None:
        """Begin to send the notices that are due, those of one question together: a chat that has
        to wait holds up no other."""
        together: dict[Follow, list[Notice]] = defaultdict(list)
        for notice in await self._desk.state.do(following.pending):
            together[notice.follow].append(notice)
        for one, notices in together.items():
            if one.id in self._telling:
                continue
            if not await self._desk.knows(one.user_id, one.chat_id):  # no longer
                await self._desk.state.do(following.stop, one.id, one.chat_id, one.user_id)
                continue
            chosen = await self._desk.state.do(chats.preferences, one.chat_id)
            if self._due(notices[0], chosen):
                self._telling[one.id] = asyncio.create_task(self._tell_safely(one, notices, chosen))

    def _generation(self) -> int:
        return self._desk.answering.generation

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

    async def _tell_safely(self, one: Follow, notices: list[Notice], chosen: Preferences) -> None:
        """Tell, and be done with what Telegram refuses for good; else it is tried again."""
        try:
            await self._tell(one, notices, chosen)
            await self._desk.state.do(following.told, notices)
        except Exception as error:
            _LOG.exception("followed question %d could not be told of", one.id)
            if isinstance(error, TelegramError) and not is_passing(error):
                await self._desk.state.do(following.told, notices)
        finally:
            self._telling.pop(one.id, None)

    async def _tell(self, one: Follow, notices: list[Notice], chosen: Preferences) -> None:
        words = words_for(chosen.language or one.language)
        head = f"{bold(words['follow_new'])}\n{bold(one.question)}"
        found = await self._found([answers.read_hit(notice.record) for notice in notices])
        if not found:
            _LOG.warning("what was to be told left the archive before it was")
            return
        hits = tuple(hit for hit, _ in found)
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
        first, cited = found[0]
        texts = passage_messages(
            head, from_citation(cited, first), words, bot_name=self._bot_name(), of=len(hits)
        )
        rows = [*notice_keyboard(one.id, words).inline_keyboard]
        if below := answer_keyboard(kept, words):
            rows = [*below.inline_keyboard, *rows]
        await self._desk.state.do(answers.keep, kept)
        try:
            sent = await self._desk.sender.send(
                one.chat_id, texts, InlineKeyboardMarkup(rows), thread=one.thread
            )
        except Forbidden:
            await self._desk.state.do(following.stop_chat, one.chat_id)
            return
        await self._desk.state.do(answers.keep, replace(kept, message_id=sent or None))

    async def _found(self, hits: Sequence[KeptHit]) -> list[tuple[KeptHit, CitedPassage]]:
        """Those that are still in the archive, with what their citations lead to."""
        found, answering = [], self._desk.answering
        for hit in hits:
            with suppress(NotFound):
                cited = await self._desk.search(partial(answering.citation, hit.citation_id))
                found.append((hit, cited))
        return found
