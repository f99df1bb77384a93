"""Shared by the tests of all channels."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from bot.settings import Settings, load_settings
from tests.bot.newspaper import TinyArchive


@pytest.fixture
def archive() -> TinyArchive:
    return TinyArchive()


@pytest.fixture
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return load_settings({}, tmp_path_factory.mktemp("none") / "baoda.toml")


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    """Redaction is set up for the whole process; a test must not leave it to the next."""
    factory = logging.getLogRecordFactory()
    levels = {name: logging.getLogger(name).level for name in ("", "httpx", "httpcore")}
    handlers = logging.getLogger().handlers[:]
    yield
    logging.setLogRecordFactory(factory)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    logging.getLogger().handlers[:] = handlers
