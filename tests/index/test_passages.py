"""How articles are cut for search."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.passages import RULE, PassageRule, passages, width
from index.records import Article, Part, Run, SourceMap
from tests.index.shelf import article

BODIES = st.one_of(
    st.text(st.sampled_from("江水轮渡。！？“”（） \nab.C1"), max_size=400),
    st.text(st.sampled_from("江水轮渡，、 ab1"), max_size=400),  # never a stop
)


def in_parts(body: str, cuts: list[int]) -> Article:
    """An article whose body stands on several pages, cut at these places."""
    ends = [*sorted({cut % (len(body) + 1) for cut in cuts}), len(body)]
    parts, start = [], 0
    for number, end in enumerate(ends):
        runs = SourceMap((Run(start, 1000 * number, end - start),))
        parts.append(Part("page.txt", "0" * 64, f"0{number}", start, end, runs))
        start = end
    return replace(article(body), parts=tuple(parts))


@given(BODIES, st.lists(st.integers(0, 1000), max_size=3), st.integers(1, 60))
def test_passages_hold_an_article_once_and_never_cross_a_page(
    body: str, cuts: list[int], target: int
) -> None:
    whole = in_parts(body, cuts)
    found = passages(whole, PassageRule(target, target + target // 2))
    held = "".join("".join(body[one.start : one.end].split()) for one in found)
    assert held == "".join(body.split())
    past = 0
    for one in found:
        assert past <= one.start < one.end <= len(body)
        part = whole.part_at(one.start)
        assert part.start <= one.start < one.end <= part.end
        assert body[one.start : one.end] == body[one.start : one.end].strip()
        assert width(body[one.start : one.end]) <= 4 * (target + target // 2)
        past = one.end


@given(BODIES, st.lists(st.integers(0, 1000), max_size=3))
def test_the_source_spans_of_a_passage_lead_back_to_it(body: str, cuts: list[int]) -> None:
    whole = in_parts(body, cuts)
    pages = ["".join(body[part.start : part.end]) for part in whole.parts]
    source = "".join(page.ljust(1000) for page in pages)
    for one in passages(whole):
        spans = whole.part_at(one.start).map.spans(one.start, one.end)
        printed = "".join(source[low:high] for low, high in spans)
        assert "".join(printed.split()) == "".join(body[one.start : one.end].split())


def test_sentences_are_gathered_up_to_the_target() -> None:
    body = "江水今天上涨了一米。" * 60
    sizes = [width(body[one.start : one.end]) for one in passages(article(body))]
    assert all(RULE.target <= size <= RULE.longest for size in sizes[:-1])


def test_passages_of_an_old_paper_end_at_its_only_stop_and_are_no_longer_than_others() -> None:
    body = "渡船停在江心、旅客不得上岸、船主以鐘聲相吿、岸上始知其事矣、" * 40
    found = [body[one.start : one.end] for one in passages(article(body))]
    assert len(found) > 4
    assert all(text.endswith("、") and width(text) <= RULE.longest for text in found)


def test_a_last_sentence_too_short_to_be_found_joins_the_passage_before() -> None:
    body = "江水今天上涨了一米。" * 17 + "船停了。"
    assert len(passages(article(body))) == 1


def test_a_sentence_without_end_is_cut_at_a_pause_or_where_it_is_too_wide() -> None:
    most = 4 * RULE.longest
    body = "江" * 700 + "，" + "水" * (2 * most) + "。"
    assert [one.end - one.start for one in passages(article(body))] == [701, most, most, 1]


def test_a_line_of_a_million_characters_is_cut_as_fast_as_it_is_long() -> None:
    began = time.process_time()
    found = passages(article("江" * 1_000_000 + " " * 1_000_000 + "a"))
    assert len(found) == 963
    assert time.process_time() - began < 5  # quadratic would take minutes


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 0), ("江水", 2), ("“江”", 3), ("abc", 1.05), ("한국", 2), ("é", 0.35)],
)
def test_three_letters_of_an_alphabet_are_as_wide_as_one_han_character(
    text: str, expected: float
) -> None:
    assert width(text) == pytest.approx(expected)
