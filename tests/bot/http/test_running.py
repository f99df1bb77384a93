"""A server that runs: ready, measured, guarded, and honest when there is too much to do."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import httpx2
from fastapi.testclient import TestClient

from bot.gate import SearchGate
from bot.http.app import create_app
from bot.settings import Settings
from tests.bot.http.conftest import STYLES
from tests.bot.newspaper import TinyArchive


def test_ready_says_what_is_in_the_archive(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz").json()
    assert ready["status"] == "ready"
    assert ready["articles"] == 6
    assert "telegram" not in ready


def test_telegram_is_reported_but_never_fatal(archive: TinyArchive, settings: Settings) -> None:
    app = create_app(archive, settings, styles=STYLES, telegram_state=lambda: "unreachable")
    reply = TestClient(app).get("/readyz")
    assert (reply.status_code, reply.json()["telegram"]) == (200, "unreachable")


def test_metrics_count_routes_and_answers_not_addresses(client: TestClient) -> None:
    client.get("/api/v1/ask", params={"q": "渡工"})
    client.get("/api/v1/citations/ferry1-p-7f")
    client.get("/no/such/page")
    client.request("BREW", "/api/v1/ask")
    text = client.get("/metrics").text
    assert 'baoda_answers_total{status="answered"} 1.0' in text
    assert 'route="/api/v1/citations/{citation_id}"' in text
    assert "ferry1" not in text
    assert "such" not in text
    assert "BREW" not in text


def test_security_headers_are_on_every_reply(client: TestClient) -> None:
    for path in ("/", "/healthz", "/nothing", "/static/style.css", "/api/v1/ask", "/c/never"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "script-src 'self';" in policy, "no script but our files"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-request-id"]


def test_only_our_own_host_names_are_answered_when_served(
    archive: TinyArchive, settings: Settings
) -> None:
    app = create_app(archive, settings, styles=STYLES, hosts=("localhost", "127.0.0.1", "::1"))
    client = TestClient(app)
    for host, status in (
        ("127.0.0.1:8000", 200),
        ("localhost", 200),
        ("[::1]:8000", 200),
        ("LOCALHOST:1", 200),
        ("rebound.example", 421),
        ("127.0.0.1.evil.example:8000", 421),
    ):
        assert client.get("/healthz", headers={"Host": host}).status_code == status, host


def test_past_saturation_the_answer_is_503_and_health_stays_alive(
    archive: TinyArchive, settings: Settings
) -> None:
    archive.hold = threading.Event()
    gate = SearchGate(threads=1, waiting=1)
    app = create_app(archive, settings, styles=STYLES, gate=gate)
    with TestClient(app) as client, ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(client.get, "/api/v1/ask", params={"q": "渡工"}) for _ in range(6)]
        refused: list[httpx2.Response] = []
        while len(refused) < 4:
            refused = [f.result() for f in asked if f.done()]
        assert client.get("/healthz").status_code == 200
        archive.hold.set()
        statuses = sorted(future.result().status_code for future in asked)
    assert statuses == [200, 200, 503, 503, 503, 503]
    assert all(reply.headers["retry-after"] == "1" for reply in refused)
    assert gate.inside == 0


def test_a_search_that_takes_too_long_is_given_up(archive: TinyArchive, settings: Settings) -> None:
    archive.hold = threading.Event()
    gate = SearchGate(threads=1, seconds=0.05)
    reply = TestClient(create_app(archive, settings, styles=STYLES, gate=gate)).get(
        "/api/v1/ask", params={"q": "渡工"}
    )
    archive.hold.set()
    assert reply.status_code == 503
    assert "too long" in reply.json()["detail"]
