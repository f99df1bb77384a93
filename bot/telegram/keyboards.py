"""The buttons under messages. A button carries at most 64 bytes: a verb and a kept answer's id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.answers import KeptAnswer
from bot.telegram.chats import HITS, Preferences
from bot.telegram.markup import length
from bot.telegram.shown import MOST_CONTEXT
from bot.telegram.wording import LANGUAGES, NAMES, Words
from retrieval.citing import STYLES, cite
from retrieval.records import Citation

_COPIED = 256  # units that a copy button may hold
_LONGEST_LABEL = 40
REASONS = {"w": "bad_wrong", "o": "bad_old", "n": "bad_other"}
Row = list[InlineKeyboardButton]


class Pressed(NamedTuple):
    """What a button says: its verb, the kept answer or setting, and up to two numbers or words."""

    verb: str
    of: str = ""
    first: str = ""
    second: str = ""

    @property
    def at(self) -> int:
        """The first number, 0 where there is none."""
        return int(self.first) if self.first.isdecimal() else 0

    @property
    def level(self) -> int:
        """The second number, 0 where there is none."""
        return int(self.second) if self.second.isdecimal() else 0


def pressed(data: str) -> Pressed:
    """A button's data, taken apart; anybody can send anything as such."""
    return Pressed(*data.split(":")[:4])


def answer_keyboard(
    answer: KeptAnswer, words: Words, at: int = 0, level: int = 0
) -> InlineKeyboardMarkup | None:
    """Under an answer: its passages, what can be seen of each, and how good it was."""
    rows: list[Row] = []
    if len(answer.hits) > 1:
        rows.append(_turning("p", answer.id, at, len(answer.hits)))
    if answer.hits:
        seen = [_button(words["context_more"], "p", answer.id, at, level + 1)]
        if level:
            seen.append(_button(words["context_less"], "p", answer.id, at, level - 1))
        seen = seen[1:] if level >= MOST_CONTEXT else seen
        rows.append(
            [
                *seen,
                _button(words["article"], "a", answer.id, at, 0),
                _button(words["cite"], "c", answer.id, at, 0),
            ]
        )
    if answer.text:
        rows += _asking(answer, words, at)
    return InlineKeyboardMarkup(rows) if rows else None


def why_keyboard(answer: KeptAnswer, words: Words, at: int) -> InlineKeyboardMarkup:
    """After 👎: what is wrong."""
    reasons = [_button(words[key], "f", answer.id, at, code) for code, key in REASONS.items()]
    return InlineKeyboardMarkup([reasons, [_button(words["back"], "p", answer.id, at, 0)]])


def article_keyboard(
    answer: KeptAnswer, words: Words, at: int, page: int, pages: int
) -> InlineKeyboardMarkup:
    """Under a page of an article."""
    rows: list[Row] = []
    if pages > 1:
        label = words.fill("page_of", page=page + 1, pages=pages)
        rows.append(
            [
                _button("◀", "a", answer.id, at, (page - 1) % pages),
                _button(label, "x"),
                _button("▶", "a", answer.id, at, (page + 1) % pages),
            ]
        )
    rows.append([_button(words["back"], "p", answer.id, at, 0)])
    return InlineKeyboardMarkup(rows)


def citation_keyboard(
    answer: KeptAnswer, words: Words, at: int, citation: Citation, style: str
) -> InlineKeyboardMarkup:
    """Under a citation: the other styles, and a button that copies it where Telegram lets it."""
    names = list(STYLES)
    styles = [
        _button(f"• {name}" if name == style else name, "c", answer.id, at, number + 1)
        for number, name in enumerate(names)
    ]
    rows = [styles[low : low + 2] for low in range(0, len(styles), 2)]
    text = cite(citation, style).strip()
    last = [_button(words["back"], "p", answer.id, at, 0)]
    if 0 < length(text) <= _COPIED:
        last.insert(0, InlineKeyboardButton(words["copy"], copy_text=CopyTextButton(text)))
    return InlineKeyboardMarkup([*rows, last])


def settings_keyboard(chosen: Preferences, words: Words) -> InlineKeyboardMarkup:
    """The settings of a chat; each press sets one."""

    def choice(label: str, field: str, value: object, now: object) -> InlineKeyboardButton:
        return _button(f"✓ {label}" if value == now else label, "s", field, str(value))

    languages = [choice(words["language_auto"], "language", "", chosen.language)]
    languages += [choice(NAMES[code], "language", code, chosen.language) for code in LANGUAGES]
    styles = [choice(name, "style", name, chosen.style) for name in STYLES]
    notify = [(words["notify_once"], False), (words["notify_daily"], True)]
    switch = {True: words["on"], False: words["off"]}
    return InlineKeyboardMarkup(
        [
            languages[:2],
            languages[2:],
            [choice(f"{n}", "hits", n, chosen.hits) for n in HITS],
            *(styles[low : low + 2] for low in range(0, len(styles), 2)),
            [_switch(words["set_dates"], "use_dates", chosen.use_dates, switch)],
            [choice(label, "daily", value, chosen.daily) for label, value in notify],
            [_switch(words["set_quiet"], "quiet", chosen.quiet, switch)],
        ]
    )


def privacy_keyboard(words: Words, *, sure: bool = False) -> InlineKeyboardMarkup:
    """Under what is kept: forget me; asked again before it is done."""
    if not sure:
        return InlineKeyboardMarkup([[_button(words["erase"], "e", "ask")]])
    yes, no = _button(words["erase_yes"], "e", "yes"), _button(words["erase_no"], "e", "no")
    return InlineKeyboardMarkup([[yes, no]])


def follows_keyboard(follows: Sequence[tuple[int, str]]) -> InlineKeyboardMarkup | None:
    """The questions that are followed; a press stops one."""
    rows = [[_button(f"🔕 {_short(text)}", "u", number)] for number, text in follows]
    return InlineKeyboardMarkup(rows) if rows else None


def notice_keyboard(follow: int, words: Words) -> InlineKeyboardMarkup:
    """Under a notice."""
    return InlineKeyboardMarkup([[_button(words["follow_stop"], "u", follow)]])


def _asking(answer: KeptAnswer, words: Words, at: int) -> list[Row]:
    """What can be done about the question."""
    rows: list[Row] = []
    if answer.times and answer.question.get("use_dates", True):
        rows.append([_button(words["any_time"], "d", answer.id, 0)])
    elif answer.times:
        label = words.fill("named_time", words=_short("、".join(answer.times)))
        rows.append([_button(label, "d", answer.id, 1)])
    if answer.status == "not_found" and not answer.hits and not answer.question.get("near"):
        rows.append([_button(words["near"], "n", answer.id)])
    rows.append(
        [
            _button(words["good"], "f", answer.id, at, "g"),
            _button(words["bad"], "f", answer.id, at, "b"),
            _button(words["follow"], "w", answer.id),
        ]
    )
    return rows


def _turning(verb: str, answer_id: str, at: int, count: int) -> Row:
    return [
        _button("◀", verb, answer_id, (at - 1) % count, 0),
        _button(f"{at + 1}/{count}", "x"),
        _button("▶", verb, answer_id, (at + 1) % count, 0),
    ]


def _switch(label: str, field: str, now: bool, names: dict[bool, str]) -> InlineKeyboardButton:
    return _button(f"{label}: {names[now]}", "s", field, str(not now))


def _button(label: str, *data: object) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=":".join(map(str, data)))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else text[:_LONGEST_LABEL] + "…"
