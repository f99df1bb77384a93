"""A body over the limit is refused at once, however it arrives."""

from __future__ import annotations

import time

import pytest
from fastapi.testclient import TestClient

from bot.http.app import create_app
from bot.settings import Settings
from tests.bot.newspaper import TinyArchive


@pytest.mark.parametrize("size", [66_000, 100_000, 1_000_000])
def test_a_body_over_the_limit_is_refused_without_waiting(
    archive: TinyArchive, settings: Settings, size: int
) -> None:
    with TestClient(create_app(archive, settings), base_url="http://127.0.0.1") as client:
        began = time.monotonic()
        reply = client.post("/api/v1/ask", content=b'{"question": "' + b"x" * size + b'"}')
    assert reply.status_code == 413
    assert time.monotonic() - began < 5
