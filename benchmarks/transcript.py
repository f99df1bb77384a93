"""A conversation with the Telegram bot over the sample newspaper, as a picture.

    python -m benchmarks.transcript [docs/images/telegram.png]

The bot is the real one, over real HTTP; Telegram is the strict fake of the tests. What is drawn is
what the bot sent: its text, its markup, its buttons. Needs Chromium.
"""

from __future__ import annotations

import asyncio
import html
import re
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.gate import SearchGate
from bot.indexing import index_with_progress
from bot.opening import open_answering
from bot.sample import PAGES
from bot.settings import Settings, load_settings
from bot.telegram.running import TelegramBot
from index.records import IssueFacts
from tests.bot.telegram.fake_bot_api import TOKEN, FakeBotApi

PICTURE = Path("docs/images/telegram.png")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Two columns, each a chat of its own: what is said, and in which language the reader reads.
CONVERSATION: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("zh-hans", ("锦帆小区业委会主任是谁？", "那松坪县红芽姜合作社理事长呢？")),
    (
        "zh-hans",
        (
            "松坪县红芽姜合作社理事长魏满仓告诉记者：“货走得快，损耗从两成降到百分之三。”姜农们都说，"
            "有了专列，日子有了奔头。算下来，“户均一年增收6500元左右”。县里还打算把冷库再扩一倍，让更多"
            "的姜坐上火车，也让沿线的菜农、果农一起受益。这趟车，大家盼了好多年。",
            "How many tonnes of red-bud ginger did the first cold-chain train from Songping carry?",
        ),
    ),
)
# Signs of a colour font, drawn: a machine without one would show boxes. 16 by 16, each a path.
_SIGNS: Mapping[str, tuple[str, str]] = {
    "🟢": ("#31b545", "M8 2a6 6 0 1 0 .01 0z"),
    "🟡": ("#f2b705", "M8 2a6 6 0 1 0 .01 0z"),
    "⚪": ("#c5cad0", "M8 2a6 6 0 1 0 .01 0z"),
    "✅": ("#31b545", "M1 3a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2z"
          "M4 8l-1 1 4 4 7-8-1-1-6 7z"),
    "☑️": ("#3390ec", "M1 3a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2z"
          "M4 8l-1 1 4 4 7-8-1-1-6 7z"),
    "❌": ("#e0403a", "M2 4l2-2 4 4 4-4 2 2-4 4 4 4-2 2-4-4-4 4-2-2 4-4z"),
    "💬": ("#3390ec", "M1 3h14v8H8l-4 4v-4H1z"),
    "📎": ("#9aa7b4",
          "M5 4v7a3 3 0 0 0 6 0V4a2 2 0 0 0-4 0v7h1V4a1 1 0 0 1 2 0v7a2 2 0 0 1-4 0V4z"),
    "📄": ("#dfe6ee", "M3 1h7l3 3v11H3z"),
    "📚": ("#c2703d", "M1 2h3v12H1zM5 2h3v12H5zM9 3l3-1 3 11-3 1z"),
    "📋": ("#dfe6ee", "M3 2h3a2 2 0 0 1 4 0h3v13H3z"),
    "🔔": ("#f2c94c", "M8 1a5 5 0 0 0-5 5v4l-2 2h14l-2-2V6a5 5 0 0 0-5-5zM6 13h4a2 2 0 0 1-4 0z"),
    "👍": ("#f2c94c", "M1 7h3v8H1zM5 7l3-6c2 0 2 2 1 5h5c1 0 1 1 1 2l-1 6c0 1-1 1-2 1H5z"),
    "👎": ("#f2c94c", "M1 1h3v8H1zM5 9l3 6c2 0 2-2 1-5h5c1 0 1-1 1-2l-1-6c0-1-1-1-2-1H5z"),
    "🗓": ("#e0403a", "M1 3h14v12H1zM4 1h2v3H4zM10 1h2v3h-2z"),
    "⚖️": ("#7d8a97", "M7 1h2v12h4v2H3v-2h4zM1 4h14v1H1z"),
    "⚠️": ("#f2b705", "M8 1l7 14H1z"),
}  # fmt: skip
_STYLE = """
body { margin: 0; padding: 18px; background: #8fb3a5; display: flex; gap: 18px; width: 1100px;
  font: 15px/1.45 "Noto Sans CJK SC", "Noto Sans SC", sans-serif; align-items: flex-start; }
.chat { width: 541px; display: flex; flex-direction: column; gap: 10px; }
.said { align-self: flex-end; background: #effdde; max-width: 420px; }
.sent { align-self: flex-start; background: #fff; max-width: 500px; }
.said, .sent { border-radius: 14px; padding: 8px 12px; box-shadow: 0 1px 1px #0003;
  overflow-wrap: anywhere; }
blockquote { margin: 4px 0; padding: 4px 10px; border-left: 3px solid #3390ec;
  background: #3390ec18; border-radius: 4px; }
pre { white-space: pre-wrap; background: #f1f3f4; border-radius: 6px; padding: 6px 8px;
  margin: 4px 0; font: inherit; }
svg { width: 15px; height: 15px; vertical-align: -2px; fill-rule: evenodd; }
a { color: #3390ec; text-decoration: none; }
.keys { display: flex; flex-direction: column; gap: 4px; margin-top: -4px; width: 500px; }
.row { display: flex; gap: 4px; }
.row span { flex: 1; background: #3e6a5acc; color: #fff; text-align: center; border-radius: 8px;
  padding: 5px 4px; font-size: 14px; white-space: nowrap; overflow: hidden; }
"""


@dataclass(frozen=True)
class Said:
    """A bubble: what a reader said, or what the bot sent, with its keyboard."""

    markup: str
    by_bot: bool
    keyboard: tuple[tuple[str, ...], ...] = ()


def main(picture: Path = PICTURE) -> None:
    """Hold the conversation, draw it, and write the picture."""
    with tempfile.TemporaryDirectory() as folder, FakeBotApi() as api:
        environ = {
            "BAODA_ARCHIVE": f"{folder}/archive",
            "BAODA_TELEGRAM_TOKEN": TOKEN,
            "BAODA_TELEGRAM_API_URL": api.url,
        }
        settings = load_settings(environ, Path(folder) / "none.toml")
        index_with_progress(settings, [PAGES], IssueFacts(), quiet=True)
        with _running(settings):
            chats = [
                _held(api, number, language, lines)
                for number, (language, lines) in enumerate(CONVERSATION, 1)
            ]
        _draw(page_of(chats), picture)


def page_of(chats: list[list[Said]]) -> str:
    """The chats side by side as an HTML page."""
    columns = "".join(f'<div class="chat">{"".join(map(_bubble, chat))}</div>' for chat in chats)
    for sign, (colour, path) in _SIGNS.items():
        drawn = f'<svg viewBox="0 0 16 16"><path fill="{colour}" d="{path}"/></svg>'
        columns = columns.replace(sign, drawn)
    return f'<!doctype html><meta charset="utf-8"><style>{_STYLE}</style>{columns}'


def _held(api: FakeBotApi, chat: int, language: str, lines: tuple[str, ...]) -> list[Said]:
    shown: list[Said] = []
    for text in lines:
        before = len([one for one in api.sent if one["chat_id"] == chat])
        shown.append(Said(html.escape(text), by_bot=False))
        api.say(text, chat_id=chat, language=language)
        api.replies(before + 1, chat_id=chat, seconds=30)
        new = [one for one in api.sent if one["chat_id"] == chat][before:]
        shown += map(_sent, new)
    return shown


def _sent(message: dict[str, Any]) -> Said:
    rows = (message.get("reply_markup") or {"inline_keyboard": []})["inline_keyboard"]
    keyboard = tuple(tuple(button["text"] for button in row) for row in rows)
    return Said(message["text"], by_bot=True, keyboard=keyboard)


def _bubble(said: Said) -> str:
    # Telegram's own tags are HTML's; only its line breaks are not.
    text = re.sub(r"\n?(</?(?:blockquote|pre)[^>]*>)\n?", r"\1", said.markup).replace("\n", "<br>")
    rows = "".join(
        f'<div class="row">{"".join(f"<span>{html.escape(label)}</span>" for label in row)}</div>'
        for row in said.keyboard
    )
    keys = f'<div class="keys">{rows}</div>' if rows else ""
    return f'<div class="{"sent" if said.by_bot else "said"}">{text}</div>{keys}'


@contextmanager
def _running(settings: Settings) -> Iterator[None]:
    """The bot in a thread of its own."""
    answering, gate = open_answering(settings, patient=True), SearchGate()
    loop = asyncio.new_event_loop()
    task = loop.create_task(TelegramBot(answering, settings, gate, poll_seconds=1).run())

    def run() -> None:
        with suppress(asyncio.CancelledError):
            loop.run_until_complete(task)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join()
        loop.close()
        gate.close()
        answering.close()


def _draw(page: str, picture: Path) -> None:
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if program is None:
        raise SystemExit("No Chromium is installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        shown = browser.new_page(viewport={"width": 1136, "height": 600})
        shown.set_content(page)
        shown.screenshot(path=picture, full_page=True)
        browser.close()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
