"""The pages tell programs what they are: reference managers, search engines, other pages."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

import httpx2
import pytest
from lxml import etree, html

from bot.http.metadata import metadata_of
from bot.http.oembed import OEmbedShape
from tests.bot.newspaper import BARE, FERRY, GARBAGE, WITHDRAWN, citation_id_of, citation_of


def head(client: httpx2.Client, path: str) -> tuple[list[tuple[str, str]], dict[str, Any]]:
    """The meta elements of a page with a name, and its JSON-LD."""
    page: Any = html.fromstring(client.get(path).text)
    meta = [(one.get("name"), one.get("content")) for one in page.xpath("//head/meta[@name]")]
    (script,) = page.xpath("//script[@type='application/ld+json']/text()")
    return meta, json.loads(script)


@pytest.mark.parametrize("path", [f"/c/{citation_id_of(FERRY)}", f"/articles/{FERRY.article_id}"])
def test_a_page_says_what_zotero_needs_to_save_a_newspaper_article(
    browser: httpx2.Client, path: str
) -> None:
    meta, record = head(browser, path)
    pairs: tuple[tuple[str, str | None], ...] = (
        ("z:itemType", "newspaperArticle"),
        ("citation_title", FERRY.title),
        ("citation_author", "林望舒"),
        ("citation_journal_title", "云汀日报"),
        ("citation_publication_date", "2023/04/10"),
        ("citation_issue", "23271"),
        ("citation_firstpage", "01"),
        ("citation_public_url", f"{browser.base_url}{path}"),
    )
    for name, content in pairs:
        assert [one[1] for one in meta if one[0] == name] == [content]
    assert (record["@type"], record["headline"]) == ("NewsArticle", FERRY.title)
    assert (record["datePublished"], record["printPage"]) == ("2023-04-10", "01")
    assert record["isPartOf"]["isPartOf"] == {"@type": "Newspaper", "name": "云汀日报"}
    assert record["author"] == [{"@type": "Person", "name": "林望舒"}]


def test_what_is_unknown_is_left_out() -> None:
    known = metadata_of(citation_of(BARE), "https://archive.example/c/bare")
    assert "citation_title" not in dict(known.meta)
    assert not {"headline", "datePublished"} & json.loads(known.json_ld).keys()


def test_a_headline_cannot_end_the_script_it_stands_in(browser: httpx2.Client) -> None:
    path = f"/c/{citation_id_of(GARBAGE)}"
    meta, record = head(browser, path)
    assert record["headline"] == GARBAGE.title
    assert dict(meta)["citation_title"] == GARBAGE.title
    assert "<script>alert" not in browser.get(path).text


def test_a_citation_is_embedded_as_a_card(browser: httpx2.Client) -> None:
    page: Any = html.fromstring(browser.get(f"/c/{citation_id_of(FERRY)}").text)
    (link,) = page.xpath("//link[@type='application/json+oembed']/@href")
    card = OEmbedShape.model_validate_json(browser.get(link, params=None).content)
    assert card.title == FERRY.title
    assert FERRY.highlight in card.html
    assert re.findall('cite="([^"]+)"', card.html) == [
        f"{browser.base_url}/c/{citation_id_of(FERRY)}"
    ]
    assert card.height <= 240


def test_a_card_escapes_what_was_printed(browser: httpx2.Client) -> None:
    url = quote(f"{browser.base_url}/c/{citation_id_of(GARBAGE)}")
    card = browser.get(f"/oembed?url={url}&maxwidth=300").json()
    assert "<b>坏" not in card["html"]
    assert "&lt;b&gt;坏" in card["html"]
    assert card["width"] == 300


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("https://elsewhere.example/c/ferry1-p-7f", 404),
        ("/articles/ferry1", 404),
        ("http://[", 404),
        ("/c/unknown", 404),
        (f"/c/{citation_id_of(WITHDRAWN)}", 410),
    ],
)
def test_what_is_no_citation_of_ours_has_no_card(
    browser: httpx2.Client, url: str, status: int
) -> None:
    assert browser.get("/oembed", params={"url": url}).status_code == status


def test_a_card_is_the_same_as_xml(browser: httpx2.Client) -> None:
    asked = {"url": f"/c/{citation_id_of(FERRY)}"}
    card = browser.get("/oembed", params=asked).json()
    reply = browser.get("/oembed", params={**asked, "format": "xml"})
    assert reply.headers["content-type"].startswith("text/xml")
    found = etree.fromstring(reply.content)
    assert found.tag == "oembed"
    assert {one.tag: one.text or "" for one in found} == {k: str(v) for k, v in card.items()}
    assert browser.get("/oembed", params={**asked, "format": "yaml"}).status_code == 422


def test_browsers_learn_how_to_search_here(browser: httpx2.Client) -> None:
    found = browser.get("/opensearch.xml")
    assert found.headers["content-type"].startswith("application/opensearchdescription+xml")
    assert f"{browser.base_url}/?q={{searchTerms}}" in found.text
