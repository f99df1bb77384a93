"""The quote desk: every quotation of a draft marked, and what differs word by word."""

from __future__ import annotations

from urllib.parse import quote

from playwright.sync_api import expect

from tests.bot.browser.conftest import Visit

DRAFT = (
    "许长河说：“船开走了,钟还在,人就找得到回家的路。”\n"
    "李桂香说：“来的时候是新娘子,回的时候成了老太婆。”\n居民“冒着大雨夹道相送”。"
)


def test_a_draft_comes_back_with_every_quotation_marked(visit: Visit) -> None:
    page = visit("/quote")
    page.get_by_label("引语或稿件").fill(DRAFT)
    page.get_by_role("button", name="核对").click()
    expect(page.get_by_role("heading", level=2)).to_have_text(
        "3 处引语：1 处相符，1 处有出入，1 处没有找到"
    )
    quoted = page.locator(".draft .quoted")
    assert [text[-2:] for text in quoted.all_inner_texts()] == ["≈1", "✓2", "✗3"]
    styles = {one.evaluate("(e) => getComputedStyle(e).borderBottomStyle") for one in quoted.all()}
    assert len(styles) == 3, "the verdicts differ by more than colour"
    near = page.locator("#quote-1")
    assert near.locator("del").all_inner_texts() == ["开", "家"]
    assert near.locator("ins").all_inner_texts() == ["来"]
    expect(near).to_contain_text("说话人：许长河")
    expect(near.locator("cite").first).to_contain_text("云汀日报，2023-04-10（02）")
    expect(page.locator("#quote-3")).to_contain_text("没有找到")
    assert page.get_by_label("您的稿件").input_value() == DRAFT
    assert page.url.endswith("/quote"), "a draft stands in no address"
    quoted.first.click()
    assert page.url.endswith("#quote-1")


def test_one_quotation_can_be_shared_by_its_address(visit: Visit) -> None:
    page = visit("/quote?text=" + quote("来的时候是新娘子,回的时候成了老太婆。"))
    expect(page.locator(".checked .how-sure")).to_contain_text("逐字相符")


def test_a_draft_that_quotes_nothing_is_told_so(visit: Visit) -> None:
    page = visit("/quote", lang="en-GB")
    page.get_by_label("Quotation or draft").fill("Nobody said a word about the price of moonlight")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".how-sure").first).to_contain_text("1 not found")
