"""The commands, each a word of Telegram's menu."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import date

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
    Message,
)

from bot.telegram import access
from bot.telegram.checking import Checking
from bot.telegram.desk import Desk, Visit
from bot.telegram.follows import Follows
from bot.telegram.keyboards import privacy_keyboard, settings_keyboard
from bot.telegram.markup import bold, line
from bot.telegram.questions import Questions
from bot.telegram.render import listed
from bot.telegram.shown import from_citation
from bot.telegram.wording import words_for
from bot.text_input import clean_line
from index.errors import NotFound
from retrieval.dates import periods
from retrieval.listing import Browse, Listing
from retrieval.records import LONGEST_QUESTION

Command = Callable[[Visit, str, Message], Awaitable[None]]
PRIVATE = ("ask", "quote", "cite", "date", "latest", "follow", "settings", "privacy", "help")
GROUP = ("ask", "quote", "cite", "date", "latest", "follow", "settings", "help")
_LISTED = 8
_LED = re.compile(r"^(?:in|on|at|during|for|的|，|,|\s)+", re.IGNORECASE)
_ERASE = re.compile(
    r"erase\s+me|删除我的(?:全部)?数据|刪除我的(?:全部)?資料|忘记我|忘記我", re.IGNORECASE
)


def asks_to_be_erased(text: str) -> bool:
    """Whether a message is nothing but the wish to be forgotten."""
    return _ERASE.fullmatch(text.strip().rstrip("。.!！")) is not None


class Commands:
    """What each command does with the words after it."""

    def __init__(
        self, desk: Desk, questions: Questions, checking: Checking, follows: Follows
    ) -> None:
        self._desk = desk
        self._questions = questions
        self._checking = checking
        self._follows = follows
        self.all: Mapping[str, Command] = {
            "start": self.start,
            "help": self.help,
            "ask": self.ask,
            "quote": self.quote,
            "cite": self.cite,
            "date": self.date,
            "latest": self.latest,
            "follow": self.follow,
            "settings": self.settings,
            "privacy": self.privacy,
        }

    async def start(self, visit: Visit, text: str, message: Message) -> None:
        """A greeting; with a deep link `c_<citation id>` the citation."""
        if text.startswith("c_"):
            await self.cite(visit, text[2:], message)
        elif text == "help":
            await self.help(visit, "", message)
        else:
            await self._desk.say(visit, "start")

    async def enter(self, visit: Visit, code: str) -> None:
        """Let in whoever comes with a good invitation."""
        token = self._desk.settings.token
        good = await self._desk.state.do(access.admit, visit.user_id, token, code)
        await self._desk.say(visit, "invited" if good else "invite_bad")

    async def help(self, visit: Visit, text: str, message: Message) -> None:
        """How to ask."""
        await self._desk.say(visit, "help", bot=self._questions.bot_name)

    async def ask(self, visit: Visit, text: str, message: Message) -> None:
        """`/ask question`, the way to ask in groups."""
        if not text:
            await self._desk.say(visit, "ask_usage")
            return
        await self._questions.ask(visit, text, replied_to=_replied(message))

    async def quote(self, visit: Visit, text: str, message: Message) -> None:
        """`/quote words`, or in reply to a message that quotes."""
        said = message.reply_to_message
        await self._checking.check(visit, text or (said and (said.text or said.caption)) or "")

    async def cite(self, visit: Visit, text: str, message: Message) -> None:
        """`/cite id`: the passage a citation names, and what became of it."""
        wanted = clean_line(text)
        if not wanted:
            await self._desk.say(visit, "cite_usage")
            return
        answering = self._desk.answering
        try:
            cited = await self._desk.search(lambda: answering.citation(wanted))
        except NotFound:
            await self._desk.say(visit, "id_unknown")
            return
        await self._questions.show_cited(visit, cited, from_citation(cited), cited.source.file)

    async def date(self, visit: Visit, text: str, message: Message) -> None:
        """`/date time question`: asked of what was printed then; without a question, a list."""
        found = periods(text, date.today()) or periods(f"in {text}", date.today())
        if not found or found[0].first == date.min:
            await self._desk.say(visit, "date_usage")
            return
        one = found[0]
        question = clean_line(_LED.sub("", text.replace(one.words.removeprefix("in "), " ", 1)))
        if any(map(str.isalnum, question)):
            await self._questions.ask(visit, question, from_day=one.first, to_day=one.last)
            return
        head = visit.words.fill("on_day", day=clean_line(text))
        await self._list(visit, head, Browse(from_date=one.first, to_date=one.last, limit=_LISTED))

    async def latest(self, visit: Visit, text: str, message: Message) -> None:
        """`/latest topic`: the newest articles, about something or at all."""
        topic = clean_line(text)[:LONGEST_QUESTION]
        words = visit.words
        head = words.fill("latest_about", topic=topic) if topic else words["latest_head"]
        await self._list(visit, head, Browse(text=topic, sort="newest", limit=_LISTED))

    async def follow(self, visit: Visit, text: str, message: Message) -> None:
        """`/follow question`, or what is followed."""
        await self._follows.command(visit, text)

    async def settings(self, visit: Visit, text: str, message: Message) -> None:
        """The settings of the chat."""
        keyboard = settings_keyboard(visit.chosen, visit.words)
        await self._desk.sender.send(
            visit.chat_id,
            [visit.words["settings"]],
            keyboard,
            answers=visit.answers,
            thread=visit.thread,
        )

    async def privacy(self, visit: Visit, text: str, message: Message) -> None:
        """What is kept, and a way to have it erased."""
        if text.lower() in ("erase", "erase me"):
            await self.erase(visit)
            return
        days = self._desk.settings.telegram_keep_days
        said = visit.words.fill("privacy", days=days)
        await self._desk.sender.send(
            visit.chat_id,
            [said],
            privacy_keyboard(visit.words),
            answers=visit.answers,
            thread=visit.thread,
        )

    async def erase(self, visit: Visit) -> None:
        """Forget the user."""
        await self._desk.state.erase(visit.user_id)
        await self._desk.say(visit, "erased")

    async def _list(self, visit: Visit, head: str, asked: Browse) -> None:
        answering = self._desk.answering
        listing: Listing = await self._desk.search(lambda: answering.browse(asked))
        words = visit.words
        if not listing.items:
            await self._desk.say(visit, "nothing_listed")
            return
        found = [(one.article.title, one.citation) for one in listing.items]
        texts = listed(bold(head), found, words)
        if listing.total > len(found):
            texts[-1] += f"\n\n<i>{line(words.fill('and_more', total=listing.total))}</i>"
        await self._desk.sender.send(
            visit.chat_id, texts, answers=visit.answers, thread=visit.thread
        )


async def announce(bot: Bot) -> None:
    """Tell Telegram which commands there are, so that clients can offer them: by scope, in each
    language a client may have. A scope is no access control."""
    scopes = (
        (BotCommandScopeDefault(), PRIVATE),
        (BotCommandScopeAllPrivateChats(), PRIVATE),
        (BotCommandScopeAllGroupChats(), GROUP),
    )
    for scope, names in scopes:
        for language, code in (("zh", None), ("zh", "zh"), ("en", "en")):
            words = words_for(language)
            commands = [BotCommand(name, words[f"cmd_{name}"]) for name in names]
            await bot.set_my_commands(commands, scope=scope, language_code=code)


async def announce_to(bot: Bot, chat_id: int, language: str, *, private: bool) -> None:
    """The commands of one chat in the language it chose; those of its scope again when it chose
    none. Telegram knows one Chinese only, so Traditional has no other way."""
    scope = BotCommandScopeChat(chat_id)
    if not language:
        await bot.delete_my_commands(scope=scope)
        return
    words = words_for(language)
    names = PRIVATE if private else GROUP
    await bot.set_my_commands(
        [BotCommand(name, words[f"cmd_{name}"]) for name in names], scope=scope
    )


def _replied(message: Message) -> int | None:
    return message.reply_to_message.message_id if message.reply_to_message else None
