"""A real `baoda` process, measured from outside: how long a cold question takes, and how many
answers a second come over HTTP."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from threading import Thread
from typing import NamedTuple
from urllib.parse import urlencode

CLIENTS = 8
_COLD = 5
_PATIENCE = 60.0  # seconds
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")


class Served(NamedTuple):
    """What a server gave: `milliseconds` of each question as its asker saw them, and the most
    memory it took, in megabytes; None where the system does not tell."""

    milliseconds: list[float]
    seconds: float
    peak_mb: int | None

    @property
    def a_second(self) -> float:
        """Answers a second."""
        return len(self.milliseconds) / self.seconds


def cold(archive: Path, question: str) -> float:
    """Seconds that `baoda ask` takes from nothing to the answer: the median of five, the files
    being in the system's cache."""
    command = [*_baoda("ask", archive), "--json", question]
    times = []
    for _ in range(_COLD + 1):
        began = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True, timeout=_PATIENCE)
        times.append(time.perf_counter() - began)
    return median(times[1:])  # the first reads the disk


def served(archive: Path, questions: Sequence[str]) -> Served:
    """The questions asked of `baoda serve` by eight clients at a time, each on one connection."""
    with _server(archive) as (process, port):
        _asked(port, questions[: 2 * CLIENTS])
        shares = [questions[at::CLIENTS] for at in range(CLIENTS)]
        began = time.perf_counter()
        with ThreadPoolExecutor(CLIENTS) as clients:
            lists = list(clients.map(lambda share: _asked(port, share), shares))
        seconds = time.perf_counter() - began
        return Served([one for times in lists for one in times], seconds, _peak_mb(process.pid))


def _peak_mb(pid: int) -> int | None:
    """The most memory a process has held so far, in megabytes; None where the system does not
    tell. Files that are mapped count as far as they were read."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return None
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
    return round(int(found[1]) / 1000) if found else None


@contextmanager
def _server(archive: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server of its own on a free port, stopped in the end."""
    command = [*_baoda("serve", archive), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            said = process.stderr or ()
            told = next((found for line in said if (found := _ADDRESS.search(line))), None)
            if told is None:
                raise RuntimeError("the server ended before it listened")
            # What it says later must be read, or it would wait for a reader.
            reading = Thread(target=deque, args=(said, 0))
            reading.start()
            yield process, int(told[1])
            process.terminate()
            process.wait(_PATIENCE)
            reading.join()
        finally:
            process.kill()


def _asked(port: int, questions: Sequence[str]) -> list[float]:
    """Milliseconds of each question, one after another on one connection."""
    connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    times = []
    for question in questions:
        began = time.perf_counter()
        connection.request("GET", f"/api/v1/ask?{urlencode({'q': question})}")
        answer = connection.getresponse()
        answer.read()
        times.append((time.perf_counter() - began) * 1000)
        if answer.status != 200:
            raise RuntimeError(f"the server answered {answer.status} to: {question}")
    connection.close()
    return times


def _baoda(command: str, archive: Path) -> list[str]:
    return [sys.executable, "-m", "bot", command, "--archive", str(archive)]
