"""Who waits for whom: one thing at a time for each asker, everybody beside everybody else."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Hashable

_LOG = logging.getLogger("baoda.telegram")
Work = Callable[[], Awaitable[None]]


class Lines:
    """A line for each asker; what stands in it is done in order, one at a time. Lines are worked
    on all at once: a slow search or a flood wait holds back only the one who asked for it."""

    def __init__(self, longest: int = 40, most: int = 5000) -> None:
        self._longest = longest
        self._most = most
        self._lines: dict[Hashable, deque[Work]] = {}
        self._busy: set[asyncio.Task[None]] = set()
        self.waiting = 0

    def join(self, asker: Hashable, work: Work) -> bool:
        """Put work at the end of the asker's line; False when the line, or the house, is full."""
        line = self._lines.get(asker)
        if self.waiting >= self._most or (line is not None and len(line) >= self._longest):
            return False
        self.waiting += 1
        if line is not None:
            line.append(work)
            return True
        self._lines[asker] = deque([work])
        task = asyncio.create_task(self._serve(asker))
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)
        return True

    async def finish(self, seconds: float) -> None:
        """Let all that was begun come to its end, for so long; then stop it."""
        if self._busy:
            await asyncio.wait(self._busy, timeout=seconds)
        left = list(self._busy)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _serve(self, asker: Hashable) -> None:
        line = self._lines[asker]
        try:
            while line:
                try:
                    await line[0]()
                except Exception:
                    _LOG.exception("an update failed")
                line.popleft()
                self.waiting -= 1
        finally:
            self.waiting -= len(line)
            del self._lines[asker]
