"""What is found is judged by what was asked for word for word, and by what is no word at all."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np

from index.store import Store
from retrieval.distinctive import Sought
from retrieval.exact import Lookup, nothing_else
from retrieval.finding import Finding
from retrieval.lanes import NOTHING, Candidates, Query
from retrieval.ranking import Ranked
from retrieval.records import Interpretation
from retrieval.search import Evidence

PHRASE = Sought("江上又有了汽笛声", "phrase", ("江上又有了汽笛声",))
OTHER = Sought("心里踏实", "phrase", ("心里踏实",))
NAME = Sought("罗稚蘅", "name", ("罗稚蘅",))


def finding(words: str, *sought: Sought, held: tuple[str, ...] = ()) -> Finding:
    """One passage found for some words, which holds these strings."""
    zeros = np.zeros(1, np.float32)
    ids = np.array([7], np.int64)
    found = Candidates(ids, zeros, zeros, zeros, {}, {"words": 0.0, "bigrams": 0.0})
    ranked = Ranked(found, zeros, zeros, zeros, 0.0, 1.0)
    evidence = Evidence(Query(words, (), (), None), None, ranked, cast(Store, None))
    lookups = [Lookup(one, ids if one.words in held else NOTHING) for one in sought]
    return Finding(evidence, Interpretation("zh", words=words), lookups, {7: held} if held else {})


def test_a_phrase_alone_is_answered_by_what_holds_it() -> None:
    asked = finding("“江上又有了汽笛声”", PHRASE, held=(PHRASE.words,))
    assert asked.settled(0.02) == 1.0


def test_a_phrase_alone_that_stands_nowhere_is_doubted_however_near_the_rest_comes() -> None:
    assert finding("“江上又有了汽笛声”", PHRASE).settled(0.99) < 0.5
    assert finding("“江上又有了汽笛声”", PHRASE).settled(0.02) == 0.02


def test_of_two_phrases_both_must_be_there() -> None:
    both = "“江上又有了汽笛声” “心里踏实”"
    one = finding(both, PHRASE, OTHER, held=(PHRASE.words,))
    assert one.settled(0.99) < 0.5
    assert finding(both, PHRASE, OTHER, held=(PHRASE.words, OTHER.words)).settled(0.1) == 1.0


def test_what_asks_for_more_is_judged_by_the_evidence() -> None:
    asked = finding("“江上又有了汽笛声”哪个渡口", PHRASE, held=(PHRASE.words,))
    assert asked.settled(0.3) == 0.3


def test_a_name_alone_is_answered_by_what_holds_it_and_else_judged_by_the_evidence() -> None:
    assert finding("罗稚蘅", NAME, held=(NAME.words,)).settled(0.3) == 1.0
    assert finding("罗稚蘅", NAME).settled(0.7) == 0.7


def test_words_that_nothing_is_known_of_are_never_answered_for_sure() -> None:
    asked = replace(finding("zzzz qqqq"), unknown=("zzzz", "qqqq"))
    assert asked.settled(0.9) < 0.5
    assert asked.settled(0.01) == 0.01
    assert asked.unmet("uncertain") == ("The archive never mentions “zzzz”, “qqqq”.", ())


def test_the_first_phrase_that_stands_nowhere_is_the_reason_and_the_others_are_noted() -> None:
    asked = replace(finding("“甲乙” “丙丁”"), missing=("first", "second"))
    assert asked.unmet("not_found") == ("first", ("second",))
    assert asked.unmet("answered") == (None, ("first", "second"))
    assert finding("轮渡").unmet("uncertain") == (None, ())


def test_whether_a_question_is_nothing_but_some_strings() -> None:
    assert nothing_else("“江上又有了汽笛声”谁", [PHRASE])
    assert nothing_else("江上又有了汽笛声，心里踏实", [PHRASE, OTHER])
    assert not nothing_else("“江上又有了汽笛声”的渡口", [PHRASE])
    assert not nothing_else("“江上又有了汽笛声” “心里踏实”", [PHRASE])
    assert not nothing_else("", [])
