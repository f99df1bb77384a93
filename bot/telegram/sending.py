"""Messages out: sent, edited in place, and saved from what Telegram refuses."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated

from bot.telegram import chats
from bot.telegram.markup import fitting, plain
from bot.telegram.state import State

_LOG = logging.getLogger("baoda.telegram")
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_SAFE = 1300  # characters that fit in 4,096 even where bytes are counted
_CLOSED = ("chat not found", "not enough rights", "no rights", "chat_write_forbidden", "peer_id")
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


class Sender:
    """Sends and edits through a bot. Its pace and its patience are those of the bot's limiter."""

    def __init__(self, bot: Bot, state: State) -> None:
        self._bot = bot
        self._state = state

    async def send(
        self,
        chat_id: int,
        texts: Sequence[str],
        keyboard: InlineKeyboardMarkup | None = None,
        *,
        answers: int | None = None,
        thread: int | None = None,
    ) -> int:
        """Send the texts, the keyboard under the first; the number of that message. `answers` is
        the message replied to, which may be deleted by then."""
        first = 0
        for at, text in enumerate(texts):
            sent = await self._sent(chat_id, text, None if at else keyboard, answers, thread)
            first = first or sent
        return first

    async def edit(
        self,
        chat_id: int,
        message_id: int,
        text: str,
        keyboard: InlineKeyboardMarkup | None = None,
    ) -> bool:
        """Put another text in place; whether the message is still there to be edited."""
        try:
            await self._edited(chat_id, message_id, text, keyboard, ParseMode.HTML)
        except BadRequest as error:
            said = str(error).lower()
            if any(gone in said for gone in _GONE):
                return False
            if "not modified" not in said:
                _LOG.warning("a change was refused (%s); it is made as plain text", error)
                await self._edited_plainly(chat_id, message_id, text, keyboard)
        return True

    async def _edited_plainly(
        self, chat_id: int, message_id: int, text: str, keyboard: InlineKeyboardMarkup | None
    ) -> None:
        try:
            await self._edited(chat_id, message_id, plain(text), keyboard, None)
        except BadRequest as error:
            if "not modified" not in str(error).lower():
                raise

    async def edit_keyboard(
        self, chat_id: int, message_id: int, keyboard: InlineKeyboardMarkup | None
    ) -> None:
        """Put other buttons under a message."""
        try:
            await self._bot.edit_message_reply_markup(chat_id, message_id, reply_markup=keyboard)
        except BadRequest as error:
            said = str(error).lower()
            if "not modified" not in said and not any(gone in said for gone in _GONE):
                raise

    async def _sent(
        self,
        chat_id: int,
        text: str,
        keyboard: InlineKeyboardMarkup | None,
        answers: int | None,
        thread: int | None,
    ) -> int:
        try:
            return await self._posted(chat_id, text, keyboard, answers, thread, ParseMode.HTML)
        except ChatMigrated as error:
            await self._state.do(chats.move, chat_id, error.new_chat_id)
            return await self._sent(error.new_chat_id, text, keyboard, None, thread)
        except BadRequest as error:
            if any(closed in str(error).lower() for closed in _CLOSED):
                raise
            _LOG.warning("a message was refused (%s); it is sent as plain text", error)
        try:
            return await self._posted(chat_id, plain(text), keyboard, answers, thread, None)
        except BadRequest as error:
            _LOG.warning("it was refused again (%s); it is sent in plain parts", error)
        first = 0
        for part in fitting(plain(text), _SAFE):
            first = first or await self._posted(chat_id, part, None, None, None, None)
        return first

    async def _posted(
        self,
        chat_id: int,
        text: str,
        keyboard: InlineKeyboardMarkup | None,
        answers: int | None,
        thread: int | None,
        mode: str | None,
    ) -> int:
        reply = ReplyParameters(answers, allow_sending_without_reply=True) if answers else None
        message = await self._bot.send_message(
            chat_id,
            text,
            parse_mode=mode,
            link_preview_options=_NO_PREVIEW,
            reply_markup=keyboard,
            reply_parameters=reply,
            message_thread_id=thread,
        )
        return message.message_id

    async def _edited(
        self,
        chat_id: int,
        message_id: int,
        text: str,
        keyboard: InlineKeyboardMarkup | None,
        mode: str | None,
    ) -> Any:
        return await self._bot.edit_message_text(
            text,
            chat_id,
            message_id,
            parse_mode=mode,
            link_preview_options=_NO_PREVIEW,
            reply_markup=keyboard,
        )
