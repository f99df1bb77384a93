"""The keyboard, and what this browser remembers."""

from __future__ import annotations

from urllib.parse import quote

from playwright.sync_api import expect

from tests.bot.browser.conftest import Visit, clipboard

TRAIN = "/?q=" + quote("冷链专列首发运了多少吨？")


def test_j_and_k_walk_through_the_passages_o_opens_c_copies(visit: Visit) -> None:
    page = visit(TRAIN)
    page.keyboard.press("j")
    expect(page.locator("#hit-1")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("#hit-2")).to_be_focused()
    expect(page.locator("#hit-2")).to_be_in_viewport()
    page.keyboard.press("c")
    expect(page.locator("#said")).to_have_text("已复制")
    assert clipboard(page) == page.locator("#hit-2 cite").inner_text()
    page.keyboard.press("k")
    expect(page.locator("#hit-1")).to_be_focused()
    page.keyboard.press("o")
    page.wait_for_url("**/articles/**")


def test_slash_asks_and_letters_typed_are_letters(visit: Visit) -> None:
    page = visit(TRAIN)
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("jjj?")
    assert page.locator("#q").input_value() == "jjj?"
    expect(page.locator("#help")).to_be_hidden()


def test_a_question_mark_explains_the_keys_which_can_be_switched_off(visit: Visit) -> None:
    page = visit(TRAIN)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="键盘快捷键")).to_be_visible()
    page.get_by_label("启用单键快捷键").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    page.reload()
    page.keyboard.press("j")
    expect(page.locator("#hit-1")).not_to_be_focused()
    page.get_by_role("button", name="快捷键").click()
    expect(page.get_by_label("启用单键快捷键")).not_to_be_checked()


def test_what_was_asked_is_remembered_here_until_it_is_cleared(visit: Visit) -> None:
    page = visit("/")
    expect(page.locator("#history")).to_be_hidden()
    page.goto(TRAIN)
    page.goto("/")
    line = page.locator("#history").get_by_role("link", name="冷链专列首发运了多少吨？")
    line.click()
    expect(page.locator("#q")).to_have_value("冷链专列首发运了多少吨？")
    page.goto("/")
    page.get_by_role("button", name="清除").click()
    page.reload()
    expect(page.locator("#history")).to_be_hidden()
