"""The pages beside the answer: list, quote desk, holdings; all escaped, all for whom they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from fastapi.testclient import TestClient

from bot.http.app import create_app
from bot.http.guard import Guard
from bot.keys import KeyRing
from bot.settings import Settings
from retrieval.verdicts import LONGEST_DRAFT
from tests.bot.newspaper import FERRY, TinyArchive


def test_every_page_names_itself_in_the_menu(client: TestClient) -> None:
    for path in ("/", "/browse", "/quote", "/archive"):
        page = client.get(path).text
        assert page.count("aria-current=page") == 1
        assert f'href="{path}" aria-current=page' in page


def test_what_is_in_files_is_shown_not_obeyed(client: TestClient) -> None:
    pages = {
        "/browse": "&lt;script&gt;alert(1)&lt;/script&gt;",
        "/archive": "&lt;b&gt;页.pdf",
        "/quote?text=坏 %26 字": "坏 &amp; 字",
        "/articles/ocr1?printed=1": "&lt;&lt;&amp;&gt; &lt;b&gt;坏",
    }
    for path, shown in pages.items():
        page = client.get(path).text
        assert shown in page, path
        assert "<script>" not in page


@pytest.mark.parametrize(
    ("media", "body"),
    [
        ("text/plain", "text=登云渡口送走了最后一班船\r\n"),
        ("application/x-www-form-urlencoded", "text=%E7%99%BB云渡口送走了最后一班船"),
    ],
)
def test_a_draft_is_taken_however_a_browser_sends_it(
    client: TestClient, media: str, body: str
) -> None:
    page = client.post("/quote", content=body.encode(), headers={"Content-Type": media}).text
    assert "1 处引语：1 处相符" in page
    assert "云汀日报，2023-04-10（01）" in page


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "见标题"), ("zh-Hant", "見標題"), ("en", "In the headline")]
)
def test_words_of_a_headline_are_said_to_stand_in_it(
    client: TestClient,
    archive: TinyArchive,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    said: str,
) -> None:
    asked = {"text": FERRY.highlight, "lang": language}
    assert said not in client.get("/quote", params=asked).text
    found = archive.verify(FERRY.highlight)
    found = replace(found, matches=(replace(found.matches[0], printed_in="title"),))
    monkeypatch.setattr(archive, "verify", lambda _: found)
    assert said in client.get("/quote", params=asked).text


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded"])
def test_the_longest_draft_the_desk_promises_is_taken(client: TestClient, media: str) -> None:
    draft = ("江" * LONGEST_DRAFT).encode()
    body = draft if media == "text/plain" else quote_plus(draft).encode()
    reply = client.post("/quote", content=b"text=" + body, headers={"Content-Type": media})
    assert reply.status_code == 200
    reply = client.post("/api/v1/quotes/verify", json={"text": "𠮷" * LONGEST_DRAFT})
    assert reply.status_code == 200
    reply = client.post("/quote", content=b"text=" + b"x" * (12 * LONGEST_DRAFT + 2000))
    assert reply.status_code == 413


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"text=", b"text=\x00\x1b[31m", b"a=b", "text=“”".encode()]
)
def test_an_odd_draft_is_answered_with_the_form(client: TestClient, body: bytes) -> None:
    reply = client.post("/quote", content=body, headers={"Content-Type": "text/plain"})
    assert reply.status_code in (200, 422)
    assert "<textarea" in reply.text


def test_a_page_is_packed_for_browsers_that_can_unpack_it(client: TestClient) -> None:
    plain = client.get("/?q=渡工", headers={"Accept-Encoding": "identity"})
    packed = client.get("/?q=渡工", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == plain.text
    assert int(packed.headers["content-length"]) < len(plain.content) / 2


def test_an_empty_archive_says_so_on_every_page(settings: Settings) -> None:
    with TestClient(create_app(TinyArchive(stories=()), settings)) as client:
        assert "没有符合条件的报道" in client.get("/browse").text
        assert "档案里还没有报道" in client.get("/archive").text
        assert "档案中没有找到答案" in client.get("/?q=渡工").text


def test_what_is_in_the_archive_is_for_who_keeps_it(
    archive: TinyArchive, settings: Settings, tmp_path: Path
) -> None:
    ring = KeyRing(tmp_path)
    keys = {scope: ring.create(scope, scope) for scope in ("ask", "ingest")}  # type: ignore[arg-type]
    with TestClient(create_app(archive, settings, guard=Guard(ring))) as client:
        for scope, key in keys.items():
            headers = {"Authorization": f"Bearer {key}", "Accept": "text/html"}
            page = client.get("/archive", headers=headers)
            keeps = scope == "ingest"
            assert page.status_code == (200 if keeps else 403)
            assert ("页.pdf" in page.text) == keeps
            assert ('href="/archive"' in client.get("/", headers=headers).text) == keeps
        assert (
            "这里需要 ingest"
            in client.get(
                "/archive",
                headers={"Authorization": f"Bearer {keys['ask']}", "Accept": "text/html"},
            ).text
        )
