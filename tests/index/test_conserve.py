"""Nothing printed is lost, whatever the page is like, and no input makes cutting slow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.conserve import conserved
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
        (reading(("票价两元。", 10, "", 2), furniture=(NAME,)), "1 of its lines would be lost.*3"),
        (reading(furniture=(NAME, SPECKS)), "would be lost, the first is line 2: “轮渡开航 票价"),
        (
            reading(
                ("票价两元。", 10, "", 2), furniture=(Furniture(1, "云汀", "masthead"), SPECKS)
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
            reading(("票价两元。", 10, "", 2), furniture=(NAME, NAME, SPECKS)),
            "would be held twice, the first is line 1",
        ),
        (
            reading(
                ("票价两元。", 10, "", 2), furniture=(NAME, SPECKS, Furniture(9, "掌上", "slogan"))
            ),
            "do not add up",
        ),
    ],
)
def test_what_is_lost_or_held_twice_is_told(told: Reading, said: str) -> None:
    reason = conserved(SourceText("page.txt", "0" * 64, "utf-8", PAGE), told).reason
    assert reason is not None
    assert re.search(said, reason)


def test_of_records_the_values_count_and_not_the_braces() -> None:
    text = '{"title": "轮渡", "text": "票价\\n\\"两元\\"。"}\n\n{"text": "望鹤桥 封闭。"}\n'
    source = SourceText("a.jsonl", "0" * 64, "utf-8", text)
    accounts = conserved(source, read_articles(source, IssueFacts()))
    assert accounts.counts == Conserved(13, 13, 0, 0)
    assert accounts.reason is None
    half = Reading(read_articles(source, IssueFacts()).articles[:1])
    assert "line 3" in (conserved(source, half).reason or "")
