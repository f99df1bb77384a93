"""`python -m benchmarks.page_budget [URL | ARCHIVE]`: what a page weighs, and how soon an answer
is on the screen. Exits with 1 when a budget is broken.

Every page is opened in a fresh browser with nothing cached; bytes are those that crossed the wire,
headers and all. The time is from the wish to go there until the answer was painted (largest
contentful paint, as browsers report it): pages come from the server whole, so that is the first
thing there is to see.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page

from benchmarks.browser import chromium, serving

MOST_BYTES = 60 * 1024
MOST_MS = 300
_ASKED = 20  # characters of an article taken for a question
_PAINTED = """() => new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
    .observe({ type: "largest-contentful-paint", buffered: true });
})"""


class Visited(NamedTuple):
    """One page, opened once: bytes that crossed the wire, milliseconds until it was painted."""

    path: str
    size: int
    ms: float


def main() -> None:
    """Print the table; exit with 1 when a budget is broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page_budget", description=__doc__)
    parser.add_argument("where", help="the address of a server, or the folder of an archive")
    parser.add_argument("--questions", type=int, default=20, help="how many are asked")
    options = parser.parse_args()
    with _address(options.where) as address, chromium() as browser:
        paths = _paths(browser, address, options.questions)
        found = {kind: [_visit(browser, address, path) for path in some] for kind, some in paths}
    print("| page | KB, most | ms until painted, p50 | p95 |\n|---|---|---|---|")
    for kind, visits in found.items():
        print(
            f"| {kind} | {_most(visits) / 1024:.1f} | {_middle(visits):.0f} | {_late(visits):.0f} |"
        )
    heavy = any(_most(visits) > MOST_BYTES for visits in found.values())
    if heavy or _middle(found["answer"]) > MOST_MS:
        raise SystemExit(f"Over the budget of {MOST_BYTES // 1024} KB or {MOST_MS} ms.")


@contextmanager
def _address(where: str) -> Iterator[str]:
    if where.startswith("http"):
        yield where.rstrip("/")
    else:
        with serving(Path(where)) as address:
            yield address


def _paths(browser: Browser, address: str, questions: int) -> list[tuple[str, list[str]]]:
    """What is opened: answers to the beginnings of articles, and every other kind of page."""
    with browser.new_context() as context:
        asked = {"limit": questions, "sort": "oldest"}
        items = context.request.get(f"{address}/api/v1/search", params=asked).json()["items"]
    openings = [item["opening"]["text"][:_ASKED] for item in items]
    articles = [f"/articles/{item['article']['id']}" for item in items[:5]]
    return [
        ("front", ["/"] * 3),
        ("answer", ["/?" + urlencode({"q": text}) for text in openings]),
        ("browse", ["/browse", "/browse?" + urlencode({"q": openings[0][:2]})]),
        ("article", articles),
        ("as printed", [f"{path}?printed=1" for path in articles[:2]]),
        ("quote desk", ["/quote?" + urlencode({"text": f"“{openings[0]}”"})]),
        ("holdings", ["/archive"] * 2),
    ]


def _visit(browser: Browser, address: str, path: str) -> Visited:
    with browser.new_context(viewport={"width": 1100, "height": 800}) as context:
        page = context.new_page()
        sizes: list[int] = []
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.goto(address + path, wait_until="networkidle")
        return Visited(path, int(sum(sizes)), _painted(page))


def _painted(page: Page) -> float:
    return float(page.evaluate(_PAINTED))


def _most(visits: list[Visited]) -> int:
    return max(one.size for one in visits)


def _middle(visits: list[Visited]) -> float:
    return median(one.ms for one in visits)


def _late(visits: list[Visited]) -> float:
    times = [one.ms for one in visits]
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]


if __name__ == "__main__":
    main()
