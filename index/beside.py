"""Work done in a process beside this one: what holds Python's lock gains nothing from a thread.

The process is a fresh interpreter (never a fork), gets and gives plain values over pipes, and is
gone when this one is. It takes a second to start, so little work is done here.
"""

from __future__ import annotations

import json
import logging
import marshal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import IO, Any, Protocol, TypeVar

from index.errors import BaodaError

log = logging.getLogger(__name__)

# What can be asked for: the function `name` of a module, from one plain value to another.
TASKS = {
    "token lines": ("index.tokens", "token_lines"),
    "cut articles": ("index.cut_articles", "cut_articles"),
    "bundled tokens": ("index.bundled_tokens", "bundled_tokens"),
}
_BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    "from index.beside import serve; serve(sys.stdin.buffer, sys.stdout.buffer)"
)
_TURN = 0.0005  # seconds; Python's own is 5 ms
_turns = threading.Lock()
_before: list[float] = []  # how long turns were when somebody shortened them, the first time first
_Item = TypeVar("_Item")


class Work(Protocol):
    """Takes on tasks, in order."""

    def submit(self, task: str, value: Any) -> Future[Any]:
        """Begin a task of TASKS. To wait for it raises BaodaError when the process is gone."""


@contextmanager
def working(much: bool) -> Iterator[Work]:
    """Where work is done: beside this process when there is much of it, else here and at once. So
    it is too where no other process may be started: that takes longer, but is found all the
    same."""
    started = _started() if much else None
    if started is None:
        yield _Here()
        return
    with started as process:
        try:
            with ThreadPoolExecutor(1) as pool:
                yield _Beside(pool, process)
        finally:
            process.kill()
            with suppress(BrokenPipeError):  # of what it did not read any more
                _pipe(process.stdin).close()


def _started() -> subprocess.Popen[bytes] | None:
    try:
        return subprocess.Popen(
            [sys.executable, "-c", _BOOT, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for this process; the other ends with it
        )
    except OSError as error:  # no memory, or as many processes as are allowed
        log.warning("no process can be started to help with indexing (%s)", error)
        return None


@contextmanager
def short_turns() -> Iterator[None]:
    """Let threads hand over Python's lock sooner. With every row it writes SQLite lets go of the
    lock, and would wait for the end of another thread's turn to go on with the next. Turns are as
    they were when the last of all who shortened them at the same time is done."""
    with _turns:
        _before.append(sys.getswitchinterval())
        sys.setswitchinterval(min(_before[0], _TURN))
    try:
        yield
    finally:
        with _turns:
            earliest = _before.pop()
            if not _before:
                sys.setswitchinterval(earliest)


def one_ahead(items: Iterator[_Item]) -> Iterator[_Item]:
    """The items in order, each given out when the next has been begun."""
    before = next(items, None)
    while before is not None:
        begun = next(items, None)
        yield before
        before = begun


class _Here:
    def submit(self, task: str, value: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(_function(task)(value))
        return done


class _Beside:
    """One thread writes to the process and reads from it, while all others go on."""

    def __init__(self, pool: ThreadPoolExecutor, process: subprocess.Popen[bytes]) -> None:
        self._pool = pool
        self._process = process

    def submit(self, task: str, value: Any) -> Future[Any]:
        return self._pool.submit(self._asked, task, value)

    def _asked(self, task: str, value: Any) -> Any:
        with suppress(BrokenPipeError):  # then there is no reply either
            _put(_pipe(self._process.stdin), (task, value))
        reply = _taken(_pipe(self._process.stdout))
        if reply is None:
            raise BaodaError(
                "The process that helps with indexing has ended; perhaps memory ran out. What was "
                "taken in before stands: run the same command again."
            )
        return reply[0]


def serve(orders: IO[bytes], replies: IO[bytes]) -> None:
    """Do tasks one after the other until there are no more orders."""
    while (order := _taken(orders)) is not None:
        task, value = order
        _put(replies, (_function(task)(value),))


def _function(task: str) -> Any:
    module, name = TASKS[task]
    return getattr(import_module(module), name)


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise RuntimeError("the process was started without a pipe")
    return pipe


def _put(pipe: IO[bytes], value: Any) -> None:
    data = marshal.dumps(value)
    pipe.write(len(data).to_bytes(8, "big") + data)
    pipe.flush()


def _taken(pipe: IO[bytes]) -> Any:
    """The next value; None when the pipe is closed."""
    length = int.from_bytes(pipe.read(8), "big")
    data = pipe.read(length)
    return marshal.loads(data) if length and len(data) == length else None
