"""Event loops that end with every connection closed, as those of a process that exits do."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class TidyLoop(asyncio.SelectorEventLoop):
    """A loop that closes what was left open when it is closed itself.

    A client broken off in the middle of a request may drop its connection unclosed (httpcore does,
    of a pool in use). In a process that exits nobody notices; here it would fall to the garbage
    collector, whose warning fails whatever test comes next.
    """

    def __init__(self) -> None:
        super().__init__()
        self._made: list[asyncio.Transport] = []  # held: what is dropped must not vanish before

    def _make_socket_transport(self, *given: Any, **named: Any) -> asyncio.Transport:
        transport: asyncio.Transport = super()._make_socket_transport(*given, **named)  # type: ignore[misc]
        self._made.append(transport)
        return transport

    def close(self) -> None:
        """Close every connection, then the loop."""
        if not self.is_closed():
            for transport in self._made:
                transport.abort()
            self.run_until_complete(asyncio.sleep(0))  # in which each is closed
        super().close()


def run(main: Coroutine[Any, Any, T]) -> T:
    """What a coroutine returns, run in such a loop; otherwise as `asyncio.run`."""
    with asyncio.Runner(loop_factory=TidyLoop) as runner:
        return runner.run(main)
