"""Who looks after the server sees how it fares, and never what was asked."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx2
import pytest

from bot.http.app import create_app
from bot.http.guard import Guard
from bot.keys import KeyRing
from bot.logs import JsonLines
from bot.settings import BadSettings, Settings, load_settings
from tests.bot.http.conftest import STYLES
from tests.bot.newspaper import TinyArchive
from tests.bot.serving import served


def test_requests_are_counted_by_route_status_and_name_of_key(
    archive: TinyArchive, settings: Settings, tmp_path: Path
) -> None:
    ring = KeyRing(tmp_path)
    reader, admin = ring.create("读者"), ring.create("admin", "admin")
    app = create_app(archive, settings, styles=STYLES, guard=Guard(ring))
    with served(app) as address:
        for key in (reader, reader, "baoda_wrong"):
            httpx2.get(f"{address}/api/v1/ask?q=渡工", headers={"Authorization": f"Bearer {key}"})
        shown = httpx2.get(f"{address}/metrics", headers={"Authorization": f"Bearer {admin}"})
    counts = [line for line in shown.text.splitlines() if line.startswith("baoda_http_requests_t")]
    named = 'key="读者",method="GET",route="/api/v1/ask",status="200"} 2.0'
    nobody = 'key="",method="GET",route="/api/v1/ask",status="401"} 1.0'
    assert any(line.endswith(named) for line in counts)
    assert any(line.endswith(nobody) for line in counts)
    assert reader.split("_", 2)[2] not in shown.text


@pytest.mark.parametrize("wanted", [False, True])
def test_questions_are_logged_only_when_that_is_wanted(
    archive: TinyArchive, caplog: pytest.LogCaptureFixture, wanted: bool
) -> None:
    app = create_app(archive, Settings(log_questions=wanted), styles=STYLES)
    with caplog.at_level(logging.INFO), served(app) as address:
        httpx2.get(f"{address}/api/v1/ask?q=渡工在哪里")
        httpx2.post(f"{address}/api/v1/ask/batch", json=["渡工在哪里"])
        httpx2.get(f"{address}/?q=渡工在哪里")
    ours = [one for one in caplog.records if one.name.startswith("baoda")]
    lines = [json.loads(JsonLines().format(record)) for record in ours]
    asked = [line["question"] for line in lines if line["message"] == "asked"]
    assert asked == (["渡工在哪里"] * 3 if wanted else [])
    others = [line for line in lines if line["message"] != "asked"]
    assert "渡工" not in json.dumps(others, ensure_ascii=False)
    assert {"request_id", "method", "route", "status", "ms"} <= others[-1].keys()


@pytest.fixture
def collector() -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """An OpenTelemetry collector that keeps what it is sent."""
    received: list[tuple[str, bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            received.append((self.path, self.rfile.read(size)))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing on standard error."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", received
    server.shutdown()
    thread.join(5)
    server.server_close()


def test_spans_reach_the_collector_without_what_was_asked(
    archive: TinyArchive, collector: tuple[str, list[tuple[str, bytes]]]
) -> None:
    pytest.importorskip("opentelemetry.exporter", reason="the extra telemetry is not installed")
    where, received = collector
    app = create_app(archive, Settings(telemetry=where), styles=STYLES)
    with served(app) as address:
        httpx2.get(f"{address}/api/v1/ask", params={"q": "渡工", "newspaper": "qinglan"})
        httpx2.get(
            f"{address}/articles/qinglan-0410"
        )  # an id may tell, and that of a feed opens it
    app.state.tracer.force_flush()
    assert [path for path, _ in received] == ["/v1/traces"]
    sent = b"".join(body for _, body in received)
    assert b"/api/v1/ask" in sent
    assert b"baoda" in sent
    assert b"qinglan" not in sent
    app.state.tracer.shutdown()


def test_a_collector_is_an_address(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="BAODA_TELEMETRY"):
        load_settings({"BAODA_TELEMETRY": "collector"}, tmp_path / "none.toml")


def test_the_collector_everybody_else_sends_to_is_ours_unless_we_are_told_another(
    tmp_path: Path,
) -> None:
    theirs = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318/"}
    none = tmp_path / "none.toml"
    assert load_settings(theirs, none).telemetry == "http://collector:4318"
    ours = {"BAODA_TELEMETRY": "http://ours:4318"}
    assert load_settings(theirs | ours, none).telemetry == "http://ours:4318"
    assert load_settings(theirs | {"BAODA_TELEMETRY": ""}, none).telemetry == ""
    with pytest.raises(BadSettings, match="OTEL_EXPORTER_OTLP_ENDPOINT"):
        load_settings({"OTEL_EXPORTER_OTLP_ENDPOINT": "collector"}, none)


def test_the_api_is_described_for_people_in_both_languages(browser: httpx2.Client) -> None:
    document = browser.get("/openapi.json").json()
    for language, title in (("zh", "接口说明"), ("en", "The API")):
        page = browser.get("/docs", params={"lang": language}).text
        assert title in page
        assert all(path in page for path in document["paths"])
        assert "http://cdn" not in page
        assert "https://" not in page
    operations = [one for item in document["paths"].values() for one in item.values()]
    assert len({one["operationId"] for one in operations}) == len(operations)
    asked = document["paths"]["/api/v1/ask"]["post"]
    assert asked["security"] == [{"key": []}]
    assert "`ask`" in asked["description"]
    assert "401" in asked["responses"]
