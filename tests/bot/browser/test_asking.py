"""Asking: the answer first, how the question was read, what stands round it, and refusals."""

from __future__ import annotations

from urllib.parse import quote

from playwright.sync_api import Page, expect

from tests.bot.browser.conftest import Visit, clipboard

CHAIR = "/?q=" + quote("锦帆小区业委会主任是谁？")
BRIDGE = "/?q=" + quote("“望鹤桥” 2023年4月 -马拉松") + "&newspaper=" + quote("云汀日报")


def comes(page: Page, begins: str) -> bool:
    """Whether a text that begins so gets into the clipboard, which takes a request."""
    for _ in range(100):
        if clipboard(page).lstrip().startswith(begins):
            return True
        page.wait_for_timeout(50)
    return False


def test_a_question_typed_is_answered_first_with_sentence_and_span(visit: Visit) -> None:
    page = visit("/")
    page.keyboard.type("锦帆小区业委会主任是谁？")
    page.keyboard.press("Enter")
    expect(page.locator(".how-sure").first).to_contain_text("很有把握")
    lead = page.locator(".lead")
    expect(lead.locator("mark")).to_contain_text("业委会主任")
    expect(lead.locator("mark strong")).to_have_text("蓝玉梅")
    above = lead.locator("mark").bounding_box()
    assert above is not None
    assert above["y"] + above["height"] < 800, "the answer is on the first screen"
    assert page.url.split("?")[1].startswith("q=")


def test_the_citation_is_copied_in_every_style(visit: Visit) -> None:
    page = visit(CHAIR)
    lead = page.locator(".lead")
    lead.get_by_role("button", name="复制引文").click()
    expect(page.get_by_role("status").filter(has_text="已复制")).to_be_visible()
    assert clipboard(page) == lead.locator("cite").inner_text()
    lead.get_by_text("其他格式").click()
    for style, begins in (("BibTeX", "@"), ("RIS", "TY  - NEWS"), ("CSL-JSON", "[")):
        lead.get_by_role("link", name=style).click()
        assert comes(page, begins), style


def test_why_this_passage_says_lanes_and_shared_words(visit: Visit) -> None:
    page = visit(CHAIR)
    why = page.locator(".lead .why")
    expect(why.locator("dl")).to_be_hidden()
    why.locator("summary").click()
    expect(why.locator("dl")).to_contain_text("按词第")
    expect(why.locator("dl")).to_contain_text("业委会")


def test_how_the_question_was_read_is_taken_off_chip_by_chip(visit: Visit) -> None:
    page = visit(BRIDGE)
    chips = page.locator(".chip")
    said = " ".join(chips.all_inner_texts())
    for shown in ("2023年", "出自“2023年4月”", "云汀日报", "望鹤桥", "马拉松"):
        assert shown in said
    page.get_by_role("link", name="去掉：不含：马拉松").click()
    assert "马拉松" not in page.locator("#q").input_value()
    page.get_by_role("link", name="去掉：报纸：云汀日报").click()
    assert page.locator("#newspaper").input_value() == ""
    page.get_by_role("link", name="去掉：日期").click()
    assert "use_dates=false" in page.url
    expect(page.locator(".chip").filter(has_text="没有按问题里的时间限定")).to_be_visible()
    page.get_by_role("link", name="去掉：原文须有：望鹤桥").click()
    assert "“" not in page.locator("#q").input_value()


def test_a_refusal_says_why_and_shows_the_nearest_on_demand(visit: Visit) -> None:
    page = visit("/?q=" + quote("量子计算机在火星的税率"))
    expect(page.locator(".verdict")).to_contain_text("档案中没有找到答案")
    expect(page.locator(".reason")).to_contain_text("火星")
    expect(page.locator(".hit")).to_have_count(0)
    page.get_by_role("link", name="看看最接近的段落").click()
    expect(page.get_by_role("heading", name="最接近的段落（并非答案）")).to_be_visible()
    assert page.locator(".hit").count() > 0
    expect(page.locator(".lead")).to_have_count(0)


def test_several_stories_stand_in_order_of_time(visit: Visit) -> None:
    page = visit("/?q=" + quote("冷链专列"))
    stories = page.locator(".stories")
    if stories.get_attribute("open") is None:
        stories.locator("summary").click()
    days = [text.strip()[:10] for text in stories.locator("li .when").all_inner_texts()]
    assert len(days) > 1
    assert [day[:5] for day in days] == sorted(day[:5] for day in days)
    stories.get_by_role("link").last.click()
    assert "#hit-" in page.url


def test_what_is_shown_is_put_in_order_of_printing_on_demand(visit: Visit) -> None:
    page = visit("/?q=" + quote("冷链专列"))
    days = page.locator(".hit .printed")
    expect(days.first).to_contain_text("2024年1月18日")
    page.get_by_role("link", name="最早在前").click()
    expect(days.first).to_contain_text("2023年4月10日")
    expect(days.last).to_contain_text("2024年1月18日")
    expect(page.locator(".lead")).to_have_count(0)
    page.get_by_role("link", name="最相关在前").click()
    expect(page.locator(".lead .printed")).to_contain_text("2024年1月18日")


def test_the_page_can_be_shared_by_its_address(visit: Visit) -> None:
    page = visit(CHAIR)
    page.get_by_role("button", name="复制本页链接").click()
    expect(page.locator("#said")).to_have_text("已复制")
    again = visit(clipboard(page))
    expect(again.locator(".lead mark strong")).to_have_text("蓝玉梅")
