"""`baoda telegram`: the bot without the web; with a webhook, its own small listener."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress

from bot.answering import Answering
from bot.gate import SearchGate
from bot.leaving import print_error
from bot.settings import Settings
from bot.telegram.running import TelegramBot
from bot.telegram.webhook import health


async def until_told(answering: Answering, settings: Settings, gate: SearchGate) -> None:
    """Run the bot until SIGINT or SIGTERM; raises TelegramStopped and StateBusy."""
    bot = TelegramBot(answering, settings, gate)
    running = asyncio.create_task(bot.run())
    loop = asyncio.get_running_loop()
    for told in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(told, running.cancel)
    if bot.webhook:
        await _listening(bot, settings, running)
    with suppress(asyncio.CancelledError):
        await running


async def _listening(bot: TelegramBot, settings: Settings, running: asyncio.Task[None]) -> None:
    """Listen for Telegram until told to stop or the bot ends. uvicorn takes the signals for itself
    and raises them again when it is done: then they reach the bot."""
    import uvicorn

    from bot.serve import listen

    assert bot.webhook is not None
    listening = listen(settings.host, settings.port)
    app = bot.webhook.before(health(lambda: bot.state))
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, lifespan="off"
    )
    server = uvicorn.Server(config)

    def stop(_: object) -> None:
        server.should_exit = True

    running.add_done_callback(stop)
    print_error(f"waiting for Telegram on port {listening.getsockname()[1]}{bot.webhook.path}")
    try:
        await server.serve(sockets=[listening])
    finally:
        listening.close()
