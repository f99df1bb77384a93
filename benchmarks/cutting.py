"""How well pages are cut into articles: `python -m benchmarks.cutting PAGES_DIR [GOLD_DIR]`,
or `--generated 60 [--seed 1] [--data ../shared]` for pages made by benchmarks/pages.py.

Gold files (`NAME.articles.json`) are described in the README of the shared pages. Masthead
entries do not count. An article is right when headline (unless the gold one was not printed),
first and last words are all right, white space aside.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.page_text import stories
from benchmarks.pages import LEVELS, Page, page
from index.decode import decode
from index.readers import reader_for
from index.readers.text import read_text
from index.records import Article, IssueFacts, Reading, SourceText

Gold = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts for one page or for all; shares are worked out from them."""

    page: str
    gold: int = 0
    found: int = 0
    right: int = 0
    titles: int = 0
    firsts: int = 0
    lasts: int = 0
    bylines: int = 0
    lines_right: int = 0
    lines_gold: int = 0
    lines_found: int = 0
    date: bool | None = None
    number: bool | None = None
    misses: tuple[str, ...] = ()

    @property
    def recall(self) -> float:
        return _share(self.right, self.gold)

    @property
    def precision(self) -> float:
        return _share(self.right, self.found)

    @property
    def lines_f1(self) -> float:
        return _share(2 * self.lines_right, self.lines_gold + self.lines_found)

    def shares(self) -> dict[str, float]:
        """The figures that floors are set for."""
        return {
            "recall": self.recall,
            "precision": self.precision,
            "titles": _share(self.titles, self.gold),
            "first_words": _share(self.firsts, self.gold),
            "last_words": _share(self.lasts, self.gold),
            "bylines": _share(self.bylines, self.gold),
            "lines_f1": self.lines_f1,
        }


def score_folder(pages: Path, gold: Path) -> list[Score]:
    """The score of every page of a folder that has gold, in order of name."""
    return [
        score_page(pages / name.name.replace(".articles.json", ".txt"), name)
        for name in sorted(gold.glob("*.articles.json"))
    ]


def score_page(page: Path, gold_file: Path) -> Score:
    """One page cut and compared with its gold."""
    source = decode(page.read_bytes(), page.name)
    reading = reader_for(page)(source, IssueFacts())
    gold = json.loads(gold_file.read_text(encoding="utf-8"))
    return compare(page.name, gold, reading, source.text.split("\n"))


def score_generated(count: int, seed: int, data: Path | None = None) -> dict[str, list[Score]]:
    """The scores of `count` generated pages, a third of them of each level, by level; as many
    pages of the hardest level come on top."""
    material = stories(data)
    *levels, hardest = LEVELS
    made = [page(material, f"{seed}-{at}", levels[at % len(levels)]) for at in range(count)]
    made += [page(material, f"{seed}-{at}", hardest) for at in range(0, count, len(levels))]
    return {level: [score_made(one) for one in made if one.level == level] for level in LEVELS}


def score_made(made: Page) -> Score:
    """One generated page cut and compared with its gold."""
    source = SourceText(made.name, "", "utf-8", made.text)
    reading = read_text(source, IssueFacts())
    score = compare(made.name, made.gold, reading, made.text.split("\n"))
    # The stories come from anywhere and any time: their datelines tell no date of the page.
    return score if made.gold["issue_date"] else replace(score, date=None)


def compare(name: str, gold: Gold, reading: Reading, lines: Sequence[str]) -> Score:
    wanted = [one for one in gold["articles"] if one["kind"] != "masthead"]
    pairs = list(_paired(wanted, reading.articles))
    counts = dict.fromkeys(("right", "titles", "firsts", "lasts", "bylines", "lines_right"), 0)
    misses: list[str] = []
    for one, article in pairs:
        marks = _marks(one, article)
        for mark, is_right in marks.items():
            counts[mark] += is_right
        counts["right"] += marks["titles"] and marks["firsts"] and marks["lasts"]
        if article:
            counts["lines_right"] += len(_gold_lines(one, lines) & _lines(article, lines))
        wrong = [mark for mark, is_right in marks.items() if not is_right]
        if wrong:
            misses.append(f"{one['n']} {one['title']}: {', '.join(wrong)}")
    return Score(
        page=name,
        gold=len(wanted),
        found=len(reading.articles),
        lines_gold=sum(len(_gold_lines(one, lines)) for one in wanted),
        lines_found=sum(len(_lines(article, lines)) for article in reading.articles),
        date=_date_right(gold, reading),
        number=_number_right(gold, reading),
        misses=tuple(misses),
        **counts,
    )


def total(scores: Sequence[Score]) -> Score:
    """All pages as one."""
    names = ("gold", "found", "right", "titles", "firsts", "lasts", "bylines", "lines_right",
             "lines_gold", "lines_found")  # fmt: skip
    return Score(
        page="all",
        date=all(score.date is not False for score in scores),
        number=all(score.number is not False for score in scores),
        **{name: sum(getattr(score, name) for score in scores) for name in names},
    )


def _paired(
    wanted: Sequence[Gold], articles: Sequence[Article]
) -> Iterator[tuple[Gold, Article | None]]:
    """Gold articles with the articles most like them; none is used twice."""
    likeness = [
        (_likeness(one, article), at, where)
        for at, one in enumerate(wanted)
        for where, article in enumerate(articles)
    ]
    taken: dict[int, int] = {}
    for points, at, where in sorted(likeness, key=lambda item: (-item[0], item[1], item[2])):
        if points and at not in taken and where not in taken.values():
            taken[at] = where
    for at, one in enumerate(wanted):
        yield one, articles[taken[at]] if at in taken else None


def _likeness(one: Gold, article: Article) -> float:
    marks = _marks(one, article)
    points = sum(marks[mark] for mark in ("titles", "firsts", "lasts"))
    mine = {at for first, last in article.parts[0].lines for at in range(first, last + 1)}
    theirs = {at for first, last in one["lines"] for at in range(first, last + 1)}
    return points + len(mine & theirs) / len(mine | theirs)


def _marks(one: Gold, article: Article | None) -> dict[str, bool]:
    if article is None:
        return dict.fromkeys(("titles", "firsts", "lasts", "bylines"), False)
    body = _bare(article.body)
    people = sorted(one["authors"]) + sorted(one["correspondents"])
    printed = one.get("title_in_seed", True)
    return {
        "titles": not printed or _bare(article.title) == _bare(one["title"]),
        "firsts": body.startswith(_bare(one["first_words"])),
        "lasts": body.endswith(_bare(one["last_words"])),
        "bylines": sorted(article.authors) + sorted(article.correspondents) == people,
    }


def _bare(text: str | None) -> str:
    return "".join((text or "").split())


def _gold_lines(one: Gold, lines: Sequence[str]) -> set[int]:
    return _filled((tuple(pair) for pair in one["lines"]), lines)


def _lines(article: Article, lines: Sequence[str]) -> set[int]:
    return _filled(article.parts[0].lines, lines)


def _filled(ranges: Any, lines: Sequence[str]) -> set[int]:
    numbers = {at for first, last in ranges for at in range(first, last + 1)}
    return {at for at in numbers if at <= len(lines) and lines[at - 1].strip()}


def _date_right(gold: Gold, reading: Reading) -> bool | None:
    if gold.get("issue_date") is None:
        return reading.facts.issue_date is None
    return reading.facts.issue_date == date.fromisoformat(gold["issue_date"])


def _number_right(gold: Gold, reading: Reading) -> bool | None:
    return bool(reading.facts.issue_number == gold.get("issue_number"))


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0


def _table(scores: Sequence[Score]) -> str:
    head = f"{'page':36} {'gold':>4} {'found':>5} {'right':>5} {'recall':>6} {'prec.':>6}"
    head += f" {'title':>5} {'first':>5} {'last':>5} {'bylin':>5} {'lines':>6} date  number"
    rows = [head]
    for score in scores:
        shares = score.shares()
        rows.append(
            f"{score.page:36} {score.gold:4} {score.found:5} {score.right:5} "
            f"{score.recall:6.3f} {score.precision:6.3f} {shares['titles']:5.2f} "
            f"{shares['first_words']:5.2f} {shares['last_words']:5.2f} {shares['bylines']:5.2f} "
            f"{score.lines_f1:6.3f} {'ok' if score.date else '--':5} "
            f"{'ok' if score.number else '--'}"
        )
        rows += [f"    {miss}" for miss in score.misses]
    return "\n".join(rows)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="How well pages are cut into articles")
    parser.add_argument("pages", type=Path, nargs="?", help="folder of page texts (.txt)")
    parser.add_argument("gold", type=Path, nargs="?", help="folder of .articles.json")
    parser.add_argument("--json", action="store_true", help="print an object, not a table")
    parser.add_argument("--generated", type=int, metavar="N", help="score N generated pages")
    parser.add_argument("--seed", type=int, default=1, help="which generated pages")
    parser.add_argument("--data", type=Path, help="folder of real news to generate pages from")
    options = parser.parse_args(arguments)
    if options.generated:
        levels = score_generated(options.generated, options.seed, options.data)
        scores = [replace(total(found), page=level) for level, found in levels.items()]
        scores = [*(one for found in levels.values() for one in found), *scores]
    elif options.pages:
        scores = score_folder(options.pages, options.gold or options.pages)
    else:
        parser.error("name a folder of pages, or --generated N")
    scores = [*scores, total(scores[: -len(LEVELS)] if options.generated else scores)]
    if options.json:
        print(json.dumps([asdict(score) | score.shares() for score in scores], ensure_ascii=False))
    else:
        print(_table(scores))


if __name__ == "__main__":
    main()
