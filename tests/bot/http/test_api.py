"""The HTTP API keeps the contract, and says what went wrong in one form."""

from __future__ import annotations

import json
import logging
from datetime import date

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.http.examples import EXAMPLE_ANSWER, EXAMPLE_JOB, EXAMPLE_LISTING, EXAMPLE_SAVED
from bot.http.ingest import JobShape
from bot.http.saved_routes import SavedShape
from bot.http.search import ListingShape
from bot.http.shapes import AnswerShape, ArticleShape, CitedPassageShape
from index.errors import ArchiveDamaged
from tests.bot.newspaper import FERRY, TinyArchive


def test_get_and_post_give_the_same_answer(client: TestClient, archive: TinyArchive) -> None:
    by_get = client.get("/api/v1/ask", params={"question": "渡工是谁？"})
    by_short = client.get("/api/v1/ask", params={"q": "渡工是谁？"})
    by_post = client.post("/api/v1/ask", json={"question": "渡工是谁？"})
    assert by_get.status_code == by_post.status_code == 200
    assert by_get.json() == by_short.json() == by_post.json()
    assert by_post.json() == archive.ask(archive.questions[0]).as_json()


def test_the_answer_is_utf8_json_with_its_characters_readable(client: TestClient) -> None:
    answer = client.get("/api/v1/ask", params={"q": "渡工"})
    assert answer.headers["content-type"] == "application/json"
    assert FERRY.highlight.encode() in answer.content


def test_every_field_of_the_contract_reaches_the_question(
    client: TestClient, archive: TinyArchive
) -> None:
    fields: dict[str, str | int | bool] = {
        "question": "渡工",
        "top": 3,
        "as_of": "2024-02-29",
        "from": "2023-01-01",
        "to": "2023-12-31",
        "newspaper": "云汀日报",
        "author": "林望舒",
        "page": "01",
        "use_dates": False,
        "near": True,
    }
    assert client.post("/api/v1/ask", json=fields).status_code == 200
    assert client.get("/api/v1/ask", params=fields).status_code == 200
    posted, gotten = archive.questions
    assert posted == gotten
    assert (posted.top, posted.use_dates, posted.near, posted.page) == (3, False, True, "01")
    assert (posted.as_of, posted.from_date) == (date(2024, 2, 29), date(2023, 1, 1))


def test_a_refused_question_is_an_answer_not_an_error(client: TestClient) -> None:
    answer = client.get("/api/v1/ask", params={"q": "火星"})
    assert answer.status_code == 200
    assert answer.json()["status"] == "not_found"
    assert answer.json()["hits"] == []
    assert len(client.get("/api/v1/ask", params={"q": "火星", "near": "true"}).json()["hits"]) == 1


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "empty"),
        ({"question": " \n\t\u200b"[:3]}, "empty"),
        ({"question": "长" * 513}, "512"),
        ({"question": "渡工", "top": 0}, "top"),
        ({"question": "渡工", "top": 51}, "top"),
        ({"question": "渡工", "top": "many"}, "top"),
        ({"question": "渡工", "from": "2023-02-30"}, "2023-02-30"),
        ({"question": "渡工", "from": 1681084800}, "2023-04-10"),
        ({"question": "渡工", "to": "20230410"}, "to"),
        ({"question": "渡工", "from": "2024-01-01", "to": "2023-01-01"}, "later"),
        ({"question": "渡工", "form": "2023-01-01"}, "form"),
        ({"question": ["渡工"]}, "question"),
        ({"question": {"a": 1}}, "question"),
        ({"question": "渡工", "near": "perhaps"}, "near"),
    ],
)
def test_what_cannot_be_used_is_a_422_that_says_why(
    client: TestClient, fields: dict[str, object], says: str
) -> None:
    refused = client.post("/api/v1/ask", json=fields)
    assert refused.status_code == 422
    problem = refused.json()
    assert refused.headers["content-type"] == "application/problem+json"
    assert says in problem["detail"]
    assert problem["detail"].endswith((".", "?"))
    assert problem["request_id"] == refused.headers["x-request-id"]


def test_every_error_is_a_problem_with_a_request_id(client: TestClient) -> None:
    for method, path, status in (
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/nothing", 404),
        ("GET", "/static/../../secret", 404),
        ("DELETE", "/api/v1/ask", 405),
        ("GET", "/api/v1/citations/never", 404),
        ("GET", "/api/v1/articles/never", 404),
        ("POST", "/api/v1/ask", 400),
    ):
        reply = client.request(method, path, headers={"X-Request-ID": "mine-42"})
        assert reply.status_code == status, path
        assert reply.headers["content-type"] == "application/problem+json"
        assert reply.json()["request_id"] == reply.headers["x-request-id"] == "mine-42"
        assert set(reply.json()) >= {"type", "title", "status", "detail", "instance"}
    assert client.request("DELETE", "/api/v1/ask").headers["allow"]


def test_a_forged_request_id_is_replaced(client: TestClient) -> None:
    for forged in ("a b", "x" * 65, 'id", "level": "ERROR'):
        reply = client.get("/healthz", headers={"X-Request-ID": forged})
        assert reply.headers["x-request-id"] not in ("", forged)


def test_a_fault_of_ours_is_a_500_without_details(
    client: TestClient, archive: TinyArchive, caplog: pytest.LogCaptureFixture
) -> None:
    archive.broken = RuntimeError("disk on fire")
    reply = client.get("/api/v1/ask", params={"q": "渡工是谁"})
    assert reply.status_code == 500
    assert "fire" not in reply.text
    logged = [r for r in caplog.records if r.exc_info]
    assert logged[0].facts["request_id"] == reply.json()["request_id"]  # type: ignore[attr-defined]


def test_what_is_wrong_with_our_machine_is_logged_not_shown(
    client: TestClient, archive: TinyArchive, caplog: pytest.LogCaptureFixture
) -> None:
    archive.broken = ArchiveDamaged("The archive in /srv/secret lost its texts.")
    reply = client.get("/api/v1/ask", params={"q": "渡工是谁"})
    assert reply.status_code == 503
    assert "/srv" not in reply.text
    assert "retry-after" not in reply.headers
    [logged] = [r for r in caplog.records if r.exc_info]
    assert logged.exc_info
    assert logged.exc_info[1] is archive.broken
    assert logged.facts["request_id"] == reply.json()["request_id"]  # type: ignore[attr-defined]


def test_question_texts_are_not_logged(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "baoda")
    client.get("/api/v1/ask", params={"q": "渡工是谁"})
    client.get("/", params={"q": "渡工是谁"})
    lines = [json.dumps(getattr(r, "facts", {})) + r.getMessage() for r in caplog.records]
    ours = [line for line in lines if "route" in line]
    assert len(ours) == 2
    assert not any("渡" in line or "%E6" in line or "\\u6e21" in line for line in ours)


def test_citations_come_as_json_or_in_the_style_asked_for(client: TestClient) -> None:
    path = "/api/v1/citations/ferry1-p-7f"
    assert CitedPassageShape.model_validate(client.get(path).json()).standing == "current"
    for style, media in (
        ("gbt7714-2025", "text/plain"),
        ("gbt7714-2015", "text/plain"),
        ("bibtex", "application/x-bibtex"),
        ("ris", "application/x-research-info-systems"),
        ("csl-json", "application/vnd.citationstyles.csl+json"),
        ("markdown", "text/markdown"),
    ):
        by_name = client.get(path, params={"style": style})
        assert by_name.headers["content-type"].startswith(media)
        if style != "gbt7714-2015":
            by_accept = client.get(path, headers={"Accept": f"{media}, */*;q=0.1"})
            assert by_accept.text == by_name.text
    assert "登云渡口昨日停航" in client.get(path, params={"style": "bibtex"}).text
    wanted = "text/markdown;q=0.2, application/x-bibtex;q=0.9, application/json;q=0.1"
    assert client.get(path, headers={"Accept": wanted}).text.startswith("@article")
    for accept in ("*/*", "text/html", "", "application/json", "q=;,;;q=x"):
        assert client.get(path, headers={"Accept": accept}).json()["standing"] == "current"


def test_a_line_in_a_style_can_be_asked_for_as_other_registries_do(client: TestClient) -> None:
    path = "/api/v1/citations/ferry1-p-7f"
    accept = "text/x-bibliography; style=bibtex, application/json;q=0.5"
    assert client.get(path, headers={"Accept": accept}).text.startswith("@article")
    plain = client.get(path, headers={"Accept": "text/x-bibliography"})
    assert plain.text == client.get(path, params={"style": "gbt7714-2025"}).text
    unknown = client.get(path, headers={"Accept": "text/x-bibliography; style=no-such"})
    assert unknown.status_code == 422


def test_an_unknown_style_is_a_422_that_lists_the_styles(client: TestClient) -> None:
    reply = client.get("/api/v1/citations/ferry1-p-7f", params={"style": "apa"})
    assert reply.status_code == 422
    assert "bibtex" in reply.json()["detail"]


def test_a_withdrawn_citation_is_a_410_with_its_record(client: TestClient) -> None:
    reply = client.get("/api/v1/citations/gone1-p-7f")
    assert reply.status_code == 410
    assert reply.json()["standing"] == "withdrawn"
    assert reply.json()["passage"]["text"] == "这一段已经撤回。"
    assert reply.json()["successor"]["title"] == FERRY.title
    assert reply.json()["status"] == 410


def test_articles_come_whole(client: TestClient) -> None:
    article = client.get("/api/v1/articles/ferry1").json()
    assert ArticleShape.model_validate(article).text == FERRY.body


def test_the_documented_shapes_are_those_of_the_records(client: TestClient) -> None:
    AnswerShape.model_validate(EXAMPLE_ANSWER)
    ListingShape.model_validate(EXAMPLE_LISTING)
    JobShape.model_validate(EXAMPLE_JOB)
    SavedShape.model_validate(EXAMPLE_SAVED)
    for question in ("渡工", "乱码", "火星", "无题", "也许渡工"):
        AnswerShape.model_validate(client.get("/api/v1/ask", params={"q": question}).json())


def test_openapi_documents_problems_and_examples(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    ask = document["paths"]["/api/v1/ask"]["post"]
    assert ask["responses"]["422"]["content"].keys() == {"application/problem+json"}
    body = ask["requestBody"]["content"]["application/json"]
    assert body["examples"]["Chinese"]["value"]["question"]
    assert set(body["schema"]["properties"]) >= {"question", "q", "from", "to", "near"}
    parameters = {p["name"] for p in document["paths"]["/api/v1/ask"]["get"]["parameters"]}
    assert parameters >= {"question", "q", "top", "as_of", "from", "to", "use_dates", "near"}
    text = json.dumps(document)
    for name in {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        assert name in document["components"]["schemas"]
    assert "HTTPValidationError" not in text
    assert client.get("/docs").status_code == 200


def test_it_works_over_real_http(browser: httpx2.Client) -> None:
    answer = browser.get("/api/v1/ask", params={"q": "渡工是谁？"}).json()
    assert answer["hits"][0]["highlight"]["text"] == FERRY.highlight
    assert browser.head("/").status_code == 200


def test_a_prefix_from_a_proxy_is_kept_in_the_links(app: FastAPI) -> None:
    page = TestClient(app, root_path="/kb").get("/", params={"q": "渡工"}).text
    assert 'href="/kb/static/style.css"' in page
    assert 'href="/kb/c/ferry1-p-7f"' in page
