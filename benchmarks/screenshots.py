"""`python -m benchmarks.screenshots [FOLDER]`: pictures of the pages over the sample newspaper.

They go into docs/images, where the README shows them; each is at most 300 KB.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page

from benchmarks.browser import chromium, serving
from bot.sample import PAGES
from index.build import index_paths

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
MOST_BYTES = 300 * 1024
_DRAFT = (
    "登云渡停航那天，青澜轮渡公司经理许长河说：“船开走了,钟还在,人就找得到回家的路。”"
    "73岁的李桂香说：“来的时候是新娘子,回的时候成了老太婆。”两岸居民“冒着大雨夹道相送”。"
)


class Picture(NamedTuple):
    """One picture: where, how large a window, in which light and language; `draft` is checked at
    the quote desk, `opened` is clicked first."""

    name: str
    path: str
    width: int = 1100
    height: int = 900
    dark: bool = False
    language: str = "zh-CN"
    draft: str = ""
    opened: str = ""


def _asked(text: str, **options: str) -> str:
    return "/?" + urlencode({"q": text, **options})


PICTURES = (
    Picture("answer", _asked("望鹤桥全桥封闭的时间是什么时候？"), height=1150),
    Picture("phone", _asked("锦帆小区业委会主任是谁？"), 390, 844),
    Picture(
        "dark",
        _asked(
            "How many tonnes of red-bud ginger did the first cold-chain train from Songping carry?"
        ),
        dark=True,
        language="en-GB",
    ),
    Picture("article", _asked("周水生受聘担任什么？"), height=1250, opened=".lead [data-open]"),
    Picture("quotes", "/quote", height=1150, draft=_DRAFT),
    Picture("archive", "/archive?year=2023"),
    Picture("timeline", "/browse?" + urlencode({"q": "云汀"}), height=1000),
    Picture("chips", _asked("“望鹤桥” 2023年4月 -马拉松", newspaper="云汀日报"), height=1000),
)


def main() -> None:
    """Take every picture; exit with 1 when one is too large for the README."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.screenshots", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=IMAGES, help="where they go")
    parser.add_argument("--only", action="append", default=[], help="this one; repeatable")
    options = parser.parse_args()
    wanted = [one for one in PICTURES if not options.only or one.name in options.only]
    with tempfile.TemporaryDirectory() as temporary:
        archive = Path(temporary) / "archive"
        index_paths(archive, [PAGES])
        with serving(archive) as address, chromium() as browser:
            sizes = [_take(browser, address, one, options.folder) for one in wanted]
    if max(sizes) > MOST_BYTES:
        raise SystemExit(f"A picture is over {MOST_BYTES // 1024} KB.")


def _take(browser: Browser, address: str, picture: Picture, folder: Path) -> int:
    """Take one picture; its size in bytes."""
    with browser.new_context(
        base_url=address,
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.dark else "light",
        locale=picture.language,
        reduced_motion="reduce",
    ) as context:
        page = context.new_page()
        page.goto(picture.path)
        _act(page, picture)
        path = folder / f"{picture.name}.png"
        page.screenshot(path=path)
    size = path.stat().st_size
    print(f"{path.name}: {size / 1024:.0f} KB")
    return size


def _act(page: Page, picture: Picture) -> None:
    if picture.draft:
        page.fill("textarea", picture.draft)
        page.click(".desk-form button[type=submit]")
        page.wait_for_selector(".draft")
    if picture.opened:
        page.click(picture.opened)
        page.wait_for_selector(".reading")
        page.evaluate("scrollTo(0, 0)")


if __name__ == "__main__":
    main()
