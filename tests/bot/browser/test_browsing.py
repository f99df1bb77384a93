"""Looking instead of asking: the list, its timeline, and what the archive holds."""

from __future__ import annotations

from urllib.parse import quote

from playwright.sync_api import expect

from tests.bot.browser.conftest import Visit


def test_a_list_is_narrowed_by_a_click_on_the_timeline(visit: Visit) -> None:
    page = visit("/browse?q=" + quote("云汀"))
    everything = page.locator(".item").count()
    bars = page.locator(".timeline svg a")
    assert bars.count() == 2
    bars.last.click()
    assert "from=2024-01-01&to=2024-01-31" in page.url
    expect(page.locator(".chip").filter(has_text="2024年1月1日 – 2024年1月31日")).to_be_visible()
    assert 0 < page.locator(".item").count() < everything
    page.get_by_role("link", name="去掉：日期").click()
    assert page.locator(".item").count() == everything


def test_the_timeline_is_a_table_for_those_who_do_not_see_it(visit: Visit) -> None:
    page = visit("/browse?q=" + quote("云汀"))
    expect(page.locator(".timeline svg")).to_have_attribute("aria-hidden", "true")
    page.get_by_text("列成表格").click()
    page.get_by_role("row").filter(has_text="2023年4月").get_by_role("link").click()
    assert "from=2023-04-01&to=2023-04-30" in page.url


def test_the_timeline_of_an_answer_bounds_the_question(visit: Visit) -> None:
    page = visit("/?q=" + quote("冷链专列"))
    page.locator(".timeline svg a").first.click()
    assert page.locator("#from").input_value() == "2023-04-01"
    assert page.locator("#q").input_value() == "冷链专列"
    expect(page.locator(".bar.on")).to_have_count(1)
    page.locator(".timeline").get_by_role("link", name="不限日期").click()
    assert page.locator("#from").input_value() == ""


def test_a_list_is_sorted_filtered_and_paged(visit: Visit) -> None:
    page = visit("/browse")
    expect(page.locator(".how-many")).to_contain_text("共")
    first = page.locator(".item .headline").all_inner_texts()
    page.get_by_role("link", name="下一页").click()
    second = page.locator(".item .headline").all_inner_texts()
    assert len(first) == len(second) == 20
    assert set(first) - {"（无标题）"} != set(second) - {"（无标题）"}
    page.get_by_label("排序").select_option("oldest")
    page.get_by_label("报纸").fill("The Qinglan Weekly")
    page.get_by_role("button", name="查看").click()
    printed = page.locator(".item .printed").all_inner_texts()
    assert printed
    assert all("The Qinglan Weekly" in line for line in printed)
    page.get_by_label("词语").fill("月球背面")
    page.get_by_role("button", name="查看").click()
    expect(page.locator(".how-many")).to_contain_text("没有符合条件的报道")


def test_the_holdings_are_a_calendar_that_leads_to_the_day(visit: Visit) -> None:
    page = visit("/archive?year=2023")
    expect(page.get_by_role("table")).to_contain_text("The Qinglan Weekly")
    expect(page.get_by_role("heading", name="云汀日报 2023年")).to_be_visible()
    day = page.locator(".month svg a")
    expect(day).to_have_count(1)
    day.click()
    assert "from=2023-04-10&to=2023-04-10" in page.url
    expect(page.locator(".how-many")).to_contain_text("篇")
    page.go_back()
    page.get_by_role("link", name="2024").click()
    expect(page.get_by_role("heading", name="云汀日报 2024年")).to_be_visible()
