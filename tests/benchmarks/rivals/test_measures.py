"""One rule says what is right, for baoda and for rivals."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.rivals.corpus import Corpus
from benchmarks.rivals.measures import MEASURES, figures, first_right
from retrieval.cases import Case


def test_figures_are_what_the_formulas_say() -> None:
    found = figures([1, 2, None, 10])
    assert list(found) == list(MEASURES)
    assert found["R@1"] == 0.25
    assert found["R@3"] == 0.5
    assert found["R@10"] == 0.75
    assert found["RR@10"] == pytest.approx((1 + 1 / 2 + 1 / 10) / 4)
    assert found["nDCG@10"] == pytest.approx((1 + 0.63093 + 0.28906) / 4, abs=1e-4)


@given(st.lists(st.none() | st.integers(1, 10), min_size=1, max_size=20))
def test_recall_grows_with_depth_and_all_lie_between_0_and_1(ranks: list[int | None]) -> None:
    found = figures(ranks)
    assert 0 <= found["R@1"] <= found["R@3"] <= found["R@10"] <= 1
    assert found["R@1"] <= found["RR@10"] <= found["nDCG@10"] + 1e-9 <= found["R@10"] + 2e-9


def test_a_passage_goes_to_rivals_under_its_headline_and_comes_back_as_itself(
    archive_folder: Path,
) -> None:
    corpus = Corpus(archive_folder)
    try:
        texts = corpus.texts()
        hits = corpus.hits([one.passage_id for one in texts])
    finally:
        corpus.close()
    assert [one.text for one in texts] == [
        f"{hit.article.title}\n{hit.passage.text}" for hit in hits
    ]
    assert [hit.rank for hit in hits] == list(range(1, len(texts) + 1))


def test_the_first_right_hit_counts_whoever_found_it(archive_folder: Path) -> None:
    corpus = Corpus(archive_folder)
    try:
        by_title = {one.text.partition("\n")[0]: one.passage_id for one in corpus.texts()}
        ferry, bridge = by_title["青澜江轮渡重新开航"], by_title["望鹤桥下月封闭大修"]
        hits = corpus.hits([bridge, ferry, ferry])
    finally:
        corpus.close()
    of_article = Case("渡口几时开", "zh", "retrieval", articles=frozenset({"ferry"}))
    assert first_right(of_article, hits) == 2
    assert first_right(Case("票价", "zh", "how_many", answer="每人 2元"), hits) == 2
    assert first_right(Case("票价", "zh", "how_many", answer="9元"), hits) is None
    assert first_right(Case("票价", "zh", "how_many", answer="2元", file="else"), hits) is None
