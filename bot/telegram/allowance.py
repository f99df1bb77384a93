"""How often one asker may ask: enough for any person, too little for a flood."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

_REMEMBERED = 10_000  # askers; the one not heard from longest is forgotten first


class Allowance:
    """A token bucket for each asker: `burst` at once, then one every `seconds`."""

    def __init__(
        self, burst: int = 10, seconds: float = 3.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._burst = burst
        self._seconds = seconds
        self._clock = clock
        self._askers: OrderedDict[int, tuple[float, float]] = OrderedDict()
        self._warned: OrderedDict[int, None] = OrderedDict()

    def take(self, asker: int) -> bool:
        """Whether the asker may ask now; taking counts."""
        now = self._clock()
        left, at = self._askers.pop(asker, (float(self._burst), now))
        left = min(self._burst, left + (now - at) / self._seconds)
        if left >= self._burst:
            self._warned.pop(asker, None)
        allowed = left >= 1
        self._askers[asker] = (left - 1 if allowed else left, now)
        if len(self._askers) > _REMEMBERED:
            self._askers.popitem(last=False)
        return allowed

    def warn(self, asker: int) -> bool:
        """Whether to say that it was too much: once, then not until the bucket is full again."""
        if asker in self._warned:
            return False
        self._warned[asker] = None
        if len(self._warned) > _REMEMBERED:
            self._warned.popitem(last=False)
        return True
