"""Generated pages are the same for every run, and their gold is what stands on them."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from benchmarks.page_text import stories
from benchmarks.page_wear import torn_apart
from benchmarks.pages import LEVELS, page


@pytest.mark.parametrize("level", LEVELS)
def test_a_seed_always_makes_the_same_page(level: str) -> None:
    material = stories(None)
    assert page(material, "7", level) == page(material, "7", level)
    assert page(material, "7", level).text != page(material, "8", level).text


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_the_gold_is_printed_on_the_page(level: str, seed: str) -> None:
    made = page(stories(None), seed, level)
    bare = "".join(made.text.split())
    lines = made.text.split("\n")
    for one in made.gold["articles"]:
        assert one["title"] in bare or not one["title_in_seed"]
        assert one["first_words"] in bare or level == "torn"
        assert not Counter(one["first_words"]) - Counter(bare)
        owned = [lines[at - 1] for first, last in one["lines"] for at in range(first, last + 1)]
        assert any(name in "".join("".join(owned).split()) for name in one["authors"] or [""])


def test_the_lines_of_a_torn_column_are_all_there() -> None:
    paragraphs = [
        ["一甲", "一乙", "一丙。"],
        ["二甲", "二乙。"],
        ["三甲", "三乙", "三丁", "三戊。"],
    ]
    torn = torn_apart(Random("5"), paragraphs)
    assert sorted(torn) == sorted(line for lines in paragraphs for line in lines)
    assert torn != [line for lines in paragraphs for line in lines]
