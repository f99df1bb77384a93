"""What a reader leaves behind: files taken in, and searches saved."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import expect

from tests.bot.browser.conftest import Visit, serving

ARTICLE = {
    "newspaper": "云汀日报",
    "issue_date": "2023-05-02",
    "title": "青澜江畔添了一座气象塔",
    "text": "昨日，青澜江畔的气象塔正式启用，塔高86米，由市气象局建设。",
}


def test_files_are_uploaded_with_progress_and_reasons(
    visit: Visit, sample_folder: Path, tmp_path: Path
) -> None:
    archive = Path(shutil.copytree(sample_folder, tmp_path / "archive"))
    good, bad = tmp_path / "塔.jsonl", tmp_path / "坏.pdf"
    good.write_text(json.dumps(ARTICLE, ensure_ascii=False), "utf-8")
    bad.write_bytes(b"no pdf at all")
    with serving(archive, keeping=True) as address:
        page = visit(f"{address}/archive")
        expect(page.get_by_text("所有文件都已收入。")).to_be_visible()
        page.get_by_label("选择文件").set_input_files([good, bad])
        page.get_by_role("button", name="上传").click()
        lines = page.get_by_role("log", name="收入新文件").locator("li")
        expect(lines.first).to_have_text("塔.jsonl：收入 1 篇", timeout=30_000)
        expect(lines.nth(1)).to_contain_text("坏.pdf：没有收入。", timeout=30_000)
        expect(page.get_by_role("button", name="上传")).to_be_enabled()
        page.reload()
        expect(page.locator(".aside-files")).to_contain_text("坏.pdf")
        page.goto(f"{address}/browse?from=2023-05-02&to=2023-05-02")
        expect(page.locator(".item")).to_contain_text("青澜江畔添了一座气象塔")


def test_a_search_is_saved_listed_fed_and_forgotten(
    visit: Visit, sample_folder: Path, tmp_path: Path
) -> None:
    archive = Path(shutil.copytree(sample_folder, tmp_path / "archive"))
    with serving(archive, keeping=True) as address:
        page = visit(f"{address}/?q={quote('冷链专列')}")
        page.get_by_role("button", name="存下这个检索").click()
        expect(page.locator("#said")).to_contain_text("已存下")
        page.goto(address)
        line = page.locator("#saved li")
        expect(line).to_contain_text("冷链专列")
        feed = page.request.get(address + (line.get_by_text("订阅").get_attribute("href") or ""))
        assert feed.headers["content-type"].startswith("application/atom+xml")
        assert "冷链专列" in feed.text()
        line.get_by_role("link", name="冷链专列").click()
        expect(page.locator(".item").first).to_be_visible()
        page.goto(address)
        line.get_by_role("button", name="删除").click()
        expect(line).to_have_count(0)


def test_without_a_script_a_search_is_saved_and_forgotten_too(
    visit: Visit, sample_folder: Path, tmp_path: Path
) -> None:
    archive = Path(shutil.copytree(sample_folder, tmp_path / "archive"))
    with serving(archive, keeping=True) as address:
        page = visit(f"{address}/browse?q={quote('冷链专列')}", java_script_enabled=False)
        page.get_by_role("button", name="存下这个检索").click()
        line = page.locator("#saved li")
        expect(line.get_by_role("link", name="冷链专列")).to_be_visible()
        line.get_by_role("button", name="删除").click()
        expect(page.locator("#saved")).to_have_count(0)
