"""For everybody: WCAG A and AA by axe-core, phones, no script, both languages, light and dark."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.bot.browser.conftest import Visit

RULES: dict[str, object] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
# What the light changes is colours; the other rules would be judged twice.
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast"]},
    "resultTypes": ["violations"],
}
ASKED = "/?q=" + quote("“冷链专列” 2023年4月") + "&newspaper=" + quote("云汀日报")
PAGES = {
    "front": "/",
    "answer": ASKED,
    "refused": "/?q=" + quote("量子计算机在火星的税率"),
    "fault": "/?q=x&from=gestern",
    "browse": "/browse?q=" + quote("云汀"),
    "quote": "/quote?text=" + quote("他说：“船开走了,钟还在,人就找得到回家的路。”“月亮很贵。”"),
    "archive": "/archive?year=2023",
    "error": "/c/never",
    "signin": "/signin",
    "docs": "/docs",
}


def article(page: Page, printed: bool) -> str:
    """The address of an article whose passage is marked."""
    reply = page.request.get("/api/v1/ask", params={"q": "老渡工的最后一班船"}).json()
    hit = reply["hits"][0]
    path = f"/articles/{hit['article']['id']}?c={hit['citation']['id']}"
    return path + "&printed=1" if printed else path


def unfold(page: Page) -> None:
    """Open what is folded away, so that it is judged, too."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")


def judged(page: Page, rules: dict[str, object] = RULES) -> list[str]:
    found = Axe().run(page, options=rules)["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("name", [*PAGES, "article", "printed"])
def test_nothing_on_a_page_breaks_wcag_in_either_language_in_light_or_dark(
    visit: Visit, name: str
) -> None:
    page = visit("/static/favicon.svg")
    path = PAGES.get(name) or article(page, name == "printed")
    for lang in ("zh", "en"):
        page.goto(f"{path}{'&' if '?' in path else '?'}lang={lang}")
        unfold(page)
        page.emulate_media(color_scheme="light")
        assert judged(page) == [], lang
        page.emulate_media(color_scheme="dark")
        assert judged(page, COLOURS) == [], (lang, "dark")


def test_the_help_breaks_no_rule_either(visit: Visit) -> None:
    page = visit("/")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="快捷键").click()
    assert judged(page) == []


def test_no_page_is_wider_than_a_phone(visit: Visit) -> None:
    for lang in ("zh-CN", "en-GB"):
        page = visit("/", width=360, lang=lang)
        for path in (*PAGES.values(), article(page, False), article(page, True)):
            page.goto(path)
            unfold(page)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, (path, lang)


def test_without_a_script_everything_is_still_there(visit: Visit) -> None:
    page = visit(ASKED, java_script_enabled=False)
    expect(page.locator(".lead mark")).to_be_visible()
    assert page.locator("button:visible").all_inner_texts() == ["提问"], "no button does nothing"
    page.locator(".lead").get_by_text("其他格式").click()
    bibtex = page.locator(".lead").get_by_role("link", name="BibTeX").get_attribute("href")
    assert page.request.get(bibtex or "").text().startswith("@")
    page.goto("/quote")
    page.get_by_label("引语或稿件").fill("他说：“来的时候是新娘子,回的时候成了老太婆。”")
    page.get_by_role("button", name="核对").click()
    expect(page.locator(".quoted.exact")).to_be_visible()


def test_a_language_chosen_stays_chosen_from_page_to_page(visit: Visit) -> None:
    page = visit(ASKED)
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Browse", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Browse the archive")
    expect(page.locator(".item [lang=zh-CN]").first).to_be_visible()


def test_dark_is_dark(visit: Visit) -> None:
    shades = [
        visit("/", color_scheme=scheme).evaluate("getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    ]
    assert shades == ["rgb(250, 247, 240)", "rgb(23, 21, 18)"]


def test_a_page_may_run_no_script_but_ours(visit: Visit, faults: list[str]) -> None:
    page = visit("/")
    page.evaluate(
        "const it = document.createElement('script'); it.textContent = 'window.ran = true';"
        "document.body.append(it)"
    )
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in fault for fault in faults)
    faults.clear()
