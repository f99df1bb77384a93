"""A question becomes an answer: searched, shown, kept for its buttons, edited when it is edited."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from telegram import Bot
from telegram.constants import ChatAction

from bot.asking import read_question
from bot.gate import Saturated
from bot.read_as import plain_times
from bot.sentences import is_for_strangers
from bot.telegram import answers
from bot.telegram.answers import KeptAnswer, kept_hit, kept_question, new_id
from bot.telegram.connection import name_of
from bot.telegram.desk import Desk, Visit
from bot.telegram.keyboards import answer_keyboard
from bot.telegram.markup import line
from bot.telegram.refining import Refined, refined
from bot.telegram.render import head_of, passage_messages
from bot.telegram.shown import Shown, from_hit
from bot.text_input import clean_line
from index.errors import BaodaError
from retrieval.records import LONGEST_QUESTION, Answer, Question
from retrieval.views import CitedPassage

T = TypeVar("T")
_TYPING = 5.0  # seconds; Telegram shows it no longer


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and how it was come by: `note` says how one that follows on was read."""

    question: Question
    note: str = ""


class Questions:
    """Answers questions at a desk."""

    def __init__(self, desk: Desk, bot: Bot) -> None:
        self._desk = desk
        self._bot = bot
        self._typing: set[asyncio.Task[None]] = set()  # the loop alone would let them be collected

    @property
    def bot_name(self) -> str:
        """The bot's user name, empty where it is not known."""
        return name_of(self._bot)

    async def ask(
        self,
        visit: Visit,
        text: str,
        *,
        replied_to: int | None = None,
        from_day: date | None = None,
        to_day: date | None = None,
    ) -> None:
        """Answer the text, or say what is wrong with it."""
        question = clean_line(text)
        if not question:
            await self._desk.say(visit, "question_empty")
        elif len(question) > LONGEST_QUESTION:
            await self._desk.say(visit, "question_long")
        else:
            asked = await self._read(visit, question, replied_to)
            bounded = replace(asked.question, from_date=from_day, to_date=to_day)
            asked = replace(asked, question=bounded)
            await self._answer(visit, asked)

    async def edited(self, visit: Visit, text: str) -> bool:
        """Put the answer to the changed question in place of the old one, if there was one."""
        if visit.message_id is None:
            return False
        old = await self._desk.state.do(answers.by_question, visit.chat_id, visit.message_id)
        question = clean_line(text)
        if old is None or old.message_id is None:
            return False
        if not question or len(question) > LONGEST_QUESTION or question == old.text:
            return True
        await self._answer(visit, await self._read(visit, question, before=old.made), over=old)
        return True

    async def again(self, visit: Visit, old: KeptAnswer, **changes: object) -> None:
        """Ask the question of an answer with other options and put the result in its place."""
        await self._answer(visit, Asked(old.asked(**changes), old.refined), over=old)

    async def show_cited(self, visit: Visit, cited: CitedPassage, shown: Shown, file: str) -> None:
        """A citation somebody named, with the buttons of a passage."""
        hit = answers.KeptHit(
            citation_id=cited.citation.citation_id,
            article_id=cited.article.article_id,
            file=file,
            highlight=(0, 0),
            span=None,
        )
        kept = KeptAnswer(
            new_id(),
            visit.chat_id,
            visit.user_id,
            None,
            None,
            {"text": ""},
            "cited",
            "",
            hits=(hit,),
        )
        texts = passage_messages("", shown, visit.words, bot_name=self.bot_name)
        await self._place(visit, kept, texts, None)

    async def _read(
        self,
        visit: Visit,
        text: str,
        replied_to: int | None = None,
        before: float | None = None,
    ) -> Asked:
        """The question, whole: one that follows on takes its subject from the answer it replies
        to, else from the one before."""
        do, last = self._desk.state.do, None
        if replied_to is not None:
            last = await do(answers.by_message, visit.chat_id, replied_to)
        in_reply = last is not None
        if last is None:
            last = await do(answers.last_of, visit.chat_id, visit.user_id, before)
        plain = self._question(visit, text)
        if last is None or not last.text:
            return Asked(plain)
        read = await asyncio.to_thread(refined, text, last.text, date.today(), replied=in_reply)
        if read is None or len(read.text) > LONGEST_QUESTION:
            return Asked(plain)
        return Asked(self._question(visit, read.text), _how(read, visit))

    def _question(self, visit: Visit, text: str) -> Question:
        return read_question(text, top=visit.chosen.hits, use_dates=visit.chosen.use_dates)

    async def _answer(self, visit: Visit, asked: Asked, over: KeptAnswer | None = None) -> None:
        try:
            answer = await self.typing(
                visit, self._desk.search(lambda: self._desk.answering.ask(asked.question))
            )
        except Saturated:
            await self._desk.say(visit, "busy")
            return
        except BaodaError as error:
            if not is_for_strangers(error):
                raise  # the error handler apologises, and logs the sentence
            said = [line(visit.words.sentence(str(error)))]
            await self._desk.sender.send(
                visit.chat_id, said, answers=visit.answers, thread=visit.thread
            )
            return
        await self._show(visit, asked, answer, over)

    async def _show(
        self, visit: Visit, asked: Asked, answer: Answer, over: KeptAnswer | None
    ) -> None:
        kept = KeptAnswer(
            id=over.id if over else new_id(),
            chat_id=visit.chat_id,
            user_id=over.user_id if over else visit.user_id,
            asked_in=over.asked_in if over else visit.message_id,
            message_id=over.message_id if over else None,
            made=over.made if over else 0.0,
            question=kept_question(asked.question),
            status=answer.status,
            head=head_of(answer, visit.words, asked.note),
            times=_times(answer, over, asked.question),
            refined=asked.note,
            hits=tuple(kept_hit(hit) for hit in answer.hits),
        )
        texts = [kept.head]
        if answer.hits:
            texts = passage_messages(
                kept.head,
                from_hit(answer.hits[0]),
                visit.words,
                bot_name=self.bot_name,
                of=len(answer.hits),
            )
        await self._place(visit, kept, texts, over)

    async def _place(
        self, visit: Visit, kept: KeptAnswer, texts: list[str], over: KeptAnswer | None
    ) -> None:
        """Show it, in place of another where that still stands. It is kept before it is sent: its
        buttons work even if the process ends between the two."""
        sender, keyboard = self._desk.sender, answer_keyboard(kept, visit.words)
        await self._desk.state.do(answers.keep, kept)
        old = over.message_id if over else None
        if old is not None and await sender.edit(visit.chat_id, old, texts[0], keyboard):
            return
        sent = await sender.send(
            visit.chat_id, texts, keyboard, answers=visit.answers, thread=visit.thread
        )
        await self._desk.state.do(answers.keep, replace(kept, message_id=sent or None))

    async def typing(self, visit: Visit, work: Awaitable[T]) -> T:
        """The result of `work`, while the chat shows that we are at it."""
        task = asyncio.create_task(self._show_typing(visit))
        self._typing.add(task)
        task.add_done_callback(self._typing.discard)
        return await work

    async def _show_typing(self, visit: Visit) -> None:
        """A nicety: the answer does not wait for it, and what goes wrong with it is nothing."""
        with suppress(Exception):
            async with asyncio.timeout(_TYPING):
                await self._bot.send_chat_action(
                    visit.chat_id, ChatAction.TYPING, message_thread_id=visit.thread
                )


def _times(answer: Answer, over: KeptAnswer | None, asked: Question) -> tuple[str, ...]:
    """The words that limited the search; those of before when the limit was just switched off."""
    if not asked.use_dates and over:
        return over.times
    return plain_times(answer.interpretation)


def _how(read: Refined, visit: Visit) -> str:
    """How a question that follows on was read."""
    key = {"time": "read_with_time", "name": "read_with_name", "added": "read_added"}[read.way]
    return visit.words.fill(key, question=read.text, old=read.old, new=read.new)
