"""Signals say what speaks for an answer, and confidence never falls when one of them rises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.archive import Archive
from index.encoders import open_encoder
from index.store import Store
from index.store.local import open_local_store
from retrieval.answerer import Answerer
from retrieval.confidence import ANSWERED, UNCERTAIN, UNCERTAIN_ACROSS, confidence, status_of
from retrieval.highlight import highlights
from retrieval.question import interpret
from retrieval.records import Question, Slice
from retrieval.search import Searcher
from retrieval.signals import SIGNALS, Judged, Signals, signals

SHARE = st.floats(0, 1)


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    return Searcher(open_encoder())


@pytest.fixture(scope="module")
def store(archive_folder: Path) -> Iterator[Store]:
    archive = Archive(archive_folder)
    opened = open_local_store(archive)
    yield opened
    opened.close()
    archive.close()


def read(searcher: Searcher, store: Store, asked: str, text: str) -> Signals:
    """The signals of a question when this is the first hit's text."""
    evidence = searcher.search(store, asked, interpret(Question(asked)))
    passage = [Slice(text, 0, len(text))]
    marks = highlights(passage, asked, evidence.tokens, searcher.tokenise, searcher.table)
    judged = [Judged(text, searcher.tokenise([text])[0], marks[0], 0)]
    return signals(evidence, judged, searcher.table)[0]


FERRY = "首班渡船载客120人，由老渡工周水生掌舵。轮渡票价为每人2元，每天6时至20时开行。"


@pytest.mark.parametrize(
    ("signal", "asked", "better", "worse"),
    [
        ("covered", "轮渡票价是多少？", FERRY, "望鹤桥下月封闭大修。"),
        ("paired", "轮渡票价是多少？", FERRY, "望鹤桥下月封闭大修。"),
        ("run", "轮渡票价为每人多少？", FERRY, "票很便宜，轮渡也快。"),
        ("weakest", "轮渡票价是多少？", FERRY, "轮渡重新开航了。"),
        ("figures", "120人坐了首班渡船吗？", FERRY, FERRY.replace("120", "210")),
        ("chance", "轮渡票价是多少钱？", FERRY, "轮渡重新开航，老渡工掌舵。"),
        ("in_form", "轮渡票价是多少钱？", FERRY, "轮渡停航三年，载客120人。"),
    ],
)
def test_a_text_that_answers_better_shows_more(
    searcher: Searcher, store: Store, signal: str, asked: str, better: str, worse: str
) -> None:
    high, low = (getattr(read(searcher, store, asked, text), signal) for text in (better, worse))
    assert high > low


def test_a_question_that_expects_nothing_in_particular_says_so(
    searcher: Searcher, store: Store
) -> None:
    found = read(searcher, store, "轮渡怎么样了？", FERRY)
    assert (found.expecting, found.chance, found.in_form) == (0, 0, 0)


def test_a_hit_that_lacks_what_no_answer_can_do_without_is_never_shown_for_it(
    searcher: Searcher, store: Store
) -> None:
    asked = "首班渡船重多少吨？"
    lacking, holding = (
        read(searcher, store, asked, text) for text in (FERRY, f"首班渡船重40吨。{FERRY}")
    )
    assert (lacking.lacking, holding.lacking) == ("a weight", None)
    near = dict.fromkeys(SIGNALS, 1.0)
    assert confidence([replace(lacking, **near)]) < UNCERTAIN  # type: ignore[arg-type]
    assert confidence([replace(lacking, **near), replace(holding, **near)]) > ANSWERED  # type: ignore[arg-type]


def test_the_script_of_the_first_hit_decides_which_scale_is_used(
    searcher: Searcher, store: Store
) -> None:
    assert read(searcher, store, "How much is the ferry?", FERRY).foreign
    assert not read(searcher, store, "轮渡票价是多少？", FERRY).foreign


def test_a_first_hit_in_another_language_must_convince_where_the_own_one_is_there_too() -> None:
    alone = Signals(weakest=0.5, figures=1.0, lead=0.4, cosine=0.5, foreign=True)
    assert confidence([replace(alone, beside=True)]) < confidence([alone])


def test_nothing_found_is_no_evidence(searcher: Searcher, store: Store) -> None:
    evidence = searcher.search(store, "轮渡", interpret(Question("轮渡")))
    assert signals(evidence, [], searcher.table) == ()
    assert confidence([]) == 0


def test_each_hit_is_judged_by_its_own_place(searcher: Searcher, store: Store) -> None:
    asked = "轮渡票价是多少？"
    evidence = searcher.search(store, asked, interpret(Question(asked)))
    mark = highlights([Slice(FERRY, 0, len(FERRY))], asked, None, searcher.tokenise, searcher.table)
    tokens = searcher.tokenise([FERRY])[0]
    judged = [Judged(FERRY, tokens, mark[0], place) for place in (0, 1)]
    first, second = signals(evidence, judged, searcher.table)
    whole = evidence.ranked.whole
    assert (first.whole, second.whole) == (float(whole[0]), float(whole[1]))
    assert first.lead_whole - second.lead_whole == pytest.approx(float(whole[0] - whole[1]))


def test_a_longer_question_says_more(searcher: Searcher, store: Store) -> None:
    short, long = (
        read(searcher, store, asked, FERRY).length
        for asked in ("票价？", "青澜江轮渡重新开航以后每人的票价是多少元？")
    )
    assert 0 < short < long <= 1


def test_the_surest_hit_decides() -> None:
    sure, unsure = Signals(paired=1.0, lead=0.4, figures=1.0), Signals()
    assert confidence([unsure, sure]) == confidence([sure, unsure]) == confidence([sure])
    assert confidence([sure]) > confidence([unsure])


def test_the_values_stand_in_the_order_of_their_names() -> None:
    for place, name in enumerate(SIGNALS):
        assert replace(Signals(), **{name: 0.5}).values()[place] == 0.5


@given(
    less=st.builds(
        Signals,
        **dict.fromkeys(SIGNALS, SHARE),
        foreign=st.booleans(),
        beside=st.booleans(),
    ),
    name=st.sampled_from([name for name in SIGNALS if name != "expecting"]),
    more=SHARE,
)
def test_more_evidence_never_makes_us_less_sure(less: Signals, name: str, more: float) -> None:
    better = replace(less, **{name: max(more, getattr(less, name))})
    assert 0 <= confidence([less]) <= confidence([better]) <= 1


@pytest.mark.parametrize(
    ("probability", "status"),
    [
        (1.0, "answered"),
        (ANSWERED, "answered"),
        (ANSWERED - 1e-9, "uncertain"),
        (UNCERTAIN, "uncertain"),
        (UNCERTAIN - 1e-9, "not_found"),
        (0.0, "not_found"),
    ],
)
def test_the_status_follows_the_confidence(probability: float, status: str) -> None:
    assert status_of(probability, [Signals()]) == status
    assert status_of(probability, [Signals(foreign=True, beside=True)]) == status


@pytest.mark.parametrize(
    ("probability", "status"),
    [
        (ANSWERED, "answered"),
        (UNCERTAIN_ACROSS, "uncertain"),
        (UNCERTAIN_ACROSS - 1e-9, "not_found"),
        (UNCERTAIN, "not_found"),
    ],
)
def test_more_is_asked_where_no_word_can_match(probability: float, status: str) -> None:
    assert status_of(probability, [Signals(foreign=True), Signals(foreign=True)]) == status


def test_where_nothing_was_found_there_is_no_answer() -> None:
    assert status_of(confidence([]), []) == "not_found"


def test_confidence_falls_when_the_answering_article_is_gone(answerer: Answerer) -> None:
    there = answerer.ask(Question("青澜江轮渡的票价是多少？"))
    gone = answerer.ask(Question("鹤鸣山缆车的票价是多少？", near=True))
    assert there.confidence > gone.confidence
