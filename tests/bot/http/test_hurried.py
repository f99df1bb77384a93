"""A connection on which nothing is asked is closed; one that is being answered is not."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import httpx2
import pytest
import uvicorn
from fastapi import FastAPI

from bot.http.hurried import Hurried
from tests.bot.newspaper import TinyArchive
from tests.bot.serving import served


class Impatient(Hurried):
    seconds = 0.2


@pytest.fixture
def place(app: FastAPI) -> Iterator[tuple[str, int]]:
    with served(app, http=Impatient) as address:
        host, port = address.removeprefix("http://").split(":")
        yield host, int(port)


@pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: a"])
def test_who_never_finishes_asking_is_not_waited_for(place: tuple[str, int], sent: bytes) -> None:
    with socket.create_connection(place, timeout=5) as connection:
        connection.sendall(sent)
        began = time.monotonic()
        assert connection.recv(10) == b""
        assert time.monotonic() - began < 3


def test_a_second_request_that_never_comes_whole_is_not_waited_for_either(
    place: tuple[str, int],
) -> None:
    with socket.create_connection(place, timeout=5) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = connection.makefile("rb")
        assert answer.readline().startswith(b"HTTP/1.1 200")
        while answer.readline().strip():
            pass
        assert answer.read(len(b'{"status":"ok"}')) == b'{"status":"ok"}'
        connection.sendall(b"GET /healthz HTT")
        assert answer.read() == b""


def test_an_answer_may_take_its_time(place: tuple[str, int], archive: TinyArchive) -> None:
    archive.hold = threading.Event()
    threading.Timer(1.0, archive.hold.set).start()
    reply = httpx2.get(f"http://{place[0]}:{place[1]}/api/v1/ask?q=渡工", timeout=10)
    assert reply.status_code == 200


def test_the_server_serves_so(app: FastAPI) -> None:
    assert uvicorn.Config(app, http=Hurried).http is Hurried
    assert Hurried.seconds >= 10
