"""`/follow`: begin, list and stop."""

from __future__ import annotations

from dataclasses import replace

from bot.telegram import following
from bot.telegram.desk import Desk, Visit
from bot.telegram.following import BASELINE, MOST, Follow
from bot.telegram.keyboards import follows_keyboard
from bot.telegram.markup import line
from bot.text_input import clean_line
from retrieval.records import LONGEST_QUESTION, Question


class Follows:
    """Follows questions at a desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def command(self, visit: Visit, text: str) -> None:
        """A question to follow, or what is followed already."""
        question = clean_line(text)
        if len(question) > LONGEST_QUESTION:
            await self._desk.say(visit, "question_long")
        elif question:
            await self.follow(visit, question)
        else:
            await self._list(visit)

    async def follow(self, visit: Visit, question: str) -> None:
        """Follow a question from here on: what answers it today is known already."""
        asked = Question(question, top=BASELINE, near=True).checked()
        answer = await self._desk.search(lambda: self._desk.answering.ask(asked))
        wanted = Follow(
            id=0,
            chat_id=visit.chat_id,
            user_id=visit.user_id,
            thread=visit.thread,
            question=question,
            language=visit.words.language,
            generation=answer.generation,
        )
        number = await self._desk.state.do(following.follow, wanted, answer.hits)
        if number is None:
            await self._desk.say(visit, "follow_full", most=MOST)
        elif not number:
            await self._desk.say(visit, "follow_twice")
        else:
            when = "follow_when_daily" if visit.chosen.daily else "follow_when_once"
            said = visit.words.fill("follow_set", question=line(question))
            await self._send(
                visit, f"{said}\n<i>{line(visit.words[when])}</i>", [replace(wanted, id=number)]
            )

    async def _list(self, visit: Visit) -> None:
        mine = await self._desk.state.do(following.followed, visit.chat_id, visit.user_id)
        await self._send(visit, visit.words["follow_list" if mine else "follow_none"], mine)

    async def _send(self, visit: Visit, text: str, follows: list[Follow]) -> None:
        keyboard = follows_keyboard([(one.id, one.question) for one in follows])
        await self._desk.sender.send(
            visit.chat_id, [text], keyboard, answers=visit.answers, thread=visit.thread
        )
