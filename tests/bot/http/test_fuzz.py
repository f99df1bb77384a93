"""Whatever the description of the API allows to be sent, and by whom: no answer is our fault."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error

from bot.http.app import create_app
from bot.http.guard import Guard
from bot.jobs import Jobs
from bot.keeping import ArchiveKeeper
from bot.keys import SCOPES, KeyRing
from bot.saved import SavedSearches
from bot.settings import Settings
from retrieval.answerer import open_answerer

pytestmark = pytest.mark.slow
_EXAMPLES = 12  # an operation and role


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzzed")


@pytest.fixture(scope="module")
def app(folder: Path, archive_folder: Path) -> Iterator[FastAPI]:
    """Everything there is, over a real archive; jobs are accepted, and never done."""
    chosen = Settings(archive=folder, upload_mb=1)
    answerer = open_answerer(archive_folder)
    yield create_app(
        answerer,
        chosen,
        guard=Guard(KeyRing(folder)),
        jobs=Jobs(folder, ArchiveKeeper(chosen)),
        saved=SavedSearches(folder),
    )
    answerer.close()


@pytest.fixture(scope="module")
def keys(folder: Path) -> dict[str, str]:
    ring = KeyRing(folder)
    made: dict[str, str] = {
        scope: ring.create(scope, scope, rate=100_000, concurrent=1000) for scope in SCOPES
    }
    return {"none": "", **made}


def _sound(operation: Any) -> Any:
    """The operation; fails when its description cannot be read."""
    return operation.ok()


@pytest.mark.parametrize("role", ["none", *SCOPES])
def test_no_request_is_a_fault_of_ours(app: FastAPI, keys: dict[str, str], role: str) -> None:
    headers = {"Authorization": f"Bearer {keys[role]}"} if keys[role] else {}
    operations = list(schemathesis.openapi.from_asgi("/openapi.json", app).get_all_operations())
    assert len(operations) > 15
    for operation in operations:

        @settings(
            max_examples=_EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=_sound(operation).as_strategy())
        def sent(case: Any) -> None:
            reply = case.call(headers=headers)
            case.validate_response(reply, checks=[not_a_server_error])
            if reply.status_code >= 400:
                kind = reply.headers["content-type"][0]
                assert kind.startswith(("application/problem+json", "text/html")), kind

        sent()
