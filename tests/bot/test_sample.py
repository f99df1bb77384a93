"""The sample newspaper keeps its word: gold, questions and dates agree with the printed pages."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lunar_python import Lunar

from bot.sample import DEMO_QUESTIONS, GOLD, PAGES, QUESTIONS
from index.records import KINDS

Record = dict[str, Any]

PAGE_FILES = sorted(PAGES.glob("*.txt"))
CHINESE = "云汀日报"
LUNAR_DATE = re.compile(r"([甲乙丙丁戊己庚辛壬癸]\w)年(闰?)(\w{1,2})月([初十廿二三]\w)")
MONTHS = "正二三四五六七八九十冬腊"
DIGITS = "一二三四五六七八九"
WEEKDAYS = "一二三四五六日"
GOLD_KEYS = {
    "source",
    "newspaper",
    "issue_date",
    "issue_date_certainty",
    "date_evidence",
    "issue_number",
    "cn",
    "page",
    "articles",
}
ARTICLE_KEYS = {
    "n",
    "title",
    "kicker",
    "subtitle",
    "byline",
    "authors",
    "correspondents",
    "first_words",
    "last_words",
    "jump",
    "continued_from",
    "kind",
    "lines",
    "noise_lines",
}


def squeeze(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def closed(text: str) -> str:
    """The text with words that were hyphenated at a line end put together again."""
    return re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text)


def page_text(stem: str) -> str:
    return (PAGES / f"{stem}.txt").read_text(encoding="utf-8")


def gold_of(stem: str) -> Record:
    gold: Record = json.loads((GOLD / f"{stem}.articles.json").read_text(encoding="utf-8"))
    return gold


def owned_lines(article: Record) -> list[int]:
    return [n for first, last in article["lines"] for n in range(first, last + 1)]


def in_reading_order(article: Record, lines: list[str]) -> str:
    """The article's lines as they are to be read, noise and repeats left out."""
    order = [int(n) for n in article.get("reading_order", ())] or owned_lines(article)
    dropped = {*article["noise_lines"], *article.get("duplicate_lines", ())}
    return "\n".join(lines[n - 1] for n in order if n not in dropped)


def resolve_lunar(text: str) -> set[date]:
    """Every date of this century that a printed lunar date can mean."""
    found = LUNAR_DATE.search(text)
    assert found, text
    year_name, leap, month_name, day_name = found.groups()
    month = MONTHS.index(month_name) + 1
    round_days = {"初十": 10, "二十": 20, "三十": 30}
    day = round_days.get(day_name) or "初十廿".index(day_name[0]) * 10 + (
        DIGITS.index(day_name[1]) + 1
    )
    dates = set()
    for year in range(2000, 2050):
        if Lunar.fromYmd(year, 1, 1).getYearInGanZhi() == year_name:
            solar = Lunar.fromYmd(year, -month if leap else month, day).getSolar()
            dates.add(date(solar.getYear(), solar.getMonth(), solar.getDay()))
    return dates


QUESTION_ROWS: list[Record] = [
    json.loads(row) for row in QUESTIONS.read_text(encoding="utf-8").splitlines()
]
ANSWERED = [row for row in QUESTION_ROWS if row["kind"] != "unanswerable"]
REFUSED = [row for row in QUESTION_ROWS if row["kind"] == "unanswerable"]

every_page = pytest.mark.parametrize("page", PAGE_FILES, ids=lambda page: page.stem)


def test_every_page_has_its_gold() -> None:
    assert {page.stem for page in PAGE_FILES} == {
        gold.name.removesuffix(".articles.json") for gold in GOLD.glob("*.json")
    }


def test_counts() -> None:
    golds = [gold_of(page.stem) for page in PAGE_FILES]
    issues = Counter(gold["issue_date"] for gold in golds if gold["newspaper"] == CHINESE)
    assert len(issues) >= 2
    assert min(issues.values()) >= 3
    new_articles: Counter[bool] = Counter(
        gold["newspaper"] == CHINESE
        for gold in golds
        for article in gold["articles"]
        if article["first_words"]
        and article["kind"] not in {"masthead", "photo_caption"}
        and not article["continued_from"]
    )
    assert new_articles[True] >= 40
    assert new_articles[False] >= 5


@every_page
def test_page_is_of_a_sane_size(page: Path) -> None:
    assert 2_000 < page.stat().st_size < 32_000
    assert "\r" not in page.read_bytes().decode("utf-8")
    assert 4_000 < (GOLD / f"{page.stem}.articles.json").stat().st_size < 32_000


@every_page
def test_gold_has_the_agreed_form(page: Path) -> None:
    gold = gold_of(page.stem)
    assert gold.keys() >= GOLD_KEYS
    assert gold["source"] == page.name
    assert page.stem.startswith(gold["issue_date"].replace("-", ""))
    assert page.stem.endswith(gold["page"].rjust(2, "0"))
    assert [article["n"] for article in gold["articles"]] == [
        n + 1 for n in range(len(gold["articles"]))
    ]
    for article in gold["articles"]:
        assert article.keys() >= ARTICLE_KEYS
        assert article["kind"] in {*KINDS, "masthead"}


@every_page
def test_every_line_has_one_owner(page: Path) -> None:
    lines = page_text(page.stem).split("\n")
    owners: dict[int, list[int]] = {}
    shared: dict[int, int] = {}
    for article in gold_of(page.stem)["articles"]:
        for n in owned_lines(article):
            owners.setdefault(n, []).append(article["n"])
        for line in article.get("shared_lines", ()):
            shared[line["line"]] = shared.get(line["line"], 0) + 1
        assert {*article["noise_lines"]} <= {*owned_lines(article)}
    for n, line in enumerate(lines, 1):
        if line.strip():
            assert len(owners.get(n, ())) == shared.get(n, 1), (n, line)
    assert max(owners) <= len(lines)


@every_page
def test_gold_words_stand_in_their_lines(page: Path) -> None:
    lines = page_text(page.stem).split("\n")
    for article in gold_of(page.stem)["articles"]:
        printed = squeeze(closed(in_reading_order(article, lines)))
        if article["first_words"] is None:
            assert article["kind"] == "list"
            continue
        first, last = squeeze(article["first_words"]), squeeze(article["last_words"])
        assert first in printed, article
        assert last in printed, article
        assert printed.index(first) + len(first) <= printed.rindex(last) + len(last)
        if article.get("title_in_seed", True):
            everything = squeeze("".join(lines[n - 1] for n in owned_lines(article)))
            assert squeeze(article["title"]) in everything
        for name in ("kicker", "subtitle", "byline", "jump_as_printed", "continued_from"):
            assert squeeze(article.get(name) or "") in printed, (name, article)
        for name in article["authors"] + article["correspondents"]:
            assert squeeze(name) in squeeze(article["byline"])
        for n in article.get("duplicate_lines", ()):
            assert squeeze(lines[n - 1]) in printed


@every_page
def test_ocr_slips_are_printed(page: Path) -> None:
    lines = page_text(page.stem).split("\n")
    for slip in gold_of(page.stem)["ocr_confusions"]:
        assert squeeze(slip["as_printed"]) in squeeze(lines[slip["line"] - 1])


@every_page
def test_masthead_date(page: Path) -> None:
    gold = gold_of(page.stem)
    issue = date.fromisoformat(gold["issue_date"])
    masthead = next(a for a in gold["articles"] if a["kind"] == "masthead")
    printed = in_reading_order(masthead, page_text(page.stem).split("\n"))
    if gold["newspaper"] == CHINESE:
        assert f"星期{WEEKDAYS[issue.weekday()]}" in printed
        assert (
            LUNAR_DATE.search(printed) or f"{issue.year}年{issue.month}月{issue.day}日" in printed
        )
    else:
        assert f"{issue:%A, %B %d, %Y}" in printed
    if LUNAR_DATE.search(printed):
        assert resolve_lunar(printed) == {issue}
    for fact in ("issue_number", "cn"):
        if gold[fact]:
            assert gold[fact] in printed


def test_some_mastheads_are_lunar_only() -> None:
    lunar_only = set()
    for page in PAGE_FILES:
        text = page_text(page.stem)
        gold = gold_of(page.stem)
        if LUNAR_DATE.search(text) and not re.search(r"\d{4}年\d{1,2}月\d{1,2}日 星期", text):
            lunar_only.add((gold["issue_date"], gold["page"]))
    assert {("2023-04-10", "03"), ("2024-01-18", "A1")} <= lunar_only


def test_jumps_lead_to_their_page_or_to_none() -> None:
    """A jump whose page is in the sample goes on there, in the middle of a sentence."""
    jumps = followed = 0
    for page in PAGE_FILES:
        for article in gold_of(page.stem)["articles"]:
            jumps += bool(article["jump"])
            origin = article.get("continues")
            if origin is None:
                continue
            followed += 1
            source = gold_of(Path(origin["source"]).stem)
            start = source["articles"][origin["article_n"] - 1]
            assert start["jump"] == f"下转{gold_of(page.stem)['page']}版"
            assert article["continued_from"] == f"上接{source['page']}版"
            assert start["title"] == article["title"]
            assert start["last_words"][-1] not in "。！？”"
    assert followed == 3
    assert jumps == followed + 2, "two jumps lead to pages that are not in the sample"


def test_questions_are_many_and_mixed() -> None:
    assert len(QUESTION_ROWS) >= 60
    assert len({row["id"] for row in QUESTION_ROWS}) == len(QUESTION_ROWS)
    assert len({row["question"] for row in QUESTION_ROWS}) == len(QUESTION_ROWS)
    kinds = Counter(row["kind"] for row in QUESTION_ROWS)
    assert kinds.keys() == {
        "who",
        "when",
        "where",
        "how_many",
        "what",
        "paraphrase",
        "date_filtered",
        "quote",
        "unanswerable",
    }
    assert len(REFUSED) >= 12
    assert sum(row["near_miss"] for row in REFUSED) * 2 >= len(REFUSED)
    english_page = {p.stem for p in PAGE_FILES if gold_of(p.stem)["newspaper"] != CHINESE}
    across = Counter((row["lang"], row["seed"] in english_page) for row in ANSWERED)
    assert across["en", False] >= 10
    assert across["zh", True] >= 3
    assert across["ja", False] >= 3
    assert any(row.get("misremembered") for row in ANSWERED)


@pytest.mark.parametrize("row", ANSWERED, ids=lambda row: row["id"])
def test_answer_stands_in_its_article(row: Record) -> None:
    gold = gold_of(row["seed"])
    article = gold["articles"][row["article_n"] - 1]
    assert row["article_title"] == article["title"]
    page = page_text(row["seed"])
    own = squeeze(closed(in_reading_order(article, page.split("\n"))))
    assert squeeze(row["answer"]) in squeeze(page)
    assert squeeze(row["answer"]) in squeeze(row["evidence"])
    assert squeeze(row["evidence"]) in own
    assert squeeze(row["evidence"]) in squeeze(closed(page))
    if row["kind"] == "date_filtered":
        first, last = row["date_range"]
        assert first <= gold["issue_date"] <= last < row["as_of"]
    if row["kind"] == "quote":
        assert squeeze(row["exact_quote"]) in squeeze(row["evidence"])
        assert row["quote_asked"] in row["question"]
        assert row["misremembered"] or len(row["quote_asked"]) == len(row["exact_quote"])


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row["id"])
def test_refused_question_has_no_answer(row: Record) -> None:
    pages = [page_text(page.stem) for page in PAGE_FILES]
    everything = "\n".join(squeeze(page) + squeeze(closed(page)) for page in pages).lower()
    assert row["answer"] is None
    assert row["absent_terms"]
    assert not [term for term in row["absent_terms"] if squeeze(term).lower() in everything]
    assert row["near_miss"] == ("tempting_article" in row)
    if row["near_miss"]:
        tempting = row["tempting_article"]
        articles = gold_of(tempting["seed"])["articles"]
        assert articles[tempting["article_n"] - 1]["title"] == tempting["title"]


def test_demo_questions_have_answers_in_the_sample() -> None:
    by_text = {row["question"]: row for row in ANSWERED}
    assert len(DEMO_QUESTIONS) == 3
    assert [by_text[question]["lang"] for question in DEMO_QUESTIONS].count("en") == 1
