"""The child's side of index/readers/child.py: limits first, then one task after the other."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import IO, Any

from index.errors import UnreadableFile

CPU_SECONDS = 20  # for one step
_IDLE_RSS = 350 << 20  # bytes; who has grown beyond makes room for a fresh child

# A task: the function `name` of `index/readers/module.py`, from bytes and options to values.
TASKS = {
    "pdf pages": ("pdf_pages", "pages"),
    "pdf image": ("pdf_image", "image"),
    "html article": ("html_article", "article"),
    "feed entries": ("feed_entries", "entries"),
}
Task = Callable[..., Iterator[Any]]


def serve(memory: int, largest: int) -> None:
    """Answer orders from stdin until it is closed: values, then a frame that says whether this
    process stays, or why the file is refused; then it does not stay."""
    sys.setrecursionlimit(2_000)  # a nested file must not reach the end of the stack
    warnings.simplefilter("ignore")
    orders, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no reply
    _die_with(os.getppid())
    _limit_for_good(memory + largest)
    while (order := _frame(orders)) is not None:
        data = _frame(orders)
        if data is None:
            return
        if not _done(json.loads(order), data, memory, replies):
            return


def _done(order: dict[str, Any], data: bytes, memory: int, replies: IO[bytes]) -> bool:
    """Do one task; False when this process should not do another."""
    try:
        _limit("RLIMIT_AS", memory + len(data))
        module, name = TASKS[order["task"]]
        _renew_time()
        task: Task = getattr(import_module(f"index.readers.{module}"), name)
        for value in task(data, **order["options"]):
            _reply(replies, {"value": value})
            _renew_time()
        return _told(replies, {})
    except MemoryError:
        reason = "reading it takes more memory than is allowed"
    except RecursionError:
        reason = "it is nested too deeply"
    except UnreadableFile as error:
        return _told(replies, {"refused": str(error)})
    except Exception as error:
        reason = f"it is damaged ({type(error).__name__})"
    _limit("RLIMIT_AS", memory + 2 * len(data) + (64 << 20))  # to say so takes memory too
    _reply(replies, {"refused": reason})
    return False


def _told(replies: IO[bytes], outcome: dict[str, Any]) -> bool:
    """Send the last frame of a task, and whether this process stays for the next one."""
    stays = _rss() < _IDLE_RSS
    _reply(replies, {**outcome, "stays": stays})
    return stays


def _reply(replies: IO[bytes], reply: dict[str, Any]) -> None:
    frame = json.dumps(reply).encode()
    replies.write(len(frame).to_bytes(8, "big") + frame)
    replies.flush()


def _frame(orders: IO[bytes]) -> bytes | None:
    head = orders.read(8)
    if len(head) < 8:
        return None
    length = int.from_bytes(head, "big")
    frame = orders.read(length)
    return frame if len(frame) == length else None


def _die_with(parent: int) -> None:
    """Leave when the parent has gone, even in the middle of a task."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _limit_for_good(memory: int) -> None:
    """No file may be written, no memory taken beyond this, whatever the task does."""
    _limit("RLIMIT_FSIZE", 0, hard=True)
    _limit("RLIMIT_CORE", 0, hard=True)
    _limit("RLIMIT_AS", memory, hard=True)


def _renew_time() -> None:
    used = time.process_time()
    _limit("RLIMIT_CPU", int(used) + CPU_SECONDS + 1)


def _limit(name: str, most: int, *, hard: bool = False) -> None:
    try:
        import resource

        which = getattr(resource, name)
        ceiling = resource.getrlimit(which)[1]
        if ceiling != resource.RLIM_INFINITY:
            most = min(most, ceiling)
        resource.setrlimit(which, (most, most if hard else ceiling))
    except (ImportError, OSError, ValueError):
        return  # not every system has every limit; the parent's clock is left


def _rss() -> int:
    try:
        import resource
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
