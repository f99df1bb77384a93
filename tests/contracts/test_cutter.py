"""Every word cutter cuts exactly as jieba does: an archive is cut by one, a question by another."""

from __future__ import annotations

import gzip
import json
import random
import re
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.tokens import CUTTERS, LONGEST_BLOCK, Cutter, fold

HAN_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff〇]+")
EVERYDAY = "市政府昨天宣布新的地铁线路将于十月开通列车运河图书馆中华人民共和国一二三〇的了在是我"
OTHERS = [name for name in CUTTERS if name != "jieba"]


@pytest.fixture(scope="module")
def jieba() -> Cutter:
    return CUTTERS["jieba"]()


@pytest.fixture(scope="module", params=OTHERS)
def cutter(request: pytest.FixtureRequest) -> Cutter:
    if find_spec(request.param) is None:
        pytest.skip(f"{request.param} has no wheel here")
    return CUTTERS[request.param]()


def invented(count: int, seed: int) -> list[str]:
    """Runs of everyday, rare and random Han characters, of every length."""
    chance = random.Random(seed)
    rare = [chr(at) for at in (*range(0x3400, 0x3500), *range(0x4E00, 0x9FFF, 7), 0x20000, 0x2A6D6)]
    letters = EVERYDAY * 20 + "".join(rare)
    lengths = [1, 2, 3, 5, 8, 13, 40, 200]
    return ["".join(chance.choices(letters, k=chance.choice(lengths))) for _ in range(count)]


def test_invented_runs_are_cut_alike(cutter: Cutter, jieba: Cutter) -> None:
    for run in invented(4_000, seed=20231121):
        assert cutter(run) == jieba(run), run


def test_every_han_character_is_cut_alike(cutter: Cutter, jieba: Cutter) -> None:
    letters = [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0x20000, 0x20100), 0x3007]
    assert cutter("\n".join(map(chr, letters))) == jieba("\n".join(map(chr, letters)))


@pytest.mark.parametrize(
    "run", ["的" * LONGEST_BLOCK, "锘" * LONGEST_BLOCK, "", "中", "\n", "中\n国"]
)
def test_odd_runs_are_cut_alike(cutter: Cutter, jieba: Cutter, run: str) -> None:
    assert cutter(run) == jieba(run)


@given(st.lists(st.text(st.sampled_from(EVERYDAY), min_size=1, max_size=12), max_size=6))
def test_runs_apart_are_cut_as_runs_alone(runs: list[str]) -> None:
    for name in OTHERS:
        if find_spec(name) is not None:
            cut = CUTTERS[name]()
            together = [word for word in cut("\n".join(runs)) if word != "\n"]
            assert together == [word for run in runs for word in cut(run)]


@pytest.mark.slow
def test_real_articles_are_cut_alike(cutter: Cutter, jieba: Cutter, shared: Path) -> None:
    with gzip.open(shared / "data/news/crud_news.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, 0, 60_000, 60)]
    texts += [page.read_text("utf-8") for page in sorted((shared / "pages").glob("*.txt"))]
    runs = {run for text in texts for run in HAN_RUN.findall(fold(text))}
    assert len(runs) > 20_000
    assert [run for run in runs if cutter(run) != jieba(run)] == []
