"""Who may ask what: every route with every role, over real HTTP."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from bot.http.allowance import Allowances
from bot.http.app import create_app
from bot.http.guard import COOKIE, OPEN, Guard, scope_needed
from bot.http.problems import Problem
from bot.jobs import Jobs
from bot.keeping import ArchiveKeeper
from bot.keys import SCOPES, Key, KeyRing
from bot.saved import SavedSearches
from bot.settings import Settings
from tests.bot import serving
from tests.bot.http.conftest import STYLES
from tests.bot.newspaper import TinyArchive

Served = Callable[[FastAPI], str]
PAGE = {"Accept": "text/html"}


@pytest.fixture
def served() -> Iterator[Served]:
    """Puts an application behind uvicorn, and gives its address."""
    with ExitStack() as running:
        yield lambda app: running.enter_context(serving.served(app))


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing(tmp_path)


@pytest.fixture
def app(archive: TinyArchive, ring: KeyRing, tmp_path: Path) -> FastAPI:
    settings = Settings(archive=tmp_path)
    jobs, saved = Jobs(tmp_path, ArchiveKeeper(settings)), SavedSearches(tmp_path)
    guard = Guard(ring)
    return create_app(archive, settings, styles=STYLES, guard=guard, jobs=jobs, saved=saved)


@pytest.fixture
def keys(ring: KeyRing) -> dict[str, str]:
    """A key of every scope, and one that was revoked."""
    made: dict[str, str] = {scope: ring.create(scope, scope, rate=10_000) for scope in SCOPES}
    made["revoked"] = ring.create("revoked", "admin")
    ring.revoke("revoked")
    return made


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_every_route_is_guarded_or_open_by_name(app: FastAPI) -> None:
    routes = list(iter_route_contexts(app.routes))
    unguarded = {route.path for route in routes if scope_needed(route) is None}
    assert unguarded <= OPEN | {"/mcp"}  # which lets nobody in without the guard, see test_mcp.py
    assert len(routes) - len(unguarded) > 10


def test_every_route_with_every_role(app: FastAPI, keys: dict[str, str], served: Served) -> None:
    address, cells = served(app), 0
    with httpx2.Client(base_url=address, timeout=20) as client:
        for route in iter_route_contexts(app.routes):
            scope = scope_needed(route)
            if scope is None:
                continue
            for method in sorted(route.methods or ()):
                path = str(route.path).replace("{", "").replace("}", "")
                for role, key in {"none": "", "wrong": "baoda_0_x", **keys}.items():
                    headers = bearer(key) if role != "none" else {}
                    status = client.request(method, path, headers=headers).status_code
                    cell = (method, route.path, role, status)
                    if role in ("none", "wrong", "revoked"):
                        assert status == 401, cell
                    elif role not in SCOPES[SCOPES.index(scope) :]:
                        assert status == 403, cell
                    else:
                        assert status not in (401, 403), cell
                        assert status < 500, cell
                    cells += 1
    assert cells > 100


def test_a_refusal_says_how_to_get_in(app: FastAPI, keys: dict[str, str], served: Served) -> None:
    address = served(app)
    none = httpx2.get(f"{address}/api/v1/ask?q=渡工")
    wrong = httpx2.get(f"{address}/api/v1/ask?q=渡工", headers=bearer(keys["revoked"]))
    less = httpx2.get(f"{address}/metrics", headers=bearer(keys["ask"]))
    assert none.headers["www-authenticate"] == 'Bearer realm="baoda"'
    assert 'error="invalid_token"' in wrong.headers["www-authenticate"]
    assert 'scope="admin"' in less.headers["www-authenticate"]
    for refused in (none, wrong, less):
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.json()["request_id"] == refused.headers["x-request-id"]


def test_a_key_revoked_while_the_server_runs_stops_within_a_second(
    app: FastAPI, ring: KeyRing, keys: dict[str, str], served: Served
) -> None:
    address = served(app)
    asked = f"{address}/api/v1/ask?q=渡工"
    assert httpx2.get(asked, headers=bearer(keys["ask"])).status_code == 200
    ring.revoke("ask")
    time.sleep(0.5)
    assert httpx2.get(asked, headers=bearer(keys["ask"])).status_code == 401
    for name in ("ingest", "admin"):
        ring.revoke(name)
    assert httpx2.get(asked).status_code == 401  # the last key gone, the door stays shut


def test_a_key_made_while_an_open_server_runs_shuts_it(
    app: FastAPI, ring: KeyRing, served: Served
) -> None:
    asked = f"{served(app)}/api/v1/ask?q=渡工"
    assert httpx2.get(asked).status_code == 200
    ring.create("desk")
    assert httpx2.get(asked).status_code == 401


def test_past_its_rate_a_key_gets_429_and_is_told_when_to_come_back(
    app: FastAPI, ring: KeyRing, served: Served
) -> None:
    key, other = ring.create("slow", rate=3), ring.create("other")
    address = served(app)
    replies = [httpx2.get(f"{address}/api/v1/ask?q=渡工", headers=bearer(key)) for _ in range(4)]
    assert [one.status_code for one in replies] == [200, 200, 200, 429]
    assert 1 <= int(replies[-1].headers["retry-after"]) <= 20
    assert [one.headers["ratelimit"].split(";")[1] for one in replies[:3]] == ["r=2", "r=1", "r=0"]
    assert httpx2.get(f"{address}/api/v1/ask?q=渡工", headers=bearer(other)).status_code == 200


def test_past_its_concurrency_a_key_gets_429_and_then_goes_on(
    app: FastAPI, archive: TinyArchive, ring: KeyRing, served: Served
) -> None:
    key = ring.create("narrow", concurrent=2)
    archive.hold = threading.Event()
    address, statuses = served(app), []

    def ask() -> None:
        reply = httpx2.get(f"{address}/api/v1/ask?q=渡工", headers=bearer(key), timeout=20)
        statuses.append(reply.status_code)

    asking = [threading.Thread(target=ask) for _ in range(2)]
    for thread in asking:
        thread.start()
    while len(archive.questions) < 2:
        time.sleep(0.01)
    third = httpx2.get(f"{address}/api/v1/ask?q=渡工", headers=bearer(key))
    assert (third.status_code, third.headers["retry-after"]) == (429, "1")
    archive.hold.set()
    for thread in asking:
        thread.join(10)
    assert statuses == [200, 200]
    archive.hold = None
    assert httpx2.get(f"{address}/api/v1/ask?q=渡工", headers=bearer(key)).status_code == 200


def test_a_bucket_fills_up_evenly() -> None:
    now = [0.0]
    allowances = Allowances(lambda: now[0])
    key = Key("1", "desk", "ask", 60, 99, "")
    for _ in range(60):
        allowances.enter(key)
        allowances.leave(key)
    with pytest.raises(Problem) as refused:
        allowances.enter(key)
    assert refused.value.headers["Retry-After"] == "1"
    now[0] = 1.0
    allowances.enter(key)
    with pytest.raises(Problem):
        allowances.enter(key)


def test_the_pages_ask_for_the_key_and_keep_it_in_a_strict_cookie(
    app: FastAPI, keys: dict[str, str], served: Served
) -> None:
    with httpx2.Client(base_url=served(app), headers=PAGE) as client:
        form = client.get("/?q=渡工")
        assert form.status_code == 401
        assert 'action="/signin"' in form.text
        assert "/?q=" in form.text
        wrong = client.post("/signin", data={"key": "baoda_no", "next": "/"})
        assert wrong.status_code == 401
        assert COOKIE not in client.cookies
        reply = client.post("/signin", data={"key": keys["ask"], "next": "/c/ferry1-p-7f"})
        assert (reply.status_code, reply.headers["location"]) == (303, "/c/ferry1-p-7f")
        cookie = reply.headers["set-cookie"].lower()
        assert all(word in cookie for word in ("httponly", "samesite=strict", "path=/"))
        assert client.get("/c/ferry1-p-7f").status_code == 200
        assert client.get("/api/v1/ask?q=渡工").status_code == 200
        client.post("/signout")
        assert client.get("/").status_code == 401


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "/\\evil.example", ""])
def test_signing_in_leads_nowhere_else(
    app: FastAPI, keys: dict[str, str], served: Served, away: str
) -> None:
    sent = {"key": keys["ask"], "next": away}
    reply = httpx2.post(f"{served(app)}/signin", data=sent, headers=PAGE)
    location = reply.headers["location"]
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


def test_a_link_from_elsewhere_is_asked_for_once_more(
    app: FastAPI, keys: dict[str, str], served: Served
) -> None:
    address = served(app)
    away = httpx2.get(f"{address}/", headers={**PAGE, "Sec-Fetch-Site": "cross-site"})
    here = httpx2.get(f"{address}/", headers={**PAGE, "Sec-Fetch-Site": "same-origin"})
    assert away.headers["refresh"] == "0"
    assert "refresh" not in here.headers


@pytest.mark.parametrize(
    "sent", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}]
)
def test_a_page_of_another_site_cannot_use_the_cookie_or_an_open_server(
    app: FastAPI, ring: KeyRing, served: Served, sent: dict[str, str]
) -> None:
    address = served(app)
    path, body = f"{address}/api/v1/ask", {"question": "渡工"}
    assert httpx2.post(path, json=body).status_code == 200
    assert httpx2.post(path, json=body, headers=sent).status_code == 403
    key = ring.create("desk")
    cookie = {"Cookie": f"{COOKIE}={key}"}
    assert httpx2.post(path, json=body, headers=cookie).status_code == 200
    assert httpx2.post(path, json=body, headers={**cookie, **sent}).status_code == 403
    assert httpx2.post(path, json=body, headers={**bearer(key), **sent}).status_code == 200


@pytest.mark.parametrize("proxied", [{"X-Forwarded-For": "10.1.2.3"}, {"X-Real-IP": "10.1.2.3"}])
def test_what_comes_through_a_proxy_without_keys_may_only_ask(
    app: FastAPI, served: Served, proxied: dict[str, str]
) -> None:
    address = served(app)
    assert httpx2.get(f"{address}/api/v1/ask?q=渡工", headers=proxied).status_code == 200
    assert httpx2.get(f"{address}/metrics", headers=proxied).status_code == 403
    assert httpx2.get(f"{address}/metrics").status_code == 200


def test_a_proxy_as_nginx_comes_is_known_by_its_old_http(app: FastAPI, served: Served) -> None:
    host, port = served(app).removeprefix("http://").split(":")
    for path, status in (("/healthz", b"200"), ("/metrics", b"403"), ("/archive", b"403")):
        with socket.create_connection((host, int(port)), timeout=5) as connection:
            sent = f"GET {path} HTTP/1.0\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n"
            connection.sendall(sent.encode())
            assert connection.recv(100).split()[1] == status


@pytest.mark.parametrize("path", ["/signin", "/signout"])
def test_a_page_of_another_site_can_sign_nobody_in_or_out(
    app: FastAPI, keys: dict[str, str], served: Served, path: str
) -> None:
    away = {**PAGE, "Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    sent = {"key": keys["ask"], "next": "/"}
    reply = httpx2.post(f"{served(app)}{path}", data=sent, headers=away)
    assert (reply.status_code, "set-cookie" in reply.headers) == (403, False)


def test_a_key_that_is_no_ascii_is_refused_like_any_other(
    app: FastAPI, keys: dict[str, str], served: Served
) -> None:
    headers = {b"authorization": "Bearer 钥匙".encode()}
    assert httpx2.get(f"{served(app)}/api/v1/ask?q=渡工", headers=headers).status_code == 401
