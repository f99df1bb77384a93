"""Nothing printed is lost, whatever the page is like, and no input makes cutting slow."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.conserve import conserved
from index.decode import decode
from index.readers import reader_for
from index.readers.articles import read_articles
from index.readers.text import read_text
from index.records import (
    Article,
    Conserved,
    Furniture,
    IssueFacts,
    Part,
    Reading,
    Run,
    SourceMap,
    SourceText,
)
from tests.index.readers.samples import SAMPLES

ROOT = Path(__file__).parents[2]
PAGES = [
    *sorted((Path(__file__).parent / "pages").glob("*.txt")),
    *sorted((ROOT / "bot" / "sample" / "pages").glob("*.txt")),
    *sorted((ROOT.parent / "shared" / "pages").glob("*.txt")),
]
LINES = st.sampled_from(
    [
        "",
        "",
        "",
        "大桥通车",
        "东江日报讯(全媒体记者/方小舟) 近日,大桥通车。",
        "本报记者 陆明",
        "近日,市委书记调研大桥建设,强调要确保质量。",
        "大桥全长两公里,双向六",
        "车道。",
        "▶下转02版",
        "◀上接01版",
        "掌上东江",
        "客户端",
        "第23271期 今日8版",
        "王建国",
        "【呼声】",
        "云",
        "(李想)",
        "工人在检查桥面。 记者/唐月 摄",
        "东江日报全媒体记者/唐月 摄 话会",
        "图为大桥。",
        "·",
        "A3 要闻",
        "东江日报讯(全媒体记者/方小舟 通讯员/何",
        "苗) 近日",
        "“献策东江”金点子摘登",
        "By Jane Doe",
        "The council voted on Tuesday to open a ferry",
        "line across the bay.",
        "Continued on Page 3",
    ]
)


def read(text: str) -> tuple[SourceText, Reading]:
    source = SourceText("page.txt", "0" * 64, "utf-8", text)
    return source, read_text(source, IssueFacts())


def check(text: str) -> None:
    source, reading = read(text)
    assert conserved(source, reading).reason is None
    for article in reading.articles:
        (part,) = article.parts
        assert (part.start, part.end) == (0, len(article.body))
        printed = "".join(text[low:high] for low, high in part.map.spans(0, part.end))
        assert "".join(printed.split()) == "".join(article.body.split())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_line_of_a_real_page_is_kept_and_every_word_maps_back(page: Path) -> None:
    check(page.read_text(encoding="utf-8"))


@given(st.lists(LINES, max_size=30))
def test_every_line_of_a_jumbled_page_is_kept(lines: list[str]) -> None:
    check("\n".join(lines))


@given(st.text(max_size=300))
def test_every_line_of_junk_is_kept(text: str) -> None:
    check(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "的" * 1_000_000,
        "东江日报讯记者消息近日," * 80_000,
        "白桥 丝瓜 " * 160_000,
        "\n\n".join(f"近日,第{n}号大桥通车,市民前往参观。" for n in range(20_000)),
        "\n".join(f"短行{n}" for n in range(20_000)),
        "\n\n".join(f"大桥第{n}次通车\n\n本报讯(记者 李想) 近日通车。" for n in range(5_000)),
        "\n\n".join(["渡口那盏灯照过夜归的人,也该照照后来的人,愿它亮着。"] * 10_000),
        "东江日报全媒体记者/唐月 摄 " * 50_000,
        "(" * 200_000,
        " " * 500_000 + "x" + " " * 500_000,
        "".join(map(chr, range(1, 32))) * 10_000 + "大桥",
        "\n\n".join("史教育基地今年市委党史研究室市地方志编" for _ in range(5_000)),
        "ten-" * 200_000,
    ],
    ids=range(13),
)
def test_hostile_pages_are_read_to_the_end(text: str) -> None:
    check(text)


def reading(*bodies: tuple[str, int, str, int], furniture: tuple[Furniture, ...] = ()) -> Reading:
    """Articles by (body, where it stands, title, first and last line)."""
    articles = []
    for body, at, title, line in bodies:
        runs = SourceMap((Run(0, at, len(body)),)) if body else SourceMap()
        part = Part("page.txt", "0" * 64, None, 0, len(body), runs, ((line, line),))
        articles.append(Article(body, (part,), title=title or None))
    return Reading(tuple(articles), furniture)


PAGE = "云汀日报\n轮渡开航 票价两元。\n· ·\n"
NAME, SPECKS = Furniture(1, "云汀日报", "masthead"), Furniture(3, "· ·", "noise")


def test_every_character_is_counted_where_it_went() -> None:
    told = reading(("票价两元。", 10, "轮渡开航", 2), furniture=(NAME, SPECKS))
    accounts = conserved(SourceText("page.txt", "0" * 64, "utf-8", PAGE), told)
    assert accounts.counts == Conserved(15, 9, 4, 2)
    assert accounts.reason is None


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            reading(("票价两元。", 10, "轮渡开航", 2), furniture=(NAME,)),
            "1 of its lines would be lost.*3",
        ),
        (
            reading(("票价两元。", 10, "", 2), furniture=(NAME, SPECKS)),
            "1 of its lines would be lost, the first is line 2: “轮渡开航”",
        ),
        (
            reading(("票价两元。", 10, "轮渡开", 2), furniture=(NAME, SPECKS)),
            "would be lost, the first is line 2",
        ),
        (reading(furniture=(NAME, SPECKS)), "would be lost, the first is line 2: “轮渡开航 票价"),
        (
            reading(
                ("票价两元。", 10, "轮渡开航", 2),
                furniture=(Furniture(1, "云汀", "masthead"), SPECKS),
            ),
            "would be lost, the first is line 1",
        ),
        (
            reading(
                ("票价两元。", 10, "", 2), ("轮渡开航 票价", 5, "", 2), furniture=(NAME, SPECKS)
            ),
            "would be held twice, the first is line 2",
        ),
        (
            reading(("票价两元。", 10, "轮渡开航", 2), furniture=(NAME, NAME, SPECKS)),
            "would be held twice, the first is line 1",
        ),
        (
            reading(
                ("票价两元。", 10, "轮渡开航", 2),
                furniture=(NAME, SPECKS, Furniture(9, "掌上", "slogan")),
            ),
            "do not add up",
        ),
    ],
)
def test_what_is_lost_or_held_twice_is_told(told: Reading, said: str) -> None:
    reason = conserved(SourceText("page.txt", "0" * 64, "utf-8", PAGE), told).reason
    assert reason is not None
    assert re.search(said, reason)


def test_a_column_name_above_another_article_hides_no_loss() -> None:
    source = SourceText("page.txt", "0" * 64, "utf-8", "轮渡\n票价两元。\n")
    part = Part("page.txt", "0" * 64, None, 0, 5, SourceMap((Run(0, 3, 5),)), ((1, 2),))
    own = Article("票价两元。", (part,), kicker="轮渡", section="轮渡")
    assert conserved(source, Reading((own,))).reason is None
    assert conserved(source, Reading((replace(own, kicker="轮", section="轮"),))).reason
    source = SourceText("page.txt", "0" * 64, "utf-8", "   票价两元。\n")
    part = replace(part, lines=((1, 1),))
    above = Article("票价两元。", (part,), kicker="两元票价。", section="两元票价。")
    assert conserved(source, Reading((above,))).reason is None
    assert conserved(source, Reading((between(above, 0, 3),))).reason


def test_of_records_the_values_count_and_not_the_braces() -> None:
    text = '{"title": "轮渡", "text": "票价\\n\\"两元\\"。"}\n\n{"text": "望鹤桥 封闭。"}\n'
    source = SourceText("a.jsonl", "0" * 64, "utf-8", text)
    accounts = conserved(source, read_articles(source, IssueFacts()))
    assert accounts.counts == Conserved(15, 15, 0, 0)
    assert accounts.reason is None
    half = Reading(read_articles(source, IssueFacts()).articles[:1])
    assert "line 3" in (conserved(source, half).reason or "")


@pytest.mark.parametrize(
    ("name", "text", "counts"),
    [
        (
            "a.jsonl",
            '{"text": "票价两元。", "url": "u", "memo": {"by": ["校对", 7]}}',
            (8, 5, 0, 3),
        ),
        ("a.csv", "text,url,memo\n票价两元。,u,校对7\n", (21, 5, 13, 3)),
        ("a.csv", "正文,标题,题目\n票价两元。,轮渡,开航\n", (17, 7, 8, 2)),
        ("a.jsonl", '{"text": "A \\u0026 B\\u0007\\b\\ud800", "title": "\\ud800"}', (5, 5, 0, 0)),
    ],
)
def test_fields_that_nobody_reads_are_noise_and_facts_are_no_text(
    name: str, text: str, counts: tuple[int, ...]
) -> None:
    accounts = conserved(*taken(name, text.encode()))
    assert accounts.reason is None
    assert accounts.counts == Conserved(*counts)


def test_a_little_that_could_not_be_placed_is_noise_and_much_is_a_loss() -> None:
    for length, lost in ((3, False), (19, False), (20, True)):
        words = "".join(chr(0x4E00 + at) for at in range(length))
        source = SourceText("page.txt", "0" * 64, "utf-8", f"{PAGE}{words}\n")
        spare = Furniture(4, words, "unplaced")
        told = reading(("票价两元。", 10, "轮渡开航", 2), furniture=(NAME, SPECKS, spare))
        accounts = conserved(source, told)
        assert accounts.counts.in_noise == 2 + length
        assert (accounts.reason is not None) is lost
    apart = tuple(Furniture(4 + at, "一" * 7, "unplaced") for at in range(3))
    source = SourceText("page.txt", "0" * 64, "utf-8", PAGE + ("一" * 7 + "\n") * 3)
    told = reading(("票价两元。", 10, "轮渡开航", 2), furniture=(NAME, SPECKS, *apart))
    assert "would be lost, the first is line 4" in (conserved(source, told).reason or "")


def taken(name: str, data: bytes) -> tuple[SourceText, Reading]:
    source = decode(data, name)
    return source, reader_for(name)(source, IssueFacts())


@cache
def good(name: str) -> tuple[SourceText, Reading]:
    page = next((page for page in PAGES if page.name == name), None)
    return taken(name, page.read_bytes() if page else SAMPLES[name]())


GOOD = [*sorted(SAMPLES), *dict.fromkeys(page.name for page in PAGES)]


def between(article: Article, low: int, high: int) -> Article:
    """The article with `body[low:high]` for its body, its source maps cut to fit."""
    parts = []
    for part in article.parts:
        runs = [
            Run(start - low, run.source + start - run.body, end - start)
            for run in part.map.runs
            for start, end in [(max(run.body, low), min(run.body + run.length, high))]
            if start < end
        ]
        start, end = (min(max(at, low), high) - low for at in (part.start, part.end))
        parts.append(replace(part, start=start, end=end, map=SourceMap(tuple(runs))))
    return replace(article, body=article.body[low:high], parts=tuple(parts))


def doubled(article: Article) -> Article:
    """The article with its first words a second time at its end, mapped to where they stand."""
    first = article.parts[0]
    run = first.map.runs[0]
    last, at = article.parts[-1], len(article.body) + 1
    again = SourceMap((*last.map.runs, Run(at, run.source, run.length)))
    body = f"{article.body}\n{article.body[run.body : run.body + run.length]}"
    return replace(
        article, body=body, parts=(*article.parts[:-1], replace(last, end=len(body), map=again))
    )


Spoil = Callable[[Article], Article]
SPOILT: dict[str, Spoil] = {
    "the last character": lambda one: between(one, 0, len(one.body.rstrip()) - 1),
    "the last words": lambda one: between(one, 0, max(len(one.body.rstrip()) - 9, 0)),
    "the first character": lambda one: between(one, 1, len(one.body)),
    "all but four characters": lambda one: between(one, 0, 4),
    "words in the middle": lambda one: replace(
        one, body=one.body[: len(one.body) // 2] + one.body[len(one.body) // 2 + 5 :]
    ),
    "another word": lambda one: replace(one, body=one.body[:-3] + "轮渡开"),
    "a sentence twice": doubled,
    "a sentence twice, nowhere": lambda one: replace(one, body=f"{one.body}\n{one.body[:12]}"),
    "the title": lambda one: replace(one, title=None),
    "half the title": lambda one: replace(one, title=(one.title or "")[2:] or None),
    "the byline": lambda one: replace(one, byline=None),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_a_reader_loses_or_doubles_of_one_article_is_found_out(name: str) -> None:
    source, told = good(name)
    assert conserved(source, told).reason is None
    for at, article in enumerate(told.articles):
        for fault, spoil in SPOILT.items():
            if len(article.body) < 12:
                continue
            spoilt = spoil(article)
            if spoilt == article:
                continue
            articles = (*told.articles[:at], spoilt, *told.articles[at + 1 :])
            reason = conserved(source, replace(told, articles=articles)).reason
            assert reason is not None, (fault, article.title)
    fewer = replace(told, articles=told.articles[1:])
    assert conserved(source, fewer).reason is not None
    twice = replace(told, articles=(*told.articles, told.articles[0]))
    assert conserved(source, twice).reason is not None


@pytest.mark.parametrize("name", GOOD)
def test_furniture_that_a_reader_loses_is_found_out(name: str) -> None:
    source, told = good(name)
    for at in range(len(told.furniture)):
        less = (*told.furniture[:at], *told.furniture[at + 1 :])
        assert conserved(source, replace(told, furniture=less)).reason is not None
