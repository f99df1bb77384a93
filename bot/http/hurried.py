"""HTTP for those who finish their sentences: uvicorn itself waits for ever for a request and its
headers, and a thousand silent connections would keep everybody else out."""

from __future__ import annotations

from asyncio import BaseTransport, TimerHandle
from typing import Any, ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol


class Hurried(H11Protocol):
    """A connection that is closed when for `seconds` nothing is asked on it, at most twice that
    long after it last was. How long an answer takes, and a body, is watched elsewhere."""

    seconds: ClassVar[float] = 15.0
    _looking: TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)  # type: ignore[arg-type]
        self._look_later(None)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._looking:
            self._looking.cancel()
        super().connection_lost(exc)

    def _look_later(self, answered: Any) -> None:
        self._looking = self.loop.call_later(self.seconds, self._look, answered)

    def _look(self, answered: Any) -> None:
        """`answered` is the request that was the last one when we looked before."""
        if self.cycle is not None and not self.cycle.response_complete:
            self._look_later(None)
        elif self.cycle is not answered:
            self._look_later(self.cycle)
        else:
            self.transport.close()
