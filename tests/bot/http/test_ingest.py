"""The archive is filled and weeded over HTTP, while it is asked, and nothing accepted is lost."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from bot.http.app import create_app
from bot.http.guard import Guard
from bot.http.holdings import ArchiveShape
from bot.http.ingest import JobShape
from bot.jobs import INBOX, Jobs
from bot.keeping import ArchiveKeeper
from bot.keys import KeyRing
from bot.settings import Settings
from index.lock import writing
from retrieval.answerer import open_answerer
from tests.bot.newspaper import TinyArchive
from tests.bot.serving import served

LIGHTHOUSE = {
    "id": "lighthouse",
    "newspaper": "云汀日报",
    "issue_date": "2023-05-02",
    "pages": ["03"],
    "title": "鹭洲灯塔重新点亮",
    "text": "5月1日晚，停用十一年的鹭洲灯塔重新点亮。守塔人白望川按下了开关。",
}


@pytest.fixture
def folder(archive_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive to be changed; a newer generation of it is seen at once."""
    monkeypatch.setattr("retrieval.newest._REFRESH", 0.0)
    return Path(shutil.copytree(archive_folder, tmp_path / "archive"))


@pytest.fixture
def newsroom(folder: Path) -> Iterator[httpx2.Client]:
    """A client over real HTTP with the right to fill the archive."""
    settings = Settings(archive=folder, upload_mb=1)
    answerer = open_answerer(folder)
    jobs = Jobs(folder, ArchiveKeeper(settings))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> Any:
        jobs.start()
        yield
        jobs.close()

    ring = KeyRing(folder)
    app = create_app(answerer, settings, guard=Guard(ring), jobs=jobs, lifespan=lifespan)
    headers = {"Authorization": f"Bearer {ring.create('robot', 'ingest', rate=10_000)}"}
    with served(app) as address, httpx2.Client(base_url=address, headers=headers) as client:
        yield client
    answerer.close()


@pytest.fixture
def counter(archive: TinyArchive, tmp_path: Path) -> Iterator[httpx2.Client]:
    """A client of a server that takes things in, but never gets to work."""
    settings = Settings(archive=tmp_path, upload_mb=1)
    app = create_app(archive, settings, jobs=Jobs(tmp_path, ArchiveKeeper(settings)))
    with served(app) as address, httpx2.Client(base_url=address) as client:
        yield client


def ended(client: httpx2.Client, accepted: httpx2.Response) -> dict[str, Any]:
    """The job when it has ended."""
    assert accepted.status_code == 202, accepted.text
    JobShape.model_validate_json(accepted.content)
    for _ in range(3000):
        job: dict[str, Any] = client.get(accepted.headers["location"]).json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.01)
    raise AssertionError(f"not within 30 s: {job}")


def first(client: httpx2.Client, question: str) -> str | None:
    """What answers now."""
    hits = client.get("/api/v1/ask", params={"q": question}).json()["hits"]
    return hits[0]["article"]["source_id"] if hits else None


def test_an_article_posted_answers_and_one_deleted_does_not(newsroom: httpx2.Client) -> None:
    job = ended(newsroom, newsroom.post("/api/v1/articles", json=LIGHTHOUSE))
    assert (job["state"], job["report"]["articles"]) == ("done", 1)
    assert first(newsroom, "谁按下了鹭洲灯塔的开关？") == "lighthouse"
    listed = newsroom.get("/api/v1/search", params={"q": "灯塔"}).json()
    (item,) = listed["items"]
    assert item["citation"]["issue_date"] == "2023-05-02"

    path = f"/api/v1/articles/{item['article']['id']}"
    assert ended(newsroom, newsroom.delete(path))["report"] == {"articles": 1}
    assert first(newsroom, "谁按下了鹭洲灯塔的开关？") != "lighthouse"
    assert newsroom.get(f"/api/v1/citations/{item['citation']['id']}").status_code == 410
    assert newsroom.delete(path).status_code == 410
    assert newsroom.delete("/api/v1/articles/never").status_code == 404

    ended(newsroom, newsroom.post("/api/v1/articles", json=LIGHTHOUSE))
    assert first(newsroom, "谁按下了鹭洲灯塔的开关？") == "lighthouse"


def test_an_article_posted_again_under_its_id_replaces_itself(newsroom: httpx2.Client) -> None:
    ended(newsroom, newsroom.post("/api/v1/articles", json=LIGHTHOUSE))
    same = ended(newsroom, newsroom.post("/api/v1/articles", json=LIGHTHOUSE))
    assert same["report"]["skipped"] == 1
    text = LIGHTHOUSE["text"].replace("十一年", "十二年")  # type: ignore[attr-defined]
    changed = ended(newsroom, newsroom.post("/api/v1/articles", json={**LIGHTHOUSE, "text": text}))
    assert changed["report"]["articles"] == 1
    assert newsroom.get("/api/v1/search", params={"q": "灯塔"}).json()["total"] == 1


def test_json_lines_and_lists_are_taken_in(newsroom: httpx2.Client) -> None:
    many = [{"text": f"第{n}号浮标昨天下水。", "title": f"浮标{n}"} for n in range(3)]
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in many)
    media = {"Content-Type": "application/x-ndjson"}
    as_lines = newsroom.post("/api/v1/articles", content=lines.encode(), headers=media)
    assert ended(newsroom, as_lines)["report"]["articles"] == 3
    more = [{"text": f"第{n}号浮标昨天下水。"} for n in range(3, 5)]
    assert ended(newsroom, newsroom.post("/api/v1/articles", json=more))["report"]["articles"] == 2


def test_files_are_taken_in_as_by_index_and_bad_ones_are_set_aside(
    newsroom: httpx2.Client,
) -> None:
    page = "青澜晨报\n2023年6月1日 第1号\n\n灯会开幕\n本报讯 昨晚，云汀灯会在河边开幕，游人如织。\n"
    files = [
        ("file", ("../../001.txt", page.encode(), "text/plain")),
        ("file", ("broken.pdf", b"%PDF-1.4 broken", "application/pdf")),
    ]
    sent = newsroom.post("/api/v1/articles", files=files, data={"newspaper": "青澜晨报"})
    job = ended(newsroom, sent)
    assert job["state"] == "done"
    assert job["report"]["articles"] >= 1
    assert [one["file"] for one in job["report"]["quarantined"]] == ["broken.pdf"]
    held = newsroom.get("/api/v1/archive")
    archive = ArchiveShape.model_validate_json(held.content)
    assert "青澜晨报" in [one.newspaper for one in archive.newspapers]
    assert [one.file for one in archive.quarantined] == ["broken.pdf"]
    assert archive.issues is None


def test_of_two_files_of_one_folder_and_name_the_later_stands(newsroom: httpx2.Client) -> None:
    for many in (2, 1):
        lines = "\n".join(json.dumps({"text": f"第{n}封信。"}) for n in range(many))
        files = {"file": ("letters.jsonl", lines.encode())}
        data = {"folder": "云汀日报/2023-04-10"}
        ended(newsroom, newsroom.post("/api/v1/articles", files=files, data=data))
    assert newsroom.get("/api/v1/search", params={"q": "“封信”"}).json()["total"] == 1


def test_what_was_taken_in_leaves_no_file_behind(newsroom: httpx2.Client, folder: Path) -> None:
    ended(newsroom, newsroom.post("/api/v1/articles", json=LIGHTHOUSE))
    time.sleep(0.2)
    left = [path.name for path in (folder / INBOX).rglob("*") if path.is_file()]
    assert sorted(left) == ["job.json", "work.lock"]


def test_the_issues_of_a_year_and_their_gaps_are_told(newsroom: httpx2.Client) -> None:
    months = [f"2023-07-{day:02}" for day in (3, 4, 5, 10, 12, 17, 18, 19)]  # Mon, Tue, Wed
    many = [{"newspaper": "周报", "issue_date": day, "text": f"{day}的新闻。"} for day in months]
    ended(newsroom, newsroom.post("/api/v1/articles", json=many))
    told = newsroom.get("/api/v1/archive", params={"newspaper": "周报", "year": 2023}).json()
    assert [one["date"] for one in told["issues"]["days"]] == months
    assert told["issues"]["gaps"] == [{"first": "2023-07-11", "last": "2023-07-11"}]


def test_articles_of_two_newspapers_may_have_one_id(newsroom: httpx2.Client) -> None:
    for paper in ("甲报", "乙报"):
        article = {"id": "1", "text": f"{paper}说到了蓝色风筝。"}
        asked = {"newspaper": paper}
        ended(newsroom, newsroom.post("/api/v1/articles", json=article, params=asked))
    assert newsroom.get("/api/v1/search", params={"q": "蓝色风筝"}).json()["total"] == 2


def test_of_two_sent_at_once_under_one_name_none_is_lost_unsaid(counter: httpx2.Client) -> None:
    def files(*texts: bytes) -> list[tuple[str, tuple[str, bytes]]]:
        return [("file", (f"{n}/001.txt", text)) for n, text in enumerate(texts)]

    path, folder = "/api/v1/articles", {"folder": "x"}
    assert counter.post(path, files=files(b"a", b"b"), data=folder).status_code == 422
    assert counter.post(path, files=files(b"a", b"a"), data=folder).status_code == 202
    assert counter.post(path, files=files(b"a", b"b")).status_code == 202
    twice = [{"id": "1", "text": "a"}, {"id": "1", "text": "b"}]
    assert counter.post(path, json=twice).status_code == 422


@pytest.mark.parametrize("name", ["a." + "x" * 5000, "长" * 3000, "." * 300 + "a"])
def test_a_long_name_is_cut_not_a_fault(counter: httpx2.Client, name: str) -> None:
    sent = counter.post("/api/v1/articles", files={"file": (name, b"a")})
    assert sent.status_code in (202, 400, 422)
    folder = counter.post("/api/v1/articles", json=LIGHTHOUSE, params={"folder": name[:3000]})
    assert folder.status_code == 422


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"json": {"title": "kein Text"}}, 422),
        ({"json": []}, 422),
        ({"json": [1]}, 422),
        ({"content": b"{", "headers": {"Content-Type": "application/json"}}, 400),
        ({"content": b"<a/>", "headers": {"Content-Type": "application/xml"}}, 415),
        ({"content": b" \n", "headers": {"Content-Type": "application/x-ndjson"}}, 422),
        ({"content": b"x", "headers": {"Content-Type": "multipart/form-data"}}, 400),
        ({"json": LIGHTHOUSE, "params": {"date": "yesterday"}}, 422),
        ({"json": LIGHTHOUSE, "params": {"folder": "../etc"}}, 422),
        ({"content": b" " * (2**20 + 1)}, 413),
    ],
)
def test_what_cannot_be_taken_in_is_refused_at_once(
    counter: httpx2.Client, sent: dict[str, Any], status: int
) -> None:
    reply = counter.post("/api/v1/articles", **sent)
    assert reply.status_code == status, reply.text
    assert reply.headers["content-type"] == "application/problem+json"


def test_who_may_not_upload_may_not_send_much_either_and_is_told_why(
    newsroom: httpx2.Client, folder: Path
) -> None:
    reader = {"Authorization": f"Bearer {KeyRing(folder).create('reader')}"}
    large = newsroom.post("/api/v1/articles", content=b" " * 100_000, headers=reader)
    small = newsroom.post("/api/v1/articles", json=LIGHTHOUSE, headers=reader)
    stranger = httpx2.post(f"{newsroom.base_url}/api/v1/articles", content=b" " * 100_000)
    assert [one.status_code for one in (large, small, stranger)] == [403, 403, 401]
    assert "www-authenticate" in stranger.headers
    assert large.json()["request_id"]


def test_a_job_waits_for_another_writer_and_then_goes_on(
    newsroom: httpx2.Client, folder: Path
) -> None:
    with writing(folder):
        accepted = newsroom.post("/api/v1/articles", json=LIGHTHOUSE)
        time.sleep(0.5)
        assert newsroom.get(accepted.headers["location"]).json()["state"] == "running"
    assert ended(newsroom, accepted)["state"] == "done"


def test_a_job_nobody_knows_is_a_404(counter: httpx2.Client) -> None:
    assert counter.get("/api/v1/jobs/none").status_code == 404
    assert counter.get("/api/v1/jobs").json() == {"jobs": []}
