"""The real pages over the sample newspaper, in a real browser: the system's Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from bot.http.app import create_app
from bot.jobs import Jobs
from bot.keeping import ArchiveKeeper
from bot.opening import open_answering
from bot.saved import SavedSearches
from bot.settings import load_settings
from tests.bot.serving import served as served_app

_HERE = Path(__file__).parent
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
Visit = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker runs all of them: a browser is heavy, and started once."""
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser, where there is one. Its loop must have ended when tests of other modules want
    to run one of their own in this thread."""
    program = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if program is None:
        pytest.skip("no Chromium is installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def serving(archive: Path, *, keeping: bool = False) -> Iterator[str]:
    """The address of a server over an archive; With `keeping` files are taken in
    and searches saved."""
    settings = load_settings({}, archive / "no.toml", archive=archive)
    answering = open_answering(settings)
    jobs = Jobs(archive, ArchiveKeeper(settings)) if keeping else None
    saved = SavedSearches(archive) if keeping else None
    app = create_app(answering, settings, jobs=jobs, saved=saved)
    if jobs:
        jobs.start()
    try:
        with served_app(app) as address:
            yield address
    finally:
        if jobs:
            jobs.close()
        answering.close()


@pytest.fixture(scope="module")
def served(sample_folder: Path, chromium: Browser) -> Iterator[str]:
    """The address of a server over the sample newspaper, which no test changes."""
    with serving(sample_folder) as address:
        yield address


@pytest.fixture
def faults() -> list[str]:
    """What browsers complained of; a test that provokes complaints takes them away again."""
    return []


@pytest.fixture
def visit(chromium: Browser, served: str, faults: list[str]) -> Iterator[Visit]:
    """Opens a path in a fresh window, by default of a Chinese reader; afterwards nothing may have
    gone wrong in it, which a breach of the content security policy would have."""
    opened: list[BrowserContext] = []

    def note(message: ConsoleMessage) -> None:
        refused = "the server responded with a status of 4" in message.text
        if message.type in ("error", "warning") and not refused:
            faults.append(message.text)

    def window(
        path: str = "/", *, width: int = 1100, lang: str = "zh-CN", **options: object
    ) -> Page:
        context = chromium.new_context(
            base_url=served,
            locale=lang,
            viewport={"width": width, "height": 800},
            permissions=["clipboard-read", "clipboard-write"],
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(10_000)
        opened.append(context)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(path)
        return page

    yield window
    for context in opened:
        context.close()
    assert faults == []


def clipboard(page: Page) -> str:
    """What was copied last."""
    return str(page.evaluate("navigator.clipboard.readText()"))
