"""Every rival keeps the contract: ids of passages it was given, best first, each once."""

from __future__ import annotations

import pytest

from benchmarks.rivals.registry import RIVALS, Entry
from benchmarks.rivals.rival import Rival, Text

TEXTS = [
    Text(70, "青澜江轮渡重新开航\n停航三年的青澜江轮渡重新开航，票价为每人2元。"),
    Text(3, "望鹤桥下月封闭大修\n望鹤桥将于5月8日零时起全桥封闭，工期四个月。"),
    Text(12, "Six Thousand Run\nMore than 6,000 runners took part in the half marathon."),
    Text(5, "圖書館的燈\n市圖書館的夜讀室開到晚上十點。"),
]
# They cut at white space and punctuation, so a Chinese clause is one word to them: measured
# because this is what a user gets, but no claim can be made about Chinese.
CLAUSES = {"FTS5 unicode61", "LlamaIndex BM25"}
ENCODERS = {"MiniLM", "txtai hybrid"}


def built(entry: Entry) -> Rival:
    for distribution in entry.missing:
        pytest.skip(f"{distribution} is not installed: pip install -r benchmarks/rivals.txt")
    rival = entry.open()
    rival.build(TEXTS)
    return rival


def marked(entry: Entry) -> object:
    # A model of 90 MB is loaded.
    return pytest.param(entry, id=entry.name, marks=[pytest.mark.slow] * (entry.name in ENCODERS))


@pytest.fixture(scope="module", params=[marked(entry) for entry in RIVALS])
def entry(request: pytest.FixtureRequest) -> Entry:
    found: Entry = request.param
    return found


@pytest.fixture(scope="module")
def rival(entry: Entry) -> Rival:
    return built(entry)


def test_the_passage_worded_alike_comes_first(rival: Rival) -> None:
    assert rival.search("Who took part in the half marathon?", 3)[0] == 12


def test_a_chinese_passage_worded_alike_comes_first(entry: Entry, rival: Rival) -> None:
    if entry.name not in CLAUSES | ENCODERS:  # their encoder reads English
        assert rival.search("望鹤桥封闭多久", 3)[0] == 3


@pytest.mark.parametrize("k", [1, 2, 10])
def test_at_most_k_are_found_each_once_and_none_is_made_up(rival: Rival, k: int) -> None:
    found = rival.search("half marathon runners 青澜江轮渡", k)
    assert 1 <= len(found) <= k
    assert len(set(found)) == len(found)
    assert set(found) <= {one.passage_id for one in TEXTS}


@pytest.mark.parametrize("question", ["？？", '"half" AND (', "NEAR", "饕餮", "a" * 512, "*"])
def test_no_question_breaks_it(rival: Rival, question: str) -> None:
    assert len(rival.search(question, 3)) <= 3


def test_words_that_occur_nowhere_find_nothing_in_fts5() -> None:
    for entry in RIVALS:
        if entry.name.startswith("FTS5"):
            assert built(entry).search("饕餮纹青铜器", 3) == []


def test_fts5_needs_nothing_installed() -> None:
    assert [one.name for one in RIVALS if not one.needs] == ["FTS5 trigram", "FTS5 unicode61"]


def test_a_missing_distribution_is_named() -> None:
    entry = Entry("none", RIVALS[0].open, ("no-such-distribution-at-all", "pytest"))
    assert entry.missing == ["no-such-distribution-at-all"]
