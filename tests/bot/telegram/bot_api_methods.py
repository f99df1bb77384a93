"""What each method of the Bot API does and refuses, as Telegram documents it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from tests.bot.telegram.telegram_html import CannotParse, visible_text

BOT = {"id": 123456, "is_bot": True, "first_name": "报答", "username": "baoda_test_bot"}
TEXT_LIMIT = 4096
_KINDS = ("default", "all_private_chats", "all_group_chats", "chat")


class Refused(Exception):
    """An error reply."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status = status
        self.description = description


def units(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def checked_text(params: dict[str, Any], limit: int = TEXT_LIMIT) -> str:
    """What a reader sees of a message's text; raises Refused where Telegram would."""
    text = params.get("text", params.get("message_text", ""))
    try:
        seen = visible_text(text) if params.get("parse_mode") == "HTML" else text
    except CannotParse as error:
        raise Refused(400, f"Bad Request: can't parse entities: {error}") from None
    if not seen.strip():
        raise Refused(400, "Bad Request: message text is empty")
    if units(seen) > limit:
        raise Refused(400, "Bad Request: message is too long")
    return seen


def checked_keyboard(markup: Any) -> Any:
    """An inline keyboard; raises Refused where Telegram would."""
    if markup is None:
        return None
    if not isinstance(markup, dict) or not isinstance(markup.get("inline_keyboard"), list):
        raise Refused(400, "Bad Request: object expected as reply markup")
    rows = markup["inline_keyboard"]
    if sum(map(len, rows)) > 100 or any(len(row) > 8 for row in rows):
        raise Refused(400, "Bad Request: reply markup is too long")
    for button in (button for row in rows for button in row):
        if not button.get("text"):
            raise Refused(400, "Bad Request: text buttons are unallowed in the inline keyboard")
        uses = button.keys() & {"callback_data", "copy_text", "url", "switch_inline_query"}
        if len(uses) != 1:
            raise Refused(400, "Bad Request: text buttons are unallowed in the inline keyboard")
        if not 1 <= len(button.get("callback_data", "x").encode()) <= 64:
            raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
        if not 1 <= units(button.get("copy_text", {"text": "x"})["text"]) <= 256:
            raise Refused(400, "Bad Request: BUTTON_COPY_TEXT_INVALID")
    return markup


@dataclass
class Chats:
    """The messages the bot sent, the presses and queries it owes an answer, its commands."""

    messages: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    sent: list[dict[str, Any]] = field(default_factory=list)
    edits: list[dict[str, Any]] = field(default_factory=list)
    presses: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    queries: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    administrators: set[int] = field(default_factory=set)
    left: list[int] = field(default_factory=list)
    webhook: dict[str, Any] = field(default_factory=dict)
    numbers: int = 1000

    def next_number(self) -> int:
        """A fresh number, for an update or a message."""
        self.numbers += 1
        return self.numbers

    def do_getMe(self, _: dict[str, Any]) -> Any:
        return {
            **BOT,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": True,
        }

    def do_sendMessage(self, params: dict[str, Any]) -> Any:
        seen = checked_text(params)
        checked_keyboard(params.get("reply_markup"))
        if not isinstance(params.get("chat_id"), int):
            raise Refused(400, "Bad Request: chat not found")
        number = self.next_number()
        kept = {**params, "visible": seen, "message_id": number}
        self.messages[params["chat_id"], number] = kept
        self.sent.append(kept)
        return self.message(kept)

    def do_editMessageText(self, params: dict[str, Any]) -> Any:
        kept = self._to_edit(params)
        seen = checked_text(params)
        markup = checked_keyboard(params.get("reply_markup"))
        if (kept["visible"], kept["text"], kept.get("reply_markup")) == (
            seen,
            params["text"],
            markup,
        ):
            raise Refused(
                400,
                "Bad Request: message is not modified: specified new message content and reply "
                "markup are exactly the same as a current content",
            )
        kept.update(params, visible=seen, reply_markup=markup)
        self.edits.append(dict(kept))
        return self.message(kept)

    def do_editMessageReplyMarkup(self, params: dict[str, Any]) -> Any:
        kept = self._to_edit(params)
        markup = checked_keyboard(params.get("reply_markup"))
        if markup == kept.get("reply_markup"):
            raise Refused(400, "Bad Request: message is not modified")
        kept["reply_markup"] = markup
        self.edits.append(dict(kept))
        return self.message(kept)

    def do_answerCallbackQuery(self, params: dict[str, Any]) -> Any:
        if units(params.get("text", "")) > 200:
            raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
        self._owed(self.presses, params, "callback_query_id")
        return True

    def do_answerInlineQuery(self, params: dict[str, Any]) -> Any:
        if len(params["results"]) > 50:
            raise Refused(400, "Bad Request: RESULTS_TOO_MUCH")
        ids = [result["id"] for result in params["results"]]
        if len(set(ids)) != len(ids) or not all(1 <= len(one.encode()) <= 64 for one in ids):
            raise Refused(400, "Bad Request: RESULT_ID_INVALID")
        for result in params["results"]:
            if result["type"] != "article" or not result["title"]:
                raise Refused(400, "Bad Request: ARTICLE_TITLE_EMPTY")
            checked_text(result["input_message_content"])
            checked_keyboard(result.get("reply_markup"))
        start = params.get("button", {"start_parameter": "x"})["start_parameter"]
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", start):
            raise Refused(400, "Bad Request: START_PARAM_INVALID")
        self._owed(self.queries, params, "inline_query_id")
        return True

    def do_sendChatAction(self, _: dict[str, Any]) -> Any:
        return True

    def do_setMyCommands(self, params: dict[str, Any]) -> Any:
        if not 1 <= len(params["commands"]) <= 100:
            raise Refused(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
        for command in params["commands"]:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise Refused(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        self.commands[self._scope(params)] = params["commands"]
        return True

    def do_deleteMyCommands(self, params: dict[str, Any]) -> Any:
        self.commands.pop(self._scope(params), None)
        return True

    def do_getChatMember(self, params: dict[str, Any]) -> Any:
        user = {"id": params["user_id"], "is_bot": False, "first_name": "读者"}
        if params["user_id"] in self.administrators:
            rights = (
                "can_be_edited is_anonymous can_manage_chat can_delete_messages can_change_info "
                "can_manage_video_chats can_restrict_members can_promote_members can_invite_users "
                "can_post_stories can_edit_stories can_delete_stories"
            )
            granted = dict.fromkeys(rights.split(), True)
            return {"status": "administrator", "user": user, **granted}
        return {"status": "member", "user": user}

    def do_leaveChat(self, params: dict[str, Any]) -> Any:
        self.left.append(params["chat_id"])
        return True

    def do_setWebhook(self, params: dict[str, Any]) -> Any:
        if not re.fullmatch(r"https?://\S+", params["url"]):
            raise Refused(400, "Bad Request: bad webhook: An HTTPS URL must be provided")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", params.get("secret_token", "x")):
            raise Refused(400, "Bad Request: secret token contains unallowed characters")
        self.webhook = params
        return True

    def do_deleteWebhook(self, _: dict[str, Any]) -> Any:
        self.webhook = {}
        return True

    def do_getWebhookInfo(self, _: dict[str, Any]) -> Any:
        url = self.webhook.get("url", "")
        return {"url": url, "has_custom_certificate": False, "pending_update_count": 0}

    def message(self, kept: dict[str, Any]) -> dict[str, Any]:
        """A message of the bot's as the API shows it."""
        kind = "private" if kept["chat_id"] > 0 else "supergroup"
        markup = kept.get("reply_markup")
        return {
            "message_id": kept["message_id"],
            "date": 1_700_000_000,
            "chat": {"id": kept["chat_id"], "type": kind},
            "from": BOT,
            "text": kept["visible"],
            **({"reply_markup": markup} if markup else {}),
        }

    def _to_edit(self, params: dict[str, Any]) -> dict[str, Any]:
        kept = self.messages.get((params.get("chat_id", 0), params.get("message_id", 0)))
        if kept is None:
            raise Refused(400, "Bad Request: message to edit not found")
        return kept

    def _owed(
        self, owed: dict[str, dict[str, Any] | None], params: dict[str, Any], name: str
    ) -> None:
        if owed.get(str(params[name]), params) is not None:
            raise Refused(
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
            )
        owed[str(params[name])] = params

    def _scope(self, params: dict[str, Any]) -> tuple[str, str]:
        scope = params.get("scope", {"type": "default"})
        if scope["type"] not in _KINDS:
            raise Refused(400, "Bad Request: can't parse BotCommandScope")
        code = params.get("language_code", "")
        if code and not re.fullmatch("[a-z]{2}", code):
            raise Refused(400, "Bad Request: invalid language code specified")
        chat = f":{scope['chat_id']}" if scope["type"] == "chat" else ""
        return scope["type"] + chat, code
