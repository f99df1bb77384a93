"""Which update goes where: whom the bot hears, within which limits, and what it does on failure."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from telegram import Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import Forbidden, TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.gate import Saturated
from bot.sentences import is_for_strangers
from bot.telegram import following
from bot.telegram.buttons import Buttons
from bot.telegram.checking import Checking, is_draft
from bot.telegram.commands import Commands, asks_to_be_erased
from bot.telegram.connection import name_of
from bot.telegram.desk import Context, Desk, Visit
from bot.telegram.follows import Follows
from bot.telegram.inline import Inline
from bot.telegram.markup import line
from bot.telegram.pace import is_passing
from bot.telegram.questions import Questions

_LOG = logging.getLogger("baoda.telegram")
ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "my_chat_member",
)
_COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]+)(?:@(?P<bot>\w+))?(?:\s+|$)(?P<rest>.*)", re.DOTALL)
_GONE = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)


class Conversation:
    """The handlers at a desk. `unsent` is told of updates whose reply could not be sent."""

    def __init__(
        self, desk: Desk, application: Any, unsent: Callable[[int], None] = lambda number: None
    ) -> None:
        self._desk = desk
        self._unsent = unsent
        self._questions = Questions(desk, application.bot)
        self._checking = Checking(desk, self._questions)
        self._follows = Follows(desk)
        self._commands = Commands(desk, self._questions, self._checking, self._follows)
        self._buttons = Buttons(desk, self._questions, self._follows)
        self._inline = Inline(desk)

    def register(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Add the handlers; the first that fits takes the update."""
        new, edited = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
        application.add_handler(CallbackQueryHandler(self._buttons.press))
        application.add_handler(InlineQueryHandler(self._inline.query))
        application.add_handler(ChatMemberHandler(self.membership))
        application.add_handler(MessageHandler(edited, self.edited))
        application.add_handler(MessageHandler(new & ~filters.StatusUpdate.ALL, self.message))
        application.add_error_handler(self.failed)

    async def message(self, update: Update, context: Context) -> None:
        """A new message: a command, a question, a draft, or nothing for us."""
        message = _message(update)
        if message.via_bot and message.via_bot.id == context.bot.id:
            return  # a passage of ours, sent into this chat from our own inline results
        said = message.text or message.caption or ""
        visit = await self._desk.visit(update)
        text = self._meant_for_us(message, said, context, private=visit.private)
        if text is None or not await self._heard(visit, text):
            return
        if not said:
            await self._desk.say(visit, "text_only")
            return
        with_words = _COMMAND.fullmatch(text)
        try:
            if with_words:
                await self._command(visit, with_words, message)
            else:
                await self._words(visit, text, message)
        except Saturated:
            await self._desk.say(visit, "busy")
        except Exception as error:
            if not is_for_strangers(error):
                raise
            said = line(visit.words.sentence(str(error)))
            await self._desk.sender.send(
                visit.chat_id, [said], answers=visit.answers, thread=visit.thread
            )

    async def edited(self, update: Update, context: Context) -> None:
        """A question that was changed changes its answer; one not heard before is not heard now."""
        message = _message(update)
        visit = await self._desk.visit(update)
        said = message.text or ""
        text = self._meant_for_us(message, said, context, private=visit.private)
        if not text or not await self._desk.serves(visit) or not self._desk.within_limits(visit):
            return
        command = _COMMAND.fullmatch(text)
        if command and command["name"].lower() != "ask":
            return
        await self._questions.edited(visit, command["rest"] if command else text)

    async def membership(self, update: Update, context: Context) -> None:
        """Blocked, thrown out or brought into a group."""
        changed = update.my_chat_member
        assert changed is not None
        if changed.new_chat_member.status in _GONE:
            await self._desk.state.do(following.stop_chat, changed.chat.id)
            return
        if changed.chat.type == ChatType.PRIVATE or not self._desk.settings.allowed:
            return
        visit = await self._desk.visit(update)
        if not await self._desk.serves(visit):
            _LOG.info("left a chat that nobody on the list brought the bot into")
            with suppress(TelegramError):
                await context.bot.leave_chat(changed.chat.id)

    async def failed(self, update: object, context: Context) -> None:
        """Apologise with a reference; the log has it too, and not the question."""
        error = context.error
        if isinstance(error, Forbidden):  # blocked by the user, or thrown out of the group
            _LOG.info("a chat no longer takes our messages")
            return
        if isinstance(error, TelegramError) and is_passing(error) and isinstance(update, Update):
            self._unsent(update.update_id)
        reference = secrets.token_hex(4)
        _LOG.error("telegram update failed", exc_info=error, extra={"facts": {"ref": reference}})
        message = update.effective_message if isinstance(update, Update) else None
        # When sending itself failed, one more message would only fail again.
        if message is None or isinstance(error, TelegramError) or not isinstance(update, Update):
            return
        with suppress(TelegramError):
            visit = await self._desk.visit(update)
            await self._desk.say(visit, "fault", reference=reference)

    def _meant_for_us(
        self, message: Message, said: str, context: Context, *, private: bool
    ) -> str | None:
        """The words of a message without our name; None when it is not meant for us."""
        name = name_of(context.bot)
        command = _COMMAND.fullmatch(said)
        if command and command["bot"] and command["bot"].lower() != name.lower():
            return None
        if private or command:
            # In a group a command of no name may be another bot's: ours are those we have.
            known = command is None or private or command["name"].lower() in self._commands.all
            return said if known else None
        mention = re.compile(rf"@{re.escape(name)}\b" if name else r"(?!)", re.IGNORECASE)
        to_us = message.reply_to_message and message.reply_to_message.from_user
        replied = bool(to_us and to_us.id == context.bot.id)
        if not replied and not mention.search(said):
            return None
        return mention.sub(" ", said).strip() if said else None

    async def _heard(self, visit: Visit, text: str) -> bool:
        """Whether to reply at all: who may ask, and how often. Who floods us is told so once, for
        replies would be a flood too."""
        if not self._desk.within_limits(visit):
            if self._desk.users.warn(visit.user_id):
                await self._desk.say(visit, "slow_down")
            return False
        if await self._desk.serves(visit):
            return True
        code = re.fullmatch(r"/start\s+i_(\S+)", text)
        if code and visit.private:
            await self._commands.enter(visit, code[1])
        elif visit.private:
            await self._desk.say(visit, "not_allowed")
        return False

    async def _command(self, visit: Visit, found: re.Match[str], message: Message) -> None:
        name, rest = found["name"].lower(), found["rest"].strip()
        if name == "start" and rest.startswith("i_"):  # already let in: the link stays good
            rest = ""
        command = self._commands.all.get(name)
        if command is None:
            await self._desk.say(visit, "unknown_command")
            return
        await command(visit, rest, message)

    async def _words(self, visit: Visit, text: str, message: Message) -> None:
        if asks_to_be_erased(text):
            await self._commands.erase(visit)
        elif is_draft(text, forwarded=message.forward_origin is not None):
            await self._checking.check(visit, text)
        else:
            to = message.reply_to_message
            await self._questions.ask(visit, text, replied_to=to.message_id if to else None)


def _message(update: Update) -> Message:
    assert update.effective_message is not None  # the filters let only messages through
    return update.effective_message
