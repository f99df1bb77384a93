"""Reading: an article with its passage, its lines as printed, its neighbours, its export."""

from __future__ import annotations

import re
from urllib.parse import quote

from playwright.sync_api import Page, expect

from tests.bot.browser.conftest import Visit, clipboard

FERRY = "/?q=" + quote("周水生受聘担任什么？")


def read(visit: Visit) -> Page:
    """The article that an answer leads to."""
    page = visit(FERRY)
    page.locator(".lead").get_by_role("link", name="阅读全文").click()
    return page


def test_the_passage_is_marked_and_scrolled_to(visit: Visit) -> None:
    page = read(visit)
    expect(page.get_by_role("heading", level=1)).to_have_text("老渡工的最后一班船")
    expect(page.locator("#passage")).to_be_in_viewport()
    address = page.url.split("#")[0]
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator("#passage")).to_be_in_viewport()


def test_an_article_that_jumps_is_read_as_one(visit: Visit) -> None:
    page = read(visit)
    expect(page.locator(".aside")).to_contain_text("本文跨 第01版、第02版")
    expect(page.locator(".seam")).to_have_text("转第02版")
    paragraph = page.locator("p:has(.seam)").inner_text()
    assert re.search("改造成.*驿站", paragraph), "the sentence goes on over the jump"


def test_the_repaired_text_stands_beside_the_lines_as_printed(visit: Visit) -> None:
    page = read(visit)
    page.get_by_role("link", name="与报上原行对照").click()
    rows = page.locator(".row:not(.heads)")
    assert rows.count() > 5
    for at in range(rows.count()):
        row = rows.nth(at)
        repaired, printed = row.locator("p").text_content(), row.locator("pre").text_content()
        assert "".join((repaired or "").split()) == "".join((printed or "").split())
    assert "\n" in " ".join(row or "" for row in page.locator("pre").all_text_contents())
    expect(page.locator("#passage").first).to_be_attached()
    page.get_by_role("link", name="只看整理后的正文").click()
    expect(page.locator("pre")).to_have_count(0)


def test_one_leafs_through_the_articles_of_a_page(visit: Visit) -> None:
    page = read(visit)
    nav = page.get_by_role("navigation", name="本版文章")
    before = nav.locator("[rel=prev] .name").inner_text()
    nav.locator("[rel=prev]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(before)
    page.locator(".neighbours [rel=next]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("老渡工的最后一班船")


def test_an_article_is_exported_in_every_format(visit: Visit) -> None:
    page = read(visit)
    page.get_by_text("其他格式").click()
    names = page.locator(".styles a").all_inner_texts()
    assert {"GB/T 7714-2025", "GB/T 7714-2015", "BibTeX", "RIS", "CSL-JSON", "Markdown"} <= set(
        names
    )
    for link in page.locator(".styles a").all():
        assert page.request.get(link.get_attribute("href") or "").ok
    whole = page.request.get(
        page.get_by_role("link", name="全文 JSON").get_attribute("href") or ""
    ).json()
    assert whole["title"] == "老渡工的最后一班船"
    expect(page.get_by_role("button", name="打印")).to_be_visible()


def test_a_citation_page_shows_the_passage_and_its_citation(visit: Visit) -> None:
    page = visit(FERRY)
    page.locator(".lead").get_by_role("link", name="永久链接").click()
    assert "/c/" in page.url
    expect(page.locator("#passage")).to_be_visible()
    page.get_by_role("button", name="复制引文").click()
    expect(page.locator("#said")).to_have_text("已复制")
    assert "云汀日报，2023-04-10" in clipboard(page)


def test_on_paper_only_the_text_and_its_citation_remain(visit: Visit) -> None:
    page = read(visit)
    page.emulate_media(media="print")
    for gone in (".tools", ".neighbours", ".masthead nav", ".colophon", ".aside"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator(".body")).to_be_visible()
    expect(page.locator("cite").first).to_be_visible()
