"""What the handlers work with, and who stands before it: one record each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.answering import Answering
from bot.gate import SearchGate
from bot.settings import Settings
from bot.telegram import access, chats
from bot.telegram.allowance import Allowance
from bot.telegram.chats import Preferences
from bot.telegram.sending import Sender
from bot.telegram.state import State
from bot.telegram.wording import Words, language_for, words_for

T = TypeVar("T")
Context = ContextTypes.DEFAULT_TYPE
BURST = 30  # what one may ask in a row; each has one question in flight, whatever the haste
_AT_ONCE = 16  # searches handed to the gate at a time; more would wait there against its clock


@dataclass(frozen=True, slots=True)
class Visit:
    """Who said something, where, and in which language they are answered. Who speaks for a chat
    (anonymous administrators, channels) is that chat. `reads` is the language of their Telegram."""

    chat_id: int
    user_id: int
    private: bool
    message_id: int | None
    thread: int | None
    chosen: Preferences
    words: Words
    reads: str

    @property
    def answers(self) -> int | None:
        """The message to reply to: in a group it should be seen whom we answer."""
        return None if self.private else self.message_id


@dataclass(slots=True)
class Desk:
    """The archive as seen from the chat, the bot's memory, and its ways to speak."""

    answering: Answering
    gate: SearchGate
    settings: Settings
    state: State
    sender: Sender
    users: Allowance = field(default_factory=lambda: Allowance(burst=BURST, seconds=1.0))
    presses: Allowance = field(default_factory=lambda: Allowance(burst=40, seconds=0.5))
    chats: Allowance = field(default_factory=lambda: Allowance(burst=20, seconds=1.0))
    everyone: Allowance = field(default_factory=lambda: Allowance(burst=2000, seconds=0.01))
    searching: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    async def search(self, work: Callable[[], T]) -> T:
        """The result of work on the archive, done in a thread when there is room for it."""
        async with self.searching:
            return await self.gate.run(work)

    async def visit(self, update: Update) -> Visit:
        """Who is behind an update that has a user or a chat."""
        message, user, chat = update.effective_message, update.effective_user, update.effective_chat
        sender = message.sender_chat if isinstance(message, Message) else None
        private = chat is None or chat.type == ChatType.PRIVATE
        # A private chat has the number of its user.
        user_id = user.id if user else chat.id if chat and private else 0
        if sender is not None and update.callback_query is None:
            user_id = sender.id
        chat_id = chat.id if chat else user_id
        chosen = await self.state.do(chats.preferences, chat_id)
        reads = language_for(user.language_code if user else None)
        in_topic = isinstance(message, Message) and message.is_topic_message
        return Visit(
            chat_id=chat_id,
            user_id=user_id,
            private=private,
            message_id=message.message_id if message else None,
            thread=message.message_thread_id if isinstance(message, Message) and in_topic else None,
            chosen=chosen,
            words=words_for(chosen.language or reads),
            reads=reads,
        )

    async def serves(self, visit: Visit) -> bool:
        """Whether the bot is for this user or chat."""
        return await self.knows(visit.user_id, visit.chat_id)

    async def knows(self, user_id: int, chat_id: int) -> bool:
        """Whether the bot is for everybody, or for this user or chat."""
        allowed = self.settings.allowed
        if not allowed or user_id in allowed or chat_id in allowed:
            return True
        return await self.state.do(access.is_admitted, user_id)

    async def say(self, visit: Visit, key: str, **blanks: object) -> None:
        """Something of our own, in the visitor's language."""
        text = visit.words.fill(key, **blanks) if blanks else visit.words[key]
        await self.sender.send(visit.chat_id, [text], answers=visit.answers, thread=visit.thread)

    def within_limits(self, visit: Visit) -> bool:
        """Whether user, chat and house have asked little enough of late; asking counts."""
        if not self.users.take(visit.user_id):
            return False
        if not visit.private and not self.chats.take(visit.chat_id):
            return False
        return self.everyone.take(0)
