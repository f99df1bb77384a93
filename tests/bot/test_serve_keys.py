"""`baoda serve` where others can reach it: keys, a proxy's prefix, saved searches, all at once."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import feedparser  # type: ignore[import-untyped]
import httpx2
import pytest

from index.build import index_paths

pytestmark = pytest.mark.slow  # each command is a process of its own
ROOT = Path(__file__).parents[2]
BAODA = [sys.executable, "-m", "bot"]
ENVIRON = {**os.environ, "BAODA_TELEGRAM_TOKEN": ""}


def baoda(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*BAODA, *arguments], cwd=ROOT, env=ENVIRON, capture_output=True, text=True, timeout=60
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until_ready(client: httpx2.Client) -> None:
    for _ in range(400):
        try:
            client.get("/readyz")
            return
        except httpx2.TransportError:
            time.sleep(0.05)
    raise AssertionError("not within 20 s")


@pytest.fixture(scope="module")
def folder(archive_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(archive_folder, tmp_path_factory.mktemp("served") / "archive"))


def test_without_a_key_nobody_else_is_served(folder: Path) -> None:
    refused = baoda("serve", "--archive", str(folder), "--host", "0.0.0.0", "--port", "0")
    assert refused.returncode == 2
    assert "baoda keys create" in refused.stderr


@pytest.fixture(scope="module")
def key(folder: Path) -> str:
    made = baoda("keys", "create", "desk", "--scope", "admin", "--archive", str(folder))
    return made.stdout.strip()


@pytest.fixture(scope="module")
def newsroom(folder: Path, key: str) -> Iterator[httpx2.Client]:
    port = free_port()
    where = ["--archive", str(folder), "--host", "0.0.0.0", "--port", str(port)]
    serving = subprocess.Popen(
        [*BAODA, "serve", *where, "--root-path", "/kb"],
        cwd=ROOT,
        env=ENVIRON,
        stderr=subprocess.PIPE,
        text=True,
    )
    headers = {"Authorization": f"Bearer {key}"}
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", headers=headers) as client:
        until_ready(client)
        yield client
    serving.terminate()
    _, logged = serving.communicate(timeout=20)
    assert "Traceback" not in logged
    assert "望鹤桥" not in logged
    assert key.split("_", 2)[2] not in logged


def test_a_new_archive_is_served_and_filled_over_http(tmp_path: Path) -> None:
    port = free_port()
    serving = subprocess.Popen(
        [*BAODA, "serve", "--archive", str(tmp_path / "new"), "--port", str(port)],
        cwd=ROOT,
        env=ENVIRON,
        stderr=subprocess.PIPE,
        text=True,
    )
    asked = {"q": "望鹤桥封闭多久"}
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}") as client:
        until_ready(client)
        assert client.get("/readyz").json()["status"] == "empty"
        refused = client.get("/api/v1/ask", params=asked).json()
        assert (refused["status"], refused["hits"]) == ("not_found", [])
        assert refused["reason"] == "The archive holds no articles."
        assert client.get("/api/v1/search").json()["total"] == 0
        assert client.get("/?q=桥").status_code == client.get("/archive").status_code == 200
        article = {"id": "bridge", "text": "望鹤桥将于5月8日零时起全桥封闭，工期四个月。"}
        job = client.post("/api/v1/articles", json=article).headers["location"]
        for _ in range(200):
            answer = client.get("/api/v1/ask", params=asked).json()
            if answer["hits"]:
                break
            time.sleep(0.1)
        assert client.get(job).json()["report"]["articles"] == 1
        assert answer["hits"][0]["article"]["source_id"] == "bridge"
        assert client.get("/readyz").json()["status"] == "ready"
    serving.terminate()
    _, said = serving.communicate(timeout=20)
    assert "the archive holds no articles yet" in said
    assert "Traceback" not in said


def test_under_any_name_a_key_is_asked_for(newsroom: httpx2.Client) -> None:
    named = {"Host": "archive.newsroom.example"}
    assert newsroom.get("/api/v1/ask?q=望鹤桥封闭多久", headers=named).status_code == 200
    stranger = httpx2.get(f"{newsroom.base_url}/api/v1/ask?q=x", headers=named)
    assert stranger.status_code == 401
    assert set(httpx2.get(f"{newsroom.base_url}/readyz").json()) == {"status"}


def test_behind_a_prefix_every_link_has_it(newsroom: httpx2.Client) -> None:
    page = newsroom.get("/", headers={"Accept": "text/html"})
    assert 'href="/kb/static/style.css' in page.text
    assert newsroom.get("/openapi.json").json()["servers"] == [{"url": "/kb"}]
    made = newsroom.post("/api/v1/saved", json={"q": "灯塔"})
    assert made.headers["location"].startswith("/kb/api/v1/saved/")
    assert "/kb/saved/" in made.json()["feed"]


def test_what_is_indexed_on_the_command_line_comes_into_the_feed(
    newsroom: httpx2.Client, folder: Path
) -> None:
    feed = newsroom.post("/api/v1/saved", json={"q": "灯塔"}).json()["feed"].replace("/kb/", "/")
    path = folder.parent / "late.jsonl"
    path.write_text(json.dumps({"title": "灯塔亮了", "text": "鹭洲灯塔昨晚亮了。"}), "utf-8")
    index_paths(folder, [path])
    for _ in range(200):
        if entries := feedparser.parse(httpx2.get(feed).content).entries:
            break
        time.sleep(0.1)
    assert [one["title"] for one in entries] == ["灯塔亮了"]


def test_a_key_revoked_on_the_command_line_stops_at_once(
    newsroom: httpx2.Client, folder: Path
) -> None:
    assert baoda("keys", "create", "gone", "--archive", str(folder)).returncode == 0
    assert newsroom.get("/api/v1/search").status_code == 200
    assert baoda("keys", "revoke", "desk", "--archive", str(folder)).returncode == 0
    time.sleep(0.2)
    assert newsroom.get("/api/v1/search").status_code == 401
