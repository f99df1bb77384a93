"""The application in process, and on a real port."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import httpx2
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.http.app import create_app
from bot.settings import Settings
from retrieval.records import Citation
from tests.bot.newspaper import TinyArchive


def _bibtex(citation: Citation) -> str:
    return f"@article{{{citation.citation_id},\n  title = {{{citation.title}}}\n}}"


STYLES = {
    "gbt7714-2025": lambda citation: citation.text,
    "gbt7714-2015": lambda citation: citation.text.replace("，", ", "),
    "bibtex": _bibtex,
    "ris": lambda citation: f"TY  - NEWS\r\nTI  - {citation.title}\r\nER  - \r\n",
    "csl-json": lambda citation: f'[{{"id": "{citation.citation_id}"}}]',
    "markdown": lambda citation: f"[{citation.title}]({citation.url})",
}


@pytest.fixture
def app(archive: TinyArchive, settings: Settings) -> FastAPI:
    return create_app(archive, settings, styles=STYLES)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=True) as client:
        yield client


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    """The application behind uvicorn on a port of its own."""
    config = uvicorn.Config(app, port=0, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = server.force_exit = True
    thread.join(10)


@pytest.fixture
def browser(address: str) -> Iterator[httpx2.Client]:
    """A client over real HTTP."""
    with httpx2.Client(base_url=address, timeout=20) as client:
        yield client
