"""The application in process, and on a real port."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.http.app import create_app
from bot.settings import Settings
from retrieval.records import Citation
from tests.bot.newspaper import TinyArchive
from tests.bot.serving import served


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


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The application behind uvicorn on a port of its own, over an archive that never changes."""
    with served(create_app(TinyArchive(), Settings(), styles=STYLES)) as address:
        yield address


@pytest.fixture
def browser(address: str) -> Iterator[httpx2.Client]:
    """A client over real HTTP."""
    with httpx2.Client(base_url=address, timeout=20) as client:
        yield client
