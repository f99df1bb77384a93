"""Risky formats are parsed in a child process: little memory, little time, nothing to lose.

The child is a fresh interpreter (never a fork), answers in JSON (never pickles), gets no
environment, may write no file, and is gone when its parent is. It is kept for the next file, since
starting it takes longer than a page does.
"""

from __future__ import annotations

import atexit
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import IO, Any

from index.errors import UnreadableFile

MEMORY = 512 << 20  # bytes, beside the file itself
LARGEST = 256 << 20  # bytes; a whole issue in print quality has half of it
STEP_SECONDS = 30.0  # for one step of a task, a page say; by the clock on the wall
_LARGEST_REPLY = 64 << 20  # bytes; the words of a broadsheet page take one
_TASKS = 200  # then a new child: what a library leaks is gone
_BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    "from index.readers.childhood import serve; serve(int(sys.argv[2]), int(sys.argv[3]))"
)
# numpy would set aside memory for a thread per core.
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "LC_ALL": "C.UTF-8"}
_TIRED = {-getattr(signal, name) for name in ("SIGXCPU", "SIGKILL") if hasattr(signal, name)}


def steps(task: str, data: bytes, options: dict[str, Any] | None = None) -> Iterator[Any]:
    """What a task of index/readers/childhood.py yields for some bytes, one JSON value a step.

    Raises UnreadableFile with the task's own reason, or when it takes too much time or memory.
    """
    if len(data) > LARGEST:
        raise UnreadableFile(f"it has {len(data):,} bytes, more than {LARGEST:,}; split it")
    with _lock:
        child = _child()
        try:
            yield from child.work({"task": task, "options": options or {}}, data)
        finally:  # also when whoever asked wants no more values
            if not child.stays or child.tasks >= _TASKS:
                _dismiss()


class _Child:
    """A child process at work. It is killed when a step takes too long."""

    def __init__(self) -> None:
        self.tasks = 0
        self.stays = False
        self._late = False
        limits = (str(MEMORY), str(LARGEST))
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-c", _BOOT, json.dumps(sys.path), *limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT if sys.platform != "win32" else None,
        )

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def work(self, order: dict[str, Any], data: bytes) -> Iterator[Any]:
        """The values that the child yields for an order."""
        self.tasks += 1
        self.stays = False
        self._send(json.dumps(order).encode(), data)
        while True:
            reply = self._reply()
            if "value" not in reply:
                break
            yield reply["value"]
        self.stays = bool(reply.get("stays"))
        if "refused" in reply:
            raise UnreadableFile(str(reply["refused"]))

    def _send(self, *frames: bytes) -> None:
        stdin = _pipe(self._process.stdin)
        timer = self._timer()
        try:
            for frame in frames:
                stdin.write(len(frame).to_bytes(8, "big") + frame)
            stdin.flush()
        except OSError:
            raise UnreadableFile(self._epitaph()) from None
        finally:
            timer.cancel()

    def _reply(self) -> dict[str, Any]:
        stdout = _pipe(self._process.stdout)
        timer = self._timer()
        try:
            length = int.from_bytes(stdout.read(8), "big")
            if length > _LARGEST_REPLY:
                raise UnreadableFile("there is more in it than a newspaper holds")
            frame = stdout.read(length)
        finally:
            timer.cancel()
        if not frame or len(frame) < length:
            raise UnreadableFile(self._epitaph())
        return dict(json.loads(frame))

    def _timer(self) -> threading.Timer:
        """Kills the child in a while: then whoever waits for it finds the pipe closed."""
        timer = threading.Timer(STEP_SECONDS, self._time_is_up)
        timer.daemon = True
        timer.start()
        return timer

    def _time_is_up(self) -> None:
        self._late = True
        self._process.kill()

    def _epitaph(self) -> str:
        code = self._process.wait()
        if self._late or code in _TIRED:
            return "reading it takes too long"
        return "its reader broke down over it, so it is damaged or made to do harm"

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                _pipe(pipe).close()
            except OSError:  # what was not sent is lost with the child
                continue


_lock = threading.RLock()
_kept: list[_Child] = []


def _child() -> _Child:
    if _kept and not _kept[0].alive:
        _dismiss()
    if not _kept:
        _kept.append(_Child())
    return _kept[0]


def _dismiss() -> None:
    while _kept:
        _kept.pop().end()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise RuntimeError("the child was started without a pipe")
    return pipe


atexit.register(_dismiss)
