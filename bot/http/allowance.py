"""How much a key may ask: so many requests a minute, and so many at once."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.http.problems import Problem
from bot.keys import Key

_MINUTE = 60.0


@dataclass(slots=True)
class _Spent:
    """What is left of a key's requests (`tokens`, at the time `at`), and how many are under way."""

    tokens: float
    at: float
    inside: int = 0


class Allowances:
    """A bucket of requests for every key: full, it holds those of a minute, and it fills up
    evenly. Counted in this process only. Safe to use from several threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._spent: dict[str, _Spent] = {}

    def enter(self, key: Key) -> dict[str, str]:
        """Count a request in; the headers that tell its sender what is left. Raises Problem 429,
        with Retry-After, when the key has had its share."""
        with self._lock:
            spent = self._filled(key)
            if spent.inside >= key.concurrent:
                raise _too_much(f"'{key.name}' has {key.concurrent} requests under way", 1, key, 0)
            if spent.tokens < 1:
                wait = math.ceil((1 - spent.tokens) * _MINUTE / key.rate)
                raise _too_much(f"'{key.name}' may ask {key.rate} times a minute", wait, key, 0)
            spent.tokens -= 1
            spent.inside += 1
            return _headers(key, int(spent.tokens), 0)

    def charge(self, key: Key, requests: int) -> None:
        """Take more requests off; a key may come to owe some, and asks again when it owes none."""
        with self._lock:
            self._filled(key).tokens -= requests

    def leave(self, key: Key) -> None:
        """Count a request out."""
        with self._lock:
            self._spent[key.key_id].inside -= 1

    def _filled(self, key: Key) -> _Spent:
        now = self._clock()
        spent = self._spent.setdefault(key.key_id, _Spent(key.rate, now))
        gained = (now - spent.at) * key.rate / _MINUTE
        spent.tokens, spent.at = min(float(key.rate), spent.tokens + gained), now
        return spent


def _too_much(why: str, wait: int, key: Key, left: int) -> Problem:
    headers = {"Retry-After": str(wait), **_headers(key, left, wait)}
    return Problem(429, f"The key {why}; please wait {wait} s.", headers=headers)


def _headers(key: Key, left: int, wait: int) -> dict[str, str]:
    """The header fields of the IETF draft on rate limits."""
    return {
        "RateLimit-Policy": f'"key";q={key.rate};w=60',
        "RateLimit": f'"key";r={left};t={wait}',
    }
