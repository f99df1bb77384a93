"""`POST /api/v1/quotes/verify` keeps the contract, and says what went wrong in one form."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from bot.http.quotes import DraftShape, VerificationShape
from index.errors import ArchiveDamaged
from tests.bot.newspaper import FERRY, TinyArchive

ROUTE = "/api/v1/quotes/verify"
WORDS = "昨天是他最后一次解缆"


def test_a_quotation_gets_its_verdict_and_where_it_stands(
    client: TestClient, archive: TinyArchive
) -> None:
    answer = client.post(ROUTE, json={"quote": WORDS})
    assert answer.status_code == 200
    record = answer.json()
    VerificationShape.model_validate(record)
    assert record == archive.verify(WORDS).as_json()
    [match] = record["matches"]
    assert record["verdict"] == "exact"
    assert FERRY.body[match["start"] : match["end"]] == match["text"] == WORDS
    assert {"text", "citation", "differences"} <= set(match)
    assert match["speaker"]["text"] == "陈守义"


def test_differences_have_the_three_fields_of_the_contract(client: TestClient) -> None:
    record = client.post(ROUTE, json={"quote": WORDS + "三个字"}).json()
    assert record["verdict"] == "near"
    assert record["matches"][0]["differences"] == [
        {"op": "delete", "asked": "三个字", "printed": ""}
    ]


def test_one_not_found_is_an_answer_not_an_error(client: TestClient) -> None:
    answer = client.post(ROUTE, json={"quote": "火星上有水"})
    assert answer.status_code == 200
    assert (answer.json()["verdict"], answer.json()["matches"]) == ("not_found", [])


def test_a_text_gets_a_verdict_for_all_it_quotes(client: TestClient) -> None:
    text = f"报道说“{WORDS}”，又说「火星上有水」。"
    record = client.post(ROUTE, json={"text": text}).json()
    DraftShape.model_validate(record)
    assert [one["verdict"] for one in record["quotes"]] == ["exact", "not_found"]
    assert all(text[one["start"] : one["end"]] == one["quote"] for one in record["quotes"])
    assert client.post(ROUTE, json={"text": "没有引语。"}).json() == {"quotes": []}


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "quote"),
        ({"quote": "甲", "text": "乙"}, "quote"),
        ({"quote": ["甲"]}, "quote"),
        ({"quote": ""}, "letters"),
        ({"quote": "\x00！\u202e"}, "letters"),
        ({"quotation": "甲"}, "quotation"),
    ],
)
def test_what_cannot_be_used_is_a_problem_in_a_sentence(
    client: TestClient, fields: dict[str, object], says: str
) -> None:
    answer = client.post(ROUTE, json=fields)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert says in answer.json()["detail"]


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"[]", 422), (b"\xff", 400), (b'{"quote": "' + b"a" * 700_000 + b'"}', 413)],
)
def test_bodies_that_are_no_request_are_refused(
    client: TestClient, body: bytes, status: int
) -> None:
    answer = client.post(ROUTE, content=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_damaged_archive_is_a_503_that_names_no_folder(
    client: TestClient, archive: TinyArchive
) -> None:
    archive.broken = ArchiveDamaged("The archive in /srv/secret is damaged.")
    answer = client.post(ROUTE, json={"quote": WORDS})
    assert answer.status_code == 503
    assert "secret" not in answer.text


def test_only_post_is_taken(client: TestClient) -> None:
    assert client.get(ROUTE).status_code == 405


def test_the_route_is_documented(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    route = document["paths"][ROUTE]["post"]
    assert set(route["responses"]) >= {"200", "400", "413", "422", "500", "503"}
    assert route["requestBody"]["content"]["application/json"]["schema"]["title"] == "VerifyRequest"
    assert "VerificationShape" in document["components"]["schemas"]
