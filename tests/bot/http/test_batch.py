"""Many questions at once: each has its outcome, in order, as JSON, as lines or as a table."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from bot.http.app import create_app
from bot.http.batch import MOST_QUESTIONS, BatchShape
from bot.http.guard import Guard
from bot.keys import KeyRing
from bot.settings import Settings
from tests.bot.http.conftest import STYLES
from tests.bot.newspaper import FERRY, TinyArchive
from tests.bot.serving import served

ASKED = ["渡工是谁？", {"q": "火星"}, {"question": "渡工", "top": 1}, {"question": "", "top": 1}]


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_each_question_has_its_outcome_in_order(browser: httpx2.Client) -> None:
    reply = browser.post("/api/v1/ask/batch", json=ASKED)
    BatchShape.model_validate_json(reply.content)
    answers = reply.json()["answers"]
    assert [one["n"] for one in answers] == [1, 2, 3, 4]
    assert [one["answer"] and one["answer"]["status"] for one in answers] == [
        "answered",
        "not_found",
        "answered",
        None,
    ]
    assert "empty" in answers[3]["error"]
    alone = browser.post("/api/v1/ask", json={"question": "渡工", "top": 1}).json()
    assert answers[2]["answer"] == alone


def test_outcomes_come_as_lines(browser: httpx2.Client) -> None:
    accept = {"Accept": "application/x-ndjson"}
    reply = browser.post("/api/v1/ask/batch", json={"questions": ASKED}, headers=accept)
    assert reply.headers["content-type"] == "application/x-ndjson"
    lines = [json.loads(line) for line in reply.text.splitlines()]
    assert lines == browser.post("/api/v1/ask/batch", json=ASKED).json()["answers"]


@pytest.mark.parametrize(
    "sent",
    [
        "question,top,from\n渡工是谁？,1,2023-01-01\n火星,,\n",
        "\ufeff渡工是谁？\n\n火星\n",
        "Q\n渡工是谁？\n火星\n",
        "question\r渡工是谁？\r火星\r",
        'question\r\n"渡工是谁？"\r\n火星',
    ],
)
def test_a_table_is_answered_by_a_table(browser: httpx2.Client, sent: str) -> None:
    kinds = {"Content-Type": "text/csv; charset=utf-8", "Accept": "text/csv"}
    reply = browser.post("/api/v1/ask/batch", content=sent.encode(), headers=kinds)
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    first, second = table(reply.text)
    assert (first["question"], first["status"], first["answer"]) == (
        "渡工是谁？",
        "answered",
        "陈守义",
    )
    assert first["title"] == FERRY.title
    assert (second["status"], second["answer"]) == ("not_found", "")


def test_no_cell_is_a_formula(browser: httpx2.Client) -> None:
    reply = browser.post(
        "/api/v1/ask/batch", json=["=HYPERLINK(1) 渡工", "-1 渡工"], headers={"Accept": "text/csv"}
    )
    assert [row["question"] for row in table(reply.text)] == ["'=HYPERLINK(1) 渡工", "'-1 渡工"]


@pytest.mark.parametrize(
    ("sent", "media", "status"),
    [
        ("[]", "application/json", 422),
        ("{}", "application/json", 422),
        ("[1]", "application/json", 422),
        ("[", "application/json", 400),
        (json.dumps(["渡工"] * (MOST_QUESTIONS + 1)), "application/json", 422),
        ("a,b\n1,2\n", "text/csv", 422),
        ("", "text/csv", 422),
        ("<a/>", "application/xml", 415),
    ],
)
def test_what_is_no_batch_is_refused(
    browser: httpx2.Client, sent: str, media: str, status: int
) -> None:
    reply = browser.post("/api/v1/ask/batch", content=sent, headers={"Content-Type": media})
    assert reply.status_code == status


@pytest.mark.parametrize(
    "odd",
    [
        'question\r"渡\r工\n',
        '\x17\ré\x00=²\r\n\r,"',
        '"',
        "question\n" + "渡" * 20_000,
        "question,question\n渡工,火星\n",
    ],
)
def test_an_odd_table_is_no_fault_of_ours(browser: httpx2.Client, odd: str) -> None:
    media = {"Content-Type": "text/csv"}
    reply = browser.post("/api/v1/ask/batch", content=odd.encode(), headers=media)
    assert reply.status_code in (200, 400, 422)


@pytest.fixture
def keyed(archive: TinyArchive, settings: Settings, tmp_path: Path) -> Iterator[httpx2.Client]:
    ring = KeyRing(tmp_path)
    headers = {"Authorization": f"Bearer {ring.create('desk', rate=10)}"}
    app = create_app(archive, settings, styles=STYLES, guard=Guard(ring))
    with served(app) as address, httpx2.Client(base_url=address, headers=headers) as client:
        yield client


def test_a_batch_counts_as_its_questions(keyed: httpx2.Client) -> None:
    assert keyed.post("/api/v1/ask/batch", json=["渡工"] * 10).status_code == 200
    refused = keyed.get("/api/v1/ask", params={"q": "渡工"})
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 6


def test_what_a_batch_has_over_the_rate_is_waited_for(keyed: httpx2.Client) -> None:
    assert keyed.post("/api/v1/ask/batch", json=["渡工"] * 50).status_code == 200
    refused = keyed.get("/api/v1/ask", params={"q": "渡工"})
    assert 236 <= int(refused.headers["retry-after"]) <= 246  # 41 more than it had, ten a minute
