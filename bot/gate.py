"""How many searches may run and wait at once: past that, a quick and honest refusal.

A queue without a bound turns a busy minute into a dead hour: every asker waits, then gives up,
and the work is done for nobody.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from index.errors import BaodaError

T = TypeVar("T")


class Saturated(BaodaError):
    """Too much is being asked at once; the same question will do in a moment."""


class SearchGate:
    """A thread pool with a bounded line in front of it and a limit on how long one may take."""

    def __init__(self, threads: int = 4, waiting: int = 64, seconds: float = 10.0) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="search")
        self._most = threads + waiting
        self._seconds = seconds
        self._lock = threading.Lock()
        self.inside = 0

    async def run(self, work: Callable[[], T]) -> T:
        """The result of `work`, done in a thread; raises Saturated when there is no room."""
        self._enter()
        future = self._pool.submit(work)
        future.add_done_callback(self._leave)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), self._seconds)
        except TimeoutError as error:
            if future.done() and not future.cancelled():
                raise  # the work's own
            raise Saturated("The search took too long; please try again in a moment.") from error

    def close(self) -> None:
        """Let running work finish, start no more."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _enter(self) -> None:
        with self._lock:
            if self.inside >= self._most:
                raise Saturated("Too many questions at once; please try again in a moment.")
            self.inside += 1

    def _leave(self, _: Future[Any]) -> None:
        with self._lock:
            self.inside -= 1
