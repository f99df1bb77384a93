"""What a press on a button does: the message it stands under changes in place."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace

from telegram import CallbackQuery, InlineKeyboardMarkup, Update
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from bot.gate import Saturated
from bot.telegram import answers, chats, feedback, following
from bot.telegram.answers import KeptAnswer
from bot.telegram.chats import HITS
from bot.telegram.commands import announce_to
from bot.telegram.desk import Context, Desk, Visit
from bot.telegram.follows import Follows
from bot.telegram.keyboards import (
    Pressed,
    answer_keyboard,
    article_keyboard,
    citation_keyboard,
    follows_keyboard,
    pressed,
    privacy_keyboard,
    settings_keyboard,
    why_keyboard,
)
from bot.telegram.questions import Questions
from bot.telegram.render import article_pages, citation_message, passage_messages
from bot.telegram.shown import Shown, from_citation, widened
from bot.telegram.wording import LANGUAGES, words_for
from index.errors import NotFound
from retrieval.citing import STYLES
from retrieval.views import CitedPassage

OnAnswer = Callable[[Visit, Pressed, KeptAnswer], Awaitable[str]]
_ADMINISTRATORS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)
_LOG = logging.getLogger("baoda.telegram")
_LONGEST_NUMBER = 18  # digits that SQLite counts in; anybody can send anything as a press
_LONGEST_SAID = 200  # characters that the answer to a press may have


class Buttons:
    """The presses, by verb. Each gives back the key of what is said in passing, or nothing."""

    def __init__(self, desk: Desk, questions: Questions, follows: Follows) -> None:
        self._desk = desk
        self._questions = questions
        self._follows = follows
        self._on_answers: Mapping[str, OnAnswer] = {
            "p": self._passage,
            "a": self._article,
            "c": self._citation,
            "f": self._feedback,
            "n": self._near,
            "d": self._dates,
            "w": self._follow,
        }

    async def press(self, update: Update, context: Context) -> None:
        """Do what the button says; every press is answered, or the button would seem to hang."""
        query = update.callback_query
        assert query is not None
        visit, wanted = await self._desk.visit(update), pressed(query.data or "")
        said, alert = "", False
        try:
            if not await self._desk.serves(visit):
                said, alert = "not_allowed", True
            elif not self._desk.presses.take(visit.user_id):
                said = "slow_down"
            else:
                said = await self._done(visit, wanted, query, context)
                alert = said == "question_gone"
        except Saturated:
            said = "busy"
        except NotFound:
            said, alert = "question_gone", True
        finally:
            await self._answer(query, visit.words[said] if said else "", alert)

    async def _done(
        self, visit: Visit, wanted: Pressed, query: CallbackQuery, context: Context
    ) -> str:
        visit = replace(visit, message_id=query.message.message_id if query.message else None)
        if wanted.verb in self._on_answers:
            kept = await self._desk.state.do(answers.by_id, wanted.of)
            if kept is None or kept.chat_id != visit.chat_id or not self._has(kept, wanted):
                return "question_gone"
            # The message pressed is the one to change, whichever showed the answer first.
            visit = replace(visit, message_id=visit.message_id or kept.message_id)
            kept = replace(kept, message_id=visit.message_id)
            return await self._on_answers[wanted.verb](visit, wanted, kept)
        if wanted.verb == "s":
            return await self._settings(visit, wanted, context)
        if wanted.verb == "e":
            return await self._erase(visit, wanted)
        if wanted.verb == "u":
            return await self._unfollow(visit, wanted)
        return ""

    def _has(self, kept: KeptAnswer, wanted: Pressed) -> bool:
        return wanted.verb not in ("p", "a", "c") or wanted.at < len(kept.hits)

    async def _passage(self, visit: Visit, wanted: Pressed, kept: KeptAnswer) -> str:
        """Another passage, or this one with more round it."""
        if not kept.hits:
            await self._edit(visit, kept.head, answer_keyboard(kept, visit.words))
            return ""
        shown = await self._shown(kept, wanted.at, wanted.level)
        texts = passage_messages(
            kept.head,
            shown,
            visit.words,
            bot_name=self._questions.bot_name,
            at=wanted.at + 1,
            of=len(kept.hits),
        )
        keyboard = answer_keyboard(kept, visit.words, wanted.at, wanted.level)
        await self._edit(visit, texts[0], keyboard)
        return ""

    async def _article(self, visit: Visit, wanted: Pressed, kept: KeptAnswer) -> str:
        cited = await self._cited(kept, wanted.at)
        article_id, answering = cited.article.article_id, self._desk.answering
        view = await self._desk.search(lambda: answering.article(article_id))
        pages = article_pages(view, visit.words)
        page = min(wanted.level, len(pages) - 1)
        keyboard = article_keyboard(kept, visit.words, wanted.at, page, len(pages))
        await self._edit(visit, pages[page], keyboard)
        return ""

    async def _citation(self, visit: Visit, wanted: Pressed, kept: KeptAnswer) -> str:
        """The citation: in the chat's style at first, then in the one picked."""
        names = list(STYLES)
        picked = names[wanted.level - 1] if 0 < wanted.level <= len(names) else visit.chosen.style
        style = picked if picked in STYLES else names[0]
        citation = (await self._cited(kept, wanted.at)).citation
        text = citation_message(citation, style, visit.words)
        keyboard = citation_keyboard(kept, visit.words, wanted.at, citation, style)
        await self._edit(visit, text, keyboard)
        return ""

    async def _feedback(self, visit: Visit, wanted: Pressed, kept: KeptAnswer) -> str:
        if wanted.second not in feedback.VERDICTS:
            return ""
        shown = await self._shown(kept, wanted.at, 0) if wanted.at < len(kept.hits) else None
        verdict = feedback.VERDICTS[wanted.second]
        await self._desk.state.do(feedback.note, kept, wanted.at, visit.user_id, verdict, shown)
        if wanted.second == "b":
            await self._keyboard(visit, why_keyboard(kept, visit.words, wanted.at))
            return "why_bad"
        if wanted.second != "g":
            await self._keyboard(visit, answer_keyboard(kept, visit.words, wanted.at))
        return "thanks"

    async def _near(self, visit: Visit, wanted: Pressed, kept: KeptAnswer) -> str:
        await self._questions.again(visit, kept, near=True)
        return ""

    async def _dates(self, visit: Visit, wanted: Pressed, kept: KeptAnswer) -> str:
        await self._questions.again(visit, kept, use_dates=wanted.first == "1")
        return ""

    async def _follow(self, visit: Visit, wanted: Pressed, kept: KeptAnswer) -> str:
        await self._follows.follow(replace(visit, message_id=kept.asked_in), kept.text)
        return ""

    async def _unfollow(self, visit: Visit, wanted: Pressed) -> str:
        if not wanted.of.isdecimal() or len(wanted.of) > _LONGEST_NUMBER:
            return ""
        state, mine = self._desk.state, (visit.chat_id, visit.user_id)
        if not await state.do(following.stop, int(wanted.of), *mine):
            return ""  # another's, or stopped before
        notice = await state.do(answers.by_message, visit.chat_id, visit.message_id or 0)
        if notice:
            await self._keyboard(visit, answer_keyboard(notice, visit.words))
        else:
            left = await state.do(following.followed, *mine)
            await self._keyboard(visit, follows_keyboard([(o.id, o.question) for o in left]))
        return "follow_stopped"

    async def _settings(self, visit: Visit, wanted: Pressed, context: Context) -> str:
        if not visit.private and not await self._may_set(visit, context):
            return "settings_admins"
        chosen = _with(visit.chosen, wanted.of, wanted.first)
        await self._desk.state.do(chats.prefer, visit.chat_id, chosen)
        words = words_for(chosen.language or visit.reads)
        await self._edit(visit, words["settings"], settings_keyboard(chosen, words))
        if chosen.language != visit.chosen.language:
            with suppress(TelegramError):  # the menu stays in the old language
                await announce_to(
                    context.bot, visit.chat_id, chosen.language, private=visit.private
                )
        return "saved"

    async def _may_set(self, visit: Visit, context: Context) -> bool:
        member = await context.bot.get_chat_member(visit.chat_id, visit.user_id)
        return member.status in _ADMINISTRATORS

    async def _erase(self, visit: Visit, wanted: Pressed) -> str:
        words = visit.words
        if wanted.of == "ask":
            await self._edit(visit, words["erase_sure"], privacy_keyboard(words, sure=True))
            return ""
        if wanted.of != "yes":
            text = words.fill("privacy", days=self._desk.settings.telegram_keep_days)
            await self._edit(visit, text, privacy_keyboard(words))
            return ""
        await self._desk.state.erase(visit.user_id)
        await self._edit(visit, words["erased"], None)
        return "erased"

    async def _cited(self, kept: KeptAnswer, at: int) -> CitedPassage:
        citation_id, answering = kept.hits[at].citation_id, self._desk.answering
        return await self._desk.search(lambda: answering.citation(citation_id))

    async def _shown(self, kept: KeptAnswer, at: int, level: int) -> Shown:
        """The passage as the archive has it now, with context when some is wanted."""
        cited = await self._cited(kept, at)
        shown = from_citation(cited, kept.hits[at])
        if not level:
            return shown
        answering = self._desk.answering
        view = await self._desk.search(lambda: answering.article(cited.article.article_id))
        return widened(shown, view.body, level)

    async def _edit(self, visit: Visit, text: str, keyboard: InlineKeyboardMarkup | None) -> None:
        if visit.message_id is not None:
            await self._desk.sender.edit(visit.chat_id, visit.message_id, text, keyboard)

    async def _keyboard(self, visit: Visit, keyboard: InlineKeyboardMarkup | None) -> None:
        if visit.message_id is not None:
            await self._desk.sender.edit_keyboard(visit.chat_id, visit.message_id, keyboard)

    async def _answer(self, query: CallbackQuery, said: str, alert: bool) -> None:
        try:
            await query.answer(said[:_LONGEST_SAID] or None, show_alert=alert)
        except TelegramError as error:  # mostly: it was pressed too long ago to be answered
            _LOG.info("a press was not answered: %s", error)


def _with(chosen: chats.Preferences, field: str, value: str) -> chats.Preferences:
    """The settings with one changed; the same when a button says what no setting takes."""
    switch = {"True": True, "False": False}
    if field == "language" and value in ("", *LANGUAGES):
        return replace(chosen, language=value)
    if field == "style" and value in STYLES:
        return replace(chosen, style=value)
    if field == "hits" and value in map(str, HITS):
        return replace(chosen, hits=int(value))
    if value not in switch:
        return chosen
    match field:
        case "use_dates":
            return replace(chosen, use_dates=switch[value])
        case "daily":
            return replace(chosen, daily=switch[value])
        case "quiet":
            return replace(chosen, quiet=switch[value])
    return chosen
