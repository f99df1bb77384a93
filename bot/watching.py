"""Looking out for new generations, to tell the saved searches of them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.answering import Answering
from bot.http.saved_routes import asked_of
from bot.saved import SavedSearches

log = logging.getLogger("baoda.saved")

SECONDS = 3.0  # between looks; whoever indexes on the command line cannot tell us


@asynccontextmanager
async def watching(
    answering: Answering, saved: SavedSearches, seconds: float = SECONDS
) -> AsyncIterator[None]:
    """Checks the saved searches at every new generation inside this context."""
    task = asyncio.create_task(_watch(answering, saved, seconds))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _watch(answering: Answering, saved: SavedSearches, seconds: float) -> None:
    checked = -1
    while True:
        try:
            generation = await asyncio.to_thread(lambda: answering.generation)
            if generation != checked:
                # Not through the gate: nobody waits for it, and it takes no searcher's place.
                new = await asyncio.to_thread(saved.check, answering, asked_of)
                checked = generation
                if new:
                    log.info("saved searches", extra={"facts": {"new_entries": new}})
        except Exception:  # whatever it was: else no feed would ever be told anything again
            log.exception("the saved searches could not be checked; they are again soon")
        await asyncio.sleep(seconds)
