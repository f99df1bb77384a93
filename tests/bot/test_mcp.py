"""An assistant asks, verifies, cites and reads through MCP, and gets only what was printed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest

pytest.importorskip("mcp", reason="the extra mcp is not installed")

from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from bot.gate import SearchGate
from bot.http.app import create_app
from bot.http.guard import Guard
from bot.keys import KeyRing
from bot.mcp_server import mcp_server
from bot.settings import Settings
from tests.bot.http.conftest import STYLES
from tests.bot.loops import run
from tests.bot.newspaper import FERRY, TinyArchive, citation_id_of
from tests.bot.serving import served


def called(server: Any, tool: str, **arguments: Any) -> tuple[bool, Any]:
    """Whether a call failed, and what it gave: the structure, or the sentence."""

    async def call() -> tuple[bool, Any]:
        async with Client(server) as client:
            result = await client.call_tool(tool, arguments)
            text = "".join(getattr(one, "text", "") for one in result.content)
            return bool(result.is_error), text if result.is_error else result.structured_content

    return anyio.run(call)


@pytest.fixture
def server(archive: TinyArchive) -> Iterator[Any]:
    gate = SearchGate(1)
    yield mcp_server(archive, gate)
    gate.close()


def test_the_tools_say_what_they_are_for(server: Any) -> None:
    async def listed() -> list[Any]:
        async with Client(server) as client:
            return list((await client.list_tools()).tools)

    tools = anyio.run(listed)
    assert [tool.name for tool in tools] == ["ask", "verify_quote", "cite", "read_article"]
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools)


def test_a_question_is_answered_with_the_answer_json(server: Any, archive: TinyArchive) -> None:
    failed, answer = called(server, "ask", question="渡工是谁？", top=1, from_date="2023-01-01")
    assert not failed
    assert answer == archive.ask(archive.questions[0]).as_json()
    assert answer["hits"][0]["highlight"]["text"] == FERRY.highlight
    assert called(server, "ask", question="火星")[1]["status"] == "not_found"


def test_quotations_are_verified_and_citations_and_articles_read(server: Any) -> None:
    assert called(server, "verify_quote", quote="两岸居民冒雨相送。")[1]["verdict"] == "exact"
    cited = called(server, "cite", citation_id=citation_id_of(FERRY), style="gbt7714-2025")[1]
    assert cited["passage"]["text"] in FERRY.body
    assert FERRY.title in cited["text"]
    assert called(server, "read_article", article_id="ferry1")[1]["text"] == FERRY.body


@pytest.mark.parametrize(
    ("tool", "arguments", "says"),
    [
        ("ask", {"question": " "}, "empty"),
        ("ask", {"question": "渡工", "from_date": "soon"}, "must be a date"),
        ("ask", {"question": "渡工", "top": 99}, "top"),
        ("cite", {"citation_id": "none"}, "never had"),
        ("cite", {"citation_id": "ferry1-p-7f", "style": "none"}, "one of"),
        ("read_article", {"article_id": "none"}, "never had"),
        ("verify_quote", {"quote": "？"}, "no letters"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(
    server: Any, tool: str, arguments: dict[str, Any], says: str
) -> None:
    failed, sentence = called(server, tool, **arguments)
    assert failed
    assert says in sentence


def test_what_is_wrong_with_the_machine_is_not_told(server: Any, archive: TinyArchive) -> None:
    from index.errors import ArchiveDamaged

    archive.broken = ArchiveDamaged("The archive in /srv/secret is damaged.")
    failed, sentence = called(server, "ask", question="渡工")
    assert (failed, "/srv/secret" in sentence) == (True, False)


def test_it_is_mounted_behind_the_same_keys_and_limits(
    archive: TinyArchive, settings: Settings, tmp_path: Path
) -> None:
    ring = KeyRing(tmp_path)
    key = ring.create("assistant")
    app = create_app(archive, settings, styles=STYLES, guard=Guard(ring))

    async def ask(address: str) -> Any:
        headers = {"Authorization": f"Bearer {key}"}
        async with httpx2.AsyncClient(headers=headers) as http:
            transport = streamable_http_client(f"{address}/mcp", http_client=http)
            async with Client(transport) as client:
                return (await client.call_tool("ask", {"question": "渡工"})).structured_content

    with served(app) as address:
        assert run(ask(address))["status"] == "answered"
        message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        for headers in ({}, {"Authorization": "Bearer baoda_wrong"}):
            refused = httpx2.post(f"{address}/mcp", json=message, headers=headers)
            assert refused.status_code == 401
            assert "www-authenticate" in refused.headers
        good = {"Authorization": f"Bearer {key}"}
        stream = {**good, "Accept": "text/event-stream"}  # which would be held open for ever
        assert httpx2.get(f"{address}/mcp", headers=stream).status_code == 405
        slow = {"Authorization": f"Bearer {ring.create('slow', rate=1)}"}
        statuses = [
            httpx2.post(f"{address}/mcp", json=message, headers=slow).status_code for _ in range(2)
        ]
        assert statuses[0] < 429 == statuses[1]
        ring.revoke("assistant")
        assert httpx2.post(f"{address}/mcp", json=message, headers=good).status_code == 401


@pytest.mark.slow
def test_it_answers_on_standard_input_and_output(archive_folder: Path) -> None:
    arguments = ["-m", "bot", "mcp", "--archive", str(archive_folder)]
    command = StdioServerParameters(
        command=sys.executable, args=arguments, cwd=str(Path(__file__).parents[2])
    )
    failed, answer = called(command, "ask", question="望鹤桥封闭时公交车怎么绕行？")
    assert not failed
    assert answer["hits"][0]["article"]["source_id"] == "bridge"
