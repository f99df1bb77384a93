"""What the bot does with a message: whom it hears, what it looks up, how it replies."""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Any

from telegram import BotCommand, LinkPreviewOptions, Message, ReplyParameters, Update
from telegram.constants import ChatAction, ChatType, ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import Application, CommandHandler, ContextTypes, MessageHandler, filters

from bot.answering import Answering
from bot.asking import read_question
from bot.gate import Saturated, SearchGate
from bot.sentences import in_language, is_for_strangers
from bot.telegram.allowance import Allowance
from bot.telegram.render import plain, render_answer, render_cited
from bot.text_input import clean_line
from bot.wording import WORDS, choose_language
from index.errors import BaodaError, NotFound
from retrieval.records import LONGEST_QUESTION

_LOG = logging.getLogger("baoda.telegram")
HITS = 3  # a chat is read on a phone
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_COMMANDS = ("ask", "help", "start")
_TYPING = 5.0  # seconds; Telegram shows it no longer

Context = ContextTypes.DEFAULT_TYPE
Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


class Conversation:
    """The handlers, over one archive and one gate."""

    def __init__(
        self, answering: Answering, gate: SearchGate, allowance: Allowance | None = None
    ) -> None:
        self._answering = answering
        self._gate = gate
        self._allowance = allowance or Allowance()
        self._typing: set[asyncio.Task[None]] = set()  # the loop alone would let them be collected

    def register(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Add the handlers; the first that fits takes the message. Only new messages are heard:
        an edited question would need its old answer edited, which nobody stores yet."""
        new = filters.UpdateType.MESSAGE
        private = new & filters.ChatType.PRIVATE
        application.add_handler(CommandHandler("start", self._counted(self.start), new))
        application.add_handler(CommandHandler("help", self._counted(self.help), new))
        application.add_handler(CommandHandler("ask", self._counted(self.ask_command), new))
        unknown = self._counted(self.unknown_command)
        application.add_handler(MessageHandler(private & filters.COMMAND, unknown))
        application.add_handler(MessageHandler(new & filters.TEXT & ~filters.COMMAND, self.text))
        application.add_handler(
            MessageHandler(private & _FROM_PEOPLE, self._counted(self.not_text))
        )
        application.add_error_handler(self.failed)

    async def start(self, update: Update, context: Context) -> None:
        """A greeting; with a deep link `c_<citation id>` the citation."""
        message, language = _message(update), _language(update)
        payload = context.args[0] if context.args else ""
        if payload.startswith("c_"):
            await self._show_citation(message, payload[2:], language, context)
        else:
            await reply(message, [WORDS[language]["tg_start"]])

    async def help(self, update: Update, context: Context) -> None:
        """How to ask."""
        await reply(_message(update), [WORDS[_language(update)]["tg_help"]])

    async def ask_command(self, update: Update, context: Context) -> None:
        """`/ask question`, the way to ask in groups."""
        question = " ".join(context.args or [])
        if not question.strip():
            await reply(_message(update), [WORDS[_language(update)]["tg_ask_usage"]])
            return
        await self._answer(_message(update), question, _language(update), context)

    async def text(self, update: Update, context: Context) -> None:
        """A plain message: a question in private, in a group only when it is meant for us."""
        message = _message(update)
        question = message.text or ""
        if message.chat.type != ChatType.PRIVATE:
            name = context.bot.username
            mention = re.compile(rf"@{re.escape(name)}\b", re.IGNORECASE)
            to_us = message.reply_to_message and message.reply_to_message.from_user
            replied = bool(to_us and to_us.id == context.bot.id)
            if not replied and not mention.search(question):
                return
            question = mention.sub(" ", question)
        if not await self._allowed(message, _language(update)):
            return
        await self._answer(message, question, _language(update), context)

    async def unknown_command(self, update: Update, context: Context) -> None:
        """A command we do not have."""
        await reply(_message(update), [WORDS[_language(update)]["tg_unknown_command"]])

    async def not_text(self, update: Update, context: Context) -> None:
        """A sticker, a voice message, a photograph."""
        await reply(_message(update), [WORDS[_language(update)]["tg_text_only"]])

    async def failed(self, update: object, context: Context) -> None:
        """Apologise with a reference; the log has it too, and not the question."""
        error = context.error
        message = update.effective_message if isinstance(update, Update) else None
        if isinstance(error, Forbidden):  # blocked by the user, or thrown out of the group
            _LOG.info("a chat no longer takes our messages")
            return
        reference = secrets.token_hex(4)
        _LOG.error("telegram update failed", exc_info=error, extra={"facts": {"ref": reference}})
        # When sending itself failed, one more message would only fail again.
        if message is None or isinstance(error, TelegramError):
            return
        language = _language(update) if isinstance(update, Update) else "zh"
        with suppress(TelegramError):
            await reply(message, [WORDS[language]["tg_fault"].format(reference=reference)])

    def _counted(self, handler: Handler) -> Handler:
        """The handler, for messages that are always for us: each takes from the allowance."""

        async def counted(update: Update, context: Context) -> None:
            if await self._allowed(_message(update), _language(update)):
                await handler(update, context)

        return counted

    async def _allowed(self, message: Message, language: str) -> bool:
        """Whether to reply at all. Who floods us is told so once: replies would be a flood too."""
        asker = _asker(message)
        if self._allowance.take(asker):
            return True
        if self._allowance.warn(asker):
            await reply(message, [WORDS[language]["tg_slow_down"]])
        return False

    async def _answer(self, message: Message, text: str, language: str, context: Context) -> None:
        words = WORDS[language]
        question = clean_line(text)
        if not question:
            await reply(message, [words["question_empty"]])
        elif len(question) > LONGEST_QUESTION:
            await reply(message, [words["question_long"]])
        else:
            await self._search(message, question, language, context)

    async def _search(
        self, message: Message, question: str, language: str, context: Context
    ) -> None:
        typing = asyncio.create_task(_show_typing(message))
        self._typing.add(typing)
        typing.add_done_callback(self._typing.discard)
        try:
            asked = read_question(question, top=HITS)
            answer = await self._gate.run(lambda: self._answering.ask(asked))
        except Saturated:
            await reply(message, [WORDS[language]["busy"]])
            return
        except BaodaError as error:
            if not is_for_strangers(error):
                raise  # `failed` apologises, and logs the sentence
            await reply(message, [_escaped(in_language(str(error), language))])
            return
        await reply(message, render_answer(answer, language, bot_name=context.bot.username))

    async def _show_citation(
        self, message: Message, citation_id: str, language: str, context: Context
    ) -> None:
        wanted = clean_line(citation_id)
        try:
            cited = await self._gate.run(lambda: self._answering.citation(wanted))
        except NotFound:
            await reply(message, [WORDS[language]["id_unknown"]])
            return
        except Saturated:
            await reply(message, [WORDS[language]["busy"]])
            return
        await reply(message, render_cited(cited, language, bot_name=context.bot.username))


async def _show_typing(message: Message) -> None:
    """A nicety: the answer does not wait for it, and whatever goes wrong with it is nothing."""
    with suppress(Exception):
        async with asyncio.timeout(_TYPING):
            await message.chat.send_action(ChatAction.TYPING)


async def reply(message: Message, texts: Sequence[str]) -> None:
    """Send the texts as replies; one Telegram cannot parse goes out again as plain text."""
    for text in texts:
        try:
            await _send(message, text, ParseMode.HTML)
        except BadRequest as error:
            if "parse entities" not in str(error).lower():
                raise
            _LOG.warning("telegram could not parse our markup; sent as plain text")
            await _send(message, plain(text), None)


async def announce(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Tell Telegram which commands there are, so that clients can offer them."""
    for language, code in (("zh", None), ("zh", "zh"), ("en", "en")):
        commands = [BotCommand(name, WORDS[language][f"cmd_{name}"]) for name in _COMMANDS]
        await application.bot.set_my_commands(commands, language_code=code)


async def _send(message: Message, text: str, mode: str | None) -> None:
    # In a group it should be seen whom we answer; the question may be deleted by then.
    answers = ReplyParameters(message.message_id, allow_sending_without_reply=True)
    await message.get_bot().send_message(
        message.chat_id,
        text,
        parse_mode=mode,
        link_preview_options=_NO_PREVIEW,
        reply_parameters=None if message.chat.type == ChatType.PRIVATE else answers,
        message_thread_id=message.message_thread_id if message.is_topic_message else None,
    )


def _message(update: Update) -> Message:
    assert update.effective_message is not None  # the filters let only messages through
    return update.effective_message


def _language(update: Update) -> str:
    user = update.effective_user
    return choose_language(user.language_code if user else None)


def _asker(message: Message) -> int:
    # Anonymous admins all share one user id; their chat tells them apart.
    return message.from_user.id if message.from_user else message.chat_id


def _escaped(text: str) -> str:
    return clean_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_FROM_PEOPLE = ~filters.StatusUpdate.ALL & ~filters.TEXT
